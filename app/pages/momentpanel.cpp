// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/momentpanel.h"

#include "app/state/clocktime.h"
#include "app/style/controlstyle.h"
#include "app/style/plaintooltip.h"
#include "common/core/literals.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>
#include <cstdlib>

namespace pulse {
namespace {

constexpr qint64 longestDifference = 1000; // ms
constexpr qsizetype mostEvents = 5;        // that are listed

} // namespace

MomentPanel::MomentPanel(QWidget *parent)
    : Surface(parent)
    , m_title(new ElidingLabel(TextSize::Large, QFont::DemiBold, this))
    , m_remark(new ElidingLabel(TextSize::Small, QFont::Normal, this))
    , m_close(new CloseButton(this))
    , m_eventTexts(wrappedLabel(TextSize::Normal, QFont::Normal, this))
    , m_failure(new FailureDetail(this))
    , m_record(new RecordView(this))
{
    m_failure->setCompact();
    m_failure->setFixedHeight(184);
    m_eventTexts->setContentsMargins(8, 0, 8, 0);
    auto *heading = new QHBoxLayout;
    heading->setContentsMargins(8, 0, 0, 0);
    heading->setSpacing(16);
    heading->addWidget(m_title);
    heading->addWidget(m_remark);
    heading->addStretch(1);
    heading->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 12);
    layout->setSpacing(8);
    layout->addLayout(heading);
    layout->addWidget(m_eventTexts);
    layout->addWidget(m_failure);
    layout->addWidget(m_record, 1);
    connect(m_close, &QAbstractButton::clicked, this, &MomentPanel::closed);
    auto *escape = new QShortcut(Qt::Key_Escape, this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &MomentPanel::closed);
    m_remark->setTone(Tone::Dim);
    MomentPanel::applyTheme();
}

void MomentPanel::showMoment(const Moment &moment)
{
    m_time = moment.time;
    m_recordTime = moment.record ? std::optional(moment.record->time) : std::nullopt;
    const bool isFailureOnly = moment.failure && moment.events.size() == 1; // the failure is shown with its details
    m_events = isFailureOnly ? QStringList() : moment.events;
    showTitle();
    showEvents();
    m_failure->setVisible(moment.failure.has_value());
    if (moment.failure)
        m_failure->showFailure(*moment.failure);
    m_record->showRecord(moment.record.value_or(Record{}));
}

void MomentPanel::showEvents()
{
    QStringList lines = m_events.first(std::min(mostEvents, m_events.size()));
    if (const auto further = static_cast<int>(m_events.size() - lines.size()); further > 0)
        lines.append(tr("and %n more events", nullptr, further));
    m_eventTexts->setText(lines.join('\n'_L1));
    m_eventTexts->setToolTip(lines.size() < m_events.size() ? plainToolTip(m_events.join('\n'_L1)) : QString());
    m_eventTexts->setVisible(!lines.isEmpty());
}

void MomentPanel::showTitle()
{
    m_title->setText(clockTime(m_time));
    const bool isSameMoment = m_recordTime && std::llabs(*m_recordTime - m_time) < longestDifference;
    m_remark->setText(m_recordTime && !isSameMoment ? tr("the nearest result is from %1").arg(clockTime(*m_recordTime))
                                                    : QString());
}

void MomentPanel::retranslate()
{
    showTitle();
    showEvents();
}

void MomentPanel::applyTheme()
{
    applyControlStyle(*this);
}

} // namespace pulse

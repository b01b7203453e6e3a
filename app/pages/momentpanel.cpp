// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/momentpanel.h"

#include "app/state/clocktime.h"
#include "app/style/controlstyle.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QVBoxLayout>

#include <cstdlib>

namespace pulse {
namespace {

constexpr qint64 longestDifference = 1000; // ms

} // namespace

MomentPanel::MomentPanel(QWidget *parent)
    : Surface(parent)
    , m_title(new ElidingLabel(TextSize::Large, QFont::DemiBold, this))
    , m_remark(new ElidingLabel(TextSize::Small, QFont::Normal, this))
    , m_close(new CloseButton(this))
    , m_failure(new FailureDetail(this))
    , m_record(new RecordView(this))
{
    m_failure->setCompact();
    m_failure->setFixedHeight(184);
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
    layout->addWidget(m_failure);
    layout->addWidget(m_record, 1);
    connect(m_close, &QAbstractButton::clicked, this, &MomentPanel::closed);
    auto *escape = new QShortcut(Qt::Key_Escape, this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &MomentPanel::closed);
    m_remark->setTone(Tone::Dim);
    MomentPanel::applyTheme();
}

void MomentPanel::showMoment(qint64 time, const std::optional<Record> &record, const std::optional<Failure> &failure)
{
    m_time = time;
    m_recordTime = record ? std::optional(record->time) : std::nullopt;
    showTitle();
    m_failure->setVisible(failure.has_value());
    if (failure)
        m_failure->showFailure(*failure);
    m_record->showRecord(record.value_or(Record{}));
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
}

void MomentPanel::applyTheme()
{
    applyControlStyle(*this);
}

} // namespace pulse

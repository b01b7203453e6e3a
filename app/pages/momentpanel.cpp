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

constexpr qint64 sameMoment = 1000; // ms

} // namespace

MomentPanel::MomentPanel(const Theme &theme, QWidget *parent)
    : Surface(theme, parent)
    , m_title(new ElidingLabel(TextSize::Large, QFont::DemiBold, this))
    , m_remark(new ElidingLabel(TextSize::Small, QFont::Normal, this))
    , m_close(new CloseButton(theme, this))
    , m_failure(new FailureDetail(theme, this))
    , m_record(new RecordView(theme, this))
{
    m_failure->setMomentOffered(false);
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
    setTheme(theme);
}

void MomentPanel::showMoment(qint64 time, const std::optional<Record> &record, const std::optional<Failure> &failure)
{
    m_time = time;
    m_title->setText(clockTime(time));
    const bool isOfThen = record && std::llabs(record->time - time) < sameMoment;
    m_remark->setText(record && !isOfThen ? tr("the nearest result is of %1").arg(clockTime(record->time)) : QString());
    m_failure->setVisible(failure.has_value());
    if (failure)
        m_failure->showFailure(*failure);
    m_record->showRecord(record.value_or(Record{}));
}

void MomentPanel::setTheme(const Theme &theme)
{
    Surface::setTheme(theme);
    setPalette(theme.palette());
    setStyleSheet(controlStyle(theme));
    m_title->setColor(theme.text);
    m_remark->setColor(theme.dim);
    m_close->setTheme(theme);
    m_failure->setTheme(theme);
    m_record->setTheme(theme);
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/statusline.h"

#include "app/pages/statustext.h"

#include <QStatusBar>

namespace pulse {
namespace {

constexpr int sideMargin = 26;

} // namespace

StatusLine::StatusLine(QStatusBar &bar)
    : m_connection(new ElidingLabel(TextSize::Small, QFont::Normal, &bar))
    , m_clock(new ElidingLabel(TextSize::Small, QFont::Normal, &bar))
    , m_newest(new ElidingLabel(TextSize::Small, QFont::Normal, &bar))
{
    for (ElidingLabel *label : {m_connection, m_clock, m_newest})
        label->setTone(Tone::Dim);
    bar.setSizeGripEnabled(false);
    bar.setContentsMargins(sideMargin, 0, sideMargin, 4);
    bar.addWidget(m_connection, 1);
    bar.addPermanentWidget(m_clock);
    bar.addPermanentWidget(m_newest);
    m_newest->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatusLine::showState(const DashboardState &state)
{
    m_connection->setText(StatusText::connection(state.status()));
    m_clock->setText(StatusText::clock(state.clockOffset()));
    m_newest->setText(StatusText::newest(state.freshness()));
}

} // namespace pulse

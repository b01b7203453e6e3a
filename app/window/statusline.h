// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/dashboardstate.h"
#include "app/widgets/elidinglabel.h"

class QStatusBar;

namespace pulse {

/// What the status bar says: connected to what, how the source's clock differs, how old the newest result is.
class StatusLine
{
public:
    explicit StatusLine(QStatusBar &bar);

    void showState(const DashboardState &state);

private:
    ElidingLabel *m_connection; // this and the others: children of the bar
    ElidingLabel *m_clock;
    ElidingLabel *m_newest;
};

} // namespace pulse

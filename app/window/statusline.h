// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/dashboardstate.h"
#include "app/widgets/elidinglabel.h"

class QStatusBar;

namespace pulse {

/// The texts of the status bar: the connection, the difference of the source's clock, the age of the newest result.
class StatusLine
{
public:
    explicit StatusLine(QStatusBar &bar);

    void showState(const DashboardState &state);

private:
    ElidingLabel *m_connection; // this and the following are children of the bar
    ElidingLabel *m_clock;
    ElidingLabel *m_newest;
};

} // namespace pulse

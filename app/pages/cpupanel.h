// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/chartlink.h"
#include "app/pages/chartpanel.h"

namespace pulse {

/// CPUs over time: up to eight as lines, more as a heat map with a row for each.
class CpuPanel : public ChartPanel
{
    Q_OBJECT

public:
    /// `link` has to outlive the panel.
    CpuPanel(ChartLink &link, QWidget *parent);

    void setData(const ChartData &data) override;
    /// Sets the least height: with `forAllRows`, each row of a heat map has a pixel; otherwise CPUs may share one,
    /// which shows the busiest.
    void makeRoom(bool forAllRows);

Q_SIGNALS:
    void cpuChosen(int cpu); ///< the user clicked its row

private:
    void showKind(bool isHeatMap);

    ChartLink &m_link;
};

} // namespace pulse

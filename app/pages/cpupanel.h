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

    /// Also sets the least height, with at least a pixel for each row of a heat map.
    void setData(const ChartData &data) override;

Q_SIGNALS:
    void cpuChosen(int cpu); ///< the user clicked its row

protected:
    void applyTheme() override;

private:
    void showKind(bool isHeatMap);
    void setLeastHeight();

    ChartLink &m_link;
};

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/cpupanel.h"

#include "app/charts/linechart.h"
#include "app/charts/timeheatmap.h"
#include "app/style/narrow.h"

#include <algorithm>

namespace pulse {

CpuPanel::CpuPanel(ChartLink &link, QWidget *parent)
    : ChartPanel({}, parent)
    , m_link(link)
{
    setLeastHeight();
    m_link.add(&chart());
}

void CpuPanel::setData(const ChartData &data)
{
    showKind(data.lines.size() > mostColored);
    ChartPanel::setData(data);
    setLeastHeight();
}

void CpuPanel::setLeastHeight()
{
    setMinimumHeight(std::max(isNarrow(*this) ? phoneChart : lowestChart, minimumSizeHint().height()));
}

void CpuPanel::applyTheme()
{
    setLeastHeight();
    update();
}

void CpuPanel::showKind(bool isHeatMap)
{
    if (isHeatMap == (qobject_cast<TimeHeatMap *>(&chart()) != nullptr))
        return;
    if (!isHeatMap) {
        setChart(new LineChart);
    } else {
        auto *map = new TimeHeatMap;
        connect(map, &TimeHeatMap::rowClicked, this, &CpuPanel::cpuChosen);
        setChart(map);
    }
    m_link.add(&chart());
}

} // namespace pulse

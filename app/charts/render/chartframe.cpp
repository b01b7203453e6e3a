// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/chartframe.h"

#include "app/charts/render/paintedframe.h"
#ifdef PULSEBOARD_QTCHARTS
#include "app/charts/render/qtchartsframe.h"
#endif

namespace pulse {

QList<ChartRenderer> chartRenderers()
{
#ifdef PULSEBOARD_QTCHARTS
    return {ChartRenderer::QtCharts, ChartRenderer::Painted};
#else
    return {ChartRenderer::Painted};
#endif
}

std::unique_ptr<ChartFrame> makeChartFrame([[maybe_unused]] ChartRenderer renderer)
{
#ifdef PULSEBOARD_QTCHARTS
    if (renderer == ChartRenderer::QtCharts)
        return std::make_unique<QtChartsFrame>();
#endif
    return std::make_unique<PaintedFrame>();
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/plotrenderer.h"

#include "app/charts/render/paintedrenderer.h"
#ifdef PULSEBOARD_QTCHARTS
#include "app/charts/render/qtchartsrenderer.h"
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

std::unique_ptr<PlotRenderer> makePlotRenderer([[maybe_unused]] ChartRenderer renderer)
{
#ifdef PULSEBOARD_QTCHARTS
    if (renderer == ChartRenderer::QtCharts)
        return std::make_unique<QtChartsRenderer>();
#endif
    return std::make_unique<PaintedRenderer>();
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/chartrenderer.h"
#include "app/charts/render/plot.h"
#include "app/charts/render/plotcontent.h"
#include "app/charts/render/valueaxis.h"
#include "app/style/theme.h"

#include <memory>

class QImage;
class QPainter;

namespace pulse {

/// Draws what is inside a chart's plot. All implementations look the same.
class PlotRenderer
{
public:
    PlotRenderer() = default;
    virtual ~PlotRenderer() = default;
    PlotRenderer(const PlotRenderer &) = delete;
    PlotRenderer &operator=(const PlotRenderer &) = delete;

    /// Draws one sharp line of 1 px per tick across the plot's area.
    virtual void paintGrid(QPainter &painter, const Plot &plot, const ValueAxis &axis, const Theme &theme) = 0;
    /// Draws into an area (pixels) of a picture of the widget (Format_RGB32). An isolated value becomes a dot.
    virtual void paintContent(QImage &picture, const QRect &area, const Plot &plot, const PlotContent &content) = 0;
};

std::unique_ptr<PlotRenderer> makePlotRenderer(ChartRenderer renderer);

} // namespace pulse

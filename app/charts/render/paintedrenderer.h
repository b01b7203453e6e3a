// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/plotrenderer.h"

namespace pulse {

/// Draws with QPainter and `LineRaster`: charts with many lines, and all charts of builds without Qt Charts.
class PaintedRenderer : public PlotRenderer
{
public:
    void paintGrid(QPainter &painter, const Plot &plot, const ValueAxis &axis, const Theme &theme) override;
    void paintContent(QImage &picture, const QRect &area, const Plot &plot, const PlotContent &content) override;
};

} // namespace pulse

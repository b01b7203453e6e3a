// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/chartrenderer.h"
#include "app/charts/render/plot.h"
#include "app/charts/render/valueaxis.h"
#include "app/style/theme.h"

#include <memory>

class QPainter;

namespace pulse {

/// Draws the background of a chart's lines: the plot area with its grid. Both implementations look the same.
class ChartFrame
{
public:
    ChartFrame() = default;
    virtual ~ChartFrame() = default;
    ChartFrame(const ChartFrame &) = delete;
    ChartFrame &operator=(const ChartFrame &) = delete;

    /// Draws one sharp line of 1 px per tick across the plot's area.
    virtual void paint(QPainter &painter, const Plot &plot, const ValueAxis &axis, const Theme &theme) = 0;
};

std::unique_ptr<ChartFrame> makeChartFrame(ChartRenderer renderer);

} // namespace pulse

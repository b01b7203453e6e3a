// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/chartrenderer.h"
#include "app/charts/render/plot.h"
#include "app/charts/render/valueaxis.h"
#include "app/style/theme.h"

#include <memory>

class QPainter;

namespace pulse {

/// What stands behind the lines of a chart: its plot area with the grid. The two implementations look the same.
class ChartFrame
{
public:
    ChartFrame() = default;
    virtual ~ChartFrame() = default;
    ChartFrame(const ChartFrame &) = delete;
    ChartFrame &operator=(const ChartFrame &) = delete;

    /// One line per tick, 1 px and crisp, across the plot's area.
    virtual void paint(QPainter &painter, const Plot &plot, const ValueAxis &axis, const Theme &theme) = 0;
};

std::unique_ptr<ChartFrame> makeChartFrame(ChartRenderer renderer);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/chartframe.h"

namespace pulse {

/// Draws the grid with QPainter only, for builds without Qt Charts.
class PaintedFrame : public ChartFrame
{
public:
    void paint(QPainter &painter, const Plot &plot, const ValueAxis &axis, const Theme &theme) override;
};

} // namespace pulse

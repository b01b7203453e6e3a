// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/paintedframe.h"

#include <QPainter>

namespace pulse {

void PaintedFrame::paint(QPainter &painter, const Plot &plot, const ValueAxis &axis, const Theme &theme)
{
    painter.setRenderHint(QPainter::Antialiasing, false); // sharp lines
    painter.setPen(QPen(theme.grid, 1));
    for (const ValueTick &tick : axis.ticks) {
        const double y = plot.y(tick.value);
        painter.drawLine(QPointF(plot.area.left(), y), QPointF(plot.area.right(), y));
    }
}

} // namespace pulse

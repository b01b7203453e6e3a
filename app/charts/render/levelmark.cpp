// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/levelmark.h"

#include <QPainter>

namespace pulse {

void paintLevel(QPainter &painter, const QRectF &place, Level level, const Theme &theme)
{
    const QPointF middle = place.center();
    switch (level) {
    case Level::Normal:
        painter.setPen(QPen(theme.good, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(place.adjusted(2, 2, -2, -2));
        break;
    case Level::Warning:
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.warning);
        painter.drawPolygon(QPolygonF({{middle.x(), place.top()}, place.bottomRight(), place.bottomLeft()}));
        break;
    case Level::Critical:
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.bad);
        painter.drawPolygon(QPolygonF({{middle.x(), place.top() - 1},
                                       {place.right() + 1, middle.y()},
                                       {middle.x(), place.bottom() + 1},
                                       {place.left() - 1, middle.y()}}));
        break;
    }
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/chevron.h"

#include <QPainter>

#include <array>

namespace pulse {
namespace {

double degreesOf(Direction direction)
{
    switch (direction) {
    case Direction::Right:
        break;
    case Direction::Down:
        return 90;
    case Direction::Up:
        return -90;
    }
    return 0;
}

} // namespace

void paintChevron(QPainter &painter, QPointF middle, Direction direction, const QColor &color)
{
    constexpr std::array<QPointF, 3> right = {QPointF(-2, -4), QPointF(2, 0), QPointF(-2, 4)};
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(middle);
    painter.rotate(degreesOf(direction));
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(right.data(), static_cast<int>(right.size()));
    painter.restore();
}

} // namespace pulse

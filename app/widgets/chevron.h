// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>

class QColor;
class QPainter;

namespace pulse {

enum class Direction { Right, Down, Up };

/// Draws a chevron of 8 px, with round ends.
void paintChevron(QPainter &painter, QPointF middle, Direction direction, const QColor &color);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/linelayer.h"

#include <QPolygonF>

// Prepares lines that run from left to right for the series of Qt Charts, which take as long as they have points.

namespace pulse {

/// Returns one or two points for each column of pixels if a line has more points than columns, else the line. Both look
/// the same.
QPolygonF thinned(const QPolygonF &line, QSizeF pixel);

/// Returns the area between the lowest and the highest position of a line in each column of pixels.
AreaPiece bandOf(const QPolygonF &line, QSizeF pixel);

/// Returns the points that determine how a line looks between two x coordinates.
QPolygonF pointsBetween(const QPolygonF &line, double left, double right);

} // namespace pulse

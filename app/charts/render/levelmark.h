// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/eventmark.h"
#include "app/style/theme.h"

class QPainter;
class QRectF;

namespace pulse {

/// Paints the shape of a level, in its colour: a ring, a triangle, a diamond. `place`: a square.
void paintLevel(QPainter &painter, const QRectF &place, Level level, const Theme &theme);

} // namespace pulse

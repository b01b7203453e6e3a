// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPaintEngine>
#include <QPainter>

namespace pulse {

/// Whether a painter writes lines and texts, as into an SVG file, instead of pixels.
inline bool makesVectors(const QPainter &painter)
{
    return painter.paintEngine()->type() == QPaintEngine::SVG;
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPaintEngine>
#include <QPainter>

namespace pulse {

/// Whether what is painted stays lines and texts, as in an SVG file, instead of becoming pixels.
inline bool makesVectors(const QPainter &painter)
{
    return painter.paintEngine()->type() == QPaintEngine::SVG;
}

} // namespace pulse

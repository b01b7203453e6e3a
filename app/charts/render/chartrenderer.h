// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace pulse {

/// What draws a chart's plot area, grid and axes. Both look the same; lines and texts are drawn by the same code.
enum class ChartRenderer { QtCharts, Painted };

/// Those that are built in; the first one is used unless told otherwise (CMake: PULSEBOARD_CHARTS).
QList<ChartRenderer> chartRenderers();

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace pulse {

/// Selects what draws a chart's plot area and grid. Both look the same; lines and texts are drawn by the same code.
enum class ChartRenderer { QtCharts, Painted };

/// Returns those that are built in; the first one is the default (CMake: PULSEBOARD_CHARTS).
QList<ChartRenderer> chartRenderers();

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace pulse {

/// Selects what draws the grid, areas and lines of charts with up to `mostColored` lines. Both look the same. Charts
/// with more lines and all texts are painted in any case.
enum class ChartRenderer { QtCharts, Painted };

/// Returns those that are built in; the first one is the default (CMake: PULSEBOARD_CHARTS).
QList<ChartRenderer> chartRenderers();

} // namespace pulse

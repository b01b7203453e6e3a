// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/chartline.h"

namespace pulse {

/// Returns the upper edges of the lines' areas when they are stacked: at each time at which any line has a value, the
/// sum of the line's value and those of the lines before it. A line's value is interpolated between its times; without
/// a value it adds nothing. All edges have the same times.
QList<ChartLine> stacked(const QList<ChartLine> &lines, qint64 longestGap);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/chartline.h"

namespace pulse {

/// The upper edges of the lines' areas when these stand on one another: at each time at which one of the lines has a
/// value, the sum of it and of those before it. In between a line's value is interpolated; where it has none it adds
/// nothing. All edges have the same times.
QList<ChartLine> stacked(const QList<ChartLine> &lines, qint64 longestGap);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace pulse {

/// Places labels of the given height (px) without overlaps, as close to their wanted positions as possible (least
/// squares). `wanted` are centres in ascending order; so is the result. All are between `top` and `bottom` if they fit.
QList<double> spreadLabels(const QList<double> &wanted, double height, double top, double bottom);

} // namespace pulse

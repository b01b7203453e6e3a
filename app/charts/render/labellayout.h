// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace pulse {

/// Where to put labels of the given height so that none covers another: as near to where each wants to be as that
/// allows (least squares). `wanted` are centres in ascending order; so is the result. All lie between `top` and
/// `bottom`, provided that they fit there at all.
QList<double> spreadLabels(const QList<double> &wanted, double height, double top, double bottom);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse {

/// Returns a number in JSON with at most six significant digits: as it is written if it has no more, else rounded, and
/// from a million on with a prefix: "0.333333", "25.2765 G".
QString sixDigits(const QString &number);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse {

/// A time (ms since epoch) in the user's clock, to the second: "14:03:22"; with the day where it is not that of `now`:
/// "24 Nov 14:03:22".
QString clockTime(qint64 time, qint64 now);

} // namespace pulse

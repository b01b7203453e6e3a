// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/sourceclock.h"

#include <optional>

namespace pulse {

/// How fresh the newest result is.
struct Freshness
{
    std::optional<qint64> age;    ///< ms; empty while there is no result, or its age is unknown
    std::optional<qint64> period; ///< ms between results; empty while there are too few
    bool stale = false;           ///< the newest result is older than 15 s and than four periods
    bool hasUnknownAge = false;   ///< there is a result, but it is unknown when it was written

    bool operator==(const Freshness &) const = default;
};

/// Returns the freshness of the newest readable result, which has the time `newest` (ms since epoch); later results
/// could not be read. `period`: ms between results.
Freshness freshnessOf(std::optional<qint64> newest, std::optional<qint64> period, const SourceClock &clock,
                      const ClockReading &now);

} // namespace pulse

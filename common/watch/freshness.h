// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/sourceclock.h"

#include <optional>

namespace pulse {

/// How fresh the newest result is.
struct Freshness
{
    std::optional<qint64> age;    ///< ms; nothing while there is no result, or while its age is not known
    std::optional<qint64> period; ///< ms between results; nothing while there are too few
    bool stale = false;           ///< results arrive more rarely than they used to
    bool hasUnknownAge = false;   ///< there is a result, but no source reported when it was written

    bool operator==(const Freshness &) const = default;
};

/// Of the newest result that could be read, written at `newest` (ms since epoch); results that arrived after it could
/// not be read. `period`: ms between results.
Freshness freshnessOf(std::optional<qint64> newest, std::optional<qint64> period, const SourceClock &clock,
                      const ClockReading &now);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/watch/freshness.h"

#include <algorithm>

namespace pulse {
namespace {

constexpr qint64 staleAfter = 15'000; // ms, at least
constexpr qint64 stalePeriods = 4;

} // namespace

Freshness freshnessOf(std::optional<qint64> newest, std::optional<qint64> period, const SourceClock &clock,
                      const ClockReading &now)
{
    if (!newest)
        return {};
    const qint64 older = std::max<qint64>(0, clock.newestTime().value_or(*newest) - *newest);
    const qint64 leastAge = clock.leastAge(now) + older;
    const bool isKnown = clock.age(now).has_value();
    return {isKnown ? std::optional(leastAge) : std::nullopt, period,
            leastAge > std::max(staleAfter, stalePeriods * period.value_or(0)), !isKnown};
}

} // namespace pulse

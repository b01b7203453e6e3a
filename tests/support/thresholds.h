// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "common/watch/thresholdwatch.h"

namespace pulse::test {

inline const Thresholds eightyNinety = {80, 90};

/// Returns the key of a CPU's average over a minute.
inline SeriesKey cpuKey(int cpu)
{
    return {u"cpu_average"_s, {}, cpu, 60};
}

/// Returns the event of a CPU's average that crossed `eightyNinety`.
inline ThresholdEvent crossing(int cpu, double value, Level from, Level to)
{
    const std::optional<double> limit = to == Level::Normal     ? std::nullopt
                                        : to == Level::Critical ? eightyNinety.critical
                                                                : eightyNinety.warning;
    return {1000, cpuKey(cpu), u"CPU %1"_s.arg(cpu), u"%"_s, value, limit, from, to};
}

} // namespace pulse::test

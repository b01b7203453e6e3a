// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/collector/procstat.h"

#include <map>
#include <optional>

namespace pulse {

/// How busy a CPU was between two readings, in percent with one decimal: psutil's cpu_percent(percpu=True). Times that
/// went backwards count as unchanged, since the kernel's idle and steal times do step back a little at times; waiting
/// for input or output counts as idle.
/// Nothing where no time passed, or where the times as a whole went backwards because the kernel started them anew
/// (psutil says 0 and 100 there, and both are wrong).
std::optional<double> busyPercent(const CpuTimes &before, const CpuTimes &after);

struct CpuReading
{
    enum class State {
        Measured,
        FirstReading, ///< it is new, or has come back: there is nothing to compare with yet
        NoTime,       ///< see busyPercent
        Offline       ///< it was there earlier
    };

    State state = State::FirstReading;
    double percent = 0; ///< for Measured

    bool operator==(const CpuReading &) const = default;
};

/// Remembers the CPUs' times from one reading to the next.
class CpuUsage
{
public:
    /// Every CPU that was ever seen, by its number.
    std::map<int, CpuReading> update(const std::map<int, CpuTimes> &now);

private:
    std::map<int, std::optional<CpuTimes>> m_last; // nothing: offline
};

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/collector/procstat.h"

#include <map>
#include <optional>

namespace pulse {

/// Returns how busy a CPU was between two readings, in percent with one decimal, like psutil's
/// cpu_percent(percpu=True). Times that went backwards count as unchanged, since the kernel's idle and steal times
/// occasionally decrease a little; waiting for input or output counts as idle.
/// Empty if no time passed, or if the sum of the times went backwards because the kernel reset them (psutil returns 0
/// and 100 then, and both are wrong).
std::optional<double> busyPercent(const CpuTimes &before, const CpuTimes &after);

struct CpuReading
{
    enum class State {
        Measured,
        FirstReading, ///< the CPU is new or online again: there is nothing to compare with yet
        NoTime,       ///< see busyPercent
        Offline       ///< it was online earlier
    };

    State state = State::FirstReading;
    double percent = 0; ///< for Measured

    bool operator==(const CpuReading &) const = default;
};

/// Remembers the CPUs' times from one reading to the next.
class CpuUsage
{
public:
    /// Returns a reading for every CPU that was ever seen, by its number.
    std::map<int, CpuReading> update(const std::map<int, CpuTimes> &now);

private:
    std::map<int, std::optional<CpuTimes>> m_last; // empty: offline
};

} // namespace pulse

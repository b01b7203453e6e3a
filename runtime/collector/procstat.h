// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <map>
#include <optional>

namespace pulse {

/// The time that a CPU spent on each kind of work since boot, in the kernel's ticks; see /proc/stat in proc(5). The
/// last two columns, guest and guest_nice, are omitted: user and nice contain them.
struct CpuTimes
{
    quint64 user = 0;
    quint64 nice = 0;
    quint64 system = 0;
    quint64 idle = 0;
    quint64 iowait = 0; ///< idle during pending input or output; not part of `idle`
    quint64 irq = 0;
    quint64 softirq = 0;
    quint64 steal = 0;

    bool operator==(const CpuTimes &) const = default;
};

/// The content of /proc/stat; values that it lacks are empty.
struct ProcStat
{
    std::map<int, CpuTimes> cpus; ///< by the kernel's number; only those that are online
    std::optional<quint64> contextSwitches;
    std::optional<quint64> interrupts;
    std::optional<quint64> softInterrupts;

    bool operator==(const ProcStat &) const = default;
};

ProcStat parseProcStat(const QByteArray &text);

} // namespace pulse

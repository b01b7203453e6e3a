// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/collector/cpuusage.h"
#include "runtime/collector/network.h"
#include "runtime/collector/procreader.h"

#include <QByteArray>
#include <QList>

#include <chrono>

namespace pulse {

/// A value that could not be measured.
struct Gap
{
    QString key; ///< of the JSON object; without its last part if a whole group is missing
    QString why; ///< a sentence without a full stop

    bool operator==(const Gap &) const = default;
};

struct Measurement
{
    QByteArray json; ///< an object on one line, with psutil's names; without the values named in `gaps`
    QList<Gap> gaps;

    bool operator==(const Measurement &) const = default;
};

/// Python's str(datetime.now()): local time, microseconds, no zone.
QString timestampText(std::chrono::system_clock::time_point time);

/// Measures a machine: "timestamp", "cpu_percent-N" for each CPU that is online, "cpu_freq_current", "cpu_stats-*",
/// "virtual_memory-*", "n_pids", "net_io_counters_eth0-*" (whatever that interface's real name is), in that order.
class Measurer
{
public:
    /// `interface`: the measured network interface; empty: that of the default route.
    Measurer(ProcReader reader, const QString &interface);

    /// Measures the machine. The CPUs' percentages cover the time since the previous call, so the first call has none.
    Measurement measure(std::chrono::system_clock::time_point now);

    /// Continues the counters from the counterState() of an earlier process, unless the machine was restarted since.
    void continueCounters(const QByteArray &state);
    QByteArray counterState(); ///< empty: there is nothing to continue

private:
    struct Draft;

    void addCpus(Draft &draft);
    void addPercentages(Draft &draft, const std::map<int, CpuTimes> &times);
    void addFrequency(Draft &draft) const;
    void addStats(Draft &draft, const ProcStat &stat) const;
    void addMemory(Draft &draft) const;
    void addProcesses(Draft &draft) const;
    void addNetwork(Draft &draft);

    ProcReader m_reader;
    QByteArray m_bootId;
    CpuUsage m_usage;
    Network m_network;
};

} // namespace pulse

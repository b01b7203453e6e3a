// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/metrics/percentages.h"

#include <deque>
#include <map>
#include <optional>

namespace pulse {

struct TimedValue
{
    qint64 time = 0; ///< ms since epoch
    double value = 0;

    bool operator==(const TimedValue &) const = default;
};

/// A metric's values, in the order of time; no time comes twice.
using Column = std::deque<TimedValue>;

struct CpuValue
{
    int cpu = 0;
    double value = 0; ///< percent

    bool operator==(const CpuValue &) const = default;
};

/// The results of the recent past, as one column per metric of known meaning. Bounded: the oldest result makes room for
/// the newest one. A result that comes late is put where it belongs, one for a time that is known replaces it.
class SampleStore
{
public:
    static constexpr std::size_t sixHours = 4320; ///< results, at one every 5 s

    explicit SampleStore(std::size_t capacity = sixHours);

    void replace(const QList<Sample> &samples);
    void append(const Sample &sample);

    bool isEmpty() const { return m_times.empty(); }
    std::size_t size() const { return m_times.size(); } ///< results
    std::optional<qint64> newestTime() const;           ///< ms since epoch
    std::optional<qint64> usualPeriod() const;          ///< ms between results: the median of the last ones

    const std::map<int, Column> &cpus() const { return m_cpus; } ///< by number; those of the recent past
    const Column &share(MetricFamily family) const;              ///< of Egress or Cache

    /// The values in the newest result; nothing for what it does not hold.
    QList<CpuValue> newestCpus() const;
    std::optional<double> newestShare(MetricFamily family) const;
    std::optional<double> cpuMean() const;
    std::optional<CpuValue> busiestCpu() const; ///< the lowest number among equals

private:
    bool addTime(qint64 time);
    void dropOldest();

    std::size_t m_capacity;
    std::deque<qint64> m_times;
    std::map<int, Column> m_cpus;
    Column m_egress;
    Column m_cache;
};

} // namespace pulse

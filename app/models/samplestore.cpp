// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/samplestore.h"

#include <algorithm>
#include <vector>

namespace pulse {
namespace {

constexpr std::size_t periodsLookedAt = 20;

void put(Column &column, TimedValue entry)
{
    const auto at = std::ranges::lower_bound(column, entry.time, {}, &TimedValue::time);
    if (at != column.end() && at->time == entry.time)
        at->value = entry.value;
    else
        column.insert(at, entry);
}

void dropBefore(Column &column, qint64 time)
{
    while (!column.empty() && column.front().time < time)
        column.pop_front();
}

std::optional<double> valueAt(const Column &column, std::optional<qint64> time)
{
    if (!time || column.empty() || column.back().time != *time)
        return {};
    return column.back().value;
}

} // namespace

SampleStore::SampleStore(std::size_t capacity)
    : m_capacity(capacity)
{
}

void SampleStore::replace(const QList<Sample> &samples)
{
    *this = SampleStore(m_capacity);
    for (const Sample &sample : samples)
        append(sample);
}

void SampleStore::append(const Sample &sample)
{
    if (!addTime(sample.time))
        return;
    for (const Percentage &one : percentagesOf(sample)) {
        const TimedValue entry{sample.time, one.value};
        switch (one.metric.family) {
        case MetricFamily::CpuAverage:
            put(m_cpus[one.metric.cpu], entry);
            break;
        case MetricFamily::Egress:
            put(m_egress, entry);
            break;
        case MetricFamily::Cache:
            put(m_cache, entry);
            break;
        }
    }
    dropOldest();
}

/// False: it is older than all that a full store keeps.
bool SampleStore::addTime(qint64 time)
{
    const auto at = std::ranges::lower_bound(m_times, time);
    if (at != m_times.end() && *at == time)
        return true;
    if (at == m_times.begin() && m_times.size() >= m_capacity)
        return false;
    m_times.insert(at, time);
    return true;
}

void SampleStore::dropOldest()
{
    while (m_times.size() > m_capacity)
        m_times.pop_front();
    for (auto &[cpu, column] : m_cpus)
        dropBefore(column, m_times.front());
    dropBefore(m_egress, m_times.front());
    dropBefore(m_cache, m_times.front());
    std::erase_if(m_cpus, [](const auto &entry) { return entry.second.empty(); });
}

std::optional<qint64> SampleStore::newestTime() const
{
    if (m_times.empty())
        return {};
    return m_times.back();
}

std::optional<qint64> SampleStore::usualPeriod() const
{
    if (m_times.size() < 2)
        return {};
    const std::size_t count = std::min(m_times.size() - 1, periodsLookedAt);
    std::vector<qint64> periods;
    for (std::size_t i = m_times.size() - count; i < m_times.size(); ++i)
        periods.push_back(m_times[i] - m_times[i - 1]);
    const auto middle = periods.begin() + static_cast<std::ptrdiff_t>(count / 2);
    std::ranges::nth_element(periods, middle);
    return *middle;
}

const Column &SampleStore::share(MetricFamily family) const
{
    return family == MetricFamily::Egress ? m_egress : m_cache;
}

QList<CpuValue> SampleStore::newestCpus() const
{
    QList<CpuValue> result;
    for (const auto &[cpu, column] : m_cpus) {
        if (const std::optional<double> value = valueAt(column, newestTime()))
            result.append({cpu, *value});
    }
    return result;
}

std::optional<double> SampleStore::newestShare(MetricFamily family) const
{
    return valueAt(share(family), newestTime());
}

std::optional<double> SampleStore::cpuMean() const
{
    const QList<CpuValue> cpus = newestCpus();
    if (cpus.isEmpty())
        return {};
    double sum = 0;
    for (const CpuValue &one : cpus)
        sum += one.value;
    return sum / static_cast<double>(cpus.size());
}

std::optional<CpuValue> SampleStore::busiestCpu() const
{
    const QList<CpuValue> cpus = newestCpus();
    if (cpus.isEmpty())
        return {};
    return *std::ranges::max_element(cpus, {}, &CpuValue::value);
}

} // namespace pulse

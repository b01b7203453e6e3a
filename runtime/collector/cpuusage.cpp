// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/cpuusage.h"

#include "runtime/collector/proctext.h"

namespace pulse {
namespace {

using State = CpuReading::State;

quint64 increase(quint64 before, quint64 after)
{
    return after > before ? after - before : 0;
}

CpuTimes increases(const CpuTimes &before, const CpuTimes &after)
{
    return {.user = increase(before.user, after.user),
            .nice = increase(before.nice, after.nice),
            .system = increase(before.system, after.system),
            .idle = increase(before.idle, after.idle),
            .iowait = increase(before.iowait, after.iowait),
            .irq = increase(before.irq, after.irq),
            .softirq = increase(before.softirq, after.softirq),
            .steal = increase(before.steal, after.steal)};
}

quint64 totalOf(const CpuTimes &times)
{
    return times.user + times.nice + times.system + times.idle + times.iowait + times.irq + times.softirq + times.steal;
}

CpuReading compare(const std::optional<CpuTimes> &before, const CpuTimes &now)
{
    if (!before)
        return {State::FirstReading};
    const std::optional<double> percent = busyPercent(*before, now);
    return percent ? CpuReading{State::Measured, *percent} : CpuReading{State::NoTime};
}

} // namespace

std::optional<double> busyPercent(const CpuTimes &before, const CpuTimes &after)
{
    if (totalOf(after) <= totalOf(before))
        return {};
    const CpuTimes spent = increases(before, after);
    const quint64 total = totalOf(spent);
    const quint64 busy = total - spent.idle - spent.iowait;
    return roundToTenth(static_cast<double>(busy) / static_cast<double>(total) * 100);
}

std::map<int, CpuReading> CpuUsage::update(const std::map<int, CpuTimes> &now)
{
    std::map<int, CpuReading> readings;
    for (auto &[cpu, last] : m_last) {
        if (!now.contains(cpu)) {
            last.reset();
            readings[cpu] = {State::Offline};
        }
    }
    for (const auto &[cpu, times] : now) {
        readings[cpu] = compare(m_last[cpu], times);
        m_last[cpu] = times;
    }
    return readings;
}

} // namespace pulse

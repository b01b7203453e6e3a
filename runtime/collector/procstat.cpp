// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/procstat.h"

#include "runtime/collector/proctext.h"

#include <algorithm>
#include <array>

namespace pulse {
namespace {

constexpr std::array timeColumns{&CpuTimes::user,   &CpuTimes::nice, &CpuTimes::system,  &CpuTimes::idle,
                                 &CpuTimes::iowait, &CpuTimes::irq,  &CpuTimes::softirq, &CpuTimes::steal};
constexpr qsizetype leastTimeColumns = 4; // later kernels added the others

std::optional<CpuTimes> parseTimes(const QByteArrayList &line)
{
    if (line.size() <= leastTimeColumns)
        return {};
    CpuTimes times;
    const qsizetype last = std::min<qsizetype>(line.size() - 1, timeColumns.size());
    for (qsizetype column = 1; column <= last; ++column) {
        const std::optional<quint64> ticks = number(line, column);
        if (!ticks)
            return {};
        times.*timeColumns[static_cast<std::size_t>(column - 1)] = *ticks;
    }
    return times;
}

void addCpu(ProcStat &stat, const QByteArrayList &line)
{
    bool ok = false;
    const int cpu = line.constFirst().mid(3).toInt(&ok); // fails for "cpu", the sum of all
    const std::optional<CpuTimes> times = parseTimes(line);
    if (ok && times)
        stat.cpus.emplace(cpu, *times);
}

} // namespace

ProcStat parseProcStat(const QByteArray &text)
{
    ProcStat stat;
    for (const QByteArray &line : text.split('\n')) {
        if (line.startsWith("cpu"))
            addCpu(stat, words(line));
        else if (line.startsWith("ctxt "))
            stat.contextSwitches = number(words(line), 1);
        else if (line.startsWith("intr "))
            stat.interrupts = number(words(line), 1);
        else if (line.startsWith("softirq "))
            stat.softInterrupts = number(words(line), 1);
    }
    return stat;
}

} // namespace pulse

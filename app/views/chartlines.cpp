// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/chartlines.h"

#include "app/models/decimate.h"

#include <QCoreApplication>

#include <algorithm>

namespace pulse {
namespace {

constexpr qint64 longestVoid = 60'000; // right of the newest value
constexpr qint64 periodsToGap = 3;
constexpr qint64 shortestGap = 3'000; // results in quick succession need not be regular
constexpr qint64 unknownPeriod = 5'000;
constexpr qint64 bucketsPerRange = 1000;

// Egress and cache keep a colour that no CPU of a small machine has.
constexpr int egressColor = 5;
constexpr int cacheColor = 7;

QList<TimedValue> valuesIn(const Column &column, TimeRange range)
{
    // A column of a CPU that went away may lie before the range; nothing of it is to be seen.
    if (column.empty() || column.back().time < range.from)
        return {};
    return decimate(column, range.from, range.to, std::max<qint64>(1, (range.to - range.from) / bucketsPerRange));
}

} // namespace

TimeRange visibleRange(const SampleStore &store, qint64 now, qint64 length)
{
    const qint64 newest = store.newestTime().value_or(now);
    const qint64 to = newest + std::clamp<qint64>(now - newest, 0, longestVoid);
    return {to - length, to};
}

qint64 longestGap(const SampleStore &store)
{
    return std::max(shortestGap, periodsToGap * store.usualPeriod().value_or(unknownPeriod));
}

QList<ChartLine> cpuLines(const SampleStore &store, TimeRange range)
{
    QList<ChartLine> lines;
    for (const auto &[cpu, column] : store.cpus()) {
        const QList<TimedValue> values = valuesIn(column, range);
        if (!values.isEmpty())
            lines.append({QCoreApplication::translate("ChartLines", "CPU %1").arg(cpu), cpu, values});
    }
    return lines;
}

QList<ChartLine> shareLine(const SampleStore &store, MetricFamily family, TimeRange range)
{
    const QList<TimedValue> values = valuesIn(store.share(family), range);
    if (values.isEmpty())
        return {};
    return {{QString(), family == MetricFamily::Egress ? egressColor : cacheColor, values}};
}

} // namespace pulse

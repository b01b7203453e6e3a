// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/decimate.h"

#include "common/core/nonumber.h"

#include <cmath>

namespace pulse {
namespace {

/// The rows of the lowest and the highest value in a bucket with values.
struct Extremes
{
    std::size_t lowest;
    std::size_t highest;
};

Extremes extremesOf(std::span<const double> values, std::size_t begin, std::size_t end)
{
    Extremes result{begin, begin};
    double low = values[begin];
    double high = low;
    for (std::size_t row = begin + 1; row < end; ++row) { // NaN is neither lower nor higher
        if (values[row] <= low) {
            low = values[row];
            result.lowest = row;
        }
        if (values[row] >= high) {
            high = values[row];
            result.highest = row;
        }
    }
    return result;
}

/// Sums could overflow, so both means are updated value by value.
TimedValue meanOf(std::span<const qint64> times, std::span<const double> values, std::size_t begin, std::size_t end)
{
    double time = 0; // since the first one
    double mean = 0;
    double count = 0;
    for (std::size_t row = begin; row < end; ++row) {
        if (std::isnan(values[row]))
            continue;
        ++count;
        time += (static_cast<double>(times[row] - times[begin]) - time) / count;
        mean += values[row] / count - mean / count;
    }
    return {times[begin] + static_cast<qint64>(time), mean};
}

} // namespace

QList<TimedValue> decimate(std::span<const qint64> times, std::span<const double> values, const Thinning &thinning)
{
    QList<TimedValue> result;
    if (times.empty())
        return result;
    const qint64 bucket = thinning.bucket;
    const qint64 longestGap = std::max(bucket, thinning.longestGap);
    const qint64 buckets = times.back() / bucket - times.front() / bucket + 1;
    result.reserve(static_cast<qsizetype>(std::min<qint64>(static_cast<qint64>(times.size()), 2 * buckets)));
    std::size_t last = times.size(); // row of the previous value; times.size(): none
    for (std::size_t row = 0; row < times.size();) {
        if (std::isnan(values[row])) {
            ++row;
            continue;
        }
        if (last < row && times[row] - times[last] > longestGap)
            result.append({times[last] + (times[row] - times[last]) / 2, noNumber});
        const std::size_t begin = row;
        const qint64 end = (times[row] / bucket + 1) * bucket;
        do {
            ++row;
        } while (row < times.size() && times[row] < end);
        for (last = row - 1; std::isnan(values[last]);)
            --last;
        if (thinning.onlyMeans) {
            result.append(meanOf(times, values, begin, row));
            continue;
        }
        const Extremes extremes = extremesOf(values, begin, row);
        const auto [first, second] = std::minmax(extremes.lowest, extremes.highest);
        result.append({times[first], values[first]});
        if (second != first)
            result.append({times[second], values[second]});
    }
    return result;
}

QList<TimedValue> connectedTo(TimeRange range, QList<TimedValue> values)
{
    const auto isSeparate = [&](qsizetype outer, qsizetype inner) {
        return values.size() > 1 && (std::isnan(values[inner].value) || std::isnan(values[outer].value));
    };
    if (values.isEmpty())
        return values;
    while (values.constFirst().time < range.from && isSeparate(0, 1))
        values.removeFirst();
    while (values.constLast().time > range.to && isSeparate(values.size() - 1, values.size() - 2))
        values.removeLast();
    return values;
}

} // namespace pulse

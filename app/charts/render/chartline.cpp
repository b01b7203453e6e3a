// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/chartline.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <utility>

namespace pulse {

std::optional<TimedValue> lastNumber(const ChartLine &line)
{
    for (auto it = line.values.crbegin(); it != line.values.crend(); ++it) {
        if (std::isfinite(it->value))
            return *it;
    }
    return {};
}

QList<double> newestValues(const QList<ChartLine> &lines, qint64 longestGap)
{
    qint64 newest = 0;
    for (const ChartLine &line : lines)
        newest = std::max(newest, line.values.constLast().time);
    QList<double> result;
    for (const ChartLine &line : lines) {
        const TimedValue last = lastNumber(line).value_or(TimedValue());
        const bool ended = newest - last.time > longestGap;
        result.append(ended ? -std::numeric_limits<double>::infinity() : last.value);
    }
    return result;
}

QList<ChartLine> highestLast(const QList<ChartLine> &lines, qint64 longestGap)
{
    if (lines.size() <= mostColored)
        return lines;
    const QList<double> values = newestValues(lines, longestGap);
    QList<qsizetype> order(lines.size());
    std::iota(order.begin(), order.end(), 0);
    const auto highest = order.end() - highlighted;
    std::ranges::nth_element(order, highest, {}, [&](qsizetype line) { return std::pair(values[line], line); });
    std::sort(order.begin(), highest);
    std::sort(highest, order.end());
    QList<ChartLine> result;
    for (const qsizetype line : order)
        result.append(lines[line]);
    return result;
}

qint64 firstDifference(const QList<ChartLine> &a, const QList<ChartLine> &b)
{
    constexpr qsizetype cornerValues = 3;
    const auto isSameLine = [](const ChartLine &x, const ChartLine &y) {
        return x.label == y.label && x.color == y.color;
    };
    const auto isSameValue = [](const TimedValue &x, const TimedValue &y) { // gaps are NaN, which never equals itself
        return x.time == y.time && (x.value == y.value || (std::isnan(x.value) && std::isnan(y.value)));
    };
    if (!std::ranges::equal(a, b, isSameLine))
        return wholeTime;
    qint64 result = noTime;
    for (qsizetype i = 0; i < a.size(); ++i) {
        const auto [left, right] = std::ranges::mismatch(a[i].values, b[i].values, isSameValue);
        if (left == a[i].values.end() && right == b[i].values.end())
            continue;
        const qsizetype at = std::distance(a[i].values.begin(), left) - cornerValues;
        result = std::min(result, at < 0 ? wholeTime : a[i].values[at].time);
    }
    return result;
}

} // namespace pulse

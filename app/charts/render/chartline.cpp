// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/chartline.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <utility>

namespace pulse {
namespace {

/// Returns the time from which the pictures of two lines differ.
qint64 differenceOf(const QList<TimedValue> &a, const QList<TimedValue> &b)
{
    constexpr qsizetype cornerValues = 3;
    const auto isSameValue = [](const TimedValue &x, const TimedValue &y) { // gaps are NaN, which never equals itself
        return x.time == y.time && (x.value == y.value || (std::isnan(x.value) && std::isnan(y.value)));
    };
    const auto [left, right] = std::ranges::mismatch(a, b, isSameValue);
    if (left == a.end() && right == b.end())
        return noTime;
    const qsizetype at = std::distance(a.begin(), left) - cornerValues;
    return at < 0 ? wholeTime : a[at].time;
}

} // namespace

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
    const auto isSameLine = [](const ChartLine &x, const ChartLine &y) {
        return x.label == y.label && x.color == y.color && x.isSpace == y.isSpace &&
               x.means.isEmpty() == y.means.isEmpty();
    };
    if (!std::ranges::equal(a, b, isSameLine))
        return wholeTime;
    qint64 result = noTime;
    for (qsizetype i = 0; i < a.size(); ++i)
        result = std::min({result, differenceOf(a[i].values, b[i].values), differenceOf(a[i].means, b[i].means)});
    return result;
}

} // namespace pulse

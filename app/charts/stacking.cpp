// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/stacking.h"

#include <algorithm>
#include <cmath>

namespace pulse {
namespace {

QList<qint64> allTimes(const QList<ChartLine> &lines)
{
    QList<qint64> times;
    for (const ChartLine &line : lines) {
        for (const TimedValue &one : line.values) {
            if (std::isfinite(one.value))
                times.append(one.time);
        }
    }
    std::ranges::sort(times);
    times.erase(std::unique(times.begin(), times.end()), times.end());
    return times;
}

/// Between two values that are joined; 0 elsewhere. Times have to ascend from call to call.
class Interpolation
{
public:
    Interpolation(const QList<TimedValue> &values, qint64 longestGap)
        : m_longestGap(longestGap)
    {
        std::ranges::copy_if(values, std::back_inserter(m_values),
                             [](const TimedValue &one) { return std::isfinite(one.value); });
    }

    double at(qint64 time)
    {
        while (m_next < m_values.size() && m_values[m_next].time < time)
            ++m_next;
        if (m_next == m_values.size())
            return 0;
        const TimedValue &after = m_values[m_next];
        if (after.time == time)
            return after.value;
        if (m_next == 0 || after.time - m_values[m_next - 1].time > m_longestGap)
            return 0;
        const TimedValue &before = m_values[m_next - 1];
        const double share = static_cast<double>(time - before.time) / static_cast<double>(after.time - before.time);
        return before.value + (after.value - before.value) * share;
    }

private:
    QList<TimedValue> m_values;
    qint64 m_longestGap;
    qsizetype m_next = 0;
};

} // namespace

QList<ChartLine> stacked(const QList<ChartLine> &lines, qint64 longestGap)
{
    const QList<qint64> times = allTimes(lines);
    QList<double> sums(times.size(), 0.0);
    QList<ChartLine> result;
    for (const ChartLine &line : lines) {
        Interpolation values(line.values, longestGap);
        ChartLine edge{line.label, line.color, {}};
        edge.values.reserve(times.size());
        for (qsizetype i = 0; i < times.size(); ++i) {
            sums[i] += std::max(0.0, values.at(times[i]));
            edge.values.append({times[i], sums[i]});
        }
        result.append(edge);
    }
    return result;
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/stacking.h"

#include "common/core/nonumber.h"

#include <algorithm>
#include <cmath>

namespace pulse {
namespace {

constexpr double highestSum = 1e300; // larger values would overflow in the arithmetic of axes

QList<qint64> allTimes(const QList<ChartLine> &lines)
{
    QList<qint64> times;
    for (const ChartLine &line : lines) {
        for (const TimedValue &one : line.values)
            times.append(one.time);
    }
    std::ranges::sort(times);
    times.erase(std::unique(times.begin(), times.end()), times.end());
    return times;
}

/// Interpolates between two connected values; NaN elsewhere. Times have to ascend from call to call.
class Interpolation
{
public:
    Interpolation(const QList<TimedValue> &values, qint64 longestGap)
        : m_values(values)
        , m_longestGap(longestGap)
    {
    }

    double at(qint64 time)
    {
        while (m_next < m_values.size() && m_values[m_next].time < time)
            ++m_next;
        if (m_next == m_values.size())
            return noNumber;
        const TimedValue &after = m_values[m_next];
        if (after.time == time)
            return after.value;
        if (m_next == 0 || after.time - m_values[m_next - 1].time > m_longestGap)
            return noNumber;
        const TimedValue &before = m_values[m_next - 1];
        const double share = static_cast<double>(time - before.time) / static_cast<double>(after.time - before.time);
        return before.value + (after.value - before.value) * share;
    }

private:
    const QList<TimedValue> &m_values;
    qint64 m_longestGap;
    qsizetype m_next = 0;
};

/// Returns the values of a line at each of the times.
QList<double> resampled(const ChartLine &line, const QList<qint64> &times, qint64 longestGap)
{
    Interpolation values(line.values, longestGap);
    QList<double> result;
    result.reserve(times.size());
    for (const qint64 time : times)
        result.append(values.at(time));
    return result;
}

} // namespace

QList<ChartLine> stacked(const QList<ChartLine> &lines, qint64 longestGap)
{
    const QList<qint64> times = allTimes(lines);
    QList<QList<double>> layers;
    QList<double> sums(times.size(), noNumber); // none: no line has a value
    for (const ChartLine &line : lines) {
        layers.append(resampled(line, times, longestGap));
        for (qsizetype i = 0; i < times.size(); ++i)
            sums[i] = std::isfinite(layers.constLast()[i]) ? 0 : sums[i];
    }
    QList<ChartLine> result;
    for (qsizetype layer = 0; layer < lines.size(); ++layer) {
        ChartLine edge{lines[layer].label, lines[layer].color, {}};
        edge.values.reserve(times.size());
        for (qsizetype i = 0; i < times.size(); ++i) {
            const double height = std::isfinite(layers[layer][i]) ? std::max(0.0, layers[layer][i]) : 0;
            if (!std::isnan(sums[i]))
                sums[i] = std::min(sums[i] + height, highestSum);
            edge.values.append({times[i], sums[i]});
        }
        result.append(edge);
    }
    return result;
}

} // namespace pulse

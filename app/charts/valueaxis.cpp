// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/valueaxis.h"

#include "app/charts/valueformat.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace pulse {
namespace {

constexpr double farthest = 5e20; // what is beyond is drawn at the edge
constexpr double tolerance = 1e-9;
constexpr std::array niceSteps = {1.0, 2.0, 2.5, 5.0, 10.0};

struct Limits
{
    double lowest;
    double highest;
};

Limits wantedLimits(const ValueScale &scale, const Extent &extent)
{
    const double lowest = scale.lowest.value_or(std::clamp(extent.lowest, -farthest, 0.0));
    const double highest = scale.highest.value_or(std::clamp(extent.highest, 0.0, farthest));
    return {lowest, highest > lowest ? highest : lowest + 1};
}

/// The smallest nice step with which the limits, moved outwards to multiples of it, are no more than `intervals` apart.
double niceStep(const Limits &limits, int intervals)
{
    const double smallest = (limits.highest - limits.lowest) / intervals;
    for (double power = std::pow(10, std::floor(std::log10(smallest)));; power *= 10) {
        for (const double nice : niceSteps) {
            const double step = nice * power;
            const double count =
                std::ceil(limits.highest / step - tolerance) - std::floor(limits.lowest / step + tolerance);
            if (count <= intervals)
                return step;
        }
    }
}

/// As many decimals as all multiples of the step need.
int decimalsOf(double step)
{
    int decimals = 0;
    for (double rest = step; decimals < 6 && std::abs(rest - std::round(rest)) > tolerance * rest; rest *= 10)
        ++decimals;
    return decimals;
}

QList<ValueTick> ticks(const Limits &limits, double step)
{
    QList<ValueTick> result;
    const int decimals = decimalsOf(step);
    for (double i = std::ceil(limits.lowest / step - tolerance); i <= limits.highest / step + tolerance; ++i)
        result.append({i * step, QLocale().toString(i * step, 'f', decimals)});
    return result;
}

} // namespace

ValueScale completed(ValueScale scale)
{
    if (scale.unit == QLatin1String("%")) {
        scale.lowest = scale.lowest.value_or(0);
        scale.highest = scale.highest.value_or(100);
    }
    return scale;
}

ValueAxis valueAxis(const ValueScale &given, const Extent &extent, int most)
{
    const ValueScale scale = completed(given);
    const Limits wanted = wantedLimits(scale, extent);
    const ScaledUnit unit = scaledUnit(std::max(std::abs(wanted.lowest), std::abs(wanted.highest)), scale.unit);
    Limits limits{wanted.lowest / unit.factor, wanted.highest / unit.factor};
    const double step = niceStep(limits, most - 1);
    if (!scale.lowest)
        limits.lowest = std::floor(limits.lowest / step + tolerance) * step;
    if (!scale.highest)
        limits.highest = std::ceil(limits.highest / step - tolerance) * step;

    ValueAxis axis{limits.lowest * unit.factor, limits.highest * unit.factor, step * unit.factor, ticks(limits, step)};
    for (ValueTick &tick : axis.ticks)
        tick.value *= unit.factor;
    if (!unit.text.isEmpty() && !axis.ticks.isEmpty())
        axis.ticks.last().label += QLatin1Char(' ') + unit.text;
    return axis;
}

} // namespace pulse

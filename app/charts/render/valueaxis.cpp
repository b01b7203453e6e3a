// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/valueaxis.h"

#include "app/style/valueformat.h"
#include "common/core/literals.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace pulse {
namespace {

constexpr double tolerance = 1e-9;
constexpr double narrowest = 1e-12; // shortest range, as a share of its lowest value; a double has about 16 digits
constexpr std::array niceSteps = {1.0, 2.0, 2.5, 5.0, 10.0};

struct Limits
{
    double lowest;
    double highest;
};

Limits wantedLimits(const ValueScale &scale, const Extent &extent)
{
    const double lowest = drawable(scale.lowest.value_or(std::min(extent.lowest, 0.0)));
    const double highest = drawable(scale.highest.value_or(std::max(extent.highest, 0.0)));
    const double least = std::abs(lowest) * narrowest;
    return {lowest, highest - lowest > least ? highest : lowest + std::max(1.0, least)};
}

/// Returns the smallest round step with at most `intervals` steps between the limits, rounded outwards to multiples of
/// it.
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

/// Returns the number of decimals that all multiples of the step need.
int decimalsOf(double step)
{
    constexpr int most = 17;
    int decimals = 0;
    for (double rest = step; decimals < most && std::abs(rest - std::round(rest)) > tolerance * rest; rest *= 10)
        ++decimals;
    return decimals;
}

/// Limits and step are in the scaled unit. Several ticks of the smallest doubles may have the same value: only the
/// first of them is returned.
QList<ValueTick> makeTicks(const Limits &limits, double step, const ScaledUnit &unit)
{
    QList<ValueTick> ticks;
    const int decimals = decimalsOf(step);
    for (double i = std::ceil(limits.lowest / step - tolerance); i <= limits.highest / step + tolerance; ++i) {
        const double number = i * step + 0.0; // not -0
        const double value = unit.toBase(number);
        if (ticks.isEmpty() || value > ticks.constLast().value)
            ticks.append({value, QLocale().toString(number, 'f', decimals)});
    }
    if (!ticks.isEmpty())
        ticks.last().label = ValueText{ticks.constLast().label, unit.text}.joined();
    return ticks;
}

} // namespace

double drawable(double value)
{
    constexpr double farthest = std::numeric_limits<double>::max() / 8; // no difference of two limits overflows
    return std::clamp(value, -farthest, farthest);
}

ValueScale completed(ValueScale scale)
{
    if (scale.unit == "%"_L1) {
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
    Limits limits{unit.fromBase(wanted.lowest), unit.fromBase(wanted.highest)};
    const bool isZero = extent.lowest == 0 && extent.highest == 0 && scale.lowest.value_or(0) == 0 && !scale.highest;
    const double step = isZero ? 1 : niceStep(limits, most - 1); // zeros need no fractions
    if (!scale.lowest)
        limits.lowest = std::floor(limits.lowest / step + tolerance) * step;
    if (!scale.highest)
        limits.highest = std::ceil(limits.highest / step - tolerance) * step;
    return {unit.toBase(limits.lowest), unit.toBase(limits.highest), step / (limits.highest - limits.lowest),
            makeTicks(limits, step, unit)};
}

} // namespace pulse

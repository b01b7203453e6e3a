// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace pulse {

/// The scale of a chart's values.
struct ValueScale
{
    QString unit = {};                  ///< see `valueText`
    std::optional<double> lowest = {};  ///< nothing: 0, or a round number below the values if the unit is not "%"
    std::optional<double> highest = {}; ///< nothing: 100 for "%", else a round number above the values
    bool stacked = false;               ///< areas on top of one another, the first line lowest

    bool operator==(const ValueScale &) const = default;
};

/// Limits a value to the range of axes, in which differences of values are finite.
double drawable(double value);

/// Returns the scale with the limits of percentages, if they are missing.
ValueScale completed(ValueScale scale);

struct ValueTick
{
    double value = 0;
    QString label;

    bool operator==(const ValueTick &) const = default;
};

/// A vertical axis; `lowest` is less than `highest`.
struct ValueAxis
{
    double lowest = 0;
    double highest = 1;
    double step = 1; ///< distance of two ticks, as a share of the range
    QList<ValueTick>
        ticks; ///< from the bottom up, at round values, with different labels; only the uppermost one has the unit

    bool operator==(const ValueAxis &) const = default;
};

/// The smallest and the largest of some values.
struct Extent
{
    double lowest = 0;
    double highest = 0;
};

/// Returns an axis for values within `extent`, with at most `most` (at least 3) ticks.
ValueAxis valueAxis(const ValueScale &scale, const Extent &extent, int most);

} // namespace pulse

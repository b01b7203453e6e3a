// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace pulse {

/// What the height of a chart stands for.
struct ValueScale
{
    QString unit = {};                  ///< as for `valueText`
    std::optional<double> lowest = {};  ///< if missing: 0; or a round number below the values, but for "%"
    std::optional<double> highest = {}; ///< if missing: 100 for "%", else a round number above the values
    bool stacked = false;               ///< areas on top of one another, the first line lowest

    bool operator==(const ValueScale &) const = default;
};

/// The value, or the nearest one that an axis reaches: differences of values on it stay finite.
double drawable(double value);

/// With the limits that percentages have.
ValueScale completed(ValueScale scale);

struct ValueTick
{
    double value = 0;
    QString label;

    bool operator==(const ValueTick &) const = default;
};

/// An axis upwards; `lowest` lies below `highest`.
struct ValueAxis
{
    double lowest = 0;
    double highest = 1;
    double step = 1;        ///< between two ticks, as a share of the range
    QList<ValueTick> ticks; ///< upwards, at round values, all labels different; only the uppermost one has the unit

    bool operator==(const ValueAxis &) const = default;
};

/// The smallest and the largest of some values.
struct Extent
{
    double lowest = 0;
    double highest = 0;
};

/// An axis for values within `extent` with no more than `most` (at least 3) ticks.
ValueAxis valueAxis(const ValueScale &scale, const Extent &extent, int most);

} // namespace pulse

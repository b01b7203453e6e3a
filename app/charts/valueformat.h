// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse {

/// A number for people, and its unit: "1.23" and "GiB", "23.4" and "%", "12.0" and "k/s".
struct ValueText
{
    QString number;
    QString unit; ///< may be empty

    QString joined() const;

    bool operator==(const ValueText &) const = default;
};

/// A unit with a prefix for it: a number in it is `value / factor`.
struct ScaledUnit
{
    double factor = 1;
    QString text; ///< "GiB", "k/s"; may be empty

    bool operator==(const ScaledUnit &) const = default;
};

/// The unit in which numbers up to `magnitude` have at most three digits before the point. Bytes ("B", "B/s") have
/// binary prefixes, "MHz", "/s" and plain numbers ("") decimal ones, percentages and units not known here none.
ScaledUnit scaledUnit(double magnitude, const QString &unit);

/// Percent with one decimal; plain integers up to 99,999 as they are; all else with three significant digits. What is
/// beyond all prefixes is "> 999", what is no number "–" without unit.
ValueText valueText(double value, const QString &unit);

} // namespace pulse

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

/// A unit with a prefix or a power of ten.
struct ScaledUnit
{
    long double factor = 1; ///< of the unit; a double cannot hold 1e-320 exactly enough
    QString text;           ///< "GiB", "k/s", "×10⁻⁷ B"; may be empty

    double fromBase(double value) const { return static_cast<double>(value / factor); }
    double toBase(double number) const { return static_cast<double>(number * factor); }

    bool operator==(const ScaledUnit &) const = default;
};

/// The unit in which numbers up to `magnitude` are easy to read. Bytes ("B", "B/s") have binary prefixes, "MHz", "/s"
/// and plain numbers ("") decimal ones, percentages and units not known here none. Magnitudes that no prefix brings
/// below 1000, and those below 0.001, get a power of ten.
ScaledUnit scaledUnit(double magnitude, const QString &unit);

/// Percent with one decimal, at most 9999; plain integers up to 99,999 as they are; all else with three significant
/// digits. A value that is not finite is "–" without a unit.
ValueText valueText(double value, const QString &unit);

} // namespace pulse

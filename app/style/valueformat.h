// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse {

/// A readable number and its unit: "1.23" and "GiB", "23.4" and "%", "12.0" and "k/s".
struct ValueText
{
    QString number;
    QString unit; ///< may be empty

    QString joined() const; ///< "1.23 GiB", "23.4%"

    bool operator==(const ValueText &) const = default;
};

/// A unit with a prefix or a power of ten.
struct ScaledUnit
{
    long double factor = 1; ///< of the unit; a double is not precise enough for 1e-320
    QString text;           ///< "GiB", "k/s", "×10⁻⁷ B"; may be empty

    double fromBase(double value) const { return static_cast<double>(value / factor); }
    double toBase(double number) const { return static_cast<double>(number * factor); }

    bool operator==(const ScaledUnit &) const = default;
};

/// Returns the unit in which numbers up to `magnitude` are easy to read. Bytes ("B", "B/s") have binary prefixes,
/// "MHz",
/// "/s" and plain numbers ("") decimal ones, percentages and unknown units none. Magnitudes that no prefix reduces
/// below 1000, and those below 0.001, have a power of ten.
ScaledUnit scaledUnit(double magnitude, const QString &unit);

/// Formats percentages with one decimal, at most 9999; plain integers up to 99,999 completely; all others with three
/// significant digits. A value that is not finite is "–" without a unit.
ValueText valueText(double value, const QString &unit);

} // namespace pulse

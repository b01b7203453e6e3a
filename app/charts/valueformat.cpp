// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/valueformat.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace pulse {
namespace {

constexpr double justBelowThousand = 999.5; // from here on three digits would be "1000"
constexpr double longestPlainInteger = 99'999;
constexpr double longestPercentage = 9'999.9;
constexpr double smallest = 0.001;

constexpr std::array decimalPrefixes = {"", "k", "M", "G", "T", "P", "E"};
constexpr std::array binaryPrefixes = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};

template <std::size_t N>
ScaledUnit withPrefix(double magnitude, const QString &unit, double base, const std::array<const char *, N> &prefixes)
{
    double factor = 1;
    std::size_t i = 0;
    while (i + 1 < N && magnitude >= justBelowThousand * factor) {
        factor *= base;
        ++i;
    }
    return {factor, QLatin1String(prefixes[i]) + unit};
}

/// Three significant digits, for numbers below 1000.
QString threeDigits(double value)
{
    const double size = std::abs(value);
    const int decimals = size == 0 || size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
    return QLocale().toString(value, 'f', decimals);
}

QString beyond(double value, int limit)
{
    return (value < 0 ? QStringLiteral("< −%1") : QStringLiteral("> %1")).arg(limit);
}

QString percentText(double value)
{
    if (std::abs(value) > longestPercentage)
        return beyond(value, 9999);
    return QLocale().toString(std::abs(value) < 0.05 ? 0.0 : value, 'f', 1); // not "-0.0"
}

} // namespace

QString ValueText::joined() const
{
    return unit.isEmpty() ? number : number + QLatin1Char(' ') + unit;
}

ScaledUnit scaledUnit(double magnitude, const QString &unit)
{
    if (unit == QLatin1String("B") || unit == QLatin1String("B/s"))
        return withPrefix(magnitude, unit, 1024, binaryPrefixes);
    if (unit.isEmpty() || unit == QLatin1String("/s"))
        return withPrefix(magnitude, unit, 1000, decimalPrefixes);
    if (unit == QLatin1String("MHz")) {
        const ScaledUnit hertz = withPrefix(magnitude * 1e6, QStringLiteral("Hz"), 1000, decimalPrefixes);
        return {hertz.factor / 1e6, hertz.text};
    }
    return {1, unit};
}

ValueText valueText(double value, const QString &unit)
{
    if (!std::isfinite(value))
        return {QStringLiteral("–"), QString()};
    if (unit == QLatin1String("%"))
        return {percentText(value), unit};
    const bool isInteger = std::floor(value) == value && std::abs(value) <= longestPlainInteger;
    if (isInteger && (unit.isEmpty() || unit == QLatin1String("/s") || std::abs(value) < justBelowThousand))
        return {QLocale().toString(value, 'f', 0), unit};
    const ScaledUnit scaled = scaledUnit(std::abs(value), unit);
    const double number = value / scaled.factor;
    if (std::abs(number) >= justBelowThousand)
        return {beyond(value, 999), scaled.text};
    if (std::abs(number) < smallest && number != 0)
        return {QStringLiteral("≈ 0"), scaled.text};
    return {threeDigits(number), scaled.text};
}

} // namespace pulse

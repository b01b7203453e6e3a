// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/style/valueformat.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

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
    long double factor = 1;
    std::size_t i = 0;
    while (i + 1 < N && magnitude >= justBelowThousand * factor) {
        factor *= base;
        ++i;
    }
    return {factor, QLatin1String(prefixes[i]) + unit};
}

std::optional<ScaledUnit> withPrefix(double magnitude, const QString &unit)
{
    if (unit == QLatin1String("B") || unit == QLatin1String("B/s"))
        return withPrefix(magnitude, unit, 1024, binaryPrefixes);
    if (unit.isEmpty() || unit == QLatin1String("/s"))
        return withPrefix(magnitude, unit, 1000, decimalPrefixes);
    if (unit == QLatin1String("MHz")) {
        const ScaledUnit hertz = withPrefix(magnitude * 1e6, QStringLiteral("Hz"), 1000, decimalPrefixes);
        return ScaledUnit{hertz.factor / 1'000'000, hertz.text};
    }
    return {};
}

/// "⁻⁷"
QString superscript(int number)
{
    static const QString digits = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
    QString text;
    for (const QChar &character : QString::number(number))
        text += character.isDigit() ? digits.at(character.digitValue()) : QChar(u'⁻');
    return text;
}

ScaledUnit withPowerOfTen(double magnitude, const QString &unit)
{
    constexpr long double justBelowTen = 9.995L;
    int exponent = static_cast<int>(std::floor(std::log10(magnitude)));
    if (magnitude / std::pow(10.0L, exponent) >= justBelowTen)
        ++exponent;
    const QString power = QStringLiteral("×10") + superscript(exponent);
    return {std::pow(10.0L, exponent), unit.isEmpty() ? power : power + QLatin1Char(' ') + unit};
}

/// Three significant digits, for numbers from 0.001 to 99,999.
QString threeDigits(double value)
{
    constexpr std::array limits = {99.95, 9.995, 0.9995, 0.09995, 0.009995}; // from each on one decimal less
    const double size = std::abs(value);
    const auto larger = std::ranges::find_if(limits, [size](double limit) { return size >= limit; });
    return QLocale().toString(value, 'f', size == 0 ? 0 : static_cast<int>(larger - limits.begin()));
}

QString percentText(double value)
{
    if (std::abs(value) > longestPercentage)
        return value < 0 ? QStringLiteral("< −9999") : QStringLiteral("> 9999");
    return QLocale().toString(std::abs(value) < 0.05 ? 0.0 : value, 'f', 1); // not "-0.0"
}

} // namespace

QString ValueText::joined() const
{
    return unit.isEmpty() ? number : number + QLatin1Char(' ') + unit;
}

ScaledUnit scaledUnit(double magnitude, const QString &unit)
{
    const std::optional<ScaledUnit> prefixed = withPrefix(magnitude, unit);
    const ScaledUnit result = prefixed.value_or(ScaledUnit{1, unit});
    const double number = result.fromBase(magnitude);
    const double largest = prefixed ? justBelowThousand : longestPlainInteger + 0.5;
    return number == 0 || (number >= smallest && number < largest) ? result : withPowerOfTen(magnitude, unit);
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
    return {threeDigits(scaled.fromBase(value)), scaled.text};
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/style/valueformat.h"

#include "common/core/literals.h"
#include "common/metrics/percenttext.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace pulse {
namespace {

constexpr double justBelowThousand = 999.5; // from this on, three digits would be "1000"
constexpr double longestPlainInteger = 99'999;
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
    if (unit == "B"_L1 || unit == "B/s"_L1)
        return withPrefix(magnitude, unit, 1024, binaryPrefixes);
    if (unit.isEmpty() || unit == "/s"_L1)
        return withPrefix(magnitude, unit, 1000, decimalPrefixes);
    if (unit == "MHz"_L1) {
        const ScaledUnit hertz = withPrefix(magnitude * 1e6, u"Hz"_s, 1000, decimalPrefixes);
        return ScaledUnit{hertz.factor / 1'000'000, hertz.text};
    }
    return {};
}

/// "⁻⁷"
QString superscript(int number)
{
    static const QString digits = u"⁰¹²³⁴⁵⁶⁷⁸⁹"_s;
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
    const QString power = u"×10"_s + superscript(exponent);
    return {std::pow(10.0L, exponent), unit.isEmpty() ? power : power + ' '_L1 + unit};
}

/// Three significant digits, for numbers from 0.001 to 99,999.
QString threeDigits(double value)
{
    constexpr std::array limits = {99.95, 9.995, 0.9995, 0.09995, 0.009995}; // one decimal less from each limit on
    const double size = std::abs(value);
    const auto larger = std::ranges::find_if(limits, [size](double limit) { return size >= limit; });
    return QLocale().toString(value, 'f', size == 0 ? 0 : static_cast<int>(larger - limits.begin()));
}

} // namespace

QString ValueText::joined() const
{
    if (unit == "%"_L1)
        return withPercentSign(number);
    return unit.isEmpty() ? number : number + ' '_L1 + unit;
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
        return {u"–"_s, QString()};
    if (unit == "%"_L1)
        return {percentText(value), unit};
    const bool isInteger = std::floor(value) == value && std::abs(value) <= longestPlainInteger;
    if (isInteger && (unit.isEmpty() || unit == "/s"_L1 || std::abs(value) < justBelowThousand))
        return {QLocale().toString(value, 'f', 0), unit};
    const ScaledUnit scaled = scaledUnit(std::abs(value), unit);
    return {threeDigits(scaled.fromBase(value)), scaled.text};
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/numbertext.h"

#include "common/core/literals.h"

#include <algorithm>
#include <cmath>

namespace pulse {
namespace {

constexpr int mostDigits = 6;

/// Returns the number of digits from the first one that is not 0, without those of the exponent.
qsizetype significantDigits(const QString &number)
{
    qsizetype count = 0;
    for (const QChar character : number) {
        if (character.toLower() == 'e'_L1)
            break;
        if (character.isDigit() && (count > 0 || character != '0'_L1))
            ++count;
    }
    return count;
}

} // namespace

QString sixDigits(const QString &number)
{
    constexpr double million = 1e6;
    constexpr double roundsUp = 0.9999995; // from this share on, a number is rounded to the next prefix
    const double value = number.toDouble();
    if (significantDigits(number) <= mostDigits || !std::isfinite(value))
        return number;
    double factor = million;
    for (const char16_t prefix : {u'M', u'G', u'T', u'P', u'E'}) {
        const double magnitude = std::abs(value) / factor;
        if (magnitude >= roundsUp && magnitude < 1000 * roundsUp)
            return QString::number(value / factor, 'g', mostDigits) + ' '_L1 + QChar(prefix);
        factor *= 1000;
    }
    return QString::number(value, 'g', mostDigits);
}

} // namespace pulse

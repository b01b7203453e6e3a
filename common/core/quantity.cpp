// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/quantity.h"

#include <array>
#include <cmath>

namespace pulse {
namespace {

struct Unit
{
    const char *name;
    double factor;
};

// A unit that is a suffix of another one comes after it.
constexpr std::array durationUnits{Unit{"us", 1}, Unit{"ms", 1e3}, Unit{"s", 1e6}, Unit{"m", 60e6}, Unit{"h", 3600e6}};
constexpr std::array sizeUnits{Unit{"Ki", 0x1p10}, Unit{"Mi", 0x1p20}, Unit{"Gi", 0x1p30},
                               Unit{"Ti", 0x1p40}, Unit{"k", 1e3},     Unit{"K", 1e3},
                               Unit{"M", 1e6},     Unit{"G", 1e9},     Unit{"T", 1e12}};

template <std::size_t Size>
std::optional<qint64> parseQuantity(const QString &text, const std::array<Unit, Size> &units, double bareUnit)
{
    QString number = text;
    double factor = bareUnit;
    for (const Unit &unit : units) {
        const QLatin1String name(unit.name);
        if (!text.endsWith(name))
            continue;
        number.chop(name.size());
        factor = unit.factor;
        break;
    }
    bool isNumber = false;
    const double value = number.toDouble(&isNumber) * factor;
    const bool isInRange = isNumber && std::abs(value) <= 0x1p62; // false for NaN
    return isInRange ? std::optional<qint64>(std::llround(value)) : std::nullopt;
}

} // namespace

std::optional<qint64> parseDuration(const QString &text, double bareUnit)
{
    return parseQuantity(text, durationUnits, bareUnit);
}

std::optional<qint64> parseSize(const QString &text, double bareUnit)
{
    return parseQuantity(text, sizeUnits, bareUnit);
}

} // namespace pulse

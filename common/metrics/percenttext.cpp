// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/metrics/percenttext.h"

#include "common/core/literals.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace pulse {

QString percentText(double value)
{
    constexpr double longest = 9'999.9;
    if (std::abs(value) > longest)
        return value < 0 ? u"< −9999"_s : u"> 9999"_s;
    return QLocale().toString(std::abs(value) < 0.05 ? 0.0 : value, 'f', 1); // not "-0.0"
}

QString withPercentSign(const QString &number)
{
    return QCoreApplication::translate("PercentText", "%1%").arg(number);
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/calltext.h"

#include <QLocale>

namespace pulse {

QString CallText::duration(double seconds)
{
    const auto number = [](double value) {
        return QLocale().toString(value, 'f', value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
    };
    return seconds < 0.9995 ? tr("%1 ms").arg(number(seconds * 1000)) : tr("%1 s").arg(number(seconds));
}

} // namespace pulse

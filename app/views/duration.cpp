// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/duration.h"

#include <QCoreApplication>
#include <QLocale>

namespace pulse {

QString durationText(qint64 seconds)
{
    const auto text = [](const char *unit, double value) {
        return QCoreApplication::translate("Duration", unit).arg(QLocale().toString(value, 'g', 3));
    };
    const auto value = static_cast<double>(seconds);
    if (seconds < 60)
        return text(QT_TRANSLATE_NOOP("Duration", "%1 s"), value);
    if (seconds < 3600)
        return text(QT_TRANSLATE_NOOP("Duration", "%1 min"), value / 60);
    return text(QT_TRANSLATE_NOOP("Duration", "%1 h"), value / 3600);
}

} // namespace pulse

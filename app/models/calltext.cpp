// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/calltext.h"

#include <QDateTime>
#include <QLocale>

namespace pulse {

QString CallText::time(qint64 milliseconds)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(milliseconds);
    const QString clock = time.toString(QStringLiteral("HH:mm:ss"));
    if (time.date() == QDate::currentDate())
        return clock;
    return QStringLiteral("%1 %2").arg(time.date().toString(Qt::ISODate), clock);
}

QString CallText::duration(double seconds)
{
    const auto number = [](double value) {
        return QLocale().toString(value, 'f', value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
    };
    return seconds < 0.9995 ? tr("%1 ms").arg(number(seconds * 1000)) : tr("%1 s").arg(number(seconds));
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/clocktime.h"

#include <QLocale>

namespace pulse {

QString clockFormat()
{
    const QString format = QLocale().timeFormat(QLocale::ShortFormat);
    const bool twelveHours = format.contains(QLatin1Char('a'), Qt::CaseInsensitive);
    return twelveHours ? QStringLiteral("h:mm:ss AP") : QStringLiteral("HH:mm:ss");
}

QString clockTime(qint64 time, qint64 now)
{
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(time);
    const QDate today = QDateTime::fromMSecsSinceEpoch(now).date();
    if (moment.date() == today)
        return QLocale().toString(moment, clockFormat());
    const QString day = moment.date().year() == today.year() ? QStringLiteral("d MMM ") : QStringLiteral("yyyy-MM-dd ");
    return QLocale().toString(moment, day + clockFormat());
}

} // namespace pulse

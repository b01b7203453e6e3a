// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/clocktime.h"

#include "common/core/literals.h"

#include <QLocale>

namespace pulse {

QString clockFormat()
{
    const QString format = QLocale().timeFormat(QLocale::ShortFormat);
    const bool twelveHours = format.contains('a'_L1, Qt::CaseInsensitive);
    return twelveHours ? u"h:mm:ss AP"_s : u"HH:mm:ss"_s;
}

QString clockTime(qint64 time, qint64 now)
{
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(time);
    const QDate today = QDateTime::fromMSecsSinceEpoch(now).date();
    if (moment.date() == today)
        return QLocale().toString(moment, clockFormat());
    const QString day = moment.date().year() == today.year() ? u"d MMM "_s : u"yyyy-MM-dd "_s;
    return QLocale().toString(moment, day + clockFormat());
}

} // namespace pulse

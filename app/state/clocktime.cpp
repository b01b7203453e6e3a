// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/clocktime.h"

#include "common/core/literals.h"

#include <QLocale>

namespace pulse {
namespace {

/// Returns the day without its year in the order of the user's locale: "24 Nov", "Nov 24".
QString dayAndMonth(const QDate &date)
{
    const QString format = QLocale().dateFormat(QLocale::ShortFormat);
    const bool isMonthFirst = format.indexOf('M'_L1) < format.indexOf('d'_L1);
    return QLocale().toString(date, isMonthFirst ? u"MMM d"_s : u"d MMM"_s);
}

} // namespace

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
    if (moment.date().year() != today.year())
        return dateAndTime(moment);
    return dayAndMonth(moment.date()) + ' '_L1 + QLocale().toString(moment, clockFormat());
}

QString dateAndTime(const QDateTime &moment)
{
    const QLocale locale;
    return locale.toString(moment.date(), QLocale::ShortFormat) + ' '_L1 + locale.toString(moment, clockFormat());
}

} // namespace pulse

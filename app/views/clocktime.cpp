// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/clocktime.h"

#include <QDateTime>
#include <QLocale>

namespace pulse {
namespace {

/// As in timeticks.cpp, with seconds.
QString clockFormat()
{
    const QString format = QLocale::system().timeFormat(QLocale::ShortFormat);
    return format.contains(QLatin1Char('a'), Qt::CaseInsensitive) ? QStringLiteral("h:mm:ss AP")
                                                                  : QStringLiteral("HH:mm:ss");
}

} // namespace

QString clockTime(qint64 time, qint64 now)
{
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(time);
    const bool isToday = moment.date() == QDateTime::fromMSecsSinceEpoch(now).date();
    return moment.toString(isToday ? clockFormat() : QStringLiteral("d MMM ") + clockFormat());
}

} // namespace pulse

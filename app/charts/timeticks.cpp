// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/timeticks.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>

namespace pulse {
namespace {

constexpr qint64 minute = 60'000;
constexpr std::array<qint64, 9> steps = {minute,      2 * minute,  5 * minute,   10 * minute, 15 * minute,
                                         30 * minute, 60 * minute, 120 * minute, 360 * minute};

qint64 stepFor(qint64 span, int most)
{
    const auto fits = [=](qint64 step) { return span / step < most; }; // one more may lie in the span than fits into it
    const auto it = std::ranges::find_if(steps, fits);
    return it == steps.end() ? steps.back() : *it;
}

/// Hours and minutes; seconds would say nothing at steps of minutes.
QString clockFormat()
{
    const QString format = QLocale::system().timeFormat(QLocale::ShortFormat);
    return format.contains(QLatin1Char('a'), Qt::CaseInsensitive) ? QStringLiteral("h:mm AP") : QStringLiteral("HH:mm");
}

} // namespace

QList<TimeTick> timeTicks(qint64 from, qint64 to, int most)
{
    const qint64 offset = QDateTime::fromMSecsSinceEpoch(to).offsetFromUtc() * qint64(1000);
    const qint64 step = stepFor(to - from, most);
    const QString format = clockFormat();
    QList<TimeTick> ticks;
    qint64 time = (from + offset + step - 1) / step * step - offset;
    for (; time <= to; time += step)
        ticks.append({time, QDateTime::fromMSecsSinceEpoch(time).toString(format)});
    return ticks;
}

} // namespace pulse

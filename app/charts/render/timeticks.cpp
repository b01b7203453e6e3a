// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/timeticks.h"

#include "app/state/clocktime.h"
#include "common/core/literals.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>

namespace pulse {
namespace {

constexpr qint64 second = 1'000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr std::array steps = {second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second,
                              minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute,
                              hour,   2 * hour,   6 * hour,   12 * hour,   24 * hour};

qint64 stepFor(qint64 span, int most)
{
    const auto fits = [=](qint64 step) { return span / step < most; }; // the span may contain one tick more than steps
    const auto it = std::ranges::find_if(steps, fits);
    return it == steps.end() ? steps.back() : *it;
}

/// Hours and minutes; seconds are omitted at steps of minutes.
QString tickFormat(qint64 step)
{
    return step < minute ? clockFormat() : clockFormat().remove(u":ss"_s);
}

} // namespace

QList<TimeTick> timeTicks(qint64 from, qint64 to, int most)
{
    const qint64 offset = QDateTime::fromMSecsSinceEpoch(to).offsetFromUtc() * qint64(1000);
    const qint64 step = stepFor(to - from, most);
    const QString format = tickFormat(step);
    QList<TimeTick> ticks;
    qint64 time = (from + offset + step - 1) / step * step - offset;
    for (; time <= to; time += step)
        ticks.append({time, QLocale().toString(QDateTime::fromMSecsSinceEpoch(time), format)});
    return ticks;
}

} // namespace pulse

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

qint64 offsetAt(qint64 time)
{
    return QDateTime::fromMSecsSinceEpoch(time).offsetFromUtc() * qint64(1000);
}

/// Returns the first moment from `time` on whose local time is a multiple of a step (ms).
qint64 roundedUp(qint64 time, qint64 step)
{
    const auto with = [=](qint64 offset) { return (time + offset + step - 1) / step * step - offset; };
    const qint64 offset = offsetAt(time);
    const qint64 next = with(offset);
    const qint64 later = offsetAt(next);
    if (later == offset)
        return next;
    const qint64 afterChange = with(later); // clocks are set in between
    return offsetAt(afterChange) == later ? afterChange : afterChange + step;
}

} // namespace

QList<TimeTick> timeTicks(qint64 from, qint64 to, int most)
{
    const qint64 step = stepFor(to - from, most);
    const QString format = tickFormat(step);
    const bool isSteady = offsetAt(from) == offsetAt(to); // no change of the clocks in between
    QList<TimeTick> ticks;
    for (qint64 time = roundedUp(from, step); time <= to; time = isSteady ? time + step : roundedUp(time + 1, step))
        ticks.append({time, QLocale().toString(QDateTime::fromMSecsSinceEpoch(time), format)});
    return ticks;
}

} // namespace pulse

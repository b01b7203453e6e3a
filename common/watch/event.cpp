// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/watch/event.h"

#include <algorithm>

namespace pulse {
namespace {

constexpr qsizetype fewestInOne = 3;

bool rises(const ThresholdEvent &crossing)
{
    return crossing.from < crossing.to;
}

Event eventOf(const QList<ThresholdEvent> &together)
{
    const ThresholdEvent &first = together.constFirst();
    return {.time = first.time, .level = first.to, .kind = Event::Kind::Crossing, .crossings = together};
}

/// Returns whether one sentence can report both.
bool areAlike(const ThresholdEvent &a, const ThresholdEvent &b)
{
    return a.key.family == b.key.family && a.key.window == b.key.window && a.to == b.to && a.limit == b.limit &&
           rises(a) == rises(b);
}

/// Adds the events of crossings in one result.
void addResult(QList<Event> &events, const QList<ThresholdEvent> &crossings)
{
    for (const ThresholdEvent &crossing : crossings) {
        QList<ThresholdEvent> together;
        std::ranges::copy_if(crossings, std::back_inserter(together),
                             [&](const ThresholdEvent &other) { return areAlike(other, crossing); });
        if (together.size() < fewestInOne)
            events.append(eventOf({crossing}));
        else if (together.constFirst() == crossing)
            events.append(eventOf(together));
    }
}

} // namespace

QList<Event> Event::ofCrossings(const QList<ThresholdEvent> &crossings)
{
    QList<Event> events;
    for (auto begin = crossings.cbegin(); begin != crossings.cend();) {
        const auto isLater = [time = begin->time](const ThresholdEvent &one) { return one.time != time; };
        const auto end = std::find_if(begin, crossings.cend(), isLater);
        addResult(events, QList<ThresholdEvent>(begin, end));
        begin = end;
    }
    return events;
}

Event Event::ofLostConnection(qint64 time, const Problem &why)
{
    return {.time = time, .level = Level::Critical, .kind = Kind::ConnectionLost, .problem = why};
}

Event Event::ofConnection(qint64 time)
{
    return {.time = time, .kind = Kind::ConnectionBack};
}

Event Event::ofFailure(const Failure &failure)
{
    const bool hasType = !failure.errorType.isEmpty();
    return {.time = failure.time,
            .level = Level::Critical,
            .detail = failure.errorMessage,
            .kind = Kind::CallFailed,
            .subject = hasType ? failure.errorType : failure.outcome,
            .isOutcome = !hasType};
}

Event Event::ofLoadFailure(qint64 time, const QString &reason)
{
    return {.time = time, .level = Level::Warning, .detail = reason, .kind = Kind::LoadFailed};
}

} // namespace pulse

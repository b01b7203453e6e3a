// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/eventtexts.h"

#include "app/state/outcometext.h"
#include "common/core/literals.h"

#include <algorithm>
#include <cmath>

namespace pulse {
namespace {

constexpr qsizetype fewestInOne = 3;

using Crossings = QList<ThresholdEvent>;

bool rises(const ThresholdEvent &crossing)
{
    return crossing.from < crossing.to;
}

/// Whether both can be told in one sentence.
bool areAlike(const ThresholdEvent &a, const ThresholdEvent &b)
{
    return a.key.family == b.key.family && a.key.window == b.key.window && a.to == b.to && a.limit == b.limit &&
           rises(a) == rises(b);
}

/// Thresholds are mostly round; "80 %" is calmer than "80.0 %".
QString limitText(const ThresholdEvent &crossing, const ValueFormatter &format)
{
    const double limit = crossing.limit.value_or(0);
    if (crossing.unit == "%"_L1 && limit == std::round(limit))
        return u"%1 %"_s.arg(limit);
    return format(limit, crossing.unit);
}

QString textOfOne(const ThresholdEvent &crossing, const ValueFormatter &format)
{
    const QString value = format(crossing.value, crossing.unit);
    if (crossing.to == Level::Normal)
        return EventTexts::tr("%1 back to normal: %2").arg(crossing.title, value);
    const QString limit = limitText(crossing, format);
    return (rises(crossing) ? EventTexts::tr("%1 above %2: %3") : EventTexts::tr("%1 still above %2: down to %3"))
        .arg(crossing.title, limit, value);
}

QString whichOf(const Crossings &crossings)
{
    const ThresholdEvent &first = crossings.first();
    return first.key.index >= 0
               ? EventTexts::tr("%n CPUs", nullptr, static_cast<int>(crossings.size()))
               : EventTexts::tr("%1 and %n more", nullptr, static_cast<int>(crossings.size()) - 1).arg(first.title);
}

QString textOfMany(const Crossings &crossings, const ValueFormatter &format)
{
    const ThresholdEvent &first = crossings.first();
    const QString which = whichOf(crossings);
    if (first.to == Level::Normal)
        return EventTexts::tr("%1 back to normal").arg(which);
    const ThresholdEvent &highest = *std::ranges::max_element(crossings, {}, &ThresholdEvent::value);
    return (rises(first) ? EventTexts::tr("%1 above %2, up to %3")
                         : EventTexts::tr("%1 still above %2: down to at most %3"))
        .arg(which, limitText(first, format), format(highest.value, first.unit));
}

Crossings alike(const Crossings &all, const ThresholdEvent &crossing)
{
    Crossings result;
    std::ranges::copy_if(all, std::back_inserter(result),
                         [&](const ThresholdEvent &other) { return areAlike(other, crossing); });
    return result;
}

QString firstLine(const QString &text)
{
    return text.trimmed().section('\n'_L1, 0, 0).trimmed();
}

} // namespace

QList<Event> EventTexts::ofCrossings(const QList<ThresholdEvent> &crossings, const ValueFormatter &format)
{
    QList<Event> events;
    for (const ThresholdEvent &crossing : crossings) {
        const Crossings together = alike(crossings, crossing);
        if (together.size() < fewestInOne)
            events.append({crossing.time, crossing.to, textOfOne(crossing, format)});
        else if (together.first() == crossing)
            events.append({crossing.time, crossing.to, textOfMany(together, format)});
    }
    return events;
}

Event EventTexts::ofLostConnection(qint64 time, const QString &reason)
{
    return {time, Level::Warning,
            reason.isEmpty() ? tr("Connection lost") : tr("Connection lost: %1").arg(firstLine(reason))};
}

Event EventTexts::ofConnection(qint64 time)
{
    return {time, Level::Normal, tr("Connected again")};
}

Event EventTexts::ofFailure(const Failure &failure)
{
    const QString message = firstLine(failure.errorMessage);
    QString text = tr("Function failed: %1")
                       .arg(failure.errorType.isEmpty() ? OutcomeText::of(failure.outcome) : failure.errorType);
    if (!message.isEmpty())
        text += u": "_s + message;
    return {failure.time, Level::Critical, text};
}

Event EventTexts::ofLoadFailure(qint64 time, const QString &reason)
{
    return {time, Level::Warning, tr("The newest version of the function cannot be loaded: %1").arg(firstLine(reason))};
}

} // namespace pulse

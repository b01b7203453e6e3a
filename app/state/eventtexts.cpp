// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/eventtexts.h"

#include "app/state/outcometext.h"
#include "app/state/problemtext.h"
#include "common/core/literals.h"
#include "common/metrics/percenttext.h"

#include <algorithm>
#include <cmath>

namespace pulse {
namespace {

using Crossings = QList<ThresholdEvent>;

bool rises(const ThresholdEvent &crossing)
{
    return crossing.from < crossing.to;
}

/// Thresholds are mostly round: "80%" instead of "80.0%".
QString limitText(const ThresholdEvent &crossing, const ValueFormatter &format)
{
    const double limit = crossing.limit.value_or(0);
    if (crossing.unit == "%"_L1 && limit == std::round(limit))
        return withPercentSign(QString::number(limit));
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

QString firstLine(const QString &text)
{
    return text.trimmed().section('\n'_L1, 0, 0).trimmed();
}

} // namespace

QString EventTexts::of(const Event &event, const ValueFormatter &format)
{
    const QString reason =
        firstLine(event.kind == Event::Kind::ConnectionLost ? ProblemText::of(event.problem) : event.detail);
    switch (event.kind) {
    case Event::Kind::Crossing:
        return event.crossings.size() == 1 ? textOfOne(event.crossings.constFirst(), format)
                                           : textOfMany(event.crossings, format);
    case Event::Kind::ConnectionLost:
        return reason.isEmpty() ? tr("Connection lost") : tr("Connection lost: %1").arg(reason);
    case Event::Kind::ConnectionBack:
        return tr("Connected again");
    case Event::Kind::CallFailed: {
        const QString text =
            tr("Function failed: %1").arg(event.isOutcome ? OutcomeText::of(event.subject) : event.subject);
        return reason.isEmpty() ? text : text + u": "_s + reason;
    }
    case Event::Kind::LoadFailed:
        return tr("The newest version of the function cannot be loaded: %1").arg(reason);
    case Event::Kind::Notice:
        break;
    }
    return event.detail;
}

QString EventTexts::title(const Notification &notification)
{
    const int count = static_cast<int>(notification.newest.size()) + notification.earlier;
    return count == 1 ? u"Pulseboard"_s : tr("Pulseboard: %n events", nullptr, count);
}

QString EventTexts::text(const Notification &notification, const std::function<QString(const Event &)> &textOf)
{
    QStringList lines;
    if (notification.earlier > 0)
        lines.append(tr("%n earlier", nullptr, notification.earlier));
    for (const Event &event : notification.newest)
        lines.append(textOf(event));
    return lines.join('\n'_L1);
}

} // namespace pulse

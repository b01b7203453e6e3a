// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/outcometext.h"

#include "common/results/outcome.h"

namespace pulse {

QString OutcomeText::of(const QString &outcome)
{
    const std::optional<Outcome> known = outcomeNamed(outcome);
    if (!known)
        return outcome;
    switch (*known) {
    case Outcome::Success:
        return tr("succeeded");
    case Outcome::Nothing:
        return tr("returned nothing");
    case Outcome::BadInput:
        return tr("bad measurement");
    case Outcome::Raised:
        return tr("raised");
    case Outcome::NotEncodable:
        return tr("not encodable");
    case Outcome::OutOfMemory:
        return tr("out of memory");
    case Outcome::Skipped:
        return tr("skipped");
    case Outcome::TimedOut:
        return tr("timed out");
    case Outcome::Crashed:
        return tr("crashed");
    }
    return outcome;
}

bool OutcomeText::isFailure(const QString &outcome)
{
    const std::optional<Outcome> known = outcomeNamed(outcome);
    return !known || pulse::isFailure(*known);
}

quint64 OutcomeText::failures(const QList<OutcomeCount> &outcomes)
{
    quint64 sum = 0;
    for (const OutcomeCount &outcome : outcomes)
        sum += isFailure(outcome.outcome) ? outcome.count : 0;
    return sum;
}

} // namespace pulse

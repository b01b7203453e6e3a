// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/outcometext.h"

#include <QHash>

namespace pulse {

QString OutcomeText::of(const QString &outcome)
{
    const QHash<QString, QString> texts = {
        {QStringLiteral("success"), tr("succeeded")},
        {QStringLiteral("nothing"), tr("returned nothing")},
        {QStringLiteral("bad_input"), tr("bad measurement")},
        {QStringLiteral("raised"), tr("raised")},
        {QStringLiteral("not_encodable"), tr("not encodable")},
        {QStringLiteral("out_of_memory"), tr("out of memory")},
        {QStringLiteral("skipped"), tr("skipped")},
        {QStringLiteral("timed_out"), tr("timed out")},
        {QStringLiteral("crashed"), tr("crashed")},
    };
    return texts.value(outcome, outcome);
}

bool OutcomeText::isFailure(const QString &outcome)
{
    return outcome != QLatin1String("success") && outcome != QLatin1String("nothing");
}

quint64 OutcomeText::failures(const QList<OutcomeCount> &outcomes)
{
    quint64 sum = 0;
    for (const OutcomeCount &outcome : outcomes)
        sum += isFailure(outcome.outcome) ? outcome.count : 0;
    return sum;
}

} // namespace pulse

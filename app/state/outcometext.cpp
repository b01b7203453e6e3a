// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/outcometext.h"

#include "common/core/literals.h"

#include <QHash>

namespace pulse {

QString OutcomeText::of(const QString &outcome)
{
    const QHash<QString, QString> texts = {
        {u"success"_s, tr("succeeded")},
        {u"nothing"_s, tr("returned nothing")},
        {u"bad_input"_s, tr("bad measurement")},
        {u"raised"_s, tr("raised")},
        {u"not_encodable"_s, tr("not encodable")},
        {u"out_of_memory"_s, tr("out of memory")},
        {u"skipped"_s, tr("skipped")},
        {u"timed_out"_s, tr("timed out")},
        {u"crashed"_s, tr("crashed")},
    };
    return texts.value(outcome, outcome);
}

bool OutcomeText::isFailure(const QString &outcome)
{
    return outcome != "success"_L1 && outcome != "nothing"_L1;
}

quint64 OutcomeText::failures(const QList<OutcomeCount> &outcomes)
{
    quint64 sum = 0;
    for (const OutcomeCount &outcome : outcomes)
        sum += isFailure(outcome.outcome) ? outcome.count : 0;
    return sum;
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/core/failure.h"

namespace pulse {
namespace {

const QString timeKey = QStringLiteral("time");
const QString outcomeKey = QStringLiteral("outcome");
const QString typeKey = QStringLiteral("errorType");
const QString messageKey = QStringLiteral("errorMessage");
const QString traceKey = QStringLiteral("stackTrace");
const QString digestKey = QStringLiteral("inputDigest");
const QString durationKey = QStringLiteral("duration");

Outcome outcomeOf(const QString &name)
{
    for (std::size_t i = 0; i < outcomeCount; ++i) {
        if (outcomeName(static_cast<Outcome>(i)) == name)
            return static_cast<Outcome>(i);
    }
    return Outcome::Raised;
}

} // namespace

QJsonObject Failure::toJson() const
{
    return {{timeKey, time},        {outcomeKey, outcomeName(outcome)},
            {typeKey, errorType},   {messageKey, errorMessage},
            {traceKey, stackTrace}, {digestKey, QString::fromLatin1(inputDigest)},
            {durationKey, duration}};
}

Failure Failure::fromJson(const QJsonObject &object)
{
    return {object.value(timeKey).toInteger(),   outcomeOf(object.value(outcomeKey).toString()),
            object.value(typeKey).toString(),    object.value(messageKey).toString(),
            object.value(traceKey).toString(),   object.value(digestKey).toString().toLatin1(),
            object.value(durationKey).toDouble()};
}

} // namespace pulse

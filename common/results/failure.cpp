// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/failure.h"

#include "common/core/boundedtext.h"
#include "common/core/literals.h"
#include "common/results/record.h"

#include <algorithm>
#include <cmath>

namespace pulse {
namespace {

const QString timeKey = u"time"_s;
const QString outcomeKey = u"outcome"_s;
const QString typeKey = u"errorType"_s;
const QString messageKey = u"errorMessage"_s;
const QString traceKey = u"stackTrace"_s;
const QString digestKey = u"inputDigest"_s;
const QString durationKey = u"duration"_s;

Outcome outcomeOf(const QString &name)
{
    for (std::size_t i = 0; i < outcomeCount; ++i) {
        if (outcomeName(static_cast<Outcome>(i)) == name)
            return static_cast<Outcome>(i);
    }
    return Outcome::Raised;
}

QByteArray digestOf(const QString &text)
{
    constexpr qsizetype digits = 64;
    const QByteArray digest = QByteArray::fromHex(text.first(std::min(text.size(), digits)).toLatin1()).toHex();
    return digest.size() == digits ? digest : QByteArray();
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
    const qint64 time = object.value(timeKey).toInteger();
    const double duration = object.value(durationKey).toDouble();
    return {time < 0 || time > latestTime ? 0 : time,
            outcomeOf(object.value(outcomeKey).toString()),
            boundedText(object.value(typeKey).toString(), longestName),
            boundedText(object.value(messageKey).toString()),
            boundedText(object.value(traceKey).toString()),
            digestOf(object.value(digestKey).toString()),
            std::isfinite(duration) && duration >= 0 ? duration : 0};
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/statusjson.h"

#include "common/core/literals.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace pulse {
namespace {

QString whyNotReady(const RuntimeStatus &status)
{
    if (!status.notReady.isEmpty())
        return status.notReady;
    return status.loaded ? u"there is no connection to Redis"_s : u"no function is loaded"_s;
}

QJsonObject failureJson(const Failure &failure)
{
    const QStringList lines = failure.stackTrace.split('\n'_L1, Qt::SkipEmptyParts);
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(failure.time).toUTC();
    return {{u"errorType"_s, failure.errorType},
            {u"errorMessage"_s, failure.errorMessage},
            {u"stackTrace"_s, QJsonArray::fromStringList(lines)},
            {u"outcome"_s, outcomeName(failure.outcome)},
            {u"time"_s, time.toString(Qt::ISODateWithMs)},
            {u"inputDigest"_s, QString::fromLatin1(failure.inputDigest)},
            {u"duration"_s, failure.duration}};
}

} // namespace

bool isReady(const RuntimeStatus &status)
{
    return status.connected && status.loaded;
}

QByteArray readinessJson(const RuntimeStatus &status)
{
    QJsonObject object = {{u"ready"_s, isReady(status)}};
    if (!isReady(status))
        object.insert(u"reason"_s, whyNotReady(status));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray errorsJson(const QList<Failure> &failures)
{
    QJsonArray list;
    for (auto it = failures.crbegin(); it != failures.crend(); ++it)
        list.append(failureJson(*it));
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

} // namespace pulse

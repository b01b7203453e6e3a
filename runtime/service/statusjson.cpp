// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/statusjson.h"

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
    return status.loaded ? QStringLiteral("there is no connection to Redis") : QStringLiteral("no function is loaded");
}

QJsonObject failureJson(const Failure &failure)
{
    const QStringList lines = failure.stackTrace.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(failure.time, Qt::UTC);
    return {{QStringLiteral("errorType"), failure.errorType},
            {QStringLiteral("errorMessage"), failure.errorMessage},
            {QStringLiteral("stackTrace"), QJsonArray::fromStringList(lines)},
            {QStringLiteral("outcome"), outcomeName(failure.outcome)},
            {QStringLiteral("time"), time.toString(Qt::ISODateWithMs)},
            {QStringLiteral("inputDigest"), QString::fromLatin1(failure.inputDigest)},
            {QStringLiteral("duration"), failure.duration}};
}

} // namespace

bool isReady(const RuntimeStatus &status)
{
    return status.connected && status.loaded;
}

QByteArray readinessJson(const RuntimeStatus &status)
{
    QJsonObject object = {{QStringLiteral("ready"), isReady(status)}};
    if (!isReady(status))
        object.insert(QStringLiteral("reason"), whyNotReady(status));
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/statusjson.h"

#include "common/core/literals.h"
#include "common/results/fieldtables.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

namespace pulse {
namespace {

QString whyNotReady(const RuntimeStatus &status)
{
    if (!status.reason.isEmpty())
        return status.reason;
    return status.loaded ? u"not connected to Redis"_s : u"no function is loaded"_s;
}

Json failureJson(const Failure &failure)
{
    Json json = toJson(failureFields(), failure);
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(failure.time).toUTC();
    json["time"] = toJson(time.toString(Qt::ISODateWithMs));
    json["stackTrace"] = toJson(failure.stackTrace.split('\n'_L1, Qt::SkipEmptyParts));
    return json;
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
    Json list = Json::array();
    for (auto it = failures.crbegin(); it != failures.crend(); ++it)
        list.push_back(failureJson(*it));
    return jsonText(list);
}

} // namespace pulse

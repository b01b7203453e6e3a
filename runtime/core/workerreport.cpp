// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/core/workerreport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace pulse {
namespace {

const QString kindKey = QStringLiteral("kind");
const QString levelKey = QStringLiteral("level");
const QString categoryKey = QStringLiteral("category");
const QString textKey = QStringLiteral("text");
const QString filesKey = QStringLiteral("files");
const QString failureKey = QStringLiteral("failure");

} // namespace

QByteArray WorkerReport::toLine() const
{
    QJsonObject object{{kindKey, static_cast<int>(kind)},
                       {levelKey, static_cast<int>(level)},
                       {categoryKey, QString::fromUtf8(category)},
                       {textKey, text},
                       {filesKey, QJsonArray::fromStringList(files)}};
    if (kind == Kind::CallFailed)
        object.insert(failureKey, failure.toJson());
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<WorkerReport> WorkerReport::fromLine(const QByteArray &line)
{
    const QJsonDocument document = QJsonDocument::fromJson(line);
    const int kind = document[kindKey].toInt(-1);
    const int level = document[levelKey].toInt(-1);
    if (kind < 0 || kind > static_cast<int>(Kind::LoadFailed) || level < QtDebugMsg || level > QtInfoMsg)
        return {};
    return WorkerReport{static_cast<Kind>(kind),
                        static_cast<QtMsgType>(level),
                        document[categoryKey].toString().toUtf8(),
                        document[textKey].toString(),
                        document[filesKey].toVariant().toStringList(),
                        Failure::fromJson(document[failureKey].toObject())};
}

} // namespace pulse

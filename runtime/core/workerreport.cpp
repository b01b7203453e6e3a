// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/core/workerreport.h"

#include "common/core/literals.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace pulse {
namespace {

const QString kindKey = u"kind"_s;
const QString levelKey = u"level"_s;
const QString categoryKey = u"category"_s;
const QString textKey = u"text"_s;
const QString filesKey = u"files"_s;
const QString failureKey = u"failure"_s;

/// Those that can be watched: absolute, not longer than a path can be, and not too many.
QStringList watchableFiles(const QStringList &files)
{
    constexpr qsizetype longestPath = 4096;
    qsizetype room = 128 * 1024;
    QStringList result;
    for (const QString &file : files) {
        if (!file.startsWith('/'_L1) || file.size() > longestPath)
            continue;
        room -= file.size();
        if (room < 0)
            break;
        result << file;
    }
    return result;
}

/// A category under which the worker logs; any other one becomes the first of them.
QByteArray categoryOf(const QString &text)
{
    static const QByteArrayList categories{QByteArrayLiteral("worker"), QByteArrayLiteral("redis")};
    const qsizetype index = categories.indexOf(text.toLatin1());
    return categories[std::max<qsizetype>(index, 0)];
}

} // namespace

QByteArray WorkerReport::toLine() const
{
    QJsonObject object{{kindKey, static_cast<int>(kind)},
                       {levelKey, static_cast<int>(level)},
                       {categoryKey, QString::fromUtf8(category)},
                       {textKey, boundedText(text, longestReportText)},
                       {filesKey, QJsonArray::fromStringList(watchableFiles(files))}};
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
                        categoryOf(document[categoryKey].toString()),
                        boundedText(document[textKey].toString(), longestReportText),
                        watchableFiles(document[filesKey].toVariant().toStringList()),
                        Failure::fromJson(document[failureKey].toObject())};
}

} // namespace pulse

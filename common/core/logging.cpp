// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/logging.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>

namespace pulse {
namespace {

const QString logFormatFlag = QStringLiteral("log-format");
const QString jsonFormat = QStringLiteral("json");

const char *levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "error";
    case QtFatalMsg:
        return "fatal";
    }
    return "info";
}

QByteArray textLine(const QByteArray &time, const QByteArray &level, const QByteArray &category, const QString &message)
{
    QByteArray text = message.trimmed().toUtf8();
    text.replace('\n', " | ");
    return time + ' ' + level + ' ' + category + ": " + text + '\n';
}

QByteArray jsonLine(const QByteArray &time, const QByteArray &level, const QByteArray &category, const QString &message)
{
    const QJsonObject line = {{QStringLiteral("time"), QString::fromLatin1(time)},
                              {QStringLiteral("level"), QString::fromLatin1(level)},
                              {QStringLiteral("category"), QString::fromUtf8(category)},
                              {QStringLiteral("message"), message}};
    return QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
}

template <LogFormat format>
void writeLine(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QByteArray line = logLine(format, QDateTime::currentDateTimeUtc(), type, context.category, message);
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
}

} // namespace

void installLogging(LogFormat format)
{
    qInstallMessageHandler(format == LogFormat::Json ? writeLine<LogFormat::Json> : writeLine<LogFormat::Text>);
}

QByteArray logLine(LogFormat format, const QDateTime &time, QtMsgType type, const char *category,
                   const QString &message)
{
    const QByteArray when = time.toUTC().toString(Qt::ISODateWithMs).toLatin1();
    const auto make = format == LogFormat::Json ? jsonLine : textLine;
    return make(when, levelName(type), category ? category : "default", message);
}

Setting logFormatSetting()
{
    return {logFormatFlag, QStringLiteral("LOG_FORMAT"), QStringLiteral("text|json"), QStringLiteral("text"),
            QStringLiteral("text: a log line is for people; json: it is a JSON object.")};
}

bool wantsJsonLog(const Settings &settings)
{
    const bool hasFormat =
        std::ranges::any_of(settings.all(), [](const Setting &s) { return s.flag == logFormatFlag; });
    return hasFormat && settings.text(logFormatFlag) == jsonFormat;
}

LogFormat readLogFormat(Settings &settings)
{
    const bool isJson = settings.choice(logFormatFlag, {QStringLiteral("text"), jsonFormat}) == 1;
    return isJson ? LogFormat::Json : LogFormat::Text;
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/logging.h"

#include <QDateTime>

#include <cstdio>

namespace pulse {
namespace {

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

void writeLine(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QByteArray time = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1();
    QByteArray text = message.trimmed().toUtf8();
    text.replace('\n', " | ");
    const QByteArray line =
        time + ' ' + levelName(type) + ' ' + (context.category ? context.category : "default") + ": " + text + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
}

} // namespace

void installLogging()
{
    qInstallMessageHandler(writeLine);
}

} // namespace pulse

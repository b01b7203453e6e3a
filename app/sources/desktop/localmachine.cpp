// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sources/desktop/localmachine.h"

#include "common/core/literals.h"
#include "common/core/programs.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace pulse {
namespace {

using namespace std::chrono_literals;

const QString programName = u"pulseboard-local"_s;
constexpr qsizetype longestLine = 64 * 1024;

} // namespace

Result<LocalEndpoint> LocalEndpoint::parse(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    const QString key = object.value("output_key"_L1).toString();
    const Result<RedisUrl, RedisUrlError> url = RedisUrl::parse(object.value("redis"_L1).toString());
    if (key.isEmpty() || !url)
        return Error{LocalMachine::tr("%1 printed something unexpected: %2")
                         .arg(programName, QString::fromUtf8(line.left(80).trimmed()))};
    return LocalEndpoint{*url, key.toUtf8(), object.value("input_key"_L1).toString().toUtf8()};
}

LocalMachine::LocalMachine(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_process({.prepare = [this] { return prepare(); },
                 .retry = {.shortest = m_options.shortestPause,
                           .longest = m_options.longestPause,
                           .lasting = m_options.longestPause},
                 .stopTimeout = 3s,
                 .endsWithInput = true,
                 .deathSignal = SIGTERM, // so that it removes its folder
                 .longestLine = longestLine})
{
    connect(&m_process, &KeptProcess::printed, this, &LocalMachine::onPrinted);
    connect(&m_process, &KeptProcess::ended, this, &LocalMachine::onEnded);
}

LocalMachine::~LocalMachine()
{
    m_process.stopAndWait();
}

void LocalMachine::start()
{
    m_process.start();
}

Result<ProcessCommand> LocalMachine::prepare()
{
    m_lastLog.clear();
    m_isAnnounced = false;
    ProcessCommand command;
    command.program = m_options.program.isEmpty() ? findProgram(programName) : m_options.program;
    if (command.program.isEmpty())
        return Error{tr("%1 was found neither beside this program nor on PATH").arg(programName)};
    command.arguments << u"--serve"_s;
    if (!m_options.function.isEmpty())
        command.arguments << u"--function"_s << m_options.function;
    if (m_options.redis) { // not a flag, since it may contain a password
        command.environment = QProcessEnvironment::systemEnvironment();
        command.environment.insert(u"PULSEBOARD_LOCAL_REDIS"_s, m_options.redis->toString());
    }
    return command;
}

void LocalMachine::onPrinted(const QByteArray &line, QProcess::ProcessChannel channel)
{
    if (channel == QProcess::StandardError)
        handleLog(line);
    else if (!std::exchange(m_isAnnounced, true))
        handleAnnouncement(line);
}

void LocalMachine::handleAnnouncement(const QByteArray &line)
{
    const Result<LocalEndpoint> endpoint = LocalEndpoint::parse(line);
    if (endpoint) {
        Q_EMIT up(*endpoint);
        return;
    }
    m_lastLog = endpoint.error().message;
    m_process.terminate();
}

void LocalMachine::handleLog(const QByteArray &line)
{
    std::fprintf(stderr, "%s\n", line.constData());
    if (!line.trimmed().isEmpty())
        m_lastLog = QString::fromUtf8(line).trimmed();
}

void LocalMachine::onEnded(const ProcessEnd &end)
{
    const QString why = describeEnd(end);
    const std::chrono::milliseconds pause = m_process.startLater();
    Q_EMIT down(why, pause);
}

QString LocalMachine::describeEnd(const ProcessEnd &end) const
{
    if (end.kind == ProcessEnd::Kind::NotPrepared)
        return end.error;
    if (end.kind == ProcessEnd::Kind::NotStarted)
        return tr("%1 cannot be started: %2").arg(programName, end.error);
    QString reason = m_lastLog;
    if (reason.isEmpty())
        reason = end.kind == ProcessEnd::Kind::Killed ? tr("it crashed") : tr("exit code %1").arg(end.code);
    return tr("%1 ended: %2").arg(programName, reason);
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sources/desktop/localmachine.h"

#include "common/core/literals.h"
#include "common/core/programs.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <unistd.h>

namespace pulse {
namespace {

const QString programName = u"pulseboard-local"_s;
constexpr qsizetype longestLine = 64 * 1024;
constexpr int stopWithinMs = 3000; // then a call in hand is not waited for; then by force

} // namespace

Result<LocalEndpoint> LocalEndpoint::parse(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    const QString key = object.value("output_key"_L1).toString();
    const Result<RedisUrl> url = RedisUrl::parse(object.value("redis"_L1).toString());
    if (key.isEmpty() || !url)
        return Error{LocalMachine::tr("%1 said something unexpected: %2")
                         .arg(programName, QString::fromUtf8(line.left(80).trimmed()))};
    return LocalEndpoint{*url, key.toUtf8(), object.value("input_key"_L1).toString().toUtf8()};
}

LocalMachine::LocalMachine(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_pauses(m_options.shortestPause, m_options.longestPause)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &LocalMachine::launch);
    m_process.setChildProcessModifier([] { ::setpgid(0, 0); }); // a Ctrl-C is for us; the child ends with its stdin
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &LocalMachine::readStdout);
    connect(&m_process, &QProcess::readyReadStandardError, this, &LocalMachine::readStderr);
    connect(&m_process, &QProcess::finished, this, &LocalMachine::takeEnd);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(tr("%1 cannot be started: %2").arg(programName, m_process.errorString()));
    });
}

LocalMachine::~LocalMachine()
{
    disconnect(&m_process, nullptr, this, nullptr);
    stop();
}

void LocalMachine::start()
{
    m_again.stop();
    if (m_process.state() == QProcess::NotRunning)
        launch();
}

void LocalMachine::launch()
{
    const QString program = m_options.program.isEmpty() ? findProgram(programName) : m_options.program;
    if (program.isEmpty()) {
        fail(tr("%1 was found neither beside this program nor on PATH").arg(programName));
        return;
    }
    QStringList arguments{u"--serve"_s};
    if (!m_options.function.isEmpty())
        arguments << u"--function"_s << m_options.function;
    m_stdout.clear();
    m_lastLog.clear();
    m_announced = false;
    m_running.start();
    if (m_options.redis) { // not a flag: it may hold a password
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PULSEBOARD_LOCAL_REDIS"_s, m_options.redis->toString());
        m_process.setProcessEnvironment(environment);
    }
    m_process.start(program, arguments);
}

void LocalMachine::readStdout()
{
    const QByteArray arrived = m_process.readAllStandardOutput();
    if (m_announced)
        return;
    m_stdout += arrived;
    const qsizetype end = m_stdout.indexOf('\n');
    if (end < 0 && m_stdout.size() < longestLine)
        return;
    m_announced = true;
    const Result<LocalEndpoint> endpoint = LocalEndpoint::parse(m_stdout.left(end));
    if (endpoint) {
        Q_EMIT up(*endpoint);
        return;
    }
    m_lastLog = endpoint.error().message;
    m_process.terminate();
}

void LocalMachine::readStderr()
{
    m_process.setReadChannel(QProcess::StandardError);
    while (m_process.canReadLine() || m_process.bytesAvailable() > longestLine) {
        const QByteArray line = m_process.readLine(longestLine);
        std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
        if (!line.trimmed().isEmpty())
            m_lastLog = QString::fromUtf8(line).trimmed();
    }
}

QString LocalMachine::reasonForEnd() const
{
    if (!m_lastLog.isEmpty())
        return m_lastLog;
    if (m_process.exitStatus() == QProcess::CrashExit)
        return tr("it crashed");
    return tr("exit code %1").arg(m_process.exitCode());
}

void LocalMachine::takeEnd()
{
    readStderr();
    fail(tr("%1 ended: %2").arg(programName, reasonForEnd()));
}

void LocalMachine::fail(const QString &why)
{
    if (m_running.isValid() && m_running.hasExpired(m_options.longestPause.count()))
        m_pauses.reset();
    const std::chrono::milliseconds pause = m_pauses.next();
    m_again.start(pause);
    Q_EMIT down(why, pause);
}

void LocalMachine::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.closeWriteChannel();
    if (m_process.waitForFinished(stopWithinMs))
        return;
    m_process.terminate();
    if (m_process.waitForFinished(stopWithinMs))
        return;
    m_process.kill();
    m_process.waitForFinished();
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/supervisor.h"

#include "common/core/logging.h"

namespace pulse {
namespace {

using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(log, "runtime")
Q_LOGGING_CATEGORY(functionLog, "function")

constexpr auto shortestPause = 500ms;
constexpr auto longestPause = 30s;
constexpr auto lastingRun = 60s; // a worker that ran this long was a good one
constexpr auto gracePeriod = 10s;

void writeLog(const WorkerReport &report)
{
    const QMessageLogger logger(nullptr, 0, nullptr, report.category.constData());
    switch (report.level) {
    case QtDebugMsg:
        logger.debug().noquote() << report.text;
        break;
    case QtInfoMsg:
        logger.info().noquote() << report.text;
        break;
    case QtWarningMsg:
        logger.warning().noquote() << report.text;
        break;
    case QtCriticalMsg:
    case QtFatalMsg: // fatal for the worker, not for us
        logger.critical().noquote() << report.text;
        break;
    }
}

} // namespace

Supervisor::Supervisor(QStringList workerArguments, QObject *parent)
    : QObject(parent)
    , m_workerArguments(std::move(workerArguments))
    , m_backoff(shortestPause, longestPause)
{
    m_restart.setSingleShot(true);
    m_grace.setSingleShot(true);
    connect(&m_restart, &QTimer::timeout, this, &Supervisor::startWorker);
    connect(&m_grace, &QTimer::timeout, this, [this] {
        qCWarning(log) << "The call in hand goes on; ending it by force";
        m_worker->kill();
    });
}

void Supervisor::start()
{
    startWorker();
}

void Supervisor::startWorker()
{
    m_loadFailed = false;
    m_running.start();
    m_worker = std::make_unique<WorkerProcess>(m_workerArguments);
    connect(m_worker.get(), &WorkerProcess::reported, this, &Supervisor::takeReport);
    connect(m_worker.get(), &WorkerProcess::printed, this,
            [](const QByteArray &line) { qCInfo(functionLog).noquote() << QString::fromUtf8(line); });
    connect(m_worker.get(), &WorkerProcess::ended, this, &Supervisor::workerEnded);
    m_worker->start();
}

void Supervisor::takeReport(const WorkerReport &report)
{
    switch (report.kind) {
    case WorkerReport::Kind::Log:
        writeLog(report);
        break;
    case WorkerReport::Kind::Loaded:
        m_lastLoadFailure.clear();
        qCInfo(log).noquote() << "Loaded" << report.text;
        break;
    case WorkerReport::Kind::LoadFailed:
        takeLoadFailure(report.text);
        break;
    }
}

void Supervisor::takeLoadFailure(const QString &why)
{
    m_loadFailed = true;
    if (std::exchange(m_lastLoadFailure, why) != why)
        qCCritical(log).noquote() << "The function cannot be loaded, will try again:" << why;
}

void Supervisor::workerEnded(const QString &how)
{
    m_grace.stop();
    m_worker.release()->deleteLater(); // it is what called us
    if (m_stopping) {
        Q_EMIT finished();
        return;
    }
    if (m_running.hasExpired(std::chrono::milliseconds(lastingRun).count()))
        m_backoff.reset();
    const std::chrono::milliseconds pause = m_backoff.next();
    if (!m_loadFailed)
        qCWarning(log).noquote() << "The worker" << how << "and is started again in" << pause.count() << "ms";
    m_restart.start(pause);
}

void Supervisor::stop()
{
    const bool again = std::exchange(m_stopping, true);
    m_restart.stop();
    if (!m_worker)
        Q_EMIT finished();
    else if (again)
        m_worker->kill();
    else {
        m_worker->terminate();
        m_grace.start(gracePeriod);
        qCInfo(log) << "Told to end; a call in hand may finish";
    }
}

} // namespace pulse

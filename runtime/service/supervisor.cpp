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

Supervisor::Supervisor(const RuntimeSettings &settings, QStringList workerArguments, QObject *parent)
    : QObject(parent)
    , m_workerArguments(std::move(workerArguments))
    , m_provider(settings.function, settings.reloadInterval)
    , m_backoff(shortestPause, longestPause)
{
    m_restart.setSingleShot(true);
    m_grace.setSingleShot(true);
    m_loadDeadline.setSingleShot(true);
    m_loadDeadline.setInterval(settings.loadTimeout);
    connect(&m_provider, &FunctionProvider::ready, this, &Supervisor::takeVersion);
    connect(&m_provider, &FunctionProvider::failed, this, &Supervisor::takeProviderFailure);
    connect(&m_provider, &FunctionProvider::progress, this, [](const QString &text) { qCInfo(log).noquote() << text; });
    connect(&m_restart, &QTimer::timeout, this, &Supervisor::startWorker);
    connect(&m_grace, &QTimer::timeout, this, [this] {
        qCWarning(log) << "The call in hand goes on; ending it by force";
        m_worker->kill();
    });
    connect(&m_loadDeadline, &QTimer::timeout, this, [this] {
        takeLoadFailure(QStringLiteral("importing it takes longer than LOAD_TIMEOUT allows (%1 s)")
                            .arg(static_cast<double>(m_loadDeadline.interval()) / 1000));
        m_worker->kill();
    });
}

void Supervisor::start()
{
    m_provider.start();
}

void Supervisor::takeVersion(const FunctionVersion &version)
{
    m_next = version;
    if (m_stopping)
        return;
    if (!m_worker)
        startWorker();
    else if (!m_loading)
        loadNext();
}

void Supervisor::takeProviderFailure(const FunctionProvider::Failure &failure)
{
    if (m_good || m_next || m_loading) {
        qCCritical(log).noquote() << "There is no new version of the function, the one before goes on:"
                                  << failure.message;
        return;
    }
    qCCritical(log).noquote() << failure.message + (failure.passing ? QStringLiteral("; will try again") : QString());
    if (!failure.passing)
        Q_EMIT finished(1);
}

void Supervisor::startWorker()
{
    m_restart.stop();
    m_loadFailed = false;
    m_workerHasLoaded = false;
    m_running.start();
    m_worker = std::make_unique<WorkerProcess>(m_workerArguments);
    connect(m_worker.get(), &WorkerProcess::reported, this, &Supervisor::takeReport);
    connect(m_worker.get(), &WorkerProcess::printed, this,
            [](const QByteArray &line) { qCInfo(functionLog).noquote() << QString::fromUtf8(line); });
    connect(m_worker.get(), &WorkerProcess::ended, this, &Supervisor::workerEnded);
    m_worker->start();
    if (m_worker)
        load(m_next ? *std::exchange(m_next, std::nullopt) : *m_good);
}

void Supervisor::load(const FunctionVersion &version)
{
    m_loading = version;
    m_worker->load(version);
    if (m_loadDeadline.interval() > 0)
        m_loadDeadline.start();
}

void Supervisor::loadNext()
{
    if (m_next)
        load(*std::exchange(m_next, std::nullopt));
}

void Supervisor::takeReport(const WorkerReport &report)
{
    switch (report.kind) {
    case WorkerReport::Kind::Log:
        writeLog(report);
        return;
    case WorkerReport::Kind::Loaded:
        takeLoaded();
        break;
    case WorkerReport::Kind::LoadFailed:
        takeLoadFailure(report.text);
        break;
    }
    m_provider.watch(report.files);
    if (m_workerHasLoaded)
        loadNext();
}

void Supervisor::takeLoaded()
{
    m_loadDeadline.stop();
    const bool isNew = !m_workerHasLoaded || m_good->number != m_loading->number;
    m_workerHasLoaded = true;
    m_lastLoadFailure.clear();
    m_good = std::exchange(m_loading, std::nullopt);
    m_provider.forgetBefore(*m_good);
    qCInfo(log).noquote() << (isNew ? "Loaded" : "Unchanged but for its time:") << m_good->origin << "of"
                          << m_good->modified;
}

void Supervisor::takeLoadFailure(const QString &why)
{
    m_loadDeadline.stop();
    m_loadFailed = !m_workerHasLoaded;
    const bool again = std::exchange(m_lastLoadFailure, why) == why;
    if (m_good && m_good->number != m_loading->number)
        qCCritical(log).noquote() << "The new version of the function cannot be loaded, the one of" << m_good->modified
                                  << "goes on:" << why;
    else if (!again)
        qCCritical(log).noquote() << "The function cannot be loaded, will try again:" << why;
    giveUpLoading();
}

/// What could not be loaded is tried again only where there is nothing better.
void Supervisor::giveUpLoading()
{
    const FunctionVersion version = *std::exchange(m_loading, std::nullopt);
    if (!m_good && !m_next)
        m_next = version;
}

void Supervisor::workerEnded(const QString &how)
{
    m_grace.stop();
    m_worker.release()->deleteLater(); // it is what called us
    if (m_stopping) {
        Q_EMIT finished(0);
        return;
    }
    if (m_loading)
        takeLoadFailure(QStringLiteral("the worker %1 while importing it").arg(how));
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
    m_loadDeadline.stop();
    if (!m_worker)
        Q_EMIT finished(0);
    else if (again)
        m_worker->kill();
    else {
        m_worker->terminate();
        m_grace.start(gracePeriod);
        qCInfo(log) << "Told to end; a call in hand may finish";
    }
}

} // namespace pulse

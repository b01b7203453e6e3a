// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/supervisor.h"

#include "common/core/buildinfo.h"
#include "common/core/literals.h"
#include "common/core/logging.h"
#include "runtime/core/timeoutmessages.h"
#include "runtime/service/runtimelog.h"
#include "runtime/service/strays.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>
#include <numeric>

namespace pulse {
namespace {

using namespace std::chrono_literals;

constexpr auto longestWatchPeriod = 100ms;
constexpr auto heartbeatMargin = 5s; // above HANDLER_TIMEOUT, since the worker's event loop does not run during a call
constexpr auto endAfterLink = 1s;    // for a worker to end after it closed its link
constexpr auto statusPeriod = 1s;

RedisOptions toOptions(const RuntimeSettings &settings)
{
    RedisOptions options;
    options.url = settings.redis;
    options.clientName = u"pulseboard-runtime-status"_s;
    options.logsUnsupported = false; // the worker logs them
    return options;
}

} // namespace

Supervisor::Supervisor(const RuntimeSettings &settings, const QStringList &workerArguments, CallBoard board,
                       QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_board(std::move(board))
    , m_statusWriter(toOptions(settings), settings.outputKey)
    , m_provider(settings.function, settings.reloadInterval)
    , m_worker(workerArguments, m_board)
    , m_heartbeat(settings.handlerTimeout > 0ms ? settings.handlerTimeout + heartbeatMargin : 0ms)
{
    m_loadDeadline.setSingleShot(true);
    m_loadDeadline.setInterval(settings.loadTimeout);
    connect(&m_provider, &FunctionProvider::ready, this, &Supervisor::onVersionReady);
    connect(&m_provider, &FunctionProvider::failed, this, &Supervisor::onProviderFailed);
    connect(&m_provider, &FunctionProvider::progress, this,
            [](const QString &text) { qCInfo(runtimeLog).noquote() << text; });
    m_linkDeadline.setSingleShot(true);
    m_linkDeadline.setInterval(endAfterLink);
    connect(&m_linkDeadline, &QTimer::timeout, this,
            [this] { endUnresponsiveWorker(u"has closed its link to this process"_s); });
    connectWorker();
    connect(&m_loadDeadline, &QTimer::timeout, this, [this] {
        handleLoadFailure(loadTimeoutMessage(m_loadDeadline.intervalAsDuration()));
        m_worker.kill();
    });
}

void Supervisor::connectWorker()
{
    connect(&m_worker, &WorkerProcess::started, this, &Supervisor::onWorkerStarted);
    connect(&m_worker, &WorkerProcess::reported, this, &Supervisor::handleReport);
    connect(&m_worker, &WorkerProcess::printed, this, [this](const QByteArray &line) { m_log.writeOutput(line); });
    connect(&m_worker, &WorkerProcess::reportDropped, this, &Supervisor::onReportDropped);
    // A worker closes its link shortly before it ends. If it does not end then, the function has closed the link.
    connect(&m_worker, &WorkerProcess::linkClosed, &m_linkDeadline, qOverload<>(&QTimer::start));
    connect(&m_worker, &WorkerProcess::ended, this, &Supervisor::onWorkerEnded);
    connect(&m_worker, &WorkerProcess::stopTimedOut, this,
            [] { qCWarning(runtimeLog) << "The current call has not ended in time; ending it by force"; });
    connect(&m_worker, &WorkerProcess::stopped, this, &Supervisor::onWorkerStopped);
}

void Supervisor::start()
{
    adoptStrays();
    m_started = QDateTime::currentMSecsSinceEpoch();
    m_statusWriter.open();
    connect(&m_statusTimer, &QTimer::timeout, this, [this] {
        m_statusWriter.write(status());
        if (m_settings.metricsResults)
            m_statusWriter.readResult();
    });
    m_statusTimer.start(statusPeriod);
    connect(&m_watchTimer, &QTimer::timeout, this, &Supervisor::checkWorker);
    m_sinceWatch.start();
    if (m_settings.handlerTimeout > 0ms)
        m_watchTimer.start(std::min<std::chrono::milliseconds>(longestWatchPeriod, m_settings.handlerTimeout));
    m_provider.start();
}

void Supervisor::onVersionReady(const FunctionVersion &version)
{
    m_nextVersion = version;
    if (m_isStopping)
        return;
    if (!m_worker.isRunning())
        m_worker.start();
    else if (!m_loadingVersion)
        loadNext();
}

void Supervisor::onProviderFailed(const FunctionProvider::Failure &failure)
{
    if (m_goodVersion || m_nextVersion || m_loadingVersion) {
        qCCritical(runtimeLog).noquote() << "The function cannot be updated; the previous version continues to run:"
                                         << failure.message;
        m_updateFailure = failure.message;
        return;
    }
    qCCritical(runtimeLog).noquote() << failure.message + (failure.passing ? u"; will try again"_s : QString());
    if (!failure.passing)
        Q_EMIT finished(1);
}

void Supervisor::onWorkerStarted()
{
    load(m_nextVersion ? *std::exchange(m_nextVersion, std::nullopt) : *m_goodVersion);
}

void Supervisor::load(const FunctionVersion &version)
{
    m_loadingVersion = version;
    m_worker.load(version);
    if (m_loadDeadline.interval() > 0)
        m_loadDeadline.start();
}

void Supervisor::loadNext()
{
    if (m_nextVersion)
        load(*std::exchange(m_nextVersion, std::nullopt));
}

void Supervisor::handleReport(const WorkerReport &report)
{
    switch (report.kind) {
    case WorkerReport::Kind::Log:
        m_log.write(report);
        return;
    case WorkerReport::Kind::CallFailed:
        recordFailure(report.failure);
        return;
    case WorkerReport::Kind::Loaded:
    case WorkerReport::Kind::LoadFailed:
        break;
    }
    if (!m_loadingVersion) // it arrived after LOAD_TIMEOUT, or the user's code wrote it
        return;
    if (report.kind == WorkerReport::Kind::Loaded)
        handleLoaded();
    else
        handleLoadFailure(report.text);
    m_provider.watch(report.files);
    if (m_run.hasLoaded)
        loadNext();
}

void Supervisor::handleLoaded()
{
    m_loadDeadline.stop();
    const bool isNew = !m_run.hasLoaded || m_goodVersion->number != m_loadingVersion->number;
    m_run.hasLoaded = true;
    m_lastLoadFailure.clear();
    if (m_goodVersion && m_goodVersion->number != m_loadingVersion->number) { // other code may handle that input
        m_updateFailure.clear();
        m_deadlyInput = 0;
        m_board.page().skipInput = 0;
    }
    m_goodVersion = std::exchange(m_loadingVersion, std::nullopt);
    m_provider.forgetBefore(*m_goodVersion);
    qCInfo(runtimeLog).noquote() << (isNew ? "Loaded" : "Only the modification time has changed:")
                                 << m_goodVersion->origin << "of" << m_goodVersion->modified;
}

void Supervisor::handleLoadFailure(const QString &why)
{
    m_loadDeadline.stop();
    m_run.hasReportedFailure = !m_run.hasLoaded;
    const bool again = std::exchange(m_lastLoadFailure, why) == why;
    if (m_goodVersion && m_goodVersion->number != m_loadingVersion->number) {
        qCCritical(runtimeLog).noquote() << "The new version of the function cannot be loaded; the one of"
                                         << m_goodVersion->modified << "continues to run:" << why;
        m_updateFailure = why;
    } else if (!again)
        qCCritical(runtimeLog).noquote() << "The function cannot be loaded; will try again:" << why;
    giveUpLoading();
}

/// A version that cannot be loaded is tried again only if there is no other one.
void Supervisor::giveUpLoading()
{
    const FunctionVersion version = *std::exchange(m_loadingVersion, std::nullopt);
    if (!m_goodVersion && !m_nextVersion)
        m_nextVersion = version;
}

void Supervisor::onReportDropped(qsizetype bytes)
{
    if (!std::exchange(m_run.hasDroppedReport, true))
        qCWarning(runtimeLog) << "A report of the worker is dropped, because it is not valid:" << bytes
                              << "bytes; the function may write to a descriptor that is not its own";
}

void Supervisor::endUnresponsiveWorker(const QString &why)
{
    qCCritical(runtimeLog).noquote() << "The worker" << why << "and is ended by force";
    m_worker.kill();
}

void Supervisor::onWorkerStopped()
{
    cleanUpAfterWorker();
    Q_EMIT finished(0);
}

void Supervisor::cleanUpAfterWorker()
{
    m_linkDeadline.stop();
    m_board.page().connected = 0;
    if (!m_provider.isInstalling()) // pip is a child, too, and has to continue
        endStrays();
}

void Supervisor::onWorkerEnded(const ProcessEnd &end)
{
    const WorkerEnd workerEnd{end, m_run.hasTimedOut};
    const QString how = workerEnd.description();
    cleanUpAfterWorker();
    ++m_restarts[workerEnd.restartReason()];
    if (m_board.page().passStarted != 0)
        handleInterruptedPass(workerEnd);
    if (m_loadingVersion)
        handleLoadFailure(u"the worker %1 while importing it"_s.arg(how));
    const Run run = std::exchange(m_run, {.callsBefore = callsDone()});
    if (m_run.callsBefore > run.callsBefore)
        m_worker.retryPolicy().reset();
    const std::chrono::milliseconds pause = m_worker.startLater();
    if (!run.hasReportedFailure)
        qCWarning(runtimeLog).noquote() << "The worker" << how << "and is started again in" << pause.count() << "ms";
}

void Supervisor::checkWorker()
{
    const std::chrono::milliseconds sinceLastTime(m_sinceWatch.restart());
    if (!m_worker.isRunning() || m_run.hasTimedOut)
        return;
    if (!m_run.hasLoaded || m_loadingVersion) // LOAD_TIMEOUT limits this
        m_heartbeat.restart();
    if (m_board.running() >= m_settings.handlerTimeout) {
        m_run.hasTimedOut = true;
        m_worker.kill();
    } else if (m_heartbeat.isOverdue(m_board.page().heartbeat, sinceLastTime)) {
        m_run.hasTimedOut = true;
        endUnresponsiveWorker(u"does not respond for %1 s (HANDLER_TIMEOUT + 5 s)"_s.arg(
            static_cast<double>(m_heartbeat.limit().count()) / 1000));
    }
}

/// An input whose call ended the worker is called once more, because the cause may have been another one; but not after
/// a timeout, unless the call had not begun.
void Supervisor::handleInterruptedPass(const WorkerEnd &end)
{
    CallBoard::Page &page = m_board.page();
    const Failure failure = end.failure(m_board, m_settings.handlerTimeout);
    const quint64 input = page.callInput;
    const bool tookTooLong = end.hasTimedOut && page.phase != CallBoard::Waiting;
    m_board.endPass();
    if (tookTooLong || (!end.hasTimedOut && std::exchange(m_deadlyInput, input) == input))
        page.skipInput = input;
    if (end.isOutOfMemory()) { // the worker has reported its failure
        m_board.count(Outcome::OutOfMemory);
        qCCritical(runtimeLog) << "Function: it has no more memory under HANDLER_MEMORY_LIMIT; the last result is kept";
        return;
    }
    m_board.count(end.outcome());
    qCCritical(runtimeLog).noquote() << "Function:" << failure.errorMessage << "and was ended; the last result is kept";
    recordFailure(failure);
}

void Supervisor::recordFailure(const Failure &failure)
{
    m_failures << failure;
    m_failureText += failure.textSize();
    qsizetype mostKept = mostFailures;
    while (m_failures.size() > mostFailures || m_failureText > mostFailureText) {
        if (m_failureText > mostFailureText)
            mostKept = m_failures.size() - 1;
        m_failureText -= m_failures.takeFirst().textSize();
    }
    m_statusWriter.add(failure, mostKept);
}

quint64 Supervisor::callsDone() const
{
    const auto durations = m_board.figures().durations;
    return std::accumulate(durations.begin(), durations.end(), quint64(0));
}

RuntimeStatus Supervisor::status() const
{
    RuntimeStatus status = statusOf(m_board.figures());
    status.version = programVersion();
    status.trigger = m_settings.trigger == RuntimeSettings::Trigger::Push ? u"push"_s : u"poll"_s;
    status.inputKey = QString::fromUtf8(m_settings.inputKey);
    status.started = m_started;
    status.loaded = m_worker.isRunning() && m_run.hasLoaded;
    if (m_goodVersion) {
        status.function = m_goodVersion->origin;
        status.codeHash = QString::fromLatin1(m_goodVersion->codeHash);
        status.functionModified = m_goodVersion->modified;
    }
    status.ready = status.connected && status.loaded;
    if (!status.loaded)
        status.reason = m_lastLoadFailure.isEmpty() ? u"no function is loaded yet"_s
                                                    : u"the function cannot be loaded: %1"_s.arg(m_lastLoadFailure);
    else if (!status.connected)
        status.reason = u"not connected to %1"_s.arg(m_settings.redis.display());
    status.loadFailure = m_updateFailure;
    status.restartsByReason = m_restarts;
    status.workerRestarts = std::accumulate(m_restarts.begin(), m_restarts.end(), quint64(0));
    status.supervisorPid = QCoreApplication::applicationPid();
    status.workerPid = m_worker.pid();
    status.failures = m_failures;
    return status;
}

void Supervisor::stop()
{
    const bool again = std::exchange(m_isStopping, true);
    m_loadDeadline.stop();
    if (again && m_worker.isRunning()) {
        m_worker.kill();
        return;
    }
    if (m_worker.isRunning())
        qCInfo(runtimeLog) << "Stopping after the current call";
    m_worker.stop();
}

} // namespace pulse

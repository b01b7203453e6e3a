// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/core/runtimesettings.h"
#include "runtime/package/functionprovider.h"
#include "runtime/service/heartbeat.h"
#include "runtime/service/runtimestatus.h"
#include "runtime/service/statuswriter.h"
#include "runtime/service/workerend.h"
#include "runtime/service/workerlog.h"
#include "runtime/service/workerprocess.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace pulse {

/// Keeps a worker running with the newest version of the function that can be loaded: starts it, restarts it after a
/// growing pause when it ends, sends it new versions, writes its log, and stops it after its current call. Monitors the
/// worker's CallBoard, ends a call that takes too long, and reports the state of the service. The user's code never
/// runs in this process.
class Supervisor : public QObject
{
    Q_OBJECT

public:
    /// `workerArguments`: what this process was started with, without the program's name.
    Supervisor(const RuntimeSettings &settings, const QStringList &workerArguments, CallBoard board,
               QObject *parent = nullptr);

    void start();
    /// Ends the worker after its current call; kills it after 10 s, or when called again. Then emits `finished`.
    void stop();
    RuntimeStatus status() const;
    /// The newest result; read with METRICS_RESULTS only.
    const QJsonObject &result() const noexcept { return m_statusWriter.result(); }

Q_SIGNALS:
    void finished(int exitCode); ///< 1: no function can be loaded, and trying again does not help

private:
    /// The state of one run of the worker.
    struct Run
    {
        bool hasLoaded = false;          ///< a version, with which it continues if the next one cannot be loaded
        bool hasReportedFailure = false; ///< its first version cannot be loaded, which is why it ends
        bool hasTimedOut = false;        ///< and was killed for it
        bool hasDroppedReport = false;   ///< which is logged once
        quint64 callsBefore = 0;
    };

    void connectWorker();
    void onVersionReady(const FunctionVersion &version);
    void onProviderFailed(const FunctionProvider::Failure &failure);
    void onWorkerStarted();
    void load(const FunctionVersion &version);
    void loadNext();
    void handleReport(const WorkerReport &report);
    void handleLoaded();
    void handleLoadFailure(const QString &why);
    void giveUpLoading();
    void onWorkerEnded(const ProcessEnd &end);
    void onWorkerStopped();
    void cleanUpAfterWorker();
    void checkWorker();
    void endUnresponsiveWorker(const QString &why);
    void onReportDropped(qsizetype bytes);
    void handleInterruptedPass(const WorkerEnd &end);
    void recordFailure(const Failure &failure);
    quint64 callsDone() const;

    RuntimeSettings m_settings;
    CallBoard m_board;
    StatusWriter m_statusWriter;
    WorkerLog m_log;
    FunctionProvider m_provider;
    WorkerProcess m_worker;
    std::optional<FunctionVersion> m_goodVersion;    // the newest one that could be loaded
    std::optional<FunctionVersion> m_nextVersion;    // is loaded when the worker is ready
    std::optional<FunctionVersion> m_loadingVersion; // is being loaded by the worker
    Run m_run;                                       // the current or the next one
    QTimer m_loadDeadline;
    QTimer m_linkDeadline;             // for a worker to end after it closed its link
    QTimer m_watchTimer;               // checks the current pass and the worker's heartbeat
    QElapsedTimer m_sinceWatch;        // since the last check
    Heartbeat m_heartbeat;             // the worker's
    QTimer m_statusTimer;              // writes the status
    qint64 m_started = 0;              // ms since epoch
    quint64 m_deadlyInput = 0;         // hash of an input whose call ended a worker; 0: none
    QMap<QString, quint64> m_restarts; // by reason
    QList<Failure> m_failures;
    qsizetype m_failureText = 0; // characters in them
    QString m_lastLoadFailure;   // logged once
    QString m_updateFailure;     // why a newer version than m_goodVersion is not used
    bool m_isStopping = false;
};

} // namespace pulse

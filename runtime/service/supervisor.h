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
    /// Ends the worker after the call in hand, by force after a grace period or when called once more; then `finished`.
    void stop();
    RuntimeStatus status() const;
    const QJsonObject &result() const noexcept { return m_statusWriter.result(); } ///< the newest, with METRICS_RESULTS

Q_SIGNALS:
    void finished(int exitCode); ///< 1: there is no function that could be loaded, and waiting will not help

private:
    /// What is known of one run of the worker.
    struct Run
    {
        bool hasLoaded = false;          ///< something, so it continues when the next version cannot be loaded
        bool hasReportedFailure = false; ///< why it ends: what it was to load cannot be loaded
        bool hasTimedOut = false;        ///< and was ended for it
        bool hasDroppedReport = false;   ///< logged once
        quint64 callsBefore = 0;
    };

    void connectWorker();
    void takeVersion(const FunctionVersion &version);
    void takeProviderFailure(const FunctionProvider::Failure &failure);
    void onWorkerStarted();
    void load(const FunctionVersion &version);
    void loadNext();
    void takeReport(const WorkerReport &report);
    void takeLoaded();
    void takeLoadFailure(const QString &why);
    void giveUpLoading();
    void onWorkerEnded(const ProcessEnd &end);
    void onWorkerStopped();
    void cleanUpAfterWorker();
    void checkWorker();
    void endUnresponsiveWorker(const QString &why);
    void onReportDropped(qsizetype bytes);
    void handleInterruptedPass(const WorkerEnd &end);
    void takeFailure(const Failure &failure);
    quint64 callsDone() const;

    RuntimeSettings m_settings;
    CallBoard m_board;
    StatusWriter m_statusWriter;
    WorkerLog m_log;
    FunctionProvider m_provider;
    WorkerProcess m_worker;
    std::optional<FunctionVersion> m_good;    // was loaded at least once
    std::optional<FunctionVersion> m_next;    // to be loaded when the worker is ready for it
    std::optional<FunctionVersion> m_loading; // the worker is at it
    Run m_run;                                // the one that runs, or the next one
    QTimer m_loadDeadline;
    QTimer m_linkDeadline;             // until a worker that closed its link has to have ended
    QTimer m_watch;                    // of passes and of the worker's heartbeat
    QElapsedTimer m_sinceWatch;        // since the last time
    Heartbeat m_heartbeat;             // the worker's
    QTimer m_status;                   // when to write it
    qint64 m_started = 0;              // ms since epoch
    quint64 m_deadlyInput = 0;         // has ended a worker; hash
    QMap<QString, quint64> m_restarts; // by reason
    QList<Failure> m_failures;
    qsizetype m_failureText = 0; // characters in them
    QString m_lastLoadFailure;   // said once
    QString m_newFailure;        // of the version after m_good
    bool m_stopping = false;
};

} // namespace pulse

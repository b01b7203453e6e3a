// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/backoff.h"
#include "runtime/core/runtimesettings.h"
#include "runtime/package/functionprovider.h"
#include "runtime/service/heartbeat.h"
#include "runtime/service/loglimit.h"
#include "runtime/service/runtimestatus.h"
#include "runtime/service/statuswriter.h"
#include "runtime/service/workerprocess.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace pulse {

/// Keeps a worker running with the newest version of the function that can be loaded: starts it, starts it again after
/// a growing pause when it ends, tells it of new versions, writes its log, and stops it in good order. The user's code
/// never runs in this process. It looks at the worker's CallBoard, ends a call that takes too long, and tells what
/// happens.
class Supervisor : public QObject
{
    Q_OBJECT

public:
    /// `workerArguments`: what this process was started with, without the program's name.
    Supervisor(const RuntimeSettings &settings, QStringList workerArguments, CallBoard board,
               QObject *parent = nullptr);

    void start();
    /// Ends the worker after the call in hand, by force after a grace period or when called once more; then `finished`.
    void stop();
    RuntimeStatus status() const;
    const QJsonObject &result() const noexcept { return m_statusWriter.result(); } ///< the newest, with METRICS_RESULTS

Q_SIGNALS:
    void finished(int exitCode); ///< 1: there is no function that could be loaded, and waiting will not help

private:
    void takeVersion(const FunctionVersion &version);
    void takeProviderFailure(const FunctionProvider::Failure &failure);
    void startWorker();
    void load(const FunctionVersion &version);
    void loadNext();
    void takeReport(const WorkerReport &report);
    void takeLoaded();
    void takeLoadFailure(const QString &why);
    void giveUpLoading();
    void workerEnded(const QString &reportedEnd);
    void checkWorker();
    void endUnresponsiveWorker(const QString &why);
    void onLinkClosed();
    void onReportDropped(qsizetype bytes);
    QString describeEnd(const QString &how) const;
    Outcome outcomeOfPass() const;
    Failure failureOfPass(const QString &how) const;
    void takeEndInMidCall(const QString &how, const QString &reason);
    void takeFailure(const Failure &failure);
    QString restartReason() const;
    quint64 callsDone() const;

    RuntimeSettings m_settings;
    CallBoard m_board;
    StatusWriter m_statusWriter;
    LogLimit m_functionLogLimit{"function"};
    LogLimit m_workerLogLimit{"worker"}; // the function can write to the worker's link, too
    QStringList m_workerArguments;
    FunctionProvider m_provider;
    std::unique_ptr<WorkerProcess> m_worker;
    std::optional<FunctionVersion> m_good;    // was loaded at least once
    std::optional<FunctionVersion> m_next;    // to be loaded when the worker is ready for it
    std::optional<FunctionVersion> m_loading; // the worker is at it
    bool m_workerHasLoaded = false;           // something, so it goes on when the next version is no good
    QTimer m_restart;
    QTimer m_grace;
    QTimer m_loadDeadline;
    QTimer m_watch;                    // of passes and of the worker's heartbeat
    QElapsedTimer m_sinceWatch;        // since the last time
    Heartbeat m_heartbeat;             // the worker's
    bool m_reportWasDropped = false;   // of this worker; logged once
    QTimer m_status;                   // when to write it
    qint64 m_started = 0;              // ms since epoch
    bool m_timedOut = false;           // this worker was ended for it
    quint64 m_callsBefore = 0;         // this worker
    quint64 m_deadlyInput = 0;         // has ended a worker; hash
    QMap<QString, quint64> m_restarts; // by reason
    QList<Failure> m_failures;
    qsizetype m_failureText = 0; // characters in them
    QElapsedTimer m_running;     // since the worker was started
    QString m_lastLoadFailure;   // said once
    QString m_newFailure;        // of the version after m_good
    bool m_loadFailed = false;   // this worker has reported why it ends
    Backoff m_backoff;
    bool m_stopping = false;
};

} // namespace pulse

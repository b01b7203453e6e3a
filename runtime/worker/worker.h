// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/keywatcher.h"
#include "common/redis/redisclient.h"
#include "common/results/failure.h"
#include "runtime/core/runtimesettings.h"
#include "runtime/worker/complaints.h"
#include "runtime/worker/processguard.h"
#include "runtime/worker/pythonhost.h"
#include "runtime/worker/resultstore.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace pulse {

/// The loop around the user's function: reads the input key, calls the function where the value changed, stores the
/// result, pauses for the interval, and again; with Trigger::Push the pause ends as soon as the server tells of a
/// change.
///
/// The state that the function keeps (context.env) is stored with the result, ten times a second at most, and is
/// restored in the next worker on the same code. Each kind of trouble is logged when it begins and when it ends, not on
/// each round.
class Worker : public QObject
{
    Q_OBJECT

public:
    Worker(const RuntimeSettings &settings, PythonHost &host, const CallBoard &board, const ProcessGuard &process,
           QObject *parent = nullptr);

    void start();
    /// Loads another version of the function once no pass is under way.
    void load(const FunctionVersion &version);
    /// Ends the loop once what a call left behind is stored, or cannot be stored in half a second; then `finished`.
    void stop();

Q_SIGNALS:
    void callFailed(const pulse::Failure &failure);
    void outOfMemory();                                            ///< nothing more can be done in this process
    void loaded(const Result<void, pulse::PythonFailure> &result); ///< after `load`
    void finished();

private:
    void checkProcess();
    void watchKey();
    void noteLoss(const RedisError &error);
    void begin();
    void restoreState();
    void loadPending();
    void pass();
    void readInput(bool ahead = false);
    void takeInput(const RedisResult &reply, bool ahead);
    bool isKnown(const QByteArray &value) const;
    bool isToBeSkipped(const QByteArray &value);
    void callFunction(const QByteArray &input, bool ahead);
    void takeOutcome(const CallOutcome &outcome, const QByteArray &input);
    void tellFailure(const CallOutcome &outcome, const QByteArray &input);
    void keepState();
    void putState();
    void store();
    void takeStored(const std::optional<RedisError> &error);
    void passEnded();
    void pause();
    void finishIfDone();

    RuntimeSettings m_settings;
    PythonHost &m_host;
    const CallBoard &m_board;
    const ProcessGuard &m_process;
    RedisClient m_client;
    ResultStore m_store;
    std::unique_ptr<KeyWatcher> m_watcher; // with Trigger::Push
    QTimer m_beat;
    QTimer m_pause;
    QTimer m_busyPoll;                        // active: nobody sleeps
    QElapsedTimer m_sincePause;               // began
    std::optional<FunctionVersion> m_version; // to be loaded
    std::optional<QByteArray> m_lastInput;
    QByteArray m_restoredInput; // hash of the last input of the worker before
    bool m_restored = false;    // or there is nothing to restore
    QTimer m_stateTimer;        // active: a state is to be stored
    QElapsedTimer m_sinceState; // since the last one was made
    std::chrono::milliseconds m_statePause{0};
    Complaints m_complaints;
    bool m_isConnected = false; // as far as is logged
    int m_storing = 0;          // how often the store is at work
    bool m_busy = false;        // a pass is under way
    bool m_again = false;       // the key has changed since
    bool m_stopping = false;
};

} // namespace pulse

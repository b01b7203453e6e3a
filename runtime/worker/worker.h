// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/keywatcher.h"
#include "common/redis/redisclient.h"
#include "common/results/failure.h"
#include "runtime/core/runtimesettings.h"
#include "runtime/worker/functionstate.h"
#include "runtime/worker/problemlog.h"
#include "runtime/worker/processguard.h"
#include "runtime/worker/pythonhost.h"
#include "runtime/worker/replypoll.h"
#include "runtime/worker/resultstore.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace pulse {

/// The loop around the user's function: reads the input key, calls the function if the value changed, stores the result
/// and pauses for the interval. With Trigger::Push the pause ends as soon as the server reports a change.
///
/// The function's state (context.env) is stored with the result, after each call if that takes at most 5 % of the time,
/// and is restored in the next worker with the same code. Each problem is logged when it begins and when it ends, not
/// in each round.
class Worker : public QObject
{
    Q_OBJECT

public:
    Worker(const RuntimeSettings &settings, PythonHost &host, const CallBoard &board, const ProcessGuard &process,
           QObject *parent = nullptr);

    void start();
    /// Loads another version of the function between two passes.
    void load(const FunctionVersion &version);
    /// Ends the loop once the output of the last call is stored, after half a second at most; then emits `finished`.
    void stop();

Q_SIGNALS:
    void callFailed(const pulse::Failure &failure);
    void outOfMemory();                                            ///< this process cannot continue
    void loaded(const Result<void, pulse::PythonFailure> &result); ///< after `load`
    void finished();

private:
    void checkProcess();
    void watchKey();
    void handleLoss(const RedisError &error);
    void begin();
    void restoreState();
    void loadPending();
    void pass();
    void readInput(bool ahead = false);
    void handleInput(const RedisResult &reply, bool ahead);
    bool isToBeSkipped(const QByteArray &value);
    void callFunction(const QByteArray &input, bool ahead);
    void handleOutcome(const CallOutcome &outcome, const QByteArray &input);
    void reportFailure(const CallOutcome &outcome, const QByteArray &input);
    void store();
    void handleStored(const std::optional<RedisError> &error);
    void finishPass();
    void pause();
    void awaitInput();
    void finishIfDone();

    RuntimeSettings m_settings;
    PythonHost &m_host;
    const CallBoard &m_board;
    const ProcessGuard &m_process;
    RedisClient m_client;
    ResultStore m_store;
    ProblemLog m_problems;
    FunctionState m_state;
    std::unique_ptr<KeyWatcher> m_watcher; // with Trigger::Push
    QTimer m_heartbeat;
    QTimer m_pause;
    ReplyPoll m_replyPoll;
    QTimer m_busyPoll;                        // active: the event loop does not sleep
    QElapsedTimer m_sincePause;               // since the pause began
    std::optional<FunctionVersion> m_version; // to be loaded
    bool m_isRestored = false;                // also true if there is nothing to restore
    bool m_isConnected = false;               // as last logged
    quint64 m_inputsRead = 0;                 // replies to GET
    int m_storing = 0;                        // number of writes in progress
    bool m_isBusy = false;                    // a pass is in progress
    bool m_hasChanged = false;                // the key has changed during the pass
    bool m_isSlow = false;                    // the last call was
    bool m_isOutdated = false;                // the next reply to GET, since a slow call began after it
    bool m_isStopping = false;
};

} // namespace pulse

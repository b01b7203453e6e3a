// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/keywatcher.h"
#include "common/redis/redisclient.h"
#include "runtime/core/runtimesettings.h"
#include "runtime/worker/pythonhost.h"
#include "runtime/worker/resultstore.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace pulse {

/// The loop around the user's function: reads the input key, calls the function where the value changed, stores the
/// result, pauses for the interval, and again; with Trigger::Push the pause ends as soon as the server tells of a
/// change. Each kind of trouble is logged when it begins and when it ends, not on each round.
class Worker : public QObject
{
    Q_OBJECT

public:
    Worker(const RuntimeSettings &settings, PythonHost &host, QObject *parent = nullptr);

    void start();
    /// Loads another version of the function once no pass is under way.
    void load(const FunctionVersion &version);
    /// Ends the loop once a result under way is stored, or cannot be stored in half a second; then `finished`.
    void stop();

Q_SIGNALS:
    void loaded(const Result<void, pulse::PythonFailure> &result); ///< after `load`
    void finished();

private:
    void watchKey();
    void loadPending();
    void pass();
    void readInput();
    void takeInput(const RedisResult &reply);
    void callFunction(const QByteArray &input);
    void takeOutcome(const CallOutcome &outcome, const QByteArray &input);
    void takeStored(const std::optional<RedisError> &error);
    void passEnded();

    /// Something is wrong with `subject`: logged unless it was so already.
    void complain(const QString &subject, const QString &what, QtMsgType level = QtWarningMsg);
    /// `subject` is fine: logged where something had been wrong.
    void settle(const QString &subject);

    RuntimeSettings m_settings;
    PythonHost &m_host;
    RedisClient m_client;
    ResultStore m_store;
    std::unique_ptr<KeyWatcher> m_watcher; // with Trigger::Push
    QTimer m_pause;
    std::optional<FunctionVersion> m_version; // to be loaded
    std::optional<QByteArray> m_lastInput;
    QHash<QString, QString> m_complaints; // subject -> what was said of it last
    bool m_busy = false;                  // a pass is under way
    bool m_again = false;                 // the key has changed since
    bool m_stopping = false;
};

} // namespace pulse

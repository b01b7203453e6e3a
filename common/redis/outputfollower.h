// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisclient.h"
#include "common/redis/redisstream.h"
#include "common/redis/redissubscriber.h"

#include <QTimer>

namespace pulse {

/// One result of the function.
struct Output
{
    qint64 time = 0; ///< ms since epoch: when it was computed; under a foreign runtime, when it was seen
    QByteArray json; ///< as the runtime wrote it: not checked yet

    bool operator==(const Output &) const = default;
};

/// Follows an output key: first the history that there is, then each new result as it is written.
///
/// Our runtime keeps the stream `K:history` (fields `t` ms since epoch, `d` the result as JSON); it is read with
/// XREVRANGE and then followed with XREAD BLOCK from the last id, so nothing is lost over a reconnect. A foreign
/// runtime writes K alone: then K is read again whenever the server says that it changed (CLIENT TRACKING, keyspace
/// notifications), and at `pollPeriod` in any case, as a safety net and for servers that allow neither.
class OutputFollower : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Connecting, ///< not connected yet, or lost; see the last `problem`
        Waiting,    ///< connected; there is no result under the key yet
        Live,       ///< connected; results arrive
    };
    Q_ENUM(State)

    struct Options
    {
        RedisOptions redis;
        QByteArray key;
        int historyLength = 4320;                   ///< newest entries to read at first
        std::chrono::milliseconds pollPeriod{1000}; ///< of the plain key
    };

    explicit OutputFollower(Options options, QObject *parent = nullptr);

    void open();
    State state() const noexcept { return m_state; }
    const Options &options() const noexcept { return m_options; }

Q_SIGNALS:
    void stateChanged(pulse::OutputFollower::State state);
    /// What keeps results from coming: no connection, no permission, a key of another type, … Said once each time.
    void problem(const pulse::RedisError &error);
    /// All that is known, oldest first; it replaces whatever was known before.
    void history(const std::vector<pulse::Output> &outputs);
    void output(const pulse::Output &output);

private:
    void start();
    void readHistory();
    void takeHistory(const RedisResult &reply);
    void resume(StreamId newest);
    void followStream();
    void takeStream(const RedisResult &reply);
    void readKey();
    void takeKey(const RedisResult &reply);
    void fail(const RedisError &error);
    void setState(State state);

    Options m_options;
    RedisClient m_client;   // XREVRANGE, GET
    RedisClient m_blocking; // XREAD BLOCK
    RedisSubscriber m_subscriber;
    QTimer m_poll;
    State m_state = State::Connecting;
    std::optional<StreamId> m_lastId;      // of the stream; none: K alone is followed
    std::optional<QByteArray> m_lastValue; // of K
    std::optional<RedisError> m_lastProblem;
};

} // namespace pulse

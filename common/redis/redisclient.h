// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/backoff.h"
#include "common/redis/redisprotocol.h"
#include "common/redis/redisreply.h"
#include "common/redis/redisurl.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace pulse {

class RedisTransport;

struct RedisOptions
{
    RedisUrl url;
    QString clientName;                              ///< for CLIENT SETNAME, shown by CLIENT LIST; no spaces
    std::chrono::milliseconds connectDeadline{5000}; ///< until the handshake is done
    std::chrono::milliseconds commandDeadline{5000};
    std::chrono::milliseconds shortestRetry{100}; ///< before the first reconnect; then twice as long each time
    std::chrono::milliseconds longestRetry{5000};
    std::chrono::milliseconds keepAlivePeriod{15000}; ///< of RedisSubscriber: how often the peer has to answer
    qint64 maximumReplyBytes = 64 * 1024 * 1024;
};

/// A connection to one Redis server, asynchronous in the event loop of its thread, that comes back by itself.
///
/// A command is sent at once, behind those before it (pipelining); where many are under way, together with those that
/// follow in the same turn of the event loop. Its handler is called exactly once, in order,
/// with the reply or a RedisError. Without a connection the handler is called from inside `send`, with NotConnected;
/// nothing is queued: whoever has something to say says it on `ready`. A handler whose `context` is destroyed is not
/// called, nor is any once the client is destroyed. A handler may close the client or delete it. A reply that misses
/// its deadline ends the connection, since nothing can be known of those behind it; while a large one is arriving,
/// however slowly, none is late until no byte has come for `commandDeadline`.
///
/// Each failed attempt doubles the pause before the next one; so does a connection that does not last `longestRetry`.
class RedisClient : public QObject
{
    Q_OBJECT

public:
    enum class State { Closed, Connecting, Ready, Waiting };
    using Handler = std::function<void(const RedisResult &)>;
    /// Sees each reply first; true: it was a push message and belongs to no command.
    using PushFilter = std::function<bool(const RedisReply &)>;

    explicit RedisClient(RedisOptions options, QObject *parent = nullptr);
    ~RedisClient() override;

    void open();  ///< at first, after `close`, or instead of waiting for the next attempt
    void close(); ///< commands under way fail with NotConnected; stays closed until `open`

    State state() const noexcept { return m_state; }
    bool isReady() const noexcept { return m_state == State::Ready; }
    const RedisUrl &url() const noexcept { return m_options.url; }
    bool isIntact() const; ///< RedisTransport::isIntact of the connection; true if there is none

    void send(const RedisCommand &command, QObject *context, Handler handler);
    void send(const RedisCommand &command, std::chrono::milliseconds deadline, QObject *context, Handler handler);

    /// MULTI, the commands, EXEC. The reply is EXEC's array, in which single commands may still have failed; see
    /// RedisReply::error. Where the server refused to queue a command, the error is what it said of that command, and
    /// nothing was carried out; where it refused MULTI itself, they were carried out one by one, and the reply is the
    /// array of theirs.
    void transaction(const QList<RedisCommand> &commands, QObject *context, Handler handler);

    void setPushFilter(PushFilter filter) { m_pushFilter = std::move(filter); }

Q_SIGNALS:
    void ready();                              ///< connected, authenticated, database selected
    void lost(const pulse::RedisError &error); ///< an attempt failed or a connection ended; the next try follows

private:
    struct Pending
    {
        QPointer<QObject> context;
        Handler handler;
        QDeadlineTimer deadline;
    };

    void connectNow();
    void startHandshake();
    void authenticate();
    void finishHandshake();
    void requireStep(const RedisCommand &command);
    void tryStep(const RedisCommand &command);
    void enqueue(const RedisCommand &command, std::chrono::milliseconds deadline, QObject *context, Handler handler);
    void flushSoon();
    void readReplies();
    void takeReplies(const QByteArray &data);
    void dispatch(const RedisResult &reply);
    void armDeadline(std::chrono::milliseconds remaining);
    void checkDeadline();
    void drop(const RedisError &error);
    void failAll(const RedisError &error);

    RedisOptions m_options;
    RedisParser m_parser;
    Backoff m_backoff;
    std::unique_ptr<RedisTransport> m_transport;
    std::deque<Pending> m_pending;
    PushFilter m_pushFilter;
    State m_state = State::Closed;
    QTimer m_retry;            // in Waiting: until the next attempt
    QTimer m_deadline;         // in Connecting: of the attempt; in Ready: of the nearest command
    QDeadlineTimer m_steady;   // in Ready: when the connection counts as a good one
    QDeadlineTimer m_arriving; // in Ready: until then the rest of a reply may come
    bool m_reading = false;    // inside readReplies
};

} // namespace pulse

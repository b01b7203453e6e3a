// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/retrypolicy.h"
#include "common/redis/commandsupport.h"
#include "common/redis/redisprotocol.h"
#include "common/redis/redisreply.h"
#include "common/redis/redisurl.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
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
    std::shared_ptr<UnsupportedCommands> unsupported{}; ///< none: those of the URL's address
    bool logsUnsupported = true;                        ///< false if another connection of the program does
};

/// A connection to one Redis server, asynchronous in the event loop of its thread, that comes back by itself.
///
/// A command is sent at once, behind those before it (pipelining); where many are under way, together with those that
/// follow in the same turn of the event loop. Its handler is called exactly once, in order,
/// with the reply or a RedisError. Without a connection the handler is called from inside `send`, with NotConnected;
/// nothing is queued: whoever has something to say says it on `ready`. If the server is known not to support a command
/// (see CommandSupport), its handler is called from inside `send`, too, with NotSupported. A handler whose `context` is
/// destroyed is not called, nor is any once the client is destroyed. A handler may close the client or delete it. A
/// reply that misses its deadline ends the connection, since nothing can be known of those behind it; while a large one
/// is arriving, however slowly, none is late until no byte has come for `commandDeadline`.
///
/// Each failed attempt doubles the pause before the next one; so does a connection that does not last `longestRetry`.
/// A connection that the server closes after a second or more without traffic (its `timeout`) is made again at once and
/// without any signal; what is sent meanwhile waits for it, and a GET or SET that met the end is sent again.
/// Subscribers are notified, since they have to subscribe.
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
    bool supports(const QByteArray &command) const { return m_support.supports(command); } ///< as far as is known

    void send(const RedisCommand &command, QObject *context, Handler handler);
    void send(const RedisCommand &command, std::chrono::milliseconds deadline, QObject *context, Handler handler);

    /// MULTI, the commands, EXEC. The reply is EXEC's array, in which single commands may still have failed; see
    /// RedisReply::error. Where the server refused to queue a command, the error is what it said of that command, and
    /// nothing was carried out; where it refused MULTI itself, they were carried out one by one, and the reply is the
    /// array of theirs.
    void transaction(const QList<RedisCommand> &commands, QObject *context, Handler handler);

    void setPushFilter(PushFilter filter) { m_pushFilter = std::move(filter); }

Q_SIGNALS:
    void ready(); ///< connected, authenticated, database selected
    /// An attempt failed or a connection ended; the next try follows. NotSupported: the server closed the connection on
    /// a command that it does not support; it is not in trouble, and `ready` follows in a moment.
    void lost(const pulse::RedisError &error);

private:
    struct Pending
    {
        QPointer<QObject> context;
        Handler handler;
        QDeadlineTimer deadline;
        QByteArray name;  // of the command; empty if it cannot be a suspect
        QByteArray bytes; // until it is sent; of one without a name, until it is answered
    };

    void connectNow();
    void reconnect();
    void openTransport();
    void startHandshake();
    void authenticate();
    void finishHandshake();
    bool selectDatabase();
    void tryStep(const RedisCommand &command);
    void enqueueStep(const RedisCommand &command, Handler handler);
    void enqueue(const RedisCommand &command, std::chrono::milliseconds deadline, QObject *context, Handler handler);
    static Pending prepare(const RedisCommand &command, std::chrono::milliseconds deadline, QObject *context,
                           Handler handler);
    void writeUnsent();
    void write(Pending pending);
    void flushSoon();
    void readReplies();
    void takeReplies(const QByteArray &data);
    void dispatch(const RedisResult &reply);
    void armDeadline(std::chrono::milliseconds remaining);
    void checkDeadline();
    void drop(const RedisError &error);
    bool isIdleClose(const RedisError &error) const;
    bool hasAnsweredWithin(std::chrono::milliseconds time) const;
    RedisError judgeLoss(const RedisError &error);
    QByteArray unsupportedIn(const QList<RedisCommand> &commands) const;
    RedisError notSupported(const QByteArray &command) const;
    void failAll(const RedisError &error);

    RedisOptions m_options;
    RedisParser m_parser;
    RetryPolicy m_retryPolicy; // up: in Ready
    std::unique_ptr<RedisTransport> m_transport;
    CommandSupport m_support;
    std::deque<Pending> m_pending;   // sent
    std::deque<Pending> m_unsent;    // until the server has answered, while there are suspects
    std::deque<Pending> m_postponed; // until the handshake of a reconnect is over
    PushFilter m_pushFilter;
    State m_state = State::Closed;
    QTimer m_retry;             // in Waiting: until the next attempt
    QTimer m_deadline;          // in Connecting: of the attempt; in Ready: of the nearest command
    QDeadlineTimer m_arriving;  // in Ready: until then the rest of a reply may come
    QElapsedTimer m_sinceReply; // on this connection; invalid: none yet
    bool m_isHandshaking = false;
    bool m_reading = false; // inside readReplies
};

} // namespace pulse

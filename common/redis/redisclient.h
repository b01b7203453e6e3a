// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/retrypolicy.h"
#include "common/redis/commandsupport.h"
#include "common/redis/pendingcommand.h"
#include "common/redis/redishandshake.h"
#include "common/redis/redisprotocol.h"
#include "common/redis/redisreply.h"
#include "common/redis/redisurl.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <chrono>
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
    std::chrono::milliseconds shortestRetry{100}; ///< before the first reconnect; doubled after each failure
    std::chrono::milliseconds longestRetry{5000};
    std::chrono::milliseconds keepAlivePeriod{
        15000}; ///< of RedisSubscriber: time between two checks of an idle connection
    qint64 maximumReplyBytes = 64 * 1024 * 1024;
    std::shared_ptr<UnsupportedCommands> unsupported{}; ///< default: shared by all clients of the URL's address
    bool logsUnsupported = true;                        ///< false if another connection of the program does
};

/// A connection to one Redis server. It works asynchronously in the event loop of its thread and reconnects by itself.
///
/// `send` does not wait for earlier replies (pipelining). If there are none to come, it writes the command immediately;
/// otherwise the event loop writes all new commands together, or `flush` does. The handler is called exactly once, in
/// the order of the commands, with the reply or a RedisError. It is called from inside `send` with NotConnected if
/// there is no connection, because nothing is queued (wait for `ready`), and with NotSupported if the server is known
/// not to support the command (see CommandSupport). Handlers are not called after their `context` or the client is
/// destroyed. A handler may close or delete the client. If a reply misses its deadline, the connection ends, since
/// later replies cannot be assigned; while a large reply arrives, the deadline starts again with every part of it.
///
/// Each failed attempt doubles the pause before the next one; so does a connection that does not last `longestRetry`.
/// If the server closes a connection after a second or more without traffic (its `timeout`), the client reconnects
/// immediately and without a signal: new commands wait, and a GET or SET that was not answered is sent again. A client
/// with a push filter emits `lost` in this case, too, because it has to subscribe again.
class RedisClient : public QObject
{
    Q_OBJECT

public:
    enum class State { Closed, Connecting, Ready, Waiting };
    using Handler = PendingCommand::Handler;
    /// Receives each reply first. Returns true for a push message, which belongs to no command.
    using PushFilter = std::function<bool(const RedisReply &)>;

    explicit RedisClient(RedisOptions options, QObject *parent = nullptr);
    ~RedisClient() override;

    void open();  ///< connects now, also instead of waiting for the next attempt
    void close(); ///< commands under way fail with NotConnected; stays closed until `open`

    State state() const noexcept { return m_state; }
    bool isReady() const noexcept { return m_state == State::Ready; }
    const RedisUrl &url() const noexcept { return m_options.url; }
    bool isIntact() const; ///< RedisTransport::isIntact of the connection; true if there is none
    bool supports(const QByteArray &command) const { return m_support.supports(command); } ///< true if unknown

    void send(const RedisCommand &command, QObject *context, Handler handler)
    {
        send(command, m_options.commandDeadline, context, std::move(handler));
    }
    void send(const RedisCommand &command, std::chrono::milliseconds deadline, QObject *context, Handler handler);

    /// Sends MULTI, the commands and EXEC. The reply is EXEC's array, in which single commands may have failed; see
    /// RedisReply::error. If the server refuses to queue a command, the error is its reply to that command, and nothing
    /// is executed. If it refuses MULTI itself, it executes the commands one by one, and the reply is the array of
    /// their replies.
    void transaction(const QList<RedisCommand> &commands, QObject *context, Handler handler);

    void flush(); ///< writes commands now that the event loop would write later
    /// Handles what arrives within this time, without sleeping. Returns false if there is nothing, and inside of a
    /// handler.
    bool poll(std::chrono::nanoseconds time = {});
    /// The same, but sleeps until something arrives, a few milliseconds at most. Returns false at once if the
    /// connection is encrypted.
    bool sleep();
    /// Returns whether something has arrived that no handler knows of yet. It is handled now, inside of a handler after
    /// it.
    bool receive();
    /// Replies that are due now may wait until the next command is sent, or this time has passed. Otherwise each wakes
    /// this thread.
    void postpone(std::chrono::milliseconds time);

    void setPushFilter(PushFilter filter) { m_pushFilter = std::move(filter); }

Q_SIGNALS:
    void ready(); ///< connected, authenticated, database selected
    /// An attempt failed or a connection ended; the next attempt follows. NotSupported: the server works, but closed
    /// the connection because of a command that it does not support; `ready` follows within a moment.
    void lost(const pulse::RedisError &error);

private:
    void connectNow();
    void reconnect();
    void openTransport();
    void startHandshake();
    void finishHandshake();
    void enqueueStep(const RedisHandshake::Step &step);
    void enqueue(const RedisCommand &command, std::chrono::milliseconds deadline, QObject *context, Handler handler);
    void writeUnsent();
    void write(PendingCommand pending);
    void resume(); // after `postpone`
    void readReplies();
    void handleReplies(QByteArrayView data);
    void dispatch(const RedisResult &reply);
    void armDeadline(std::chrono::milliseconds remaining)
    {
        if (!m_deadline.isActive() || m_deadline.remainingTimeAsDuration() > remaining)
            m_deadline.start(std::max(remaining, std::chrono::milliseconds(1)));
    }
    void checkDeadline();
    void drop(const RedisError &error);
    bool isIdleClose(const RedisError &error) const;
    bool hasAnsweredWithin(std::chrono::milliseconds time) const
    {
        return m_sinceReply.isValid() && !m_sinceReply.hasExpired(time.count());
    }
    RedisError judgeLoss(const RedisError &error);
    void failAll(const RedisError &error);

    RedisOptions m_options;
    RedisParser m_parser;
    RetryPolicy m_retryPolicy; // up: in Ready
    std::unique_ptr<RedisTransport> m_transport;
    CommandSupport m_support;
    PendingCommands m_pending;   // sent
    PendingCommands m_unsent;    // wait for a reply while there are suspects
    PendingCommands m_postponed; // wait for the end of a reconnect's handshake
    PushFilter m_pushFilter;
    State m_state = State::Closed;
    QTimer m_retry;             // in Waiting: until the next attempt
    QTimer m_deadline;          // in Connecting: of the attempt; in Ready: of the nearest command
    QTimer m_later;             // in Ready: until replies are read that may wait
    QDeadlineTimer m_arriving;  // in Ready: until when the rest of a reply may arrive
    QElapsedTimer m_sinceReply; // on this connection; invalid: none yet
    bool m_isHandshaking = false;
    bool m_isReading = false; // inside readReplies
};

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisprotocol.h"
#include "common/redis/redisreply.h"
#include "common/redis/redisurl.h"

#include <QByteArrayList>
#include <QHash>
#include <QSet>

#include <chrono>
#include <functional>
#include <memory>

namespace pulse {

/// The commands that one server does not support, shared by all connections to its address. Each is logged the first
/// time, and may be tried again after ten minutes.
class UnsupportedCommands
{
public:
    using Clock = std::function<std::chrono::milliseconds()>; ///< monotonic

    static constexpr std::chrono::minutes retryAfter{10};

    explicit UnsupportedCommands(Clock clock = {});
    /// Returns the object for the server at that address, shared by all clients of this thread.
    static std::shared_ptr<UnsupportedCommands> of(const RedisUrl &url);

    bool contains(const QByteArray &command) const;      ///< found less than `retryAfter` ago
    bool isToBeRetried(const QByteArray &command) const; ///< found earlier
    void add(const QByteArray &command, const QString &server, bool isLogged = true);
    void remove(const QByteArray &command); ///< after a reply to it

private:
    Clock m_clock;
    QHash<QByteArray, std::chrono::milliseconds> m_found; // command -> time of discovery
};

/// Detects, for one RedisClient, which commands its server does not support. Proxies and managed services differ: some
/// answer with an error such as "ERR unknown command", others, such as twemproxy, close the connection.
///
/// A server that closes the connection may also be shutting down, or may close idle connections. The following rules
/// distinguish these cases:
///  1. If the server closes a connection while commands are unanswered, each of these is a suspect.
///  2. While there are suspects, the client sends one command at a time, and a suspect only directly after a reply of
///     the server; if necessary, it asks for that reply with a `probe`.
///  3. If the server closes the connection again, less than two seconds after that reply and with one suspect as the
///     only unanswered command, then that command is not supported.
///  4. A suspect that is answered is cleared. If an attempt to connect fails, or a connection is closed before the
///     server has answered anything, all suspects are cleared: the server itself has a problem.
/// GET and SET are never suspects, since nothing works without them, nor is AUTH without a user name.
class CommandSupport
{
public:
    explicit CommandSupport(std::shared_ptr<UnsupportedCommands> unsupported, bool isLogged);

    /// Returns the name of a command: its first word. Empty if it cannot be a suspect.
    static QByteArray nameOf(const RedisCommand &command);

    /// Returns the error for a command that the server does not support.
    static RedisError notSupported(const QByteArray &name, const RedisUrl &url);

    bool supports(const QByteArray &name) const { return !m_unsupported->contains(name); }
    bool hasSuspects() const noexcept { return !m_suspects.isEmpty(); }
    bool isSuspect(const QByteArray &name) const { return m_suspects.contains(name); }
    /// Returns a command that any server answers.
    RedisCommand probe() const;

    void handleSending(const QByteArray &name); ///< a command that is sent again after ten minutes is a suspect
    void handleReply(const QByteArray &name, const RedisResult &reply, const RedisUrl &url);
    /// Handles the end of a connection by the server. Returns whether the unanswered command turned out not to be
    /// supported. `hasJustAnswered`: the server answered less than two seconds ago, on this connection.
    bool handleClosed(const QByteArrayList &unanswered, bool hasJustAnswered, const RedisUrl &url);
    void clearSuspects() { m_suspects.clear(); }

private:
    std::shared_ptr<UnsupportedCommands> m_unsupported;
    QSet<QByteArray> m_suspects;
    bool m_isLogged;
};

} // namespace pulse

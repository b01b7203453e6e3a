// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace pulse {

/// The reason why a command failed. The kinds after Protocol are error replies of the server, distinguished by their
/// first word (https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors).
struct RedisError
{
    enum class Kind {
        NotConnected,   ///< nothing was sent: there is currently no connection
        ConnectFailed,  ///< host not found, refused, timed out
        Tls,            ///< the certificate is not trusted, or belongs to another host
        ConnectionLost, ///< the connection ended before the reply; the command may have been executed
        Timeout,        ///< no reply in time; the command may have been executed
        ReplyTooLarge,  ///< the reply was over the limit and was discarded
        Protocol,       ///< the peer does not speak RESP2
        Auth,           ///< NOAUTH, WRONGPASS
        NoPermission,   ///< NOPERM: the ACL forbids it
        OutOfMemory,    ///< OOM: maxmemory is reached
        ReadOnly,       ///< READONLY: the server is a replica
        Loading,        ///< LOADING, MASTERDOWN, BUSY: wait
        WrongType,      ///< WRONGTYPE: the key holds another type
        Aborted,        ///< EXECABORT, or EXEC returned nil because a watched key changed
        Cluster,        ///< MOVED, ASK, CLUSTERDOWN: the key is on another node of a Redis Cluster, or on none
        NotSupported,   ///< the server or a proxy in front of it does not know the command
        Other           ///< any other error reply
    };

    Kind kind = Kind::Other;
    QString message; ///< in English; the server's words if it answered
    QString
        detail{}; ///< the part of `message` that its kind does not imply: a reason, a limit, a command; may be empty

    static RedisError fromServer(const QByteArray &text);
    bool operator==(const RedisError &) const = default;
};

/// Returns the stable, lower-case name of a kind, for logs and metric labels: "auth", "timeout", "out_of_memory", …
QString kindName(RedisError::Kind kind);

/// One RESP2 value.
struct RedisReply
{
    enum class Type { Nil, Status, Error, Integer, String, Array };

    Type type = Type::Nil;
    qint64 integer = 0;               ///< for Integer
    QByteArray bytes;                 ///< for Status, Error and String
    std::vector<RedisReply> elements; ///< for Array

    bool isNil() const noexcept { return type == Type::Nil; }
    bool isError() const noexcept { return type == Type::Error; }
    bool isString() const noexcept { return type == Type::String; }
    bool isArray() const noexcept { return type == Type::Array; }
    /// Returns the error if an element of EXEC's array is one.
    std::optional<RedisError> error() const
    {
        return isError() ? RedisError::fromServer(bytes) : std::optional<RedisError>();
    }

    bool operator==(const RedisReply &) const = default;
};

/// An error reply is passed on as RedisError, so the RedisReply that a handler receives never has the type Error
/// itself.
using RedisResult = Result<RedisReply, RedisError>;

} // namespace pulse

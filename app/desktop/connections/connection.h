// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/tunnel/sshtunnel.h"
#include "common/redis/redisurl.h"
#include "common/results/outputkeys.h"
#include "common/results/resultsource.h"

#include <QJsonObject>
#include <QUrl>

#include <memory>
#include <optional>

namespace pulse {

/// Where results are read from, as given by flags or by the user.
struct Connection
{
    enum class Kind {
        ThisMachine, ///< the whole chain runs here, on `redis` or, if that is not set, on a private server
        Redis,       ///< `outputKey` on `redis`, through `ssh` if that is set
        Gateway,     ///< `outputKey` of `gateway`; empty: its first output
        Demo,        ///< made-up results
    };

    QString name; ///< given by the user; empty: unnamed, see title()
    Kind kind = Kind::ThisMachine;
    std::optional<RedisUrl> redis;
    std::optional<SshTunnel::Options> ssh; ///< the tunnel to `redis`, whose address is that on the SSH server
    QUrl gateway;                          ///< URL of its feed: ws:// or wss://
    QByteArray gatewayToken;               ///< empty: none
    QByteArray outputKey;
    QByteArray inputKey = defaultInputKey; ///< of the measurements, on `redis`
    QString function;                      ///< a file, for ThisMachine; empty: the sample function
    qint64 lastUse = 0;                    ///< ms since epoch; 0: unknown. Not part of what isSame() compares

    /// For lists: the name, else what it connects to, without secrets.
    QString title() const;
    /// For lists: only the host that it connects to, or the function's file.
    QString host() const;

    /// Error: what is missing or not allowed.
    Result<void> check() const;

    /// A readable name of the account that the password or token belongs to; equal for all connections that use the
    /// same secret, and empty if none is needed.
    QString account() const;
    QString secret() const; ///< the password or the token; empty: none
    void setSecret(const QString &secret);

    /// For storing, without password and token.
    QJsonObject toJson() const;
    static Result<Connection> fromJson(const QJsonObject &object);
};

/// Compares everything except secrets.
bool isSame(const Connection &a, const Connection &b);

/// Whether one connection replaces another in a list: both are the same, or have the same name.
bool isReplaced(const Connection &one, const Connection &by);

std::unique_ptr<ResultSource> makeSource(const Connection &connection);

} // namespace pulse

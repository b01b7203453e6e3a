// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/tunnel/sshtunnel.h"
#include "common/redis/redisurl.h"
#include "common/results/resultsource.h"

#include <QJsonObject>
#include <QUrl>

#include <memory>
#include <optional>

namespace pulse {

/// Where results come from, as flags or a person say it.
struct Connection
{
    enum class Kind {
        ThisMachine, ///< the whole chain runs here, on `redis` or, without one, on a private server
        Redis,       ///< `outputKey` on `redis`, over `ssh` where that is set
        Gateway,     ///< `outputKey` of `gateway`; empty: the first one that it has
        Demo,        ///< results that are made up here
    };

    QString name; ///< by the person who keeps it; empty: title() tells what it is
    Kind kind = Kind::ThisMachine;
    std::optional<RedisUrl> redis;
    std::optional<SshTunnel::Options> ssh; ///< the way to `redis`, which is as the machine there sees it
    QUrl gateway;                          ///< of its feed: ws:// or wss://
    QByteArray gatewayToken;               ///< empty: none
    QByteArray outputKey;
    QByteArray inputKey = "metrics"; ///< of the measurements, on `redis`
    QString function;                ///< a file, for this machine; empty: the one that comes along

    /// For lists: its name, else what it connects to, without secrets.
    QString title() const;

    /// Error: what it cannot be without, or cannot have.
    Result<void> check() const;

    /// Who we are where a password or a token may be wanted, for people, and the same for all connections that want the
    /// same one; empty where none is.
    QString account() const;
    QString secret() const; ///< the password or the token; empty: none
    void setSecret(const QString &secret);

    /// For keeping: password and token are left out.
    QJsonObject toJson() const;
    static Result<Connection> fromJson(const QJsonObject &object);
};

/// But for their secrets.
bool isSame(const Connection &a, const Connection &b);

/// Whether one of a list has to go for another: it is the same, or has its name.
bool isReplaced(const Connection &one, const Connection &by);

std::unique_ptr<ResultSource> makeSource(const Connection &connection);

} // namespace pulse

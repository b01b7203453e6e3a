// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redisreply.h"

#include <QByteArrayList>
#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace pulse {
namespace {

using Kind = RedisError::Kind;

struct Prefix
{
    const char *word;
    Kind kind;
};

constexpr std::array prefixes = {
    Prefix{"NOAUTH", Kind::Auth},         Prefix{"WRONGPASS", Kind::Auth},    Prefix{"NOPERM", Kind::NoPermission},
    Prefix{"OOM", Kind::OutOfMemory},     Prefix{"READONLY", Kind::ReadOnly}, Prefix{"LOADING", Kind::Loading},
    Prefix{"MASTERDOWN", Kind::Loading},  Prefix{"BUSY", Kind::Loading},      Prefix{"WRONGTYPE", Kind::WrongType},
    Prefix{"EXECABORT", Kind::Aborted},   Prefix{"MOVED", Kind::Cluster},     Prefix{"ASK", Kind::Cluster},
    Prefix{"CLUSTERDOWN", Kind::Cluster},
};

/// Redis, Envoy, Codis and the managed services each have words of their own for it. A subcommand is not meant.
bool isUnknownCommand(const QByteArray &text)
{
    const QByteArray words = text.toLower();
    return words.contains("unknown command") ||
           (words.contains("command") &&
            (words.contains("not support") || words.contains("unsupported") || words.endsWith("is not allowed")));
}

struct Sentence
{
    Q_DECLARE_TR_FUNCTIONS(RedisError)

public:
    static QString ofCluster(const QString &words)
    {
        return tr("Another node of a Redis Cluster is responsible for the key, and Redis Cluster is not supported; use "
                  "a "
                  "single Redis server (%1)")
            .arg(words);
    }
};

} // namespace

RedisError RedisError::fromServer(const QByteArray &text)
{
    const QByteArray word = text.split(' ').constFirst();
    const auto it = std::ranges::find_if(prefixes, [&word](const Prefix &prefix) { return word == prefix.word; });
    const QString words = QString::fromUtf8(text);
    if (it == prefixes.end())
        return {isUnknownCommand(text) ? Kind::NotSupported : Kind::Other, words};
    return {it->kind, it->kind == Kind::Cluster ? Sentence::ofCluster(words) : words};
}

QString kindName(RedisError::Kind kind)
{
    switch (kind) {
    case Kind::NotConnected:
        return QStringLiteral("not_connected");
    case Kind::ConnectFailed:
        return QStringLiteral("connect_failed");
    case Kind::Tls:
        return QStringLiteral("tls");
    case Kind::ConnectionLost:
        return QStringLiteral("connection_lost");
    case Kind::Timeout:
        return QStringLiteral("timeout");
    case Kind::ReplyTooLarge:
        return QStringLiteral("reply_too_large");
    case Kind::Protocol:
        return QStringLiteral("protocol");
    case Kind::Auth:
        return QStringLiteral("auth");
    case Kind::NoPermission:
        return QStringLiteral("no_permission");
    case Kind::OutOfMemory:
        return QStringLiteral("out_of_memory");
    case Kind::ReadOnly:
        return QStringLiteral("read_only");
    case Kind::Loading:
        return QStringLiteral("loading");
    case Kind::WrongType:
        return QStringLiteral("wrong_type");
    case Kind::Aborted:
        return QStringLiteral("aborted");
    case Kind::Cluster:
        return QStringLiteral("cluster");
    case Kind::NotSupported:
        return QStringLiteral("not_supported");
    case Kind::Other:
        return QStringLiteral("other");
    }
    return {};
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redisreply.h"

#include "common/core/literals.h"

#include <QByteArrayList>

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

/// Redis, Envoy, Codis and the managed services each have their own wording. Unknown subcommands do not count.
bool isUnknownCommand(const QByteArray &text)
{
    const QByteArray words = text.toLower();
    return words.contains("unknown command") ||
           (words.contains("command") &&
            (words.contains("not support") || words.contains("unsupported") || words.endsWith("is not allowed")));
}

RedisError ofCluster(const QString &words)
{
    return {Kind::Cluster,
            u"Another node of a Redis Cluster is responsible for the key, and Redis Cluster is not supported; use a "
            "single Redis server (%1)"_s.arg(words),
            words};
}

} // namespace

RedisError RedisError::fromServer(const QByteArray &text)
{
    const QByteArray word = text.split(' ').constFirst();
    const auto it = std::ranges::find_if(prefixes, [&word](const Prefix &prefix) { return word == prefix.word; });
    const QString words = QString::fromUtf8(text);
    if (it == prefixes.end())
        return {isUnknownCommand(text) ? Kind::NotSupported : Kind::Other, words};
    return it->kind == Kind::Cluster ? ofCluster(words) : RedisError{it->kind, words};
}

QString kindName(RedisError::Kind kind)
{
    switch (kind) {
    case Kind::NotConnected:
        return u"not_connected"_s;
    case Kind::ConnectFailed:
        return u"connect_failed"_s;
    case Kind::Tls:
        return u"tls"_s;
    case Kind::ConnectionLost:
        return u"connection_lost"_s;
    case Kind::Timeout:
        return u"timeout"_s;
    case Kind::ReplyTooLarge:
        return u"reply_too_large"_s;
    case Kind::Protocol:
        return u"protocol"_s;
    case Kind::Auth:
        return u"auth"_s;
    case Kind::NoPermission:
        return u"no_permission"_s;
    case Kind::OutOfMemory:
        return u"out_of_memory"_s;
    case Kind::ReadOnly:
        return u"read_only"_s;
    case Kind::Loading:
        return u"loading"_s;
    case Kind::WrongType:
        return u"wrong_type"_s;
    case Kind::Aborted:
        return u"aborted"_s;
    case Kind::Cluster:
        return u"cluster"_s;
    case Kind::NotSupported:
        return u"not_supported"_s;
    case Kind::Other:
        return u"other"_s;
    }
    return {};
}

} // namespace pulse

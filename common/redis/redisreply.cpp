// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redisreply.h"

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
    Prefix{"NOAUTH", Kind::Auth},        Prefix{"WRONGPASS", Kind::Auth},    Prefix{"NOPERM", Kind::NoPermission},
    Prefix{"OOM", Kind::OutOfMemory},    Prefix{"READONLY", Kind::ReadOnly}, Prefix{"LOADING", Kind::Loading},
    Prefix{"MASTERDOWN", Kind::Loading}, Prefix{"BUSY", Kind::Loading},      Prefix{"WRONGTYPE", Kind::WrongType},
    Prefix{"EXECABORT", Kind::Aborted},
};

} // namespace

RedisError RedisError::fromServer(const QByteArray &text)
{
    const QByteArray word = text.split(' ').constFirst();
    const auto it = std::ranges::find_if(prefixes, [&word](const Prefix &prefix) { return word == prefix.word; });
    return {it == prefixes.end() ? Kind::Other : it->kind, QString::fromUtf8(text)};
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
    case Kind::Other:
        return QStringLiteral("other");
    }
    return {};
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/connections/connection.h"

namespace pulse::test {

/// Returns a connection to the results under a key of a Redis server.
inline Connection redisConnection(const RedisUrl &url, const QByteArray &key)
{
    Connection connection;
    connection.kind = Connection::Kind::Redis;
    connection.redis = url;
    connection.outputKey = key;
    return connection;
}

inline Connection redisConnection(const char *url, const QByteArray &key = "k")
{
    return redisConnection(*RedisUrl::parse(QLatin1String(url)), key);
}

inline Connection gatewayConnection(const char *url, const QByteArray &token = {})
{
    Connection connection;
    connection.kind = Connection::Kind::Gateway;
    connection.gateway = QUrl(QLatin1String(url));
    connection.gatewayToken = token;
    return connection;
}

} // namespace pulse::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redissubscriber.h"

namespace pulse {

/// Reports when the value of a key may have changed, by the means that the server has: CLIENT TRACKING (Redis 6 and
/// later; needs no configuration) and keyspace notifications (if `notify-keyspace-events` enables them). It does not
/// report the value: read the key and compare, since EXPIRE and writing the same value again are reported, too. In
/// slots, destroy it with `deleteLater`.
class KeyWatcher : public QObject
{
    Q_OBJECT

public:
    KeyWatcher(const RedisOptions &options, QByteArray key, QObject *parent = nullptr);

    bool receive() { return m_subscriber.receive(); } ///< as in RedisClient
    void open() { m_subscriber.open(); }
    void close() { m_subscriber.close(); }
    bool isIntact() const { return m_subscriber.isIntact(); } ///< as in RedisClient

Q_SIGNALS:
    /// Also emitted whenever watching begins, since changes before that are unknown.
    void changed();
    /// The server does not support CLIENT TRACKING; keyspace notifications may still arrive.
    void trackingRefused(const pulse::RedisError &error);

private:
    QByteArray m_key;
    RedisSubscriber m_subscriber;
};

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redissubscriber.h"

namespace pulse {

/// Tells when a key may have got another value, by what the server allows: CLIENT TRACKING (Redis 6 and later; needs no
/// configuration) and keyspace notifications (where `notify-keyspace-events` has them on). It never says what the value
/// is: read the key, and compare, since EXPIRE and writing the same value again are told, too. In slots, destroy it
/// with `deleteLater`.
class KeyWatcher : public QObject
{
    Q_OBJECT

public:
    KeyWatcher(const RedisOptions &options, QByteArray key, QObject *parent = nullptr);

    void open() { m_subscriber.open(); }
    void close() { m_subscriber.close(); }
    bool isIntact() const { return m_subscriber.isIntact(); } ///< as RedisClient's

Q_SIGNALS:
    /// Also each time the watch comes into force, since nothing is known of the time before.
    void changed();
    /// There is no CLIENT TRACKING here; keyspace notifications may still come.
    void trackingRefused(const pulse::RedisError &error);

private:
    QByteArray m_key;
    RedisSubscriber m_subscriber;
};

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisclient.h"

#include <QSet>
#include <QTimer>

namespace pulse {

/// A separate connection for messages that a server sends on its own: those of channels and patterns, and the
/// invalidations of CLIENT TRACKING in broadcast mode, redirected to this connection (RESP2, Redis 6 and later; the
/// server needs no configuration). Subscriptions are renewed after every reconnect; messages in between are lost, so
/// read the keys again on `ready`. Subscriptions that the server does not support are requested again after some time
/// (see UnsupportedCommands). A peer that vanished is detected by PING every `RedisOptions::keepAlivePeriod`, which
/// must be answered within the command timeout. In slots, destroy it with `deleteLater`.
class RedisSubscriber : public QObject
{
    Q_OBJECT

public:
    explicit RedisSubscriber(const RedisOptions &options, QObject *parent = nullptr);

    void open();
    void close();
    bool receive() { return m_client.receive(); } ///< as in RedisClient
    bool isReady() const noexcept { return m_client.isReady(); }
    bool isIntact() const { return m_client.isIntact(); } ///< as in RedisClient

    void subscribe(const QByteArray &channel);
    void subscribePattern(const QByteArray &pattern);
    /// Requests invalidations of all keys that begin with `prefix`, in any database. Call it before `open`; the server
    /// refuses overlapping prefixes.
    void track(const QByteArray &prefix);

Q_SIGNALS:
    void ready();                                                       ///< every subscription is active or refused
    void lost(const pulse::RedisError &error);                          ///< another attempt follows
    void message(const QByteArray &channel, const QByteArray &payload); ///< of a channel or a pattern
    void invalidated(const QByteArrayList &keys);         ///< written, deleted or expired; empty: all keys (FLUSHALL)
    void trackingRefused(const pulse::RedisError &error); ///< old server, or the ACL forbids it
    /// The ACL forbids this channel or pattern; there will be no messages from it.
    void subscriptionRefused(const QByteArray &topic, const pulse::RedisError &error);

private:
    void start();
    void startTracking();
    void subscribeAll();
    void refuseTracking(const RedisError &error);
    void sendSubscription(const QByteArray &command, const QByteArray &topic);
    void refuse(const QByteArray &command, const QByteArray &topic, const RedisError &error);
    bool handlePush(const RedisReply &reply);
    void handleInvalidation(const RedisReply &payload);
    void confirm();
    void keepAlive();
    void recordRefusal(const QByteArray &command, const RedisError &error);

    RedisClient m_client;
    QSet<QByteArray> m_channels;
    QSet<QByteArray> m_patterns;
    QSet<QByteArray> m_prefixes;
    QSet<QByteArray> m_unsupported; // commands that this connection needed and the server does not support
    qsizetype m_unconfirmed = 0;
    bool m_isReady = false; // `ready` was emitted on this connection
    QTimer m_keepAlive;
};

} // namespace pulse

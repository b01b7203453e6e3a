// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisclient.h"

#include <QSet>
#include <QTimer>

namespace pulse {

/// A connection of its own for what a server sends unasked: messages of channels and patterns, and the invalidations
/// of CLIENT TRACKING in broadcast mode, redirected to this very connection (RESP2, Redis 6 and later; nothing has to
/// be configured on the server). Whatever was asked for is asked for again after every reconnect; what was sent
/// meanwhile is lost, so read the keys again on `ready`. What the server does not support is asked for again after some
/// time (see UnsupportedCommands). A peer that falls silent is noticed by PING every
/// `RedisOptions::keepAlivePeriod`, which has to be answered within the command deadline. In slots, `deleteLater`.
class RedisSubscriber : public QObject
{
    Q_OBJECT

public:
    explicit RedisSubscriber(const RedisOptions &options, QObject *parent = nullptr);

    void open();
    void close();
    bool isReady() const noexcept { return m_client.isReady(); }
    bool isIntact() const { return m_client.isIntact(); } ///< as RedisClient's

    void subscribe(const QByteArray &channel);
    void subscribePattern(const QByteArray &pattern);
    /// Asks for invalidations of all keys that begin with `prefix`. Ask before `open`; overlapping prefixes are refused
    /// by the server. Any database's keys count.
    void track(const QByteArray &prefix);

Q_SIGNALS:
    void ready();                              ///< everything that was asked for is in force or refused
    void lost(const pulse::RedisError &error); ///< the next try follows
    void message(const QByteArray &channel, const QByteArray &payload); ///< of a channel or a pattern
    void invalidated(const QByteArrayList &keys);         ///< written, deleted or expired; empty: all keys (FLUSHALL)
    void trackingRefused(const pulse::RedisError &error); ///< old server, or the ACL forbids it; nothing will come
    /// The ACL forbids this channel or pattern; nothing will come of it.
    void subscriptionRefused(const QByteArray &topic, const pulse::RedisError &error);

private:
    void start();
    void startTracking();
    void subscribeAll();
    void refuseTracking(const RedisError &error);
    void ask(const QByteArray &command, const QByteArray &topic);
    void refuse(const QByteArray &command, const QByteArray &topic, const RedisError &error);
    bool takePush(const RedisReply &reply);
    void takeInvalidation(const RedisReply &payload);
    void confirm();
    void keepAlive();
    void noteRefusal(const QByteArray &command, const RedisError &error);

    RedisClient m_client;
    QSet<QByteArray> m_channels;
    QSet<QByteArray> m_patterns;
    QSet<QByteArray> m_prefixes;
    QSet<QByteArray> m_unsupported; // commands that were needed on this connection
    qsizetype m_unconfirmed = 0;
    bool m_announced = false; // `ready` was emitted on this connection
    QTimer m_keepAlive;
};

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redissubscriber.h"

#include <algorithm>

namespace pulse {
namespace {

const QByteArray invalidationChannel = QByteArrayLiteral("__redis__:invalidate");

} // namespace

RedisSubscriber::RedisSubscriber(const RedisOptions &options, QObject *parent)
    : QObject(parent)
    , m_client(options)
{
    m_client.setPushFilter([this](const RedisReply &reply) { return handlePush(reply); });
    connect(&m_client, &RedisClient::ready, this, &RedisSubscriber::start);
    connect(&m_client, &RedisClient::lost, this, [this](const RedisError &error) {
        m_keepAlive.stop();
        Q_EMIT lost(error);
    });
    m_keepAlive.setInterval(options.keepAlivePeriod);
    connect(&m_keepAlive, &QTimer::timeout, this, &RedisSubscriber::keepAlive);
}

void RedisSubscriber::open()
{
    m_client.open();
}

void RedisSubscriber::close()
{
    m_keepAlive.stop();
    m_client.close();
}

void RedisSubscriber::subscribe(const QByteArray &channel)
{
    m_channels.insert(channel);
    sendSubscription("SUBSCRIBE", channel);
}

void RedisSubscriber::subscribePattern(const QByteArray &pattern)
{
    m_patterns.insert(pattern);
    sendSubscription("PSUBSCRIBE", pattern);
}

void RedisSubscriber::track(const QByteArray &prefix)
{
    m_prefixes.insert(prefix);
}

// One topic per command, so that the server sends exactly one reply to each, in order.
void RedisSubscriber::sendSubscription(const QByteArray &command, const QByteArray &topic)
{
    if (!m_client.isReady())
        return; // `start` does it later
    ++m_unconfirmed;
    m_client.send({command, topic}, this, [this, command, topic](const RedisResult &reply) {
        if (!m_client.isReady())
            return; // connection lost; `start` asks again
        if (!reply)
            refuse(command, topic, reply.error());
        confirm();
    });
}

void RedisSubscriber::refuse(const QByteArray &command, const QByteArray &topic, const RedisError &error)
{
    recordRefusal(command, error);
    if (topic == invalidationChannel)
        Q_EMIT trackingRefused(error);
    else
        Q_EMIT subscriptionRefused(topic, error);
}

void RedisSubscriber::start()
{
    m_unconfirmed = 1; // counts as unconfirmed until all commands are sent
    m_isReady = false;
    m_unsupported.clear();
    m_keepAlive.start();
    if (m_prefixes.isEmpty())
        subscribeAll();
    else
        startTracking();
}

// A connection may redirect the invalidations to itself, but only before its first SUBSCRIBE: after that, RESP2 permits
// only subscriptions and PING.
void RedisSubscriber::startTracking()
{
    m_client.send({"CLIENT", "ID"}, this, [this](const RedisResult &id) {
        if (!id) {
            refuseTracking(id.error());
            return;
        }
        RedisCommand command{"CLIENT", "TRACKING", "ON", "REDIRECT", QByteArray::number(id->integer), "BCAST"};
        for (const QByteArray &prefix : std::as_const(m_prefixes))
            command << "PREFIX" << prefix;
        m_client.send(command, this, [this](const RedisResult &reply) {
            if (!reply) {
                refuseTracking(reply.error());
                return;
            }
            sendSubscription("SUBSCRIBE", invalidationChannel);
            subscribeAll();
        });
    });
}

void RedisSubscriber::refuseTracking(const RedisError &error)
{
    if (!m_client.isReady())
        return; // connection lost, not refused
    recordRefusal("CLIENT", error);
    Q_EMIT trackingRefused(error);
    subscribeAll();
}

void RedisSubscriber::recordRefusal(const QByteArray &command, const RedisError &error)
{
    if (error.kind == RedisError::Kind::NotSupported)
        m_unsupported.insert(command);
}

void RedisSubscriber::subscribeAll()
{
    for (const QByteArray &channel : std::as_const(m_channels))
        sendSubscription("SUBSCRIBE", channel);
    for (const QByteArray &pattern : std::as_const(m_patterns))
        sendSubscription("PSUBSCRIBE", pattern);
    confirm();
}

void RedisSubscriber::confirm()
{
    if (--m_unconfirmed > 0 || m_isReady)
        return;
    m_isReady = true;
    Q_EMIT ready();
}

bool RedisSubscriber::handlePush(const RedisReply &reply)
{
    if (reply.elements.size() < 3)
        return false;
    const QByteArray &kind = reply.elements[0].bytes;
    const QByteArray &channel = reply.elements[1].bytes;
    if (kind == "message" && channel == invalidationChannel)
        handleInvalidation(reply.elements[2]);
    else if (kind == "message")
        Q_EMIT message(channel, reply.elements[2].bytes);
    else if (kind == "pmessage" && reply.elements.size() == 4)
        Q_EMIT message(reply.elements[2].bytes, reply.elements[3].bytes);
    else
        return false; // the reply to a command
    return true;
}

void RedisSubscriber::handleInvalidation(const RedisReply &payload)
{
    QByteArrayList keys;
    for (const RedisReply &key : payload.elements)
        keys << key.bytes;
    Q_EMIT invalidated(keys);
}

// Only a request reveals a peer that vanished silently: the timeout of its reply ends the connection.
void RedisSubscriber::keepAlive()
{
    const auto mayBeTried = [this](const QByteArray &command) { return m_client.supports(command); };
    if (std::any_of(m_unsupported.cbegin(), m_unsupported.cend(), mayBeTried)) {
        m_client.close();
        m_client.open();
        return;
    }
    m_client.send({"PING"}, this, [](const RedisResult &) {});
}

} // namespace pulse

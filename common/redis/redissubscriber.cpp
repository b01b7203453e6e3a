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
    m_client.setPushFilter([this](const RedisReply &reply) { return takePush(reply); });
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
    ask("SUBSCRIBE", channel);
}

void RedisSubscriber::subscribePattern(const QByteArray &pattern)
{
    m_patterns.insert(pattern);
    ask("PSUBSCRIBE", pattern);
}

void RedisSubscriber::track(const QByteArray &prefix)
{
    m_prefixes.insert(prefix);
}

// One topic at a time: then the server gives exactly one answer to each command, in order, as to any other.
void RedisSubscriber::ask(const QByteArray &command, const QByteArray &topic)
{
    if (!m_client.isReady())
        return; // `start` will
    ++m_unconfirmed;
    m_client.send({command, topic}, this, [this, command, topic](const RedisResult &reply) {
        if (!m_client.isReady())
            return; // lost; asked again after the reconnect
        if (!reply)
            refuse(command, topic, reply.error());
        confirm();
    });
}

void RedisSubscriber::refuse(const QByteArray &command, const QByteArray &topic, const RedisError &error)
{
    noteRefusal(command, error);
    if (topic == invalidationChannel)
        Q_EMIT trackingRefused(error);
    else
        Q_EMIT subscriptionRefused(topic, error);
}

void RedisSubscriber::start()
{
    m_unconfirmed = 1; // until all has been asked for
    m_announced = false;
    m_unsupported.clear();
    m_keepAlive.start();
    if (m_prefixes.isEmpty())
        subscribeAll();
    else
        startTracking();
}

// A connection may redirect the invalidations to itself. It has to say so before its first SUBSCRIBE: after that,
// RESP2 takes nothing but subscriptions and PING.
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
            ask("SUBSCRIBE", invalidationChannel);
            subscribeAll();
        });
    });
}

void RedisSubscriber::refuseTracking(const RedisError &error)
{
    if (!m_client.isReady())
        return; // lost rather than refused
    noteRefusal("CLIENT", error);
    Q_EMIT trackingRefused(error);
    subscribeAll();
}

void RedisSubscriber::noteRefusal(const QByteArray &command, const RedisError &error)
{
    if (error.kind == RedisError::Kind::NotSupported)
        m_unsupported.insert(command);
}

void RedisSubscriber::subscribeAll()
{
    for (const QByteArray &channel : std::as_const(m_channels))
        ask("SUBSCRIBE", channel);
    for (const QByteArray &pattern : std::as_const(m_patterns))
        ask("PSUBSCRIBE", pattern);
    confirm();
}

void RedisSubscriber::confirm()
{
    if (--m_unconfirmed > 0 || m_announced)
        return;
    m_announced = true;
    Q_EMIT ready();
}

bool RedisSubscriber::takePush(const RedisReply &reply)
{
    if (reply.elements.size() < 3)
        return false;
    const QByteArray &kind = reply.elements[0].bytes;
    const QByteArray &channel = reply.elements[1].bytes;
    if (kind == "message" && channel == invalidationChannel)
        takeInvalidation(reply.elements[2]);
    else if (kind == "message")
        Q_EMIT message(channel, reply.elements[2].bytes);
    else if (kind == "pmessage" && reply.elements.size() == 4)
        Q_EMIT message(reply.elements[2].bytes, reply.elements[3].bytes);
    else
        return false; // the answer to a command
    return true;
}

void RedisSubscriber::takeInvalidation(const RedisReply &payload)
{
    QByteArrayList keys;
    for (const RedisReply &key : payload.elements)
        keys << key.bytes;
    Q_EMIT invalidated(keys);
}

// A peer that vanished without a word is noticed only by asking; the deadline of the answer ends the connection.
void RedisSubscriber::keepAlive()
{
    const auto mayBeTried = [this](const QByteArray &command) { return m_client.supports(command); };
    if (std::ranges::any_of(m_unsupported, mayBeTried)) {
        m_client.close();
        m_client.open();
        return;
    }
    m_client.send({"PING"}, this, [](const RedisResult &) {});
}

} // namespace pulse

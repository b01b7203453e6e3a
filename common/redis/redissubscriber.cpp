// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redissubscriber.h"

namespace pulse {
namespace {

constexpr std::chrono::seconds keepAlivePeriod{15};
const QByteArray invalidationChannel = QByteArrayLiteral("__redis__:invalidate");

} // namespace

RedisSubscriber::RedisSubscriber(RedisOptions options, QObject *parent)
    : QObject(parent)
    , m_client(std::move(options))
{
    m_client.setPushFilter([this](const RedisReply &reply) { return takePush(reply); });
    connect(&m_client, &RedisClient::ready, this, &RedisSubscriber::start);
    connect(&m_client, &RedisClient::lost, this, [this](const RedisError &error) {
        m_keepAlive.stop();
        Q_EMIT lost(error);
    });
    m_keepAlive.setInterval(keepAlivePeriod);
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
    send("SUBSCRIBE", channel);
}

void RedisSubscriber::subscribePattern(const QByteArray &pattern)
{
    m_patterns.insert(pattern);
    send("PSUBSCRIBE", pattern);
}

void RedisSubscriber::track(const QByteArray &prefix)
{
    m_prefixes.insert(prefix);
}

void RedisSubscriber::send(const QByteArray &command, const QByteArray &topic)
{
    if (!m_client.isReady())
        return; // `start` will
    ++m_unconfirmed;
    m_client.sendForPush({command, topic});
}

void RedisSubscriber::start()
{
    m_unconfirmed = 0;
    m_announced = false;
    m_answered = true;
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
            Q_EMIT trackingRefused(id.error());
            subscribeAll();
            return;
        }
        RedisCommand command{"CLIENT", "TRACKING", "ON", "REDIRECT", QByteArray::number(id->integer), "BCAST"};
        for (const QByteArray &prefix : std::as_const(m_prefixes))
            command << "PREFIX" << prefix;
        m_client.send(command, this, [this](const RedisResult &reply) {
            if (!reply)
                Q_EMIT trackingRefused(reply.error());
            else
                send("SUBSCRIBE", invalidationChannel);
            subscribeAll();
        });
    });
}

void RedisSubscriber::subscribeAll()
{
    for (const QByteArray &channel : std::as_const(m_channels))
        send("SUBSCRIBE", channel);
    for (const QByteArray &pattern : std::as_const(m_patterns))
        send("PSUBSCRIBE", pattern);
    ++m_unconfirmed;
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
    m_answered = true;
    if (!reply.isArray() || reply.elements.size() < 2 || !reply.elements[0].isString())
        return false;
    const QByteArray &kind = reply.elements[0].bytes;
    if (kind == "subscribe" || kind == "psubscribe") {
        confirm();
    } else if (kind == "message" && reply.elements.size() == 3) {
        if (reply.elements[1].bytes == invalidationChannel)
            takeInvalidation(reply.elements[2]);
        else
            Q_EMIT message(reply.elements[1].bytes, reply.elements[2].bytes);
    } else if (kind == "pmessage" && reply.elements.size() == 4) {
        Q_EMIT message(reply.elements[2].bytes, reply.elements[3].bytes);
    } else {
        return kind == "pong";
    }
    return true;
}

void RedisSubscriber::takeInvalidation(const RedisReply &payload)
{
    QByteArrayList keys;
    for (const RedisReply &key : payload.elements)
        keys << key.bytes;
    Q_EMIT invalidated(keys);
}

// A peer that vanished without a word is noticed only by asking: answers to PING are pushes here, so the deadline is
// the next round.
void RedisSubscriber::keepAlive()
{
    if (!std::exchange(m_answered, false)) {
        m_client.close();
        m_client.open();
        Q_EMIT lost({RedisError::Kind::Timeout, QStringLiteral("%1 fell silent").arg(m_client.url().display())});
        return;
    }
    m_client.sendForPush({"PING"});
}

} // namespace pulse

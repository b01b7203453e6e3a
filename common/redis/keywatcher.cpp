// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/keywatcher.h"

namespace pulse {

KeyWatcher::KeyWatcher(const RedisOptions &options, QByteArray key, QObject *parent)
    : QObject(parent)
    , m_key(std::move(key))
    , m_subscriber(options)
{
    m_subscriber.track(m_key);
    m_subscriber.subscribe("__keyspace@" + QByteArray::number(options.url.database) + "__:" + m_key);
    connect(&m_subscriber, &RedisSubscriber::ready, this, &KeyWatcher::changed);
    connect(&m_subscriber, &RedisSubscriber::message, this, &KeyWatcher::changed);
    connect(&m_subscriber, &RedisSubscriber::trackingRefused, this, &KeyWatcher::trackingRefused);
    connect(&m_subscriber, &RedisSubscriber::invalidated, this, [this](const QByteArrayList &keys) {
        if (keys.isEmpty() || keys.contains(m_key)) // other keys may begin with its name
            Q_EMIT changed();
    });
}

} // namespace pulse

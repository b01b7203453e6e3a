// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/redis/keyscan.h"

#include "common/core/literals.h"
#include "common/results/outputkeys.h"

namespace pulse {
namespace {

constexpr char keysPerStep[] = "1000";

/// Returns the output key that a key indicates; empty: none.
QByteArray outputKeyOf(const QByteArray &key)
{
    return key == defaultOutputKey || key.endsWith("-output") ? key : outputKeyOfStatus(key);
}

} // namespace

KeyScan::KeyScan(RedisClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

void KeyScan::start(std::chrono::milliseconds longest)
{
    m_keys.clear();
    m_end.setRemainingTime(longest);
    requestKeys("0");
}

void KeyScan::requestKeys(const QByteArray &cursor)
{
    m_client.send({"SCAN", cursor, "COUNT", keysPerStep}, this,
                  [this](const RedisResult &reply) { handleKeys(reply); });
}

void KeyScan::handleKeys(const RedisResult &reply)
{
    if (!reply) {
        Q_EMIT failed(reply.error());
        return;
    }
    const std::vector<RedisReply> &parts = reply->elements; // the next cursor, and keys
    if (parts.size() != 2) {
        Q_EMIT failed({RedisError::Kind::Protocol, u"SCAN did not return a cursor and keys"_s});
        return;
    }
    for (const RedisReply &key : parts[1].elements) {
        const QByteArray output = outputKeyOf(key.bytes);
        if (!output.isEmpty() && m_keys.size() < most)
            m_keys.insert(output);
    }
    const QByteArray &cursor = parts[0].bytes;
    if (cursor == "0" || m_keys.size() >= most || m_end.hasExpired())
        Q_EMIT found({m_keys.cbegin(), m_keys.cend()});
    else
        requestKeys(cursor);
}

} // namespace pulse

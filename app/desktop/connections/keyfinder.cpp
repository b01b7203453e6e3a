// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/connections/keyfinder.h"

#include "app/sources/desktop/tunnelsource.h"
#include "app/state/naturalorder.h"
#include "common/core/literals.h"

#include <algorithm>
#include <chrono>

namespace pulse {
namespace {

using namespace std::chrono_literals;

constexpr auto longest = 10s; // duration of a search

/// A proxy may hang up at a command that it does not know. The client notices and reconnects soon; later commands were
/// not sent.
bool hasHungUp(RedisError::Kind kind)
{
    return kind == RedisError::Kind::ConnectionLost || kind == RedisError::Kind::NotSupported ||
           kind == RedisError::Kind::NotConnected;
}

} // namespace

KeyFinder::KeyFinder(const Connection &connection, QObject *parent)
    : QObject(parent)
    , m_url(*connection.redis)
{
    if (!connection.ssh)
        return;
    m_tunnel = std::make_unique<SshTunnel>(tunnelTo(m_url, *connection.ssh));
    connect(m_tunnel.get(), &SshTunnel::up, this, [this](quint16 port) { open(throughTunnel(m_url, port)); });
    connect(m_tunnel.get(), &SshTunnel::down, this, &KeyFinder::fail);
    connect(m_tunnel.get(), &SshTunnel::targetRefused, this, &KeyFinder::fail);
}

void KeyFinder::start()
{
    if (m_tunnel)
        m_tunnel->start();
    else
        open(m_url);
}

void KeyFinder::open(const RedisUrl &url)
{
    RedisOptions options;
    options.url = url;
    options.clientName = u"pulseboard"_s;
    m_scan.reset();
    m_client = std::make_unique<RedisClient>(options);
    m_scan = std::make_unique<KeyScan>(*m_client);
    m_end.setRemainingTime(longest);
    connect(m_scan.get(), &KeyScan::found, this, &KeyFinder::finish);
    connect(m_scan.get(), &KeyScan::failed, this, &KeyFinder::handleError);
    connect(m_client.get(), &RedisClient::ready, this,
            [this] { m_scan->start(std::chrono::milliseconds(m_end.remainingTime())); });
    connect(m_client.get(), &RedisClient::lost, this, [this](const RedisError &error) {
        if (!hasHungUp(error.kind) || m_end.hasExpired())
            fail(error.message);
    });
    m_client->open();
}

void KeyFinder::handleError(const RedisError &error)
{
    if (error.kind == RedisError::Kind::NoPermission)
        fail(tr("this user may not list the keys (SCAN)"));
    else if (error.kind == RedisError::Kind::NotSupported)
        fail(tr("this server cannot list its keys (it does not support SCAN)"));
    else if (!hasHungUp(error.kind)) // else the client tries again and reports the outcome
        fail(error.message);
}

void KeyFinder::finish(QByteArrayList keys)
{
    if (std::exchange(m_over, true))
        return;
    std::ranges::sort(keys, [](const QByteArray &a, const QByteArray &b) {
        return naturallyBefore(QString::fromUtf8(a), QString::fromUtf8(b));
    });
    Q_EMIT found(keys);
}

void KeyFinder::fail(const QString &why)
{
    if (!std::exchange(m_over, true))
        Q_EMIT failed(why);
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/connections/connection.h"
#include "common/redis/redisclient.h"

#include <QDeadlineTimer>
#include <QSet>

#include <memory>

namespace pulse {

/// Looks on a Redis server, over SSH where the connection says so, for keys under which results may be: those that end
/// in "-output", and those that have a runtime's status beside them. It walks over the whole database with SCAN, which
/// does not block the server.
class KeyFinder : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype most = 1000;

    explicit KeyFinder(const Connection &connection, QObject *parent = nullptr); ///< of the kind Redis

    void start();                                  ///< once
    SshTunnel *tunnel() { return m_tunnel.get(); } ///< what ssh asks; null: there is none

Q_SIGNALS:
    void found(const QByteArrayList &keys); ///< sorted, perhaps none, or not all where it takes too long
    void failed(const QString &why);        ///< one sentence without a full stop

private:
    void open(const RedisUrl &url);
    void scan(const QByteArray &cursor);
    void take(const RedisResult &reply);
    void takeError(const RedisError &error);
    void finish();
    void fail(const QString &why);

    RedisUrl m_url;
    std::unique_ptr<SshTunnel> m_tunnel;
    std::unique_ptr<RedisClient> m_client;
    QSet<QByteArray> m_keys;
    QDeadlineTimer m_end; // of the search
    bool m_over = false;
};

} // namespace pulse

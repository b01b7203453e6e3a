// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/connections/connection.h"
#include "common/results/redis/keyscan.h"

#include <memory>

namespace pulse {

/// Searches a Redis server, through SSH if the connection requires it, for keys that may contain results (KeyScan).
class KeyFinder : public QObject
{
    Q_OBJECT

public:
    explicit KeyFinder(const Connection &connection, QObject *parent = nullptr); ///< must be of the kind Redis

    void start();                                  ///< may be called once
    SshTunnel *tunnel() { return m_tunnel.get(); } ///< null: without SSH

Q_SIGNALS:
    void found(const QByteArrayList &keys); ///< sorted, may be empty; not all of them if the search took too long
    void failed(const QString &why);        ///< `why`: one sentence without a full stop

private:
    void open(const RedisUrl &url);
    void handleError(const RedisError &error);
    void finish(QByteArrayList keys);
    void fail(const QString &why);

    RedisUrl m_url;
    std::unique_ptr<SshTunnel> m_tunnel;
    std::unique_ptr<RedisClient> m_client;
    std::unique_ptr<KeyScan> m_scan; // exists if m_client does
    QDeadlineTimer m_end;            // of the search
    bool m_over = false;
};

} // namespace pulse

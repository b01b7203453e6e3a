// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisclient.h"

#include <QTcpServer>

namespace pulse::test {

/// A TCP peer that sends prepared answers, whatever it receives: for bytes that no Redis server sends.
class ScriptedPeer : public QObject
{
    Q_OBJECT

public:
    enum class Then { StayOpen, Close };

    /// On each connection, once data was received: sends `answer`, then keeps the connection open or closes it.
    explicit ScriptedPeer(QByteArray answer, Then then = Then::StayOpen);

    /// Sends more bytes on each open connection.
    void send(const QByteArray &bytes);
    void closeConnections(); ///< closes each open connection

    /// Returns the answer to the handshake of a client with `options()`.
    static QByteArray welcome();

    int connections() const noexcept { return m_connections; } ///< number accepted so far
    RedisOptions options() const;                              ///< with short timeouts and retry pauses

private:
    void accept();
    void answer(QTcpSocket *socket);

    QTcpServer m_server;
    QByteArray m_answer;
    Then m_then;
    int m_connections = 0;
};

} // namespace pulse::test

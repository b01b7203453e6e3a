// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisclient.h"

#include <QTcpServer>

namespace pulse::test {

/// A TCP peer that answers what it is told to, whatever it is asked: for bytes that no Redis server sends.
class ScriptedPeer : public QObject
{
    Q_OBJECT

public:
    enum class Then { StayOpen, Close };

    /// On each connection, once something was received: sends `answer`, then stays open or closes.
    explicit ScriptedPeer(QByteArray answer, Then then = Then::StayOpen);

    /// Sends more, on each connection that is open.
    void say(const QByteArray &bytes);
    void hangUp(); ///< closes each connection that is open

    /// The answer to the handshake of a client of `options()`.
    static QByteArray welcome();

    int connections() const noexcept { return m_connections; } ///< accepted so far
    RedisOptions options() const;                              ///< to reach it, with short deadlines and retries

private:
    void accept();
    void answer(QTcpSocket *socket);

    QTcpServer m_server;
    QByteArray m_answer;
    Then m_then;
    int m_connections = 0;
};

} // namespace pulse::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedpeer.h"

#include <QTcpSocket>

namespace pulse::test {

using namespace std::chrono_literals;

ScriptedPeer::ScriptedPeer(QByteArray answer, Then then)
    : m_answer(std::move(answer))
    , m_then(then)
{
    connect(&m_server, &QTcpServer::newConnection, this, &ScriptedPeer::accept);
    m_server.listen(QHostAddress::LocalHost);
}

void ScriptedPeer::send(const QByteArray &bytes)
{
    for (QTcpSocket *socket : m_server.findChildren<QTcpSocket *>())
        socket->write(bytes);
}

void ScriptedPeer::closeConnections()
{
    for (QTcpSocket *socket : m_server.findChildren<QTcpSocket *>())
        socket->disconnectFromHost();
}

QByteArray ScriptedPeer::welcome()
{
    return "+PONG\r\n+OK\r\n+OK\r\n"; // answers PING and two CLIENT SETINFO
}

RedisOptions ScriptedPeer::options() const
{
    RedisOptions options;
    options.url.port = m_server.serverPort();
    options.connectDeadline = 300ms;
    options.commandDeadline = 300ms;
    options.shortestRetry = 10ms;
    options.longestRetry = 100ms;
    return options;
}

void ScriptedPeer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        ++m_connections;
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(
            socket, &QTcpSocket::readyRead, this, [this, socket] { answer(socket); }, Qt::SingleShotConnection);
    }
}

void ScriptedPeer::answer(QTcpSocket *socket)
{
    socket->readAll();
    socket->write(m_answer);
    if (m_then == Then::Close)
        socket->disconnectFromHost();
}

} // namespace pulse::test

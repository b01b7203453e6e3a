// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/connectionlimit.h"

#include <QTimer>

#include <memory>

namespace pulse {

ConnectionLimit::ConnectionLimit(const Limits &limits, QObject *parent)
    : QTcpServer(parent)
    , m_limits(limits)
{
    setListenBacklogSize(static_cast<int>(limits.connections));
}

void ConnectionLimit::incomingConnection(qintptr descriptor)
{
    auto socket = std::make_unique<QTcpSocket>(this);
    if (!socket->setSocketDescriptor(descriptor))
        return;
    if (m_connections.size() >= m_limits.connections)
        m_connections.takeFirst()->abort();
    limit(socket.get());
    addPendingConnection(socket.release());
}

void ConnectionLimit::limit(QTcpSocket *socket)
{
    m_connections.append(socket);
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] { m_connections.removeOne(socket); });
    QTimer::singleShot(m_limits.lifetime, socket, [socket] { socket->abort(); });
    // QHttpServer keeps a request in the socket's buffer until it is complete, so a larger one never becomes it.
    socket->setReadBufferSize(m_limits.requestBytes);
    connect(socket, &QTcpSocket::bytesWritten, socket, [socket] {
        if (socket->bytesToWrite() == 0)
            socket->disconnectFromHost();
    });
}

} // namespace pulse

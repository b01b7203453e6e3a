// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QTcpServer>
#include <QTcpSocket>

#include <chrono>

namespace pulse {

/// A listening socket for an HTTP server, with bounds to what those who connect can take: so many connections at a
/// time, each for one request, for a limited time, and with a limited size. Where there are too many, the oldest one
/// gives way: an answer takes a moment, so what has stayed is idle, and a probe still comes through.
class ConnectionLimit : public QTcpServer
{
    Q_OBJECT

public:
    struct Limits
    {
        qsizetype connections = 64;
        std::chrono::milliseconds lifetime{10000}; ///< from connecting to the end of the answer
        qint64 requestBytes = 64LL * 1024;
    };

    explicit ConnectionLimit(const Limits &limits, QObject *parent = nullptr);

    qsizetype connections() const noexcept { return m_connections.size(); } ///< open now

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void limit(QTcpSocket *socket);

    Limits m_limits;
    QList<QTcpSocket *> m_connections; // oldest first; whoever takes them deletes them
};

} // namespace pulse

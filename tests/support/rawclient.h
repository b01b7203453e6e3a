// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>

namespace pulse::test {

/// Returns a value inside an object or array, by names and indices separated by dots.
inline QJsonValue valueAt(QJsonValue value, const char *path)
{
    for (const QString &step : QString::fromLatin1(path).split('.'_L1))
        value = value.isArray() ? value.toArray().at(step.toInt()) : value.toObject().value(step);
    return value;
}

/// An HTTP answer, parsed from its bytes.
struct RawAnswer
{
    QByteArray head;
    QByteArray body;

    int status() const { return head.mid(9, 3).toInt(); }
    QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &line : head.split('\n')) {
            if (line.toLower().startsWith(name.toLower() + ':'))
                return line.mid(name.size() + 1).trimmed();
        }
        return {};
    }
    QJsonObject object() const { return QJsonDocument::fromJson(body).object(); }
};

/// A connection that sends some bytes and collects the answer until the other side closes it.
class RawClient
{
public:
    /// `buffer`: 1 for a client that reads very little; 0: it reads everything. `from`: its own address, one of
    /// 127.0.0.0/8; null: 127.0.0.1.
    RawClient(quint16 port, const QByteArray &bytes, qint64 buffer = 0, const QHostAddress &from = {})
    {
        if (!from.isNull())
            m_socket.bind(from);
        m_socket.setReadBufferSize(buffer);
        QObject::connect(&m_socket, &QTcpSocket::connected, &m_socket, [this, bytes] { m_socket.write(bytes); });
        QObject::connect(&m_socket, &QTcpSocket::errorOccurred, &m_socket, [this] { m_hasEnded = true; });
        if (buffer == 0)
            QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket,
                             [this] { m_received += m_socket.readAll(); });
        m_socket.connectToHost(QHostAddress::LocalHost, port);
    }

    bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    bool isClosed() const { return m_hasEnded; }
    void send(const QByteArray &bytes) { m_socket.write(bytes); }
    RawAnswer answer() const
    {
        const qsizetype end = m_received.indexOf("\r\n\r\n");
        return end < 0 ? RawAnswer() : RawAnswer{m_received.left(end), m_received.mid(end + 4)};
    }

private:
    QTcpSocket m_socket;
    QByteArray m_received;
    bool m_hasEnded = false; // also true if it was never connected
};

} // namespace pulse::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/http/httpanswer.h"

#include <QSslConfiguration>
#include <QTcpServer>

#include <chrono>
#include <functional>
#include <map>
#include <vector>

namespace pulse {

class HttpConnection;

/// A server of HTTP/1.1 for what our services tell, with bounds to what those who connect can take: so many
/// connections at a time, each for one request of limited size and time, and an answer that is read from disk as fast
/// as it is taken. (Qt's own, as of 6.4 and 6.8, knows no such bounds, keeps whole files for slow readers, and refuses
/// a WebSocket without an answer.)
class HttpServer : public QTcpServer
{
    Q_OBJECT

public:
    struct Limits
    {
        qsizetype connections = 64; ///< at a time; beyond, the oldest that has said no whole request gives way
        qsizetype headBytes = 16 * 1024;
        qsizetype bodyBytes = 4 * 1024;
        std::chrono::milliseconds request{10'000}; ///< from connecting, TLS included, until all of it is there
        std::chrono::milliseconds stall{10'000};   ///< of an answer, while next to nothing is taken
        qint64 heldBytes = 64 * 1024 * 1024;       ///< of all answers, files aside; beyond, large ones are refused
    };
    using Handler = std::function<HttpAnswer(const HttpRequest &)>;

    HttpServer(Handler handler, const Limits &limits, QObject *parent = nullptr);
    ~HttpServer() override;

    /// The port, which for 0 is any free one. Error: why it cannot be had.
    Result<quint16> start(const QHostAddress &address, quint16 port);

    /// For those who connect from now on; a null one: without TLS.
    void setTls(const QSslConfiguration &tls) { m_tls = tls; }

    const std::map<int, quint64> &answers() const noexcept { return m_answers; }       ///< so far, by status
    qsizetype connections() const noexcept { return qsizetype(m_connections.size()); } ///< open now

Q_SIGNALS:
    /// The socket, with its request unread in it; it is the receiver's now.
    void upgraded(QTcpSocket *socket);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    HttpAnswer respond(const HttpRequest &request) const;
    void makeRoom();
    void remove(const HttpConnection *connection);

    Handler m_handler;
    Limits m_limits;
    QSslConfiguration m_tls;
    std::vector<std::unique_ptr<HttpConnection>> m_connections; // oldest first
    std::map<int, quint64> m_answers;
};

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/http/addressplaces.h"
#include "runtime/http/httpanswer.h"

#include <QDeadlineTimer>
#include <QSslConfiguration>
#include <QTcpServer>

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace pulse {

class HttpConnection;

/// An HTTP/1.1 server for the services of Pulseboard, with limits on the resources that clients can use: the number of
/// connections, the size and duration of a request (one per connection), and answers that are read from disk only as
/// fast as the client accepts them. (Qt's own server, as of 6.4 and 6.8, has no such limits, keeps whole files for slow
/// clients, and refuses a WebSocket without an answer.)
///
/// No client can lock out others: each address has a share of the connections and of the held bytes, and a quarter of
/// the connections is reserved for requests that are being received. If there is no room, one connection is closed:
/// first those whose answer is delivered, then the one without progress for the longest time, of the address with the
/// most connections. During its first moments (`grace`) a connection is closed only if its address has more connections
/// than the client that needs the room.
class HttpServer : public QTcpServer
{
    Q_OBJECT

public:
    struct Limits
    {
        qsizetype connections = 64; ///< open at the same time
        qsizetype perAddress = 0;   ///< of them for one address; 0: an eighth of all
        TrustedProxies proxies{};   ///< each of their clients counts as if it had connected directly
        qsizetype headBytes = 16 * 1024;
        qsizetype bodyBytes = 4 * 1024;
        std::chrono::milliseconds request{10'000}; ///< from the connection, including TLS, to the end of the request
        std::chrono::milliseconds stall{10'000};   ///< of an answer of which the client accepts less than 4 KiB
        std::chrono::milliseconds grace{2'000};    ///< see above
        qint64 heldBytes = 64 * 1024 * 1024;       ///< of all answers except files; above it large answers are refused
    };
    using Handler = std::function<HttpAnswer(const HttpRequest &)>;

    HttpServer(Handler handler, const Limits &limits, QObject *parent = nullptr);
    ~HttpServer() override;

    /// Listens on `port` (0: any free one) and returns the port. Error: the reason why this is not possible.
    Result<quint16> start(const QHostAddress &address, quint16 port);

    /// Applies to new connections; a null configuration means no TLS.
    void setTls(const QSslConfiguration &tls) { m_tls = tls; }

    const std::map<int, quint64> &answers() const noexcept { return m_answers; }       ///< by status
    qsizetype connections() const noexcept { return qsizetype(m_connections.size()); } ///< currently open

Q_SIGNALS:
    /// Passes on the socket, with its request unread; the receiver becomes its owner. `client`: HttpRequest::client.
    void upgraded(QTcpSocket *socket, const QHostAddress &client);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    using Condition = std::function<bool(const HttpConnection &)>;

    AddressPlaces::Place acquirePlace(const QHostAddress &client);
    HttpAnswer respond(HttpConnection &connection, const HttpRequest &request);
    bool hasRoomFor(qint64 bytes, const QHostAddress &client);
    qint64 heldBytes(const Condition &isCounted) const;
    bool makeRoom(const QHostAddress &client, const Condition &mayGiveWay);
    void logFullShare(const QHostAddress &client);
    qsizetype share() const { return shareOf(m_limits.connections, m_limits.perAddress); }
    void remove(const HttpConnection *connection);

    Handler m_handler;
    Limits m_limits;
    std::optional<QSslConfiguration> m_tls;                     // without one, the TLS library stays unloaded: 5 MB
    std::vector<std::unique_ptr<HttpConnection>> m_connections; // oldest first
    AddressPlaces m_places;
    QDeadlineTimer m_logPause; // until a client's used up share may be logged again
    std::map<int, quint64> m_answers;
};

} // namespace pulse

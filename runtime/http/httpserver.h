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
#include <vector>

namespace pulse {

class HttpConnection;

/// A server of HTTP/1.1 for what our services tell, with bounds to what those who connect can take: so many
/// connections at a time, each for one request of limited size and time, and an answer that is read from disk as fast
/// as it is taken. (Qt's own, as of 6.4 and 6.8, knows no such bounds, keeps whole files for slow readers, and refuses
/// a WebSocket without an answer.)
///
/// Nobody can lock others out: an address has a share of the connections and of the bytes that are held, and a part of
/// the connections is kept for those that are still being read. Where there is no room, the connection gives way that
/// has achieved nothing for the longest time, of the address that has the most; one whose answer is delivered goes
/// before all others. In the first moments (`grace`) that
/// happens only if its address has more connections than the one that needs the room.
class HttpServer : public QTcpServer
{
    Q_OBJECT

public:
    struct Limits
    {
        qsizetype connections = 64; ///< at a time
        qsizetype perAddress = 0;   ///< of them; 0: an eighth
        TrustedProxies proxies{};   ///< of which each client counts as one that connects itself
        qsizetype headBytes = 16 * 1024;
        qsizetype bodyBytes = 4 * 1024;
        std::chrono::milliseconds request{10'000}; ///< from connecting, TLS included, until all of it is there
        std::chrono::milliseconds stall{10'000};   ///< of an answer, while next to nothing is taken
        std::chrono::milliseconds grace{2'000};    ///< in which a connection need not give way to its equals
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
    /// The socket, with its request unread in it; it is the receiver's now. `client`: HttpRequest::client.
    void upgraded(QTcpSocket *socket, const QHostAddress &client);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    using Condition = std::function<bool(const HttpConnection &)>;

    AddressPlaces::Place takePlace(const QHostAddress &client);
    HttpAnswer respond(HttpConnection &connection, const HttpRequest &request);
    bool hasRoomFor(qint64 bytes, const QHostAddress &client);
    qint64 heldBytes(const Condition &isCounted) const;
    bool makeRoom(const QHostAddress &client, const Condition &mayGiveWay);
    void logFullShare(const QHostAddress &client);
    qsizetype share() const { return shareOf(m_limits.connections, m_limits.perAddress); }
    void remove(const HttpConnection *connection);

    Handler m_handler;
    Limits m_limits;
    QSslConfiguration m_tls;
    std::vector<std::unique_ptr<HttpConnection>> m_connections; // oldest first
    AddressPlaces m_places;
    QDeadlineTimer m_logPause; // until a full share may be logged again
    std::map<int, quint64> m_answers;
};

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/http/httpserver.h"

#include "common/core/literals.h"
#include "runtime/http/httpconnection.h"
#include "runtime/http/listenaddress.h"

#include <QLoggingCategory>

#include <algorithm>
#include <tuple>

#include <unistd.h>

namespace pulse {
namespace {

Q_LOGGING_CATEGORY(httpLog, "http")

constexpr std::chrono::milliseconds acceptPause(100);
constexpr std::chrono::minutes logPause(1);

bool isAnswering(const HttpConnection &connection)
{
    return connection.isAnswering();
}

HttpAnswer refusal(int status, const char *sentence)
{
    return HttpAnswer::errorForNow(status, QString::fromLatin1(sentence), std::chrono::seconds(1));
}

} // namespace

HttpServer::HttpServer(Handler handler, const Limits &limits, QObject *parent)
    : QTcpServer(parent)
    , m_handler(std::move(handler))
    , m_limits(limits)
{
    setListenBacklogSize(1024);
    // Qt stops accepting connections after an error.
    connect(this, &QTcpServer::acceptError, this,
            [this] { QTimer::singleShot(acceptPause, this, &HttpServer::resumeAccepting); });
}

HttpServer::~HttpServer() = default;

Result<quint16> HttpServer::start(const QHostAddress &address, quint16 port)
{
    if (!listen(address, port))
        return Error{u"cannot listen on %1: %2; choose another address or port"_s.arg(
            ListenAddress{address, port}.text(), errorString())};
    return serverPort();
}

void HttpServer::incomingConnection(qintptr descriptor)
{
    auto socket = m_tls ? std::make_unique<QSslSocket>() : std::make_unique<QTcpSocket>();
    if (!socket->setSocketDescriptor(descriptor)) {
        ::close(static_cast<int>(descriptor));
        return;
    }
    const QHostAddress peer = plainAddress(socket->peerAddress());
    const bool isProxy = m_limits.proxies.contains(peer);
    AddressPlaces::Place place = isProxy ? nullptr : acquirePlace(peer);
    const bool isAdmitted = isProxy || place;
    const auto hasRoom = [this, &peer] {
        return connections() < m_limits.connections || makeRoom(peer, [](const auto &) { return true; });
    };
    if (!isAdmitted || !hasRoom())
        return; // closed without RST: a QTcpSocket that receives one while it connects waits for 30 s
    if (auto *secure = qobject_cast<QSslSocket *>(socket.get())) {
        secure->setSslConfiguration(*m_tls);
        secure->startServerEncryption();
    }
    const auto responder = [this](HttpConnection &it, const HttpRequest &request) { return respond(it, request); };
    auto connection = std::make_unique<HttpConnection>(std::move(socket), responder, m_limits);
    if (place)
        connection->setPlace(networkOf(peer), std::move(place));
    connect(connection.get(), &HttpConnection::answered, this, [this](int status) { ++m_answers[status]; });
    connect(connection.get(), &HttpConnection::upgraded, this, &HttpServer::upgraded);
    connect(connection.get(), &HttpConnection::ended, this, [this, it = connection.get()] { remove(it); });
    m_connections.push_back(std::move(connection));
    m_connections.back()->start();
}

/// Returns null if the client has used up its share and none of its connections can be closed.
AddressPlaces::Place HttpServer::acquirePlace(const QHostAddress &client)
{
    const auto isOfClient = [network = networkOf(client)](const auto &one) {
        return one.hasPlace() && one.client() == network; // a refused connection has no place
    };
    if (m_places.count(client) < share() || makeRoom(client, isOfClient))
        return m_places.acquire(client);
    logFullShare(client);
    return {};
}

HttpAnswer HttpServer::respond(HttpConnection &connection, const HttpRequest &request)
{
    constexpr qsizetype small = 16 * 1024;
    if (!connection.hasPlace()) // a proxy made the connection, and the client is known only now
        connection.setPlace(networkOf(request.client), acquirePlace(request.client));
    if (!connection.hasPlace())
        return refusal(429, "there are too many connections from your address");
    const qsizetype most = m_limits.connections - m_limits.connections / 4;
    const auto answers = std::ranges::count_if(m_connections, [](const auto &one) { return isAnswering(*one); });
    if (answers >= most && !makeRoom(request.client, isAnswering))
        return refusal(503, "too many answers are being sent");
    HttpAnswer answer = m_handler(request);
    if (answer.body.size() > small && !hasRoomFor(answer.body.size(), request.client))
        return refusal(503, "too many answers are being read slowly");
    return answer;
}

/// A client may use its share of the held bytes, and always one answer.
bool HttpServer::hasRoomFor(qint64 bytes, const QHostAddress &client)
{
    const auto isOfClient = [network = networkOf(client)](const auto &one) { return one.client() == network; };
    const qint64 own = heldBytes(isOfClient);
    if (own > 0 && own + bytes > m_limits.heldBytes / m_limits.connections * share())
        return false;
    while (heldBytes([](const auto &) { return true; }) + bytes > m_limits.heldBytes) {
        if (!makeRoom(client, [](const auto &one) { return one.heldBytes() > 0; }))
            return false;
    }
    return true;
}

qint64 HttpServer::heldBytes(const Condition &isCounted) const
{
    qint64 sum = 0;
    for (const auto &one : m_connections)
        sum += isCounted(*one) ? one->heldBytes() : 0;
    return sum;
}

/// Closes one of the connections that have to give way to another one of `client`. Returns false if there is none.
bool HttpServer::makeRoom(const QHostAddress &client, const Condition &mayGiveWay)
{
    const auto rank = [this](const HttpConnection &one) {
        return std::tuple(one.isDelivered(), m_places.count(one.client()), one.timeWithoutProgress());
    };
    const qsizetype own = m_places.count(client);
    HttpConnection *last = nullptr;
    for (const auto &one : m_connections) {
        if (!mayGiveWay(*one))
            continue;
        const bool hasToGiveWay = one->isDelivered() || one->timeWithoutProgress() >= m_limits.grace ||
                                  m_places.count(one->client()) > own + 1;
        if (hasToGiveWay && (!last || rank(*one) > rank(*last)))
            last = one.get();
    }
    if (last)
        last->giveWay();
    return last != nullptr;
}

void HttpServer::logFullShare(const QHostAddress &client)
{
    if (!m_logPause.hasExpired())
        return;
    m_logPause.setRemainingTime(logPause);
    qCWarning(httpLog).noquote() << client.toString() << "has reached its limit of" << share()
                                 << "connections at a time; more of them are refused";
}

void HttpServer::remove(const HttpConnection *connection)
{
    const auto found = std::ranges::find(m_connections, connection, &std::unique_ptr<HttpConnection>::get);
    if (found == m_connections.end())
        return;
    found->release()->deleteLater(); // it is the sender of the current signal
    m_connections.erase(found);
}

} // namespace pulse

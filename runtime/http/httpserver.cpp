// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/http/httpserver.h"

#include "runtime/http/httpconnection.h"

#include <algorithm>
#include <numeric>

#include <unistd.h>

namespace pulse {
namespace {

constexpr std::chrono::milliseconds acceptPause(100);

} // namespace

HttpServer::HttpServer(Handler handler, const Limits &limits, QObject *parent)
    : QTcpServer(parent)
    , m_handler(std::move(handler))
    , m_limits(limits)
{
    setListenBacklogSize(1024);
    // Qt accepts nobody any more once it could not.
    connect(this, &QTcpServer::acceptError, this,
            [this] { QTimer::singleShot(acceptPause, this, &HttpServer::resumeAccepting); });
}

HttpServer::~HttpServer() = default;

Result<quint16> HttpServer::start(const QHostAddress &address, quint16 port)
{
    if (!listen(address, port))
        return Error{QStringLiteral("port %1 cannot be listened on: %2").arg(port).arg(errorString())};
    return serverPort();
}

void HttpServer::incomingConnection(qintptr descriptor)
{
    auto socket = m_tls.isNull() ? std::make_unique<QTcpSocket>() : std::make_unique<QSslSocket>();
    if (!socket->setSocketDescriptor(descriptor)) {
        ::close(static_cast<int>(descriptor));
        return;
    }
    if (auto *secure = qobject_cast<QSslSocket *>(socket.get())) {
        secure->setSslConfiguration(m_tls);
        secure->startServerEncryption();
    }
    makeRoom();
    auto connection = std::make_unique<HttpConnection>(
        std::move(socket), [this](const HttpRequest &request) { return respond(request); }, m_limits);
    connect(connection.get(), &HttpConnection::answered, this, [this](int status) { ++m_answers[status]; });
    connect(connection.get(), &HttpConnection::upgraded, this, &HttpServer::upgraded);
    connect(connection.get(), &HttpConnection::ended, this, [this, it = connection.get()] { remove(it); });
    m_connections.push_back(std::move(connection));
    m_connections.back()->start();
}

HttpAnswer HttpServer::respond(const HttpRequest &request) const
{
    constexpr qsizetype small = 16 * 1024;
    HttpAnswer answer = m_handler(request);
    const auto sum = [](qint64 held, const auto &one) { return held + one->heldBytes(); };
    if (answer.body.size() > small &&
        std::accumulate(m_connections.begin(), m_connections.end(), answer.body.size(), sum) > m_limits.heldBytes)
        return HttpAnswer::error(503, QStringLiteral("too many answers are being read slowly; try again later"));
    return answer;
}

/// By the oldest that is idle, or the oldest of all.
void HttpServer::makeRoom()
{
    if (connections() < m_limits.connections)
        return;
    const auto idle = std::ranges::find_if(m_connections, [](const auto &one) { return !one->isAnswering(); });
    (idle == m_connections.end() ? m_connections.front() : *idle)->abort();
}

void HttpServer::remove(const HttpConnection *connection)
{
    const auto found = std::ranges::find(m_connections, connection, &std::unique_ptr<HttpConnection>::get);
    if (found == m_connections.end())
        return;
    found->release()->deleteLater(); // it is the one that is calling
    m_connections.erase(found);
}

} // namespace pulse

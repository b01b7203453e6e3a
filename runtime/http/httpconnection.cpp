// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/http/httpconnection.h"

#include "common/core/literals.h"
#include "runtime/http/socketbytes.h"

#include <utility>

#include <sys/socket.h>

namespace pulse {
namespace {

constexpr qint64 chunkBytes = 64 * 1024;  // the most of a file that the socket buffers
constexpr qint64 slowestBytes = 4 * 1024; // to be accepted by the client within Limits::stall

} // namespace

HttpConnection::HttpConnection(std::unique_ptr<QTcpSocket> socket, Responder responder,
                               const HttpServer::Limits &limits)
    : m_socket(std::move(socket))
    , m_responder(std::move(responder))
    , m_limits(limits)
{
    m_sinceProgress.start();
    m_socket->setReadBufferSize(limits.headBytes + limits.bodyBytes);
    m_deadline.setSingleShot(true);
}

HttpConnection::~HttpConnection()
{
    if (m_socket)
        m_socket->disconnect(this); // a closing socket still emits
}

void HttpConnection::start()
{
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &HttpConnection::read);
    onSent(*m_socket, this, [this](qint64 bytes) { handleSent(bytes); });
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &HttpConnection::end);
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        if (error != QAbstractSocket::RemoteHostClosedError || m_state == State::Reading)
            abort(); // otherwise the client has sent everything and still reads
    });
    connect(&m_deadline, &QTimer::timeout, this, &HttpConnection::onDeadline);
    m_deadline.start(m_limits.request);
}

void HttpConnection::abort()
{
    forgetUnsent(*m_socket);
    m_socket->abort();
    end();
}

void HttpConnection::giveWay()
{
    if (!isDelivered())
        forgetUnsent(*m_socket);
    m_socket->abort();
    end();
}

bool HttpConnection::isDelivered() const
{
    return m_state == State::Closing && unacknowledgedBytes(*m_socket) == 0;
}

qint64 HttpConnection::heldBytes() const
{
    return m_socket ? unsentBytes(*m_socket) : 0;
}

void HttpConnection::setPlace(const QHostAddress &client, AddressPlaces::Place place)
{
    m_client = client;
    m_place = std::move(place);
}

void HttpConnection::end()
{
    m_deadline.stop();
    m_place.reset(); // this object is deleted later
    Q_EMIT ended();
}

void HttpConnection::read()
{
    if (m_state == State::Reading)
        readRequest();
    else
        m_socket->skip(m_socket->bytesAvailable()); // one connection serves one request
}

void HttpConnection::readRequest()
{
    const QByteArray bytes = m_socket->peek(m_limits.headBytes + m_limits.bodyBytes);
    const std::optional<qsizetype> length = httpHeadLength(bytes);
    if (length.value_or(bytes.size()) > m_limits.headBytes || (!length && bytes.size() == m_limits.headBytes)) {
        if (bytes.first(std::min(bytes.size(), m_limits.headBytes)).indexOf("\r\n") < 0)
            refuse({414, u"the target is too long"_s});
        else
            refuse({431, u"the head has more than %1 bytes"_s.arg(m_limits.headBytes)});
    } else if (length) {
        Result<HttpRequest, HttpRefusal> request = parseHttpHead(QByteArrayView(bytes).first(*length));
        if (request)
            readBody(*std::move(request), bytes.mid(*length));
        else
            refuse(request.error());
    }
}

/// `rest`: the bytes received after the head so far.
void HttpConnection::readBody(HttpRequest request, const QByteArray &rest)
{
    const bool hasBody = request.method == HttpRequest::Method::Post;
    if (hasBody && request.bodyBytes > m_limits.bodyBytes) {
        refuse({413, u"the body has more than %1 bytes"_s.arg(m_limits.bodyBytes)});
    } else if (request.asksForWebSocket() && !rest.isEmpty()) {
        refuse({400, u"a WebSocket client must not send data before its handshake is answered"_s});
    } else if (!hasBody || rest.size() >= request.bodyBytes) {
        request.body = hasBody ? rest.first(request.bodyBytes) : QByteArray();
        finish(std::move(request));
    } else if (request.expectsContinue() && !std::exchange(m_hasContinued, true)) {
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    }
}

void HttpConnection::refuse(const HttpRefusal &refusal)
{
    answer(HttpAnswer::error(refusal.status, refusal.sentence), false);
}

void HttpConnection::finish(HttpRequest request)
{
    request.isSecure = qobject_cast<QSslSocket *>(m_socket.get()) != nullptr;
    request.peer = plainAddress(m_socket->peerAddress());
    request.client = m_limits.proxies.clientOf(request.peer, request);
    const HttpAnswer given = m_responder(*this, request);
    if (given.status != 101) {
        answer(given, request.method == HttpRequest::Method::Head);
        return;
    }
    Q_EMIT answered(given.status);
    m_socket->disconnect(this);
    Q_EMIT upgraded(m_socket.release(), request.client);
    end();
}

void HttpConnection::answer(const HttpAnswer &answer, bool isHead)
{
    Q_EMIT answered(answer.status);
    m_state = State::Answering;
    m_sinceProgress.restart();
    m_socket->skip(m_socket->bytesAvailable());
    m_socket->write(answer.head());
    if (!isHead && answer.file)
        m_file = answer.file;
    else if (!isHead)
        m_socket->write(answer.body);
    m_deadline.start(m_limits.stall);
    sendFile();
}

void HttpConnection::handleSent(qint64 bytes)
{
    m_sentBytes += bytes;
    if (m_state == State::Answering && m_sentBytes >= slowestBytes) {
        m_sentBytes = 0;
        m_sinceProgress.restart();
        m_deadline.start(m_limits.stall);
    }
    sendFile();
}

/// Writes as much of the file as the socket has room for.
void HttpConnection::sendFile()
{
    if (m_state != State::Answering)
        return;
    while (m_file && unsentBytes(*m_socket) < chunkBytes) {
        const QByteArray chunk = m_file->read(chunkBytes);
        if (chunk.isEmpty())
            m_file.reset();
        else
            m_socket->write(chunk);
    }
    if (!m_file && unsentBytes(*m_socket) == 0)
        close();
}

void HttpConnection::close()
{
    m_state = State::Closing;
    m_unacknowledged = unacknowledgedBytes(*m_socket);
    m_closingDeadline.setRemainingTime(m_limits.stall);
    m_deadline.start(std::min(m_limits.stall, std::chrono::milliseconds(2000)));
    if (qobject_cast<QSslSocket *>(m_socket.get()))
        m_socket->disconnectFromHost(); // sends the TLS close notification first
    else
        ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
}

/// A slow client gets more time while it accepts data; the kernel may hold megabytes for it.
void HttpConnection::onDeadline()
{
    const qint64 left = m_state == State::Closing ? unacknowledgedBytes(*m_socket) : 0;
    const bool hasProgress = m_unacknowledged - left >= slowestBytes;
    if (left == 0 || (!hasProgress && m_closingDeadline.hasExpired()))
        return abort();
    if (hasProgress) {
        m_unacknowledged = left;
        m_sinceProgress.restart();
        m_closingDeadline.setRemainingTime(m_limits.stall);
    }
    m_deadline.start();
}

} // namespace pulse

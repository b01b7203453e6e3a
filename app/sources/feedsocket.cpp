// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sources/feedsocket.h"

#include "common/core/literals.h"

#include <QNetworkRequest>
#include <QRegularExpression>
#include <QWebSocket>

namespace pulse {
namespace {

/// Returns the origin of the gateway's own pages, since it refuses others.
QString originOf(const QUrl &url)
{
    const bool isSecure = url.scheme() == "wss"_L1;
    const QString place = url.authority(QUrl::FullyEncoded).section('@'_L1, -1);
    return (isSecure ? u"https://"_s : u"http://"_s) + place;
}

QNetworkRequest requestOf(const FeedSocket::Options &options)
{
    QNetworkRequest request(options.url);
    if (!options.token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + options.token);
    return request;
}

/// Returns the HTTP status that refused a handshake, or 0. QWebSocket reports it only in the text of its error; since
/// Qt 6.6 it reports 401 by the challenge.
int httpStatus(const QString &error)
{
    static const QRegularExpression form(u"status code: (\\d{3})\\b"_s);
    if (error.contains("WWW-Authenticate"_L1) || error.contains("requires authentication"_L1))
        return 401;
    return form.match(error).captured(1).toInt();
}

/// Returns a text without the names of Qt's functions.
QString whyEnded(const QWebSocket &socket)
{
    if (const int status = httpStatus(socket.errorString()); status > 0)
        return FeedSocket::tr("HTTP status %1").arg(status);
    if (socket.closeCode() == QWebSocketProtocol::CloseCodeTooMuchData)
        return FeedSocket::tr("a message is too large");
    if (!socket.closeReason().isEmpty())
        return socket.closeReason();
    return socket.errorString().section(u"::processHandshake: "_s, -1);
}

FeedSocket::End endOf(const QWebSocket &socket)
{
    FeedSocket::End end;
    end.why = whyEnded(socket);
    end.httpStatus = httpStatus(socket.errorString());
    end.isRefusal = socket.closeCode() == QWebSocketProtocol::CloseCodePolicyViolated;
    end.isUntrusted = socket.error() == QAbstractSocket::SslHandshakeFailedError;
    return end;
}

class QtFeedSocket final : public FeedSocket
{
public:
    QtFeedSocket(const Options &options, QObject *parent)
        : FeedSocket(parent)
        , m_socket(originOf(options.url), QWebSocketProtocol::VersionLatest)
    {
        m_socket.setMaxAllowedIncomingFrameSize(options.maximumMessageBytes);
        m_socket.setMaxAllowedIncomingMessageSize(options.maximumMessageBytes);
        // The signal reports each part of a large message.
        connect(&m_socket, &QWebSocket::textFrameReceived, this, &FeedSocket::dataReceived);
        connect(&m_socket, &QWebSocket::textMessageReceived, this,
                [this](const QString &text) { Q_EMIT message(text.toUtf8()); });
        connect(&m_socket, &QWebSocket::binaryMessageReceived, this,
                [this] { end({FeedSocket::tr("it sent data that is not text")}); });
        connect(&m_socket, &QWebSocket::disconnected, this, [this] { end(endOf(m_socket)); });
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
        connect(&m_socket, &QWebSocket::errorOccurred, this, [this] { end(endOf(m_socket)); });
#else
        connect(&m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
                [this] { end(endOf(m_socket)); });
#endif
        m_socket.open(requestOf(options));
    }

    ~QtFeedSocket() override
    {
        drop();
    }

    void send(const QByteArray &text) override
    {
        m_socket.sendTextMessage(QString::fromUtf8(text));
    }

    void drop() override
    {
        m_socket.disconnect(this); // a closing socket still emits
        m_socket.abort();
    }

private:
    void end(const End &end)
    {
        m_socket.disconnect(this);
        Q_EMIT ended(end);
    }

    QWebSocket m_socket;
};

} // namespace

FeedSocket *FeedSocket::open(const Options &options, QObject *parent)
{
    return new QtFeedSocket(options, parent);
}

} // namespace pulse

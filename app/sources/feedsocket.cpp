// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sources/feedsocket.h"

#include <QNetworkRequest>
#include <QRegularExpression>
#include <QWebSocket>

namespace pulse {
namespace {

/// Of the gateway itself, as its own pages have it: it turns others away.
QString originOf(const QUrl &url)
{
    const bool isSecure = url.scheme() == QLatin1String("wss");
    const QString place = url.authority(QUrl::FullyEncoded).section(QLatin1Char('@'), -1);
    return (isSecure ? QStringLiteral("https://") : QStringLiteral("http://")) + place;
}

QNetworkRequest requestOf(const FeedSocket::Options &options)
{
    QNetworkRequest request(options.url);
    if (!options.token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + options.token);
    return request;
}

/// The HTTP status by which a handshake was refused, or 0. QWebSocket tells it in its error's text alone; from Qt 6.6
/// on it tells 401 by the challenge.
int httpStatus(const QString &error)
{
    static const QRegularExpression form(QStringLiteral("status code: (\\d{3})\\b"));
    if (error.contains(QLatin1String("WWW-Authenticate")) || error.contains(QLatin1String("requires authentication")))
        return 401;
    return form.match(error).captured(1).toInt();
}

/// In words that do not name Qt's functions.
QString whyEnded(const QWebSocket &socket)
{
    if (const int status = httpStatus(socket.errorString()); status > 0)
        return FeedSocket::tr("HTTP status %1").arg(status);
    if (socket.closeCode() == QWebSocketProtocol::CloseCodeTooMuchData)
        return FeedSocket::tr("a message is too large");
    if (!socket.closeReason().isEmpty())
        return socket.closeReason();
    return socket.errorString().section(QStringLiteral("::processHandshake: "), -1);
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

} // namespace

class FeedSocket::Connection
{
public:
    Connection(FeedSocket &owner, const Options &options)
        : m_owner(owner)
        , m_socket(new QWebSocket(originOf(options.url), QWebSocketProtocol::VersionLatest))
    {
        m_socket->setMaxAllowedIncomingFrameSize(options.maximumMessageBytes);
        m_socket->setMaxAllowedIncomingMessageSize(options.maximumMessageBytes);
        connect(m_socket, &QWebSocket::textFrameReceived, &owner, &FeedSocket::heard); // a part of a large one
        connect(m_socket, &QWebSocket::textMessageReceived, &owner,
                [this](const QString &text) { Q_EMIT m_owner.message(text.toUtf8()); });
        connect(m_socket, &QWebSocket::binaryMessageReceived, &owner, [this] { end({tr("what it says is no text")}); });
        connect(m_socket, &QWebSocket::disconnected, &owner, [this] { end(endOf(*m_socket)); });
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
        connect(m_socket, &QWebSocket::errorOccurred, &owner, [this] { end(endOf(*m_socket)); });
#else
        connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), &owner,
                [this] { end(endOf(*m_socket)); });
#endif
        m_socket->open(requestOf(options));
    }

    ~Connection()
    {
        m_socket->disconnect(&m_owner); // a closing socket still emits
        m_socket->abort();
        m_socket->deleteLater(); // it may be the one that calls
    }

    void send(const QByteArray &text)
    {
        m_socket->sendTextMessage(QString::fromUtf8(text));
    }

private:
    void end(const End &end)
    {
        m_socket->disconnect(&m_owner);
        Q_EMIT m_owner.ended(end);
    }

    FeedSocket &m_owner;
    QWebSocket *m_socket;
};

FeedSocket::FeedSocket(const Options &options, QObject *parent)
    : QObject(parent)
    , m_connection(std::make_unique<Connection>(*this, options))
{
}

FeedSocket::~FeedSocket() = default;

void FeedSocket::send(const QByteArray &text)
{
    m_connection->send(text);
}

void FeedSocket::drop()
{
    m_connection.reset();
}

} // namespace pulse

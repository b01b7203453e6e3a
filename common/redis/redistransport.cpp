// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redistransport.h"

#include "common/core/literals.h"

#include <QFile>
#include <QLocalSocket>
#include <QScopedValueRollback>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpSocket>

#include <cerrno>
#include <fcntl.h>
#include <poll.h>

namespace pulse {
namespace {

/// The most that a QSslSocket buffers; the rest stays in the kernel and at the sender. Otherwise one large reply would
/// be in memory completely before the parser can reject its size.
constexpr qint64 readBufferBytes = 1024 * 1024;

/// The dashboard translates these texts.
QString reason(const char *text)
{
    return QString::fromLatin1(text);
}

const char *const closedByServer = QT_TRANSLATE_NOOP("RedisReason", "the server closed the connection");

/// Qt's own text names its functions, and calls a missing file an invalid name.
QString sentenceOf(const QLocalSocket &socket)
{
    switch (socket.error()) {
    case QLocalSocket::ServerNotFoundError:
        return reason(QT_TRANSLATE_NOOP("RedisReason", "there is no such socket"));
    case QLocalSocket::ConnectionRefusedError:
        return reason(QT_TRANSLATE_NOOP("RedisReason", "no server listens on this socket"));
    case QLocalSocket::SocketAccessError:
        return reason(QT_TRANSLATE_NOOP("RedisReason", "permission denied"));
    case QLocalSocket::PeerClosedError:
        return reason(closedByServer);
    default:
        return socket.errorString();
    }
}

/// Reads a private key in PEM, RSA or EC.
QSslKey readKey(const QString &path)
{
    QFile file(path);
    const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Ec, QSsl::Rsa, QSsl::Dsa}) {
        if (const QSslKey key(text, algorithm); !key.isNull())
            return key;
    }
    return {};
}

Result<QSslConfiguration> tlsConfiguration(const RedisUrl &url)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    const auto noCertificate = [](const char *name, const QString &file) {
        return Error{u"no certificate could be read from %1 '%2'"_s.arg(QLatin1String(name), file)};
    };
    if (!url.caFile.isEmpty()) {
        configuration.setCaCertificates(QSslCertificate::fromPath(url.caFile));
        if (configuration.caCertificates().isEmpty())
            return noCertificate("cafile", url.caFile);
    }
    if (url.certFile.isEmpty())
        return configuration;
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(url.certFile));
    configuration.setPrivateKey(readKey(url.keyFile));
    if (configuration.localCertificateChain().isEmpty())
        return noCertificate("certfile", url.certFile);
    if (configuration.privateKey().isNull())
        return Error{u"no RSA or EC key without a passphrase could be read from keyfile '%1'"_s.arg(url.keyFile)};
    return configuration;
}

} // namespace

RedisTransport::RedisTransport(const RedisUrl &url, QObject *parent)
    : QObject(parent)
    , m_url(url)
{
    switch (url.scheme) {
    case RedisUrl::Scheme::Tcp:
        setUpTcp();
        break;
    case RedisUrl::Scheme::Tls:
        setUpTls();
        break;
    case RedisUrl::Scheme::Unix:
        setUpUnix();
        break;
    }
}

RedisTransport::~RedisTransport()
{
    for (QObject *socket : children())
        socket->disconnect(this); // a closing socket still emits
}

void RedisTransport::discard(std::unique_ptr<RedisTransport> transport)
{
    if (!transport)
        return;
    transport->disconnect();
    if (transport->m_emitting)
        transport.release()->deleteLater();
}

void RedisTransport::reportOpened()
{
    const QScopedValueRollback<bool> emitting(m_emitting, true);
    m_opened = true;
    m_identity = DescriptorIdentity::of(descriptor());
    Q_EMIT opened();
}

void RedisTransport::reportReadyRead()
{
    const QScopedValueRollback<bool> emitting(m_emitting, true);
    Q_EMIT readyRead();
}

void RedisTransport::setUpTcp()
{
    m_tcp = new QTcpSocket(this);
    watch(m_tcp);
    connect(m_tcp, &QAbstractSocket::connected, this, &RedisTransport::takeOver, Qt::QueuedConnection);
}

void RedisTransport::setUpTls()
{
    m_tls = new QSslSocket(this);
    m_tls->setReadBufferSize(readBufferBytes);
    connect(m_tls, &QIODevice::readyRead, this, &RedisTransport::reportReadyRead);
    m_tcp = m_tls;
    watch(m_tls);
    if (const Result<QSslConfiguration> configuration = tlsConfiguration(m_url))
        m_tls->setSslConfiguration(*configuration);
    else
        m_problem = configuration.error().message;
    m_tls->setPeerVerifyMode(QSslSocket::VerifyPeer); // chain and host name
    connect(m_tls, &QSslSocket::encrypted, this, [this] {
        m_tls->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        reportOpened();
    });
}

void RedisTransport::setUpUnix()
{
    m_unix = new QLocalSocket(this);
    connect(m_unix, &QLocalSocket::connected, this, &RedisTransport::takeOver, Qt::QueuedConnection);
    connect(m_unix, &QLocalSocket::errorOccurred, this, [this] { fail(sentenceOf(*m_unix)); });
    connect(m_unix, &QLocalSocket::disconnected, this, [this] { fail(reason(closedByServer)); });
}

void RedisTransport::watch(QAbstractSocket *socket)
{
    connect(socket, &QAbstractSocket::errorOccurred, this, [this] { fail(m_tcp->errorString()); });
    connect(socket, &QAbstractSocket::disconnected, this, [this] { fail(reason(closedByServer)); });
}

/// Exchanges Qt's connected socket for a SocketStream on the same connection. Not from inside a signal of the socket,
/// since it is destroyed here.
void RedisTransport::takeOver()
{
    if (descriptor() < 0)
        return; // it has failed in the meantime
    QIODevice &socket = m_tcp ? static_cast<QIODevice &>(*m_tcp) : *m_unix;
    if (m_tcp)
        m_tcp->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    const int own = ::fcntl(descriptor(), F_DUPFD_CLOEXEC, 0);
    if (own < 0) {
        fail(qt_error_string(errno));
        return;
    }
    m_early = socket.readAll();
    socket.disconnect(this);
    delete &socket;
    m_tcp = nullptr;
    m_unix = nullptr;
    m_stream = std::make_unique<SocketStream>(own);
    connect(m_stream.get(), &SocketStream::readyRead, this, &RedisTransport::reportReadyRead);
    connect(m_stream.get(), &SocketStream::ended, this, [this](int error) {
        const bool isClosed = error == 0 || error == EPIPE || error == ECONNRESET;
        fail(isClosed ? reason(closedByServer) : qt_error_string(error));
    });
    reportOpened();
}

void RedisTransport::open()
{
    if (!m_problem.isEmpty()) {
        // Emitted from the event loop, like every other failure.
        QMetaObject::invokeMethod(
            this, [this] { end(RedisError::Kind::Tls, m_problem); }, Qt::QueuedConnection);
        return;
    }
    if (m_tls)
        m_tls->connectToHostEncrypted(m_url.host, m_url.port, m_url.tlsName.isEmpty() ? m_url.host : m_url.tlsName);
    else if (m_tcp)
        m_tcp->connectToHost(m_url.host, m_url.port);
    else // also from the event loop, since it fails immediately if the socket does not exist
        QMetaObject::invokeMethod(
            m_unix, [this] { m_unix->connectToServer(m_url.path); }, Qt::QueuedConnection);
}

void RedisTransport::write(const QByteArray &data)
{
    if (m_stream)
        m_stream->write(data);
    else
        m_tls->write(data);
}

void RedisTransport::flush()
{
    const QScopedValueRollback<bool> flushing(m_flushing, true);
    if (m_stream)
        m_stream->flush();
    else
        m_tls->flush();
}

bool RedisTransport::poll(std::chrono::nanoseconds time)
{
    if (m_stream)
        return report(m_stream->poll(time));
    const auto end = std::chrono::steady_clock::now() + time;
    pollfd socket{descriptor(), POLLIN, 0};
    while (::poll(&socket, 1, 0) <= 0) {
        if (std::chrono::steady_clock::now() >= end)
            return false; // waitForReadyRead would report this as an error
    }
    m_tls->waitForReadyRead(0);
    return true;
}

bool RedisTransport::sleep()
{
    return m_stream && report(m_stream->sleep());
}

bool RedisTransport::report(bool hasData)
{
    if (hasData)
        reportReadyRead();
    return hasData;
}

int RedisTransport::descriptor() const
{
    if (m_stream)
        return m_stream->descriptor();
    return static_cast<int>(m_tcp ? m_tcp->socketDescriptor() : m_unix->socketDescriptor());
}

bool RedisTransport::isIntact() const
{
    return !m_opened || descriptor() < 0 || DescriptorIdentity::of(descriptor()) == m_identity;
}

QByteArrayView RedisTransport::read()
{
    if (m_stream && m_early.isEmpty())
        return m_stream->read();
    const bool isOpen = m_tls && m_tls->isOpen();
    m_data = !m_early.isEmpty() ? std::exchange(m_early, {}) : isOpen ? m_tls->readAll() : QByteArray();
    return m_data;
}

bool RedisTransport::hasData()
{
    return m_stream ? m_stream->poll({}) : m_tls && m_tls->bytesAvailable() > 0;
}

bool RedisTransport::mayHaveMore() const
{
    return m_stream ? m_stream->mayHaveMore() : m_tls && m_tls->bytesAvailable() > 0;
}

void RedisTransport::setReading(bool isReading)
{
    if (m_stream) // a QSslSocket emits readyRead only once for the same data
        m_stream->setReading(isReading);
}

void RedisTransport::fail(const QString &why)
{
    const bool tlsFailed =
        m_tls && !m_opened &&
        (m_tls->error() == QAbstractSocket::SslHandshakeFailedError || !m_tls->sslHandshakeErrors().isEmpty());
    if (tlsFailed)
        end(RedisError::Kind::Tls, why);
    else
        end(m_opened ? RedisError::Kind::ConnectionLost : RedisError::Kind::ConnectFailed, why);
}

void RedisTransport::end(RedisError::Kind kind, const QString &why)
{
    if (m_flushing) {
        QMetaObject::invokeMethod(
            this, [this, kind, why] { end(kind, why); }, Qt::QueuedConnection);
        return;
    }
    if (std::exchange(m_ended, true))
        return;
    const QString what =
        kind == RedisError::Kind::ConnectionLost ? u"Connection to %1 lost: %2"_s : u"Cannot connect to %1: %2"_s;
    const QScopedValueRollback<bool> emitting(m_emitting, true);
    Q_EMIT ended({kind, what.arg(m_url.display(), why), why});
}

} // namespace pulse

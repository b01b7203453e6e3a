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

#include <poll.h>

namespace pulse {
namespace {

/// What the socket holds before it leaves the rest to the kernel, and so to the sender: else one large reply is in
/// memory whole before the parser has seen that it is over the limit.
constexpr qint64 readBufferBytes = 1024 * 1024;

/// Windows translate it.
QString reason(const char *text)
{
    return QString::fromLatin1(text);
}

/// Qt's own text names its functions, and calls a missing file an invalid name.
QString sentenceOf(const QLocalSocket &socket)
{
    switch (socket.error()) {
    case QLocalSocket::ServerNotFoundError:
        return reason(QT_TRANSLATE_NOOP("RedisReason", "there is no such socket"));
    case QLocalSocket::ConnectionRefusedError:
        return reason(QT_TRANSLATE_NOOP("RedisReason", "nobody listens there"));
    case QLocalSocket::SocketAccessError:
        return reason(QT_TRANSLATE_NOOP("RedisReason", "permission denied"));
    case QLocalSocket::PeerClosedError:
        return reason(QT_TRANSLATE_NOOP("RedisReason", "the server closed the connection"));
    default:
        return socket.errorString();
    }
}

/// A private key in PEM, of whichever kind it is.
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
    connect(m_device, &QIODevice::readyRead, this, &RedisTransport::tellReadyRead);
}

RedisTransport::~RedisTransport()
{
    disconnect(m_device, nullptr, this, nullptr); // a closing socket still emits
}

void RedisTransport::discard(std::unique_ptr<RedisTransport> transport)
{
    if (!transport)
        return;
    transport->disconnect();
    if (transport->m_emitting)
        transport.release()->deleteLater();
}

void RedisTransport::tellOpened()
{
    const QScopedValueRollback<bool> emitting(m_emitting, true);
    m_opened = true;
    m_identity = DescriptorIdentity::of(descriptor());
    Q_EMIT opened();
}

void RedisTransport::tellReadyRead()
{
    const QScopedValueRollback<bool> emitting(m_emitting, true);
    Q_EMIT readyRead();
}

void RedisTransport::setUpTcp()
{
    m_tcp = new QTcpSocket(this);
    watch(m_tcp);
    connect(m_tcp, &QAbstractSocket::connected, this, [this] {
        m_tcp->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        tellOpened();
    });
}

void RedisTransport::setUpTls()
{
    m_tls = new QSslSocket(this);
    m_tcp = m_tls;
    watch(m_tls);
    if (const Result<QSslConfiguration> configuration = tlsConfiguration(m_url))
        m_tls->setSslConfiguration(*configuration);
    else
        m_problem = configuration.error().message;
    m_tls->setPeerVerifyMode(QSslSocket::VerifyPeer); // chain and host name
    connect(m_tls, &QSslSocket::encrypted, this, [this] {
        m_tls->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        tellOpened();
    });
}

void RedisTransport::setUpUnix()
{
    m_unix = new QLocalSocket(this);
    m_unix->setReadBufferSize(readBufferBytes);
    m_device = m_unix;
    connect(m_unix, &QLocalSocket::connected, this, &RedisTransport::tellOpened);
    connect(m_unix, &QLocalSocket::errorOccurred, this, [this] { fail(sentenceOf(*m_unix)); });
    connect(m_unix, &QLocalSocket::disconnected, this,
            [this] { fail(reason(QT_TRANSLATE_NOOP("RedisReason", "the server closed the connection"))); });
}

void RedisTransport::watch(QAbstractSocket *socket)
{
    socket->setReadBufferSize(readBufferBytes);
    m_device = socket;
    connect(socket, &QAbstractSocket::errorOccurred, this, [this] { fail(m_tcp->errorString()); });
    connect(socket, &QAbstractSocket::disconnected, this,
            [this] { fail(reason(QT_TRANSLATE_NOOP("RedisReason", "the server closed the connection"))); });
}

void RedisTransport::open()
{
    if (!m_problem.isEmpty()) {
        // Said from the event loop, as every other failure is.
        QMetaObject::invokeMethod(
            this, [this] { end(RedisError::Kind::Tls, m_problem); }, Qt::QueuedConnection);
        return;
    }
    if (m_tls)
        m_tls->connectToHostEncrypted(m_url.host, m_url.port, m_url.tlsName.isEmpty() ? m_url.host : m_url.tlsName);
    else if (m_tcp)
        m_tcp->connectToHost(m_url.host, m_url.port);
    else // from the event loop, too, since it fails at once where there is no such socket
        QMetaObject::invokeMethod(
            m_unix, [this] { m_unix->connectToServer(m_url.path); }, Qt::QueuedConnection);
}

void RedisTransport::write(const QByteArray &data)
{
    m_device->write(data);
}

void RedisTransport::flush()
{
    const QScopedValueRollback<bool> flushing(m_flushing, true);
    if (m_tcp)
        m_tcp->flush();
    else
        m_unix->flush();
}

void RedisTransport::poll()
{
    pollfd socket{descriptor(), POLLIN, 0};
    if (::poll(&socket, 1, 0) > 0) // else waitForReadyRead would tell of a time-out as of an error
        m_device->waitForReadyRead(0);
}

int RedisTransport::descriptor() const
{
    return static_cast<int>(m_tcp ? m_tcp->socketDescriptor() : m_unix->socketDescriptor());
}

bool RedisTransport::isIntact() const
{
    return !m_opened || descriptor() < 0 || DescriptorIdentity::of(descriptor()) == m_identity;
}

QByteArray RedisTransport::readAll()
{
    return m_device->isOpen() ? m_device->readAll() : QByteArray();
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

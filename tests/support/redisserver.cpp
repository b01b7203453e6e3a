// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/redisserver.h"
#include "common/core/literals.h"

#include "tests/support/paths.h"
#include "tests/support/tlscertificates.h"

#include <QEventLoop>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTest>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstddef>

namespace pulse::test {
namespace {

using namespace std::chrono_literals;

constexpr quint16 portsEach = 100;

/// Binds a name that only one process can have, until it ends.
bool reserve(const QByteArray &name)
{
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    std::ranges::copy(name, address.sun_path + 1); // an abstract name: without a file
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const auto size =
        static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + static_cast<std::size_t>(name.size()));
    if (::bind(socket, reinterpret_cast<const sockaddr *>(&address), size) == 0)
        return true;
    ::close(socket);
    return false;
}

/// Returns the first of the ports that no other test uses at the same time. They are below those that the kernel uses
/// for outgoing connections (ip_local_port_range, from 32768 on): any program could take one of those before the server
/// listens.
quint16 firstPort()
{
    for (;;) {
        const auto first = static_cast<quint16>(10000 + QRandomGenerator::system()->bounded(227) * portsEach);
        if (reserve("pulseboard-test-ports-" + QByteArray::number(first)))
            return first;
    }
}

} // namespace

// In turn: a port may be asked for long before its server listens.
quint16 freePort()
{
    static const quint16 first = firstPort();
    static quint16 next = 0;
    QTcpServer server;
    do {
        server.listen(QHostAddress::LocalHost, static_cast<quint16>(first + next++ % portsEach));
    } while (!server.isListening());
    return server.serverPort();
}

RedisResult callOnce(const RedisOptions &options, const RedisCommand &command)
{
    RedisClient client(options);
    std::optional<RedisResult> result;
    QEventLoop loop;
    QObject::connect(&client, &RedisClient::ready, &loop, [&] {
        client.send(command, &loop, [&](const RedisResult &reply) {
            result = reply;
            loop.quit();
        });
    });
    QObject::connect(&client, &RedisClient::lost, &loop, [&](const RedisError &error) {
        if (!result)
            result = RedisResult(error);
        loop.quit();
    });
    client.open();
    loop.exec();
    return *result;
}

RedisServer::RedisServer(QStringList arguments)
    : m_arguments(std::move(arguments))
    , m_port(freePort())
{
}

RedisServer::~RedisServer()
{
    kill();
}

void RedisServer::enableTls(const TlsCertificates &certificates, ClientCertificate ofClients)
{
    m_tlsPort = freePort();
    m_arguments << u"--tls-port"_s << QString::number(m_tlsPort) << u"--tls-cert-file"_s
                << certificates.certificateFile() << u"--tls-key-file"_s << certificates.keyFile()
                << u"--tls-ca-cert-file"_s << certificates.caFile() << u"--tls-auth-clients"_s
                << (ofClients == ClientCertificate::Wanted ? u"yes"_s : u"no"_s);
}

void RedisServer::enableCluster()
{
    m_clusterPort = freePort();
    m_arguments << u"--cluster-enabled"_s << u"yes"_s << u"--cluster-port"_s << QString::number(m_clusterPort);
}

bool RedisServer::start()
{
    QStringList arguments{u"--bind"_s, u"127.0.0.1"_s, u"--port"_s, QString::number(m_port), u"--dir"_s,
                          folder(),    u"--save"_s,    QString(),   u"--unixsocket"_s,       socketPath()};
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(test::redisServerPath(), arguments + m_arguments);
    if (!m_process.waitForStarted())
        return false;
    QDeadlineTimer deadline(10s);
    QByteArray output;
    while (!deadline.hasExpired() && m_process.state() == QProcess::Running) {
        m_process.waitForReadyRead(100);
        output += m_process.readAll();
        if (output.contains("Ready to accept connections"))
            return true;
    }
    qWarning().noquote() << "redis-server did not start:" << output;
    return false;
}

void RedisServer::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill(); // frozen or not: it must not answer any more
    m_process.waitForFinished();
}

void RedisServer::freeze()
{
    ::kill(static_cast<pid_t>(m_process.processId()), SIGSTOP);
}

void RedisServer::unfreeze()
{
    ::kill(static_cast<pid_t>(m_process.processId()), SIGCONT);
}

RedisUrl RedisServer::url() const
{
    RedisUrl url;
    url.port = m_port;
    return url;
}

RedisUrl RedisServer::unixUrl() const
{
    RedisUrl url;
    url.scheme = RedisUrl::Scheme::Unix;
    url.host.clear();
    url.port = 0;
    url.path = socketPath();
    return url;
}

RedisUrl RedisServer::tlsUrl(const QString &caFile) const
{
    RedisUrl url;
    url.scheme = RedisUrl::Scheme::Tls;
    url.port = m_tlsPort;
    url.caFile = caFile;
    return url;
}

RedisOptions RedisServer::options() const
{
    RedisOptions options;
    options.url = url();
    options.clientName = u"test"_s;
    options.shortestRetry = 10ms;
    options.longestRetry = 100ms;
    return options;
}

RedisResult RedisServer::call(const RedisCommand &command) const
{
    return callOnce(options(), command);
}

QByteArray RedisServer::get(const QByteArray &key) const
{
    const RedisResult reply = call({"GET", key});
    return reply ? reply->bytes : QByteArray();
}

} // namespace pulse::test

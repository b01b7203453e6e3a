// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "common/redis/redisclient.h"

#include <QProcess>
#include <QTemporaryDir>

namespace pulse::test {

class TlsCertificates;

/// A real redis-server on a free TCP port of 127.0.0.1 and a Unix socket, in its own folder. Started by `start`, killed
/// with the object. A restarted server keeps its port (and loses its data unless it has an append-only file).
class RedisServer
{
public:
    /// `arguments` are appended to the command line, as in {"--maxmemory", "1"}.
    explicit RedisServer(QStringList arguments = {});
    ~RedisServer();

    enum class ClientCertificate { NotWanted, Wanted };

    /// Before `start`: also listens for TLS, on another port.
    void enableTls(const TlsCertificates &certificates, ClientCertificate ofClients = ClientCertificate::NotWanted);

    /// Before `start`: makes it a node of a Redis Cluster, without slots.
    void enableCluster();

    bool start();    ///< returns true when it answers PING
    void kill();     ///< sends SIGKILL and waits for the end
    void freeze();   ///< sends SIGSTOP
    void unfreeze(); ///< sends SIGCONT

    quint16 port() const { return m_port; }
    quint16 clusterPort() const { return m_clusterPort; } ///< for other nodes
    QString folder() const { return m_folder.path(); }
    QString socketPath() const { return m_folder.filePath(u"redis.sock"_s); }
    RedisUrl url() const;     ///< over TCP
    RedisUrl unixUrl() const; ///< over the Unix socket
    RedisUrl tlsUrl(const QString &caFile) const;
    RedisOptions options() const; ///< for `url`, with short timeouts and retry pauses

    /// Sends one command over a separate connection, with a nested event loop until the reply.
    RedisResult call(const RedisCommand &command) const;
    QByteArray get(const QByteArray &key) const; ///< empty if it does not exist

private:
    QStringList m_arguments;
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
    quint16 m_tlsPort = 0;
    quint16 m_clusterPort = 0;
};

/// Returns a free TCP port of 127.0.0.1, which no other test that runs at the same time gets.
quint16 freePort();

/// Sends one command to the server at `options.url` over a new connection, and waits for its reply.
RedisResult callOnce(const RedisOptions &options, const RedisCommand &command);

} // namespace pulse::test

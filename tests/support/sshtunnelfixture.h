// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/tunnel/sshtunnel.h"
#include "common/core/literals.h"
#include "tests/support/paths.h"
#include "tests/support/redisserver.h"
#include "tests/support/sshserver.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <memory>

namespace pulse::test {

/// A tunnel through real SSH servers to a real Redis server. The real dashboard is the askpass program of ssh. ssh
/// reads only a configuration of the test, not that of the machine.
class SshTunnelFixture
{
protected:
    /// Starts Redis, but no SSH server. The host keys of both are known.
    void setUp()
    {
        qunsetenv("SSH_AUTH_SOCK");
        m_folder = std::make_unique<QTemporaryDir>();
        m_redis = std::make_unique<RedisServer>();
        m_server = std::make_unique<SshServer>();
        m_jump = std::make_unique<SshServer>();
        QVERIFY(m_redis->start());
        QVERIFY(m_redis->call({"SET", "greeting", "hello"}));
        configure();
        trust(*m_server);
        trust(*m_jump);
    }

    QString file(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    QByteArray read(const char *name) const
    {
        QFile content(file(name));
        return content.open(QIODevice::ReadOnly) ? content.readAll() : QByteArray();
    }
    void write(const char *name, const QByteArray &content) const
    {
        QFile written(file(name));
        QVERIFY(written.open(QIODevice::WriteOnly));
        written.write(content);
    }
    /// Writes ssh's configuration; `more`: lines before those that all tests need.
    void configure(const QByteArray &more = {}) const
    {
        write("config", more + "Host *\nUserKnownHostsFile " + file("known_hosts").toUtf8() +
                            "\nGlobalKnownHostsFile /dev/null\nIdentityFile none\n");
    }
    /// Adds the server's host key to the known ones.
    void trust(const SshServer &server) const
    {
        QFile known(file("known_hosts"));
        QVERIFY(known.open(QIODevice::Append));
        known.write(server.knownHost());
    }
    /// Returns the lines of ssh's configuration that give the server a name.
    QByteArray alias(const char *name, const SshServer &server) const
    {
        return "Host " + QByteArray(name) + "\nHostName 127.0.0.1\nPort " + QByteArray::number(server.port()) +
               "\nIdentityFile " + server.identityFile().toUtf8() + '\n';
    }
    /// Returns options for the server without jump hosts, with the right key.
    SshTunnel::Options options() const
    {
        SshTunnel::Options options;
        options.destination.host = u"127.0.0.1"_s;
        options.destination.port = m_server->port();
        options.target.port = m_redis->port();
        options.identityFile = m_server->identityFile();
        options.configFile = file("config");
        options.askPassProgram = test::programPath("/pulseboard");
        options.shortestPause = std::chrono::milliseconds(20);
        options.longestPause = std::chrono::milliseconds(100);
        return options;
    }
    /// Returns options for the entry of a name in ssh's configuration.
    SshTunnel::Options through(const char *alias) const
    {
        SshTunnel::Options settings = options();
        settings.destination = {{}, QLatin1String(alias), 0};
        settings.identityFile.clear();
        return settings;
    }
    /// Returns whether Redis answers at a port of this machine.
    bool reachesRedis(quint16 port) const
    {
        RedisOptions redis = m_redis->options();
        redis.url.port = port;
        const RedisResult reply = callOnce(redis, {"GET", "greeting"});
        return reply && reply->bytes == "hello";
    }
    /// Returns the running processes of ssh that use the configuration.
    QList<qint64> processes() const { return processesWith(m_folder->path().toUtf8()); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<SshServer> m_server; ///< in front of Redis
    std::unique_ptr<SshServer> m_jump;
};

} // namespace pulse::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/tunnel/sshtunnel.h"
#include "common/core/literals.h"
#include "tests/support/sshserver.h"
#include "tests/support/sshtunnelfixture.h"
#include "tests/support/timeouts.h"

#include <QCoreApplication>
#include <QFile>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

#include <csignal>
#include <pwd.h>
#include <unistd.h>

using namespace pulse;
using namespace pulse::test;

class TestSshTunnel : public QObject, private SshTunnelFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void tunnelReachesTheServer_data();
    void tunnelReachesTheServer();
    void lostTunnelReconnects();
    void takenPortIsReplaced();
    void noProcessIsLeft_data();
    void noProcessIsLeft();
    void aStoppedSshIsKilled();
    void nothingOutlivesAKilledParent_data();
    void nothingOutlivesAKilledParent();
};

void TestSshTunnel::tunnelReachesTheServer_data()
{
    QTest::addColumn<QString>("way");
    QTest::newRow("with a key") << "key";
    QTest::newRow("with user and port") << "user";
    QTest::newRow("by an alias") << "server";
    QTest::newRow("by way of a jump host") << "jumps";
    QTest::newRow("by an alias with ProxyJump") << "behind";
    QTest::newRow("from a service's account") << "nologin";
}

void TestSshTunnel::tunnelReachesTheServer()
{
    QFETCH(QString, way);
    QVERIFY(m_server->start());
    QVERIFY(m_jump->start());
    configure(alias("behind", *m_server) + "ProxyJump jump\n" + alias("server", *m_server) + alias("jump", *m_jump) +
              "Match originalhost behind,server,127.0.0.1\nForkAfterAuthentication yes\nControlMaster auto\n"
              "ControlPath " +
              file("control").toUtf8() + '\n'); // options that tunnels have to override
    SshTunnel::Options settings = options();
    if (way == "user"_L1)
        settings.destination.user = QString::fromLocal8Bit(::getpwuid(::geteuid())->pw_name);
    if (way == "jumps"_L1)
        settings.jumps = *SshDestination::parseJumps(u"jump"_s);
    if (way == "behind"_L1 || way == "server"_L1)
        settings = through(qPrintable(way));
    const QByteArray shell = qgetenv("SHELL");
    if (way == "nologin"_L1)
        qputenv("SHELL", "/usr/sbin/nologin");
    SshTunnel tunnel(settings);
    QSignalSpy ups(&tunnel, &SshTunnel::up);
    QSignalSpy downs(&tunnel, &SshTunnel::down);
    QSignalSpy questions(&tunnel, &SshTunnel::asked);
    tunnel.start();
    qputenv("SHELL", shell);
    QTRY_COMPARE_WITH_TIMEOUT(ups.size(), 1, waitTimeout);
    QVERIFY(reachesRedis(ups[0][0].value<quint16>()));
    QVERIFY(downs.isEmpty());
    QVERIFY(questions.isEmpty());
    QVERIFY(!QFile::exists(file("control")));
    QCOMPARE(m_jump->log().contains("Accepted publickey"_L1), way == "jumps"_L1 || way == "behind"_L1);
}

void TestSshTunnel::lostTunnelReconnects()
{
    QVERIFY(m_server->start());
    SshTunnel tunnel(options());
    QSignalSpy ups(&tunnel, &SshTunnel::up);
    QSignalSpy downs(&tunnel, &SshTunnel::down);
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(ups.size(), 1, waitTimeout);
    const auto port = ups[0][0].value<quint16>();
    RedisOptions redis = m_redis->options();
    redis.url.port = port;
    RedisClient client(redis);
    QSignalSpy losses(&client, &RedisClient::lost);
    client.open();
    QTRY_VERIFY_WITH_TIMEOUT(client.isReady(), waitTimeout);
    m_server->kill();
    QTRY_VERIFY_WITH_TIMEOUT(downs.size() >= 2, waitTimeout); // lost, and the next attempt failed
    QVERIFY2(downs[0][0].toString().startsWith(u"The SSH tunnel to 127.0.0.1:%1 broke: "_s.arg(m_server->port())),
             qPrintable(downs[0][0].toString()));
    QTRY_VERIFY_WITH_TIMEOUT(!losses.isEmpty() && !client.isReady(), waitTimeout);
    QVERIFY(m_server->start());
    QTRY_COMPARE_WITH_TIMEOUT(ups.size(), 2, waitTimeout);
    QCOMPARE(ups[1][0].value<quint16>(), port);
    QTRY_VERIFY_WITH_TIMEOUT(client.isReady(), waitTimeout);
    QVERIFY(reachesRedis(port));
}

void TestSshTunnel::takenPortIsReplaced()
{
    QVERIFY(m_server->start());
    SshTunnel tunnel(options());
    QSignalSpy ups(&tunnel, &SshTunnel::up);
    QSignalSpy downs(&tunnel, &SshTunnel::down);
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(ups.size(), 1, waitTimeout);
    const auto port = ups[0][0].value<quint16>();
    m_server->kill();
    QTRY_VERIFY_WITH_TIMEOUT(!downs.isEmpty(), waitTimeout);
    QTcpServer thief;
    QVERIFY2(thief.listen(QHostAddress::LocalHost, port), qPrintable(thief.errorString()));
    QVERIFY(m_server->start());
    QTRY_COMPARE_WITH_TIMEOUT(ups.size(), 2, waitTimeout);
    QVERIFY2(downs.last()[0].toString().contains(u"cannot listen at port %1 of this"_s.arg(port)),
             qPrintable(downs.last()[0].toString()));
    QVERIFY(ups[1][0].value<quint16>() != port);
    QVERIFY(reachesRedis(ups[1][0].value<quint16>()));
}

void TestSshTunnel::noProcessIsLeft_data()
{
    QTest::addColumn<QString>("when");
    QTest::newRow("when up") << "up";
    QTest::newRow("when up by way of a jump host") << "jump";
    QTest::newRow("while it asks") << "asks";
    QTest::newRow("while it asks for a jump host") << "jump asks";
}

void TestSshTunnel::noProcessIsLeft()
{
    QFETCH(QString, when);
    QVERIFY(m_server->start());
    QVERIFY(m_jump->start());
    configure(alias("jump", *m_jump));
    SshTunnel::Options settings = options();
    if (when.startsWith("jump"_L1))
        settings.jumps = {{{}, u"jump"_s, 0}};
    if (when.endsWith("asks"_L1))
        write("known_hosts", {});
    auto tunnel = std::make_unique<SshTunnel>(settings);
    QSignalSpy ups(tunnel.get(), &SshTunnel::up);
    QSignalSpy questions(tunnel.get(), &SshTunnel::asked);
    tunnel->start();
    QTRY_COMPARE_WITH_TIMEOUT(ups.size() + questions.size(), 1, waitTimeout);
    QVERIFY(processes().size() >= (settings.jumps.isEmpty() ? 1 : 2));
    tunnel.reset();
    QTRY_COMPARE_WITH_TIMEOUT(processes(), QList<qint64>(), waitTimeout); // killed ones take a moment
    QTRY_COMPARE_WITH_TIMEOUT(processesWith("[127.0.0.1]:" + QByteArray::number(m_server->port())), QList<qint64>(),
                              waitTimeout); // the askpass process
}

void TestSshTunnel::aStoppedSshIsKilled()
{
    QVERIFY(m_server->start());
    QVERIFY(m_jump->start());
    configure(alias("jump", *m_jump));
    SshTunnel::Options settings = options();
    settings.jumps = {{{}, u"jump"_s, 0}};
    auto tunnel = std::make_unique<SshTunnel>(settings);
    QSignalSpy ups(tunnel.get(), &SshTunnel::up);
    tunnel->start();
    QTRY_COMPARE_WITH_TIMEOUT(ups.size(), 1, waitTimeout);
    QCOMPARE(processes().size(), 2);
    for (const qint64 pid : processes())
        ::kill(static_cast<pid_t>(pid), SIGSTOP);
    tunnel.reset();
    QTRY_COMPARE_WITH_TIMEOUT(processes(), QList<qint64>(), waitTimeout);
}

void TestSshTunnel::nothingOutlivesAKilledParent_data()
{
    QTest::addColumn<bool>("jumps");
    QTest::newRow("straight") << false;
    QTest::newRow("by way of a jump host") << true;
}

void TestSshTunnel::nothingOutlivesAKilledParent()
{
    QFETCH(bool, jumps);
    QVERIFY(m_server->start());
    QVERIFY(m_jump->start());
    configure(alias("jump", *m_jump) + alias("server", *m_server) + (jumps ? "ProxyJump jump\n" : ""));
    QProcess parent;
    QByteArray output;
    connect(&parent, &QProcess::readyRead, &parent, [&] { output += parent.readAll(); });
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"TMPDIR"_s, m_folder->path()); // it cannot remove its files
    parent.setProcessEnvironment(environment);
    parent.start(QCoreApplication::applicationFilePath(), {u"--hold"_s, file("config")});
    QTRY_COMPARE_WITH_TIMEOUT(output, QByteArray("up\n"), waitTimeout);
    QCOMPARE(processes().size(), jumps ? 3 : 2); // with the parent
    parent.kill();
    QVERIFY(parent.waitForFinished());
    QTRY_COMPARE_WITH_TIMEOUT(processes(), QList<qint64>(), waitTimeout);
}

/// The parent process that the test kills: it holds a tunnel to "server" of a configuration.
int hold(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    SshTunnel::Options options;
    options.destination.host = u"server"_s;
    options.configFile = QFile::decodeName(argv[2]);
    SshTunnel tunnel(options);
    QObject::connect(&tunnel, &SshTunnel::up, &tunnel, [] {
        std::puts("up");
        std::fflush(stdout);
    });
    tunnel.start();
    return QCoreApplication::exec();
}

int main(int argc, char *argv[])
{
    if (argc == 3 && qstrcmp(argv[1], "--hold") == 0)
        return hold(argc, argv);
    QCoreApplication application(argc, argv);
    TestSshTunnel test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}
#include "tst_sshtunnel.moc"

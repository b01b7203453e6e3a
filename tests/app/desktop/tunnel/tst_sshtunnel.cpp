// SPDX-License-Identifier: GPL-3.0-or-later
// The tunnel through real SSH servers to a real Redis server. The real dashboard is the askpass program of ssh. ssh
// reads only a configuration of the test, not that of the machine.
#include "app/desktop/tunnel/sshtunnel.h"
#include "common/core/literals.h"
#include "tests/support/paths.h"
#include "tests/support/redisserver.h"
#include "tests/support/runtimefixture.h"
#include "tests/support/scriptedpeer.h"
#include "tests/support/sshserver.h"
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
using namespace std::chrono_literals;

class TestSshTunnel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void tunnelReachesTheServer_data();
    void tunnelReachesTheServer();
    void anUnknownHostKeyIsAskedFor();
    void anUnknownHostKeyIsDeclined_data();
    void anUnknownHostKeyIsDeclined();
    void aChangedHostKeyIsNotAccepted();
    void aPassphraseIsAskedFor();
    void aPassphraseOfAJumpHostIsAskedFor();
    void aPasswordIsDeclined();
    void aWrongPasswordIsAskedForAgain();
    void aQuestionIsWithdrawn();
    void failuresThatNeedTheUserAreReported_data();
    void failuresThatNeedTheUserAreReported();
    void temporaryFailuresDoNotNeedTheUser_data();
    void temporaryFailuresDoNotNeedTheUser();
    void lostTunnelReconnects();
    void takenPortIsReplaced();
    void refusedTargetIsReported_data();
    void refusedTargetIsReported();
    void noProcessIsLeft_data();
    void noProcessIsLeft();
    void aStoppedSshIsKilled();
    void nothingOutlivesAKilledParent_data();
    void nothingOutlivesAKilledParent();
    void noOptionIsSmuggledIn();
    void hintsOfSshAreRespected_data();
    void hintsOfSshAreRespected();

private:
    QString file(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    QByteArray read(const char *name) const;
    void write(const char *name, const QByteArray &content) const;
    void configure(const QByteArray &more = {}) const;
    void trust(const SshServer &server) const;
    QByteArray alias(const char *name, const SshServer &server) const;
    SshTunnel::Options options() const;
    SshTunnel::Options through(const char *alias) const;
    bool reachesRedis(quint16 port) const;
    QList<qint64> processes() const { return processesWith(m_folder->path().toUtf8()); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<SshServer> m_server;
    std::unique_ptr<SshServer> m_jump;
};

void TestSshTunnel::initTestCase()
{
    qunsetenv("SSH_AUTH_SOCK");
}

void TestSshTunnel::init()
{
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

QByteArray TestSshTunnel::read(const char *name) const
{
    QFile content(file(name));
    return content.open(QIODevice::ReadOnly) ? content.readAll() : QByteArray();
}

void TestSshTunnel::write(const char *name, const QByteArray &content) const
{
    QFile written(file(name));
    QVERIFY(written.open(QIODevice::WriteOnly));
    written.write(content);
}

void TestSshTunnel::configure(const QByteArray &more) const
{
    write("config", more + "Host *\nUserKnownHostsFile " + file("known_hosts").toUtf8() +
                        "\nGlobalKnownHostsFile /dev/null\nIdentityFile none\n");
}

void TestSshTunnel::trust(const SshServer &server) const
{
    QFile known(file("known_hosts"));
    QVERIFY(known.open(QIODevice::Append));
    known.write(server.knownHost());
}

QByteArray TestSshTunnel::alias(const char *name, const SshServer &server) const
{
    return "Host " + QByteArray(name) + "\nHostName 127.0.0.1\nPort " + QByteArray::number(server.port()) +
           "\nIdentityFile " + server.identityFile().toUtf8() + '\n';
}

/// Returns options for the server without jump hosts, with the right key.
SshTunnel::Options TestSshTunnel::options() const
{
    SshTunnel::Options options;
    options.destination.host = u"127.0.0.1"_s;
    options.destination.port = m_server->port();
    options.target.port = m_redis->port();
    options.identityFile = m_server->identityFile();
    options.configFile = file("config");
    options.askPassProgram = test::programPath("/pulseboard");
    options.shortestPause = 20ms;
    options.longestPause = 100ms;
    return options;
}

/// Returns the entry of a name in ssh's configuration.
SshTunnel::Options TestSshTunnel::through(const char *alias) const
{
    SshTunnel::Options settings = options();
    settings.destination = {{}, QLatin1String(alias), 0};
    settings.identityFile.clear();
    return settings;
}

bool TestSshTunnel::reachesRedis(quint16 port) const
{
    RedisOptions redis = m_redis->options();
    redis.url.port = port;
    const RedisResult reply = callOnce(redis, {"GET", "greeting"});
    return reply && reply->bytes == "hello";
}

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

void TestSshTunnel::anUnknownHostKeyIsAskedFor()
{
    QVERIFY(m_server->start());
    write("known_hosts", {});
    SshTunnel tunnel(options());
    QSignalSpy ups(&tunnel, &SshTunnel::up);
    QSignalSpy questions(&tunnel, &SshTunnel::asked);
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, waitTimeout);
    const auto question = questions[0][0].value<SshQuestion>();
    QCOMPARE(question.kind, SshQuestion::Kind::YesNo);
    QVERIFY2(question.text.contains("ED25519 key fingerprint is SHA256:"_L1), qPrintable(question.text));
    QVERIFY(ups.isEmpty());
    tunnel.answer(u"yes"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ups.size(), 1, waitTimeout);
    QVERIFY(reachesRedis(ups[0][0].value<quint16>()));
    QCOMPARE(questions.size(), 1);
    QVERIFY(!read("known_hosts").isEmpty());
}

void TestSshTunnel::anUnknownHostKeyIsDeclined_data()
{
    QTest::addColumn<bool>("isAnswered");
    QTest::newRow("not answered") << false;
    QTest::newRow("no") << true;
}

void TestSshTunnel::anUnknownHostKeyIsDeclined()
{
    QFETCH(bool, isAnswered);
    QVERIFY(m_server->start());
    write("known_hosts", {});
    SshTunnel tunnel(options());
    QSignalSpy downs(&tunnel, &SshTunnel::down);
    connect(&tunnel, &SshTunnel::asked, &tunnel, [&] {
        if (isAnswered)
            tunnel.answer(u"no"_s);
        else
            tunnel.decline();
    });
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(downs.size(), 1, waitTimeout);
    QCOMPARE(downs[0][0].toString(),
             u"No SSH tunnel to 127.0.0.1:%1: the host key was not accepted"_s.arg(m_server->port()));
    QVERIFY(downs[0][1].toBool());
    QVERIFY(read("known_hosts").isEmpty());
    QVERIFY(processes().isEmpty());
}

void TestSshTunnel::aChangedHostKeyIsNotAccepted()
{
    m_server->changeHostKey();
    QVERIFY(m_server->start());
    SshTunnel tunnel(options());
    QSignalSpy ups(&tunnel, &SshTunnel::up);
    QSignalSpy downs(&tunnel, &SshTunnel::down);
    QSignalSpy questions(&tunnel, &SshTunnel::asked);
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(downs.size(), 1, waitTimeout);
    const QString sentence = downs[0][0].toString();
    const qsizetype command = sentence.indexOf("ssh-keygen -f "_L1);
    QVERIFY2(command > 0, qPrintable(sentence));
    QVERIFY(downs[0][1].toBool());
    QVERIFY(questions.isEmpty());
    // The remedy in the message works.
    QCOMPARE(QProcess::execute(u"sh"_s, {u"-c"_s, sentence.mid(command)}), 0);
    connect(&tunnel, &SshTunnel::asked, &tunnel, [&] { tunnel.answer(u"yes"_s); });
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(ups.size(), 1, waitTimeout);
}

void TestSshTunnel::aPassphraseIsAskedFor()
{
    makeSshKey(file("key"), u"sésame"_s);
    m_server->admit(file("key"));
    QVERIFY(m_server->start());
    SshTunnel::Options settings = options();
    settings.identityFile = file("key");
    SshTunnel tunnel(settings);
    QSignalSpy ups(&tunnel, &SshTunnel::up);
    QSignalSpy questions(&tunnel, &SshTunnel::asked);
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, waitTimeout);
    QCOMPARE(questions[0][0].value<SshQuestion>().kind, SshQuestion::Kind::Secret);
    QCOMPARE(questions[0][0].value<SshQuestion>().text, u"Enter passphrase for key '%1':"_s.arg(file("key")));
    tunnel.answer(u"wrong"_s);
    QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 2, waitTimeout);
    QVERIFY(ups.isEmpty());
    tunnel.answer(u"sésame"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ups.size(), 1, waitTimeout);
    QVERIFY(reachesRedis(ups[0][0].value<quint16>()));
}

/// ssh applies its ConnectTimeout to a server behind a jump host, too. The user must have more time to answer.
void TestSshTunnel::aPassphraseOfAJumpHostIsAskedFor()
{
    makeSshKey(file("key"), u"sesame"_s);
    m_jump->admit(file("key"));
    QVERIFY(m_server->start());
    QVERIFY(m_jump->start());
    configure(alias("behind", *m_server) + "ProxyJump jump\nHost jump\nHostName 127.0.0.1\nPort " +
              QByteArray::number(m_jump->port()) + "\nIdentityFile " + file("key").toUtf8() + '\n');
    SshTunnel tunnel(through("behind"));
    QSignalSpy ups(&tunnel, &SshTunnel::up);
    QSignalSpy downs(&tunnel, &SshTunnel::down);
    QSignalSpy questions(&tunnel, &SshTunnel::asked);
    QSignalSpy withdrawals(&tunnel, &SshTunnel::withdrawn);
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, waitTimeout);
    QCOMPARE(processesWith(file("config").toUtf8() + QByteArray("\0-o\0ConnectTimeout=600", 22)).size(), 1);
    tunnel.answer(u"sesame"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ups.size(), 1, waitTimeout);
    QVERIFY(reachesRedis(ups[0][0].value<quint16>()));
    QCOMPARE(questions.size(), 1);
    QVERIFY(withdrawals.isEmpty());
    QVERIFY(downs.isEmpty());
}

void TestSshTunnel::aPasswordIsDeclined()
{
    m_server->set("PasswordAuthentication yes");
    QVERIFY(m_server->start());
    SshTunnel::Options settings = options();
    settings.identityFile.clear();
    SshTunnel tunnel(settings);
    QSignalSpy downs(&tunnel, &SshTunnel::down);
    QSignalSpy questions(&tunnel, &SshTunnel::asked);
    connect(&tunnel, &SshTunnel::asked, &tunnel, &SshTunnel::decline);
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(downs.size(), 1, waitTimeout);
    QCOMPARE(questions.size(), 1);
    QCOMPARE(questions[0][0].value<SshQuestion>().kind, SshQuestion::Kind::Secret);
    const QString sentence = downs[0][0].toString();
    QVERIFY2(sentence.contains("there was no answer to: "_L1) && sentence.endsWith("@127.0.0.1's password:"_L1),
             qPrintable(sentence));
    QVERIFY(downs[0][1].toBool());
    QVERIFY(!m_server->log().contains("Failed password"_L1));
    QVERIFY(processes().isEmpty());
}

void TestSshTunnel::aWrongPasswordIsAskedForAgain()
{
    m_server->set("PasswordAuthentication yes");
    QVERIFY(m_server->start());
    SshTunnel::Options settings = options();
    settings.identityFile.clear();
    SshTunnel tunnel(settings);
    QSignalSpy downs(&tunnel, &SshTunnel::down);
    QSignalSpy questions(&tunnel, &SshTunnel::asked);
    connect(&tunnel, &SshTunnel::asked, &tunnel, [&] { tunnel.answer(u"guess"_s); });
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(downs.size(), 1, waitTimeout);
    QCOMPARE(questions.size(), 3); // ssh's NumberOfPasswordPrompts
    QVERIFY2(downs[0][0].toString().contains("is not allowed to log in"_L1), qPrintable(downs[0][0].toString()));
    QVERIFY(downs[0][1].toBool());
}

void TestSshTunnel::aQuestionIsWithdrawn()
{
    QVERIFY(m_server->start());
    write("known_hosts", {});
    SshTunnel tunnel(options());
    QSignalSpy downs(&tunnel, &SshTunnel::down);
    QSignalSpy questions(&tunnel, &SshTunnel::asked);
    QSignalSpy withdrawals(&tunnel, &SshTunnel::withdrawn);
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, waitTimeout);
    ::kill(static_cast<pid_t>(questions[0][0].value<SshQuestion>().asker), SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(withdrawals.size(), 1, waitTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(downs.size(), 1, waitTimeout);
    QVERIFY2(downs[0][0].toString().endsWith("ssh was killed by signal 9"_L1), qPrintable(downs[0][0].toString()));
    tunnel.answer(u"yes"_s); // too late: no question is open
    QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 2, waitTimeout);
}

void TestSshTunnel::failuresThatNeedTheUserAreReported_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("why");
    QTest::newRow("wrong key") << "wrong key"
                               << "is not allowed to log in; the server accepts only: publickey";
    QTest::newRow("missing identity") << "missing identity"
                                      << "/none cannot be read: No such file or directory";
    QTest::newRow("open identity") << "open identity"
                                   << "since others can read it; to correct this: chmod 600 ";
    QTest::newRow("no identity") << "no identity"
                                 << "/config cannot be used: ";
    QTest::newRow("bad option") << "bad option"
                                << "config: line 1: Bad configuration option: nonsense";
    QTest::newRow("no configuration") << "no configuration"
                                      << "Can't open user config file";
    QTest::newRow("strict") << "strict"
                            << "(StrictHostKeyChecking) does not allow to ask";
    QTest::newRow("at the jump host") << "jump"
                                      << "through a jump host or proxy: ";
}

void TestSshTunnel::failuresThatNeedTheUserAreReported()
{
    QFETCH(QString, what);
    QFETCH(QString, why);
    QVERIFY(m_server->start());
    QVERIFY(m_jump->start());
    SshTunnel::Options settings = options();
    makeSshKey(file("key"));
    if (what == "wrong key"_L1)
        settings.identityFile = file("key");
    if (what == "missing identity"_L1)
        settings.identityFile = file("none");
    if (what == "open identity"_L1) {
        QFile::setPermissions(settings.identityFile, QFile::ReadOwner | QFile::ReadOther);
    }
    if (what == "no identity"_L1) {
        settings.identityFile = file("config");
        QFile::setPermissions(file("config"), QFile::ReadOwner);
    }
    if (what == "bad option"_L1)
        configure("Nonsense yes\n");
    if (what == "no configuration"_L1)
        settings.configFile = file("none");
    if (what == "strict"_L1) {
        write("known_hosts", {});
        configure("StrictHostKeyChecking yes\n");
    }
    if (what == "jump"_L1) // the jump host does not accept the key
        settings.jumps = {{{}, u"127.0.0.1"_s, m_jump->port()}};
    SshTunnel tunnel(settings);
    QSignalSpy downs(&tunnel, &SshTunnel::down);
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(downs.size(), 1, waitTimeout);
    QVERIFY2(downs[0][0].toString().contains(why), qPrintable(downs[0][0].toString()));
    QVERIFY(downs[0][1].toBool());
    QCOMPARE(downs[0][2].value<std::chrono::milliseconds>(), 0ms);
    QVERIFY(processes().isEmpty());
}

void TestSshTunnel::temporaryFailuresDoNotNeedTheUser_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("why");
    QTest::newRow("unknown name") << "name"
                                  << "the host name nowhere.invalid cannot be resolved: ";
    QTest::newRow("closed port") << "port"
                                 << "127.0.0.1 refuses the connection at port ";
    QTest::newRow("not SSH") << "peer"
                             << "the program that answers is not an SSH server";
    QTest::newRow("no jump host") << "jump"
                                  << "through a jump host or proxy: 127.0.0.1 refuses the connection";
    QTest::newRow("behind the jump host") << "behind"
                                          << "through a jump host or proxy: the server cannot be reached from there: ";
    QTest::newRow("no ssh") << "ssh"
                            << "ssh cannot be started: ";
    QTest::newRow("no ssh on PATH") << "PATH"
                                    << "ssh was not found on PATH";
    QTest::newRow("silent ssh") << "silent"
                                << "ssh ended with exit code 7";
}

void TestSshTunnel::temporaryFailuresDoNotNeedTheUser()
{
    QFETCH(QString, what);
    QFETCH(QString, why);
    QVERIFY(m_jump->start());
    ScriptedPeer peer(QByteArray("\x15\x03\x01\0\x02\x02\x46\n", 8)); // a TLS alert
    SshTunnel::Options settings = options();                          // the server does not run
    if (what == "name"_L1)
        settings.destination.host = u"nowhere.invalid"_s;
    if (what == "peer"_L1)
        settings.destination.port = peer.options().url.port;
    if (what == "jump"_L1)
        settings.jumps = {{{}, u"127.0.0.1"_s, freePort()}};
    if (what == "behind"_L1) {
        configure(alias("jump", *m_jump));
        settings.jumps = {{{}, u"jump"_s, 0}};
    }
    if (what == "ssh"_L1)
        settings.program = file("none");
    if (what == "silent"_L1) {
        settings.program = file("silent");
        write("silent", "#!/bin/sh\nexit 7\n");
        QFile::setPermissions(file("silent"), QFile::ReadOwner | QFile::ExeOwner);
    }
    const QByteArray path = qgetenv("PATH");
    if (what == "PATH"_L1)
        qputenv("PATH", QFile::encodeName(m_folder->path()));
    SshTunnel tunnel(settings);
    QSignalSpy downs(&tunnel, &SshTunnel::down);
    tunnel.start();
    QTRY_VERIFY_WITH_TIMEOUT(downs.size() >= 2, waitTimeout);
    qputenv("PATH", path);
    for (const QList<QVariant> &down : downs) {
        QVERIFY2(down[0].toString().contains(why), qPrintable(down[0].toString()));
        QVERIFY(!down[1].toBool());
    }
    QCOMPARE(downs[0][2].value<std::chrono::milliseconds>(), 20ms);
    QCOMPARE(downs[1][2].value<std::chrono::milliseconds>(), 40ms);
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

void TestSshTunnel::refusedTargetIsReported_data()
{
    QTest::addColumn<QByteArray>("setting");
    QTest::addColumn<QString>("why");
    QTest::newRow("closed port") << QByteArray() << ": Connection refused";
    QTest::newRow("forbidden") << QByteArray("AllowTcpForwarding no") << ": the server forbids it (AllowTcpForwarding";
    QTest::newRow("forbidden address") << QByteArray("PermitOpen 127.0.0.1:1") << ": the server forbids it (Allow";
}

void TestSshTunnel::refusedTargetIsReported()
{
    QFETCH(QByteArray, setting);
    QFETCH(QString, why);
    if (setting.isEmpty())
        m_redis->kill();
    else
        m_server->set(setting);
    QVERIFY(m_server->start());
    SshTunnel tunnel(options());
    QSignalSpy ups(&tunnel, &SshTunnel::up);
    QSignalSpy downs(&tunnel, &SshTunnel::down);
    QSignalSpy refusals(&tunnel, &SshTunnel::targetRefused);
    tunnel.start();
    QTRY_COMPARE_WITH_TIMEOUT(ups.size(), 1, waitTimeout);
    QVERIFY(!reachesRedis(ups[0][0].value<quint16>()));
    QTRY_VERIFY_WITH_TIMEOUT(!refusals.isEmpty(), waitTimeout);
    const QString sentence = refusals[0][0].toString();
    QVERIFY2(sentence.startsWith(u"127.0.0.1:%1 cannot be reached"_s.arg(m_redis->port())) && sentence.contains(why),
             qPrintable(sentence));
    QVERIFY(downs.isEmpty());
    if (!setting.isEmpty())
        return;
    QVERIFY(m_redis->start());
    QVERIFY(m_redis->call({"SET", "greeting", "hello"}));
    QVERIFY(reachesRedis(ups[0][0].value<quint16>()));
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

/// A text that looks like an option is a host that does not exist, even if `parse` did not refuse it.
void TestSshTunnel::noOptionIsSmuggledIn()
{
    for (const QString &text :
         {u"-oProxyCommand=touch %1"_s.arg(file("touched")), u"-oProxyCommand=touch${IFS}%1"_s.arg(file("touched"))}) {
        QVERIFY(!SshDestination::parse(text));
        SshTunnel::Options settings = options();
        settings.destination = {{}, text, 0};
        SshTunnel tunnel(settings);
        QSignalSpy downs(&tunnel, &SshTunnel::down);
        tunnel.start();
        QTRY_VERIFY_WITH_TIMEOUT(!downs.isEmpty(), waitTimeout);
        QVERIFY(!QFile::exists(file("touched")));
    }
}

void TestSshTunnel::hintsOfSshAreRespected_data()
{
    QTest::addColumn<QString>("hint");
    QTest::addColumn<QString>("text");
    QTest::addColumn<SshQuestion::Kind>("kind");
    using Kind = SshQuestion::Kind;
    QTest::newRow("secret") << ""
                            << "Enter PIN for ED25519-SK key /k: " << Kind::Secret;
    QTest::newRow("confirm") << "confirm"
                             << "Allow use of key /k?" << Kind::YesNo;
    QTest::newRow("none") << "none"
                          << "Confirm user presence for key ED25519-SK" << Kind::Notice;
    QTest::newRow("host key") << ""
                              << "Are you sure you want to continue connecting (yes/no/[fingerprint])? " << Kind::YesNo;
    QTest::newRow("host key again") << ""
                                    << "Please type 'yes', 'no' or the fingerprint: " << Kind::YesNo;
    QTest::newRow("other host keys") << ""
                                     << "Accept updated hostkeys? (yes/no): " << Kind::YesNo;
}

void TestSshTunnel::hintsOfSshAreRespected()
{
    QFETCH(QString, hint);
    QFETCH(QString, text);
    QFETCH(SshQuestion::Kind, kind);
    AskPass askPass;
    QVERIFY(askPass.listen());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QString program = test::programPath("/pulseboard");
    askPass.putInto(environment, program);
    if (!hint.isEmpty())
        environment.insert(u"SSH_ASKPASS_PROMPT"_s, hint);
    QSignalSpy questions(&askPass, &AskPass::asked);
    QSignalSpy withdrawals(&askPass, &AskPass::withdrawn);
    QProcess first;
    QProcess second;
    for (QProcess *process : {&first, &second}) {
        process->setProcessEnvironment(environment);
        process->start(program, {text});
        QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 1, waitTimeout); // the second one waits for the first
    }
    QCOMPARE(questions[0][0].value<SshQuestion>(),
             (SshQuestion{text.trimmed(), kind, QCoreApplication::applicationPid()}));
    const bool isNotice = kind == SshQuestion::Kind::Notice;
    askPass.answer(u"yes ü"_s); // a notice ignores the answer
    if (isNotice)
        first.terminate(); // as ssh does
    QTRY_COMPARE_WITH_TIMEOUT(questions.size(), 2, waitTimeout);
    askPass.decline();
    QTRY_COMPARE_WITH_TIMEOUT(first.state(), QProcess::NotRunning, waitTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, waitTimeout);
    QCOMPARE(first.readAllStandardOutput(), isNotice ? QByteArray() : QByteArray("yes ü\n"));
    QCOMPARE(first.exitStatus(), isNotice ? QProcess::CrashExit : QProcess::NormalExit);
    QCOMPARE(second.readAllStandardOutput(), QByteArray());
    QCOMPARE(second.exitCode(), 1);
    QCOMPARE(withdrawals.size(), isNotice ? 1 : 0);
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

// SPDX-License-Identifier: GPL-3.0-or-later
// What is reported if ssh cannot connect.
#include "app/desktop/tunnel/sshtunnel.h"
#include "common/core/literals.h"
#include "tests/support/redisserver.h"
#include "tests/support/scriptedpeer.h"
#include "tests/support/sshserver.h"
#include "tests/support/sshtunnelfixture.h"
#include "tests/support/timeouts.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

class TestSshFailures : public QObject, private SshTunnelFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void failuresThatNeedTheUserAreReported_data();
    void failuresThatNeedTheUserAreReported();
    void temporaryFailuresDoNotNeedTheUser_data();
    void temporaryFailuresDoNotNeedTheUser();
    void refusedTargetIsReported_data();
    void refusedTargetIsReported();
    void noOptionIsSmuggledIn();
};

void TestSshFailures::failuresThatNeedTheUserAreReported_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("why");
    QTest::newRow("wrong key") << "wrong key"
                               << "was refused, since no key was accepted";
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

void TestSshFailures::failuresThatNeedTheUserAreReported()
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

void TestSshFailures::temporaryFailuresDoNotNeedTheUser_data()
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

void TestSshFailures::temporaryFailuresDoNotNeedTheUser()
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

void TestSshFailures::refusedTargetIsReported_data()
{
    QTest::addColumn<QByteArray>("setting");
    QTest::addColumn<QString>("why");
    QTest::newRow("closed port") << QByteArray() << ": Connection refused";
    QTest::newRow("forbidden") << QByteArray("AllowTcpForwarding no") << ": the server forbids it (AllowTcpForwarding";
    QTest::newRow("forbidden address") << QByteArray("PermitOpen 127.0.0.1:1") << ": the server forbids it (Allow";
}

void TestSshFailures::refusedTargetIsReported()
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
    QVERIFY2(sentence.contains(u" cannot reach 127.0.0.1:%1: "_s.arg(m_redis->port())) && sentence.contains(why),
             qPrintable(sentence));
    QVERIFY(downs.isEmpty());
    if (!setting.isEmpty())
        return;
    QVERIFY(m_redis->start());
    QVERIFY(m_redis->call({"SET", "greeting", "hello"}));
    QVERIFY(reachesRedis(ups[0][0].value<quint16>()));
}

/// A text that looks like an option is a host that does not exist, even if `parse` did not refuse it.
void TestSshFailures::noOptionIsSmuggledIn()
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

QTEST_GUILESS_MAIN(TestSshFailures)
#include "tst_sshfailures.moc"

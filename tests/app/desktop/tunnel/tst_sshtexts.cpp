// SPDX-License-Identifier: GPL-3.0-or-later
// Destinations that users enter for ssh, and messages that ssh prints.
#include "app/desktop/tunnel/sshdestination.h"
#include "app/desktop/tunnel/sshtrouble.h"
#include "app/desktop/tunnel/sshtunnel.h"
#include "common/core/literals.h"

#include <QTest>

using namespace pulse;

class TestSshTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void destinationsAreParsed_data();
    void destinationsAreParsed();
    void wrongDestinationsAreRefused_data();
    void wrongDestinationsAreRefused();
    void jumpHostsAreParsed();
    void targetsAreParsed();
    void argumentsOfSshMatchTheDestination();
    void messagesOfSshAreExplained_data();
    void messagesOfSshAreExplained();
    void takenPortIsRecognized();
    void refusedConnectionsAreExplained();
};

void TestSshTexts::destinationsAreParsed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("written"); // empty: as `text`
    const QString none;
    QTest::newRow("alias") << "prod" << none << "prod" << 0 << none;
    QTest::newRow("user") << "me@db.example.org"
                          << "me"
                          << "db.example.org" << 0 << none;
    QTest::newRow("port") << "db.example.org:2222" << none << "db.example.org" << 2222 << none;
    QTest::newRow("all") << "me@10.0.0.1:65535"
                         << "me"
                         << "10.0.0.1" << 65535 << none;
    QTest::newRow("user of a domain") << "me@corp@db"
                                      << "me@corp"
                                      << "db" << 0 << none;
    QTest::newRow("user with a backslash") << "CORP\\me@db"
                                           << "CORP\\me"
                                           << "db" << 0 << none;
    QTest::newRow("IPv6") << "me@::1"
                          << "me"
                          << "::1" << 0 << "me@[::1]";
    QTest::newRow("IPv6 in brackets") << "[fe80::1%eth0]" << none << "fe80::1%eth0" << 0 << none;
    QTest::newRow("IPv6 and port") << "me@[2001:db8::7]:22"
                                   << "me"
                                   << "2001:db8::7" << 22 << none;
    QTest::newRow("dashes inside") << "a-b@c-d"
                                   << "a-b"
                                   << "c-d" << 0 << none;
}

void TestSshTexts::destinationsAreParsed()
{
    QFETCH(QString, text);
    QFETCH(QString, user);
    QFETCH(QString, host);
    QFETCH(int, port);
    QFETCH(QString, written);
    const Result<SshDestination> destination = SshDestination::parse(text);
    QVERIFY2(destination, qPrintable(destination ? QString() : destination.error().message));
    QCOMPARE(*destination, (SshDestination{user, host, static_cast<quint16>(port)}));
    QCOMPARE(destination->toString(), written.isEmpty() ? text : written);
    QCOMPARE(*SshDestination::parse(destination->toString()), *destination);
}

void TestSshTexts::wrongDestinationsAreRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("nothing") << ""
                             << "the host is missing";
    QTest::newRow("no host") << "me@"
                             << "the host is missing";
    QTest::newRow("no host but a port") << ":22"
                                        << "the host is missing";
    QTest::newRow("no user") << "@host"
                             << "the user before the @ is missing";
    QTest::newRow("option") << "-oProxyCommand=touch"
                            << "may begin with '-'";
    QTest::newRow("option as host") << "me@-oProxyCommand=touch"
                                    << "may begin with '-'";
    QTest::newRow("option in brackets") << "[-x]:22"
                                        << "may begin with '-'";
    QTest::newRow("option as user") << "-lroot@host"
                                    << "may begin with '-'";
    QTest::newRow("space") << "me@host -v"
                           << "spaces";
    QTest::newRow("space before") << " host"
                                  << "spaces";
    QTest::newRow("line break") << "host\nProxyCommand"
                                << "control characters";
    QTest::newRow("NUL") << u"ho%1st"_s.arg(QChar(0)) << "control characters";
    QTest::newRow("command") << "$(reboot)"
                             << "cannot contain $";
    QTest::newRow("command of the user") << "`id`@host"
                                         << "cannot contain `";
    QTest::newRow("semicolon") << "a;b"
                               << "cannot contain ;";
    QTest::newRow("path") << "/run/socket"
                          << "cannot contain /";
    QTest::newRow("list") << "a,b"
                          << "cannot contain ,";
    QTest::newRow("backslash at the end") << "me\\@host"
                                          << "backslash";
    QTest::newRow("URL") << "ssh://me@host"
                         << "without ssh://";
    QTest::newRow("password") << "me:secret@host"
                              << "ssh asks for it";
    QTest::newRow("password in a URL") << "ssh://me:secret@host"
                                       << "without ssh://";
    QTest::newRow("no number") << "host:ssh"
                               << "1 to 65535";
    QTest::newRow("port zero") << "host:0"
                               << "1 to 65535";
    QTest::newRow("great port") << "host:65536"
                                << "1 to 65535";
    QTest::newRow("signed port") << "host:+22"
                                 << "1 to 65535";
    QTest::newRow("empty port") << "host:"
                                << "1 to 65535";
    QTest::newRow("empty port after brackets") << "[::1]:"
                                               << "1 to 65535";
    QTest::newRow("behind brackets") << "[::1]x"
                                     << "cannot contain [";
    QTest::newRow("open bracket") << "[::1"
                                  << "cannot contain [";
}

void TestSshTexts::wrongDestinationsAreRefused()
{
    QFETCH(QString, text);
    QFETCH(QString, reason);
    const Result<SshDestination> destination = SshDestination::parse(text);
    QVERIFY(!destination);
    const QString message = destination.error().message;
    QVERIFY2(message.contains(reason), qPrintable(message));
    QVERIFY2(message.contains("write user@host"_L1), qPrintable(message));
    const QString named = text.contains("secret"_L1) ? u"…@host"_s : text.left(2);
    QVERIFY2(message.startsWith('\''_L1 + QString(named).replace('\n'_L1, '?'_L1)), qPrintable(message));
    QVERIFY2(!message.contains("secret"_L1), qPrintable(message));
    QVERIFY2(!message.contains('\n'_L1), qPrintable(message));
}

void TestSshTexts::jumpHostsAreParsed()
{
    const Result<QList<SshDestination>> jumps = SshDestination::parseJumps(u"me@a:1,[::1]:2,c"_s);
    QVERIFY(jumps);
    QCOMPARE(jumps->size(), 3);
    QCOMPARE(jumps->at(1), (SshDestination{{}, u"::1"_s, 2}));
    const Result<QList<SshDestination>> bad = SshDestination::parseJumps(u"a,-v"_s);
    QVERIFY(!bad);
    QVERIFY(bad.error().message.startsWith("'-v' is not an SSH jump host: "_L1));
    QVERIFY(!SshDestination::parseJumps(u"a,,b"_s));
}

void TestSshTexts::targetsAreParsed()
{
    QCOMPARE(*SshTarget::parse(u"redis"_s), (SshTarget{u"redis"_s, 6379}));
    QCOMPARE(*SshTarget::parse(u"[::1]:7000"_s), (SshTarget{u"::1"_s, 7000}));
    QCOMPARE(SshTarget::parse(u"[::1]:7000"_s)->toString(), u"[::1]:7000"_s);
    QCOMPARE(SshTarget().toString(), u"127.0.0.1:6379"_s);
    for (const char *text : {"", "me@redis", "-v:1", "redis:x", "/run/redis.sock", "a b:1"})
        QVERIFY2(!SshTarget::parse(QString::fromLatin1(text)), text);
}

void TestSshTexts::argumentsOfSshMatchTheDestination()
{
    SshTunnel::Options options;
    options.destination = *SshDestination::parse(u"me@[::1]:2222"_s);
    options.jumps = *SshDestination::parseJumps(u"a@b:3,[::2]:4"_s);
    options.target = *SshTarget::parse(u"[::3]:7"_s);
    options.identityFile = u"my key"_s;
    const QString all = SshTunnel::arguments(options, 5000, 15).join('|'_L1);
    QVERIFY(all.startsWith("-N|-T|-o|ConnectTimeout=15|-o|ServerAliveInterval=15|-o|ServerAliveCountMax=3|"
                           "-o|ExitOnForwardFailure=yes|"_L1));
    QVERIFY(all.endsWith("|-i|my key|-o|IdentitiesOnly=yes|-J|a@b:3,[::2]:4|-p|2222|-L|"
                         "127.0.0.1:5000:[::3]:7|--|me@::1"_L1));
    options = {};
    options.destination.host = u"prod"_s;
    const QStringList fewest = SshTunnel::arguments(options, 5000, 15);
    for (const char *option : {"-F", "-i", "-J", "-p"})
        QVERIFY2(!fewest.contains(QLatin1String(option)), option);
    QCOMPARE(fewest.mid(fewest.size() - 4).join('|'_L1), u"-L|127.0.0.1:5000:127.0.0.1:6379|--|prod"_s);
}

/// Messages of OpenSSH 9.2 and 10.
void TestSshTexts::messagesOfSshAreExplained_data()
{
    QTest::addColumn<QString>("lines");
    QTest::addColumn<QString>("why");
    QTest::addColumn<bool>("needsPerson");
    QTest::newRow("changed host key")
        << "@@@@@@\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\nOffending ED25519 key in "
           "/home/me/.ssh/known_hosts:7\nHost key for db has changed and you have requested strict checking.\nHost key "
           "verification failed."
        << "remove the old one and try again: ssh-keygen -R 'db'" << true;
    QTest::newRow("changed host key, in another file")
        << "Offending ED25519 key in /x y/kh:1\nHost key for [127.0.0.1]:4 has changed and you have requested strict "
           "checking."
        << "ssh-keygen -f '/x y/kh' -R '[127.0.0.1]:4'" << true;
    QTest::newRow("unknown host key")
        << "No ED25519 host key is known for db and you have requested strict checking.\nHost key verification failed."
        << "the host key of db is not known" << true;
    QTest::newRow("host key not accepted") << "Host key verification failed."
                                           << "the host key was not accepted" << true;
    QTest::newRow("denied") << "me@db: Permission denied (publickey,password)."
                            << "the login of me@db was refused; check the user, the password and the keys (the server "
                               "accepts: publickey,password)"
                            << true;
    QTest::newRow("missing identity")
        << "Warning: Identity file /k not accessible: No such file or directory.\nme@db: Permission denied (publickey)."
        << "since no key was accepted; give the right identity file, or add your public key there (ssh-copy-id); the "
           "identity file /k cannot be read: No such file or directory"
        << true;
    QTest::newRow("open identity")
        << "Permissions 0644 for '/k' are too open.\nLoad key \"/k\": bad permissions\nme@db: "
           "Permission denied (publickey)."
        << "; the identity file /k is ignored, since others can read it" << true;
    QTest::newRow("no identity") << "Load key \"/k\": error in libcrypto\nme@db: Permission denied (publickey)."
                                 << "; the identity file /k cannot be used: error in libcrypto" << true;
    QTest::newRow("too many keys") << "Received disconnect from 10.0.0.1 port 22:2: Too many authentication "
                                      "failures\nDisconnected from 10.0.0.1 port "
                                      "22"
                                   << "the server does not accept so many attempts with keys" << true;
    QTest::newRow("unknown option")
        << "/c: line 3: Bad configuration option: foo\n/c: terminating, 1 bad configuration "
           "options"
        << "configuration: /c: line 3: Bad configuration option: foo" << true;
    QTest::newRow("configuration of others") << "Bad owner or permissions on /root/.ssh/config"
                                             << "configuration: Bad owner or permissions on /root/.ssh/config" << true;
    QTest::newRow("no common algorithm")
        << "Unable to negotiate with 10.0.0.1 port 22: no matching host key type found. Their offer: ssh-rsa"
        << "do not agree: no matching host key type found. Their offer: ssh-rsa" << true;
    QTest::newRow("name") << "ssh: Could not resolve hostname db: Name or service not known"
                          << "the host name db cannot be resolved: Name or service not known" << false;
    QTest::newRow("refused") << "ssh: connect to host db port 22: Connection refused"
                             << "db refuses the connection at port 22" << false;
    QTest::newRow("timeout") << "ssh: connect to host db port 22: Connection timed out"
                             << "db does not answer at port 22" << false;
    QTest::newRow("no route") << "ssh: connect to host db port 22: No route to host"
                              << "db cannot be reached at port 22: No route to host" << false;
    QTest::newRow("silent server")
        << "Connection timed out during banner exchange\nConnection to 10.0.0.1 port 22 timed out"
        << "there is no answer" << false;
    QTest::newRow("not SSH")
        << "kex_exchange_identification: banner line contains invalid characters\nbanner exchange: "
           "Connection to 127.0.0.1 port 80: invalid format"
        << "the program that answers is not an SSH server" << false;
    QTest::newRow("closed at once")
        << "kex_exchange_identification: read: Connection reset by peer\nConnection reset by "
           "127.0.0.1 port 22"
        << "closed before the login" << false;
    QTest::newRow("jump host refuses") << "ssh: connect to host j port 22: Connection "
                                          "refused\nkex_exchange_identification: Connection closed by remote "
                                          "host\nConnection closed by UNKNOWN port 65535"
                                       << "through a jump host or proxy: j refuses the connection" << false;
    QTest::newRow("behind the jump host")
        << "channel 0: open failed: connect failed: No route to host\nstdio forwarding "
           "failed\nkex_exchange_identification: "
           "Connection closed by remote host\nConnection closed by UNKNOWN port 65535"
        << "through a jump host or proxy: the server cannot be reached from there: No route to host" << false;
    QTest::newRow("silent jump host") << "Connection closed by UNKNOWN port 65535"
                                      << "through a jump host or proxy: the server closed the connection" << false;
    QTest::newRow("dead server") << "Timeout, server db not responding."
                                 << "the server does not answer any more" << false;
    QTest::newRow("ended") << "Connection to db closed by remote host."
                           << "the server closed the connection" << false;
    QTest::newRow("shut down") << "Received disconnect from 10.0.0.1 port 22:11: shutting down"
                               << "the server ended it: shutting down" << false;
    QTest::newRow("broken") << "client_loop: send disconnect: Broken pipe"
                            << "the connection was lost: Broken pipe" << false;
    QTest::newRow("percent signs") << "ssh: Could not resolve hostname %1%2: %2%1"
                                   << "the host name %1%2 cannot be resolved: %2%1" << false;
    QTest::newRow("something else") << "first\nlast"
                                    << "last" << false;
    QTest::newRow("nothing") << ""
                             << "" << false;
}

void TestSshTexts::messagesOfSshAreExplained()
{
    QFETCH(QString, lines);
    QFETCH(QString, why);
    QFETCH(bool, needsPerson);
    const SshTrouble trouble = SshTrouble::explain(lines.split('\n'_L1, Qt::SkipEmptyParts));
    QVERIFY2(trouble.why.contains(why), qPrintable(trouble.why));
    QCOMPARE(trouble.why.isEmpty(), why.isEmpty());
    QCOMPARE(trouble.needsPerson, needsPerson);
    QCOMPARE(trouble.takenPort, quint16(0));
}

void TestSshTexts::takenPortIsRecognized()
{
    const SshTrouble trouble = SshTrouble::explain(
        {u"bind [127.0.0.1]:6000: Address already in use"_s, u"Could not request local forwarding."_s});
    QCOMPARE(trouble.takenPort, quint16(6000));
    QVERIFY(!trouble.needsPerson);
    QVERIFY2(trouble.why.contains("port 6000 of this machine"_L1), qPrintable(trouble.why));
}

void TestSshTexts::refusedConnectionsAreExplained()
{
    const auto refused = [](const char *line) {
        return SshTrouble::refusedConnection(QString::fromLatin1(line), u"redis:6379"_s, u"me@vm"_s);
    };
    QCOMPARE(refused("channel 2: open failed: connect failed: Connection refused"),
             u"me@vm cannot reach redis:6379: Connection refused; check that Redis runs there, and its address as that "
             u"machine "
             "sees it"_s);
    QVERIFY(refused("channel 3: open failed: administratively prohibited: open failed").contains("Permit"_L1));
    QVERIFY(refused("Timeout, server db not responding.").isEmpty());
}

QTEST_APPLESS_MAIN(TestSshTexts)
#include "tst_sshtexts.moc"

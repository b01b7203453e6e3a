// SPDX-License-Identifier: GPL-3.0-or-later
// How a client connects: transports, certificates, credentials and databases; with a real redis-server.
#include "common/core/literals.h"
#include "common/redis/redisclient.h"
#include "tests/support/redisreplies.h"
#include "tests/support/redisserver.h"
#include "tests/support/tlscertificates.h"

#include <QSignalSpy>
#include <QTest>

using namespace pulse;
using namespace pulse::test;
using Kind = RedisError::Kind;

class TestRedisConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void connectsOverEveryTransport_data();
    void connectsOverEveryTransport();
    void untrustedCertificateIsRefused_data();
    void untrustedCertificateIsRefused();
    void clientCertificateIsSent_data();
    void clientCertificateIsSent();
    void certificateOfAnotherNameIsRefused();
    void credentialsAreSent_data();
    void credentialsAreSent();
    void connectsOnceThePasswordIsCorrect();
    void selectsTheDatabase();
    void missingDatabaseIsReported();
    void refusalHasTheServersMessage();

private:
    RedisServer m_server;
    TlsCertificates m_certificates;
};

namespace {

/// Returns the reason of the first failed attempt; empty if it succeeded.
std::optional<RedisError> refusal(const RedisOptions &options)
{
    RedisClient client(options);
    std::optional<RedisError> reason;
    QObject::connect(&client, &RedisClient::lost, &client, [&reason](const RedisError &error) { reason = error; });
    client.open();
    [[maybe_unused]] const bool ended = QTest::qWaitFor([&] { return reason || client.isReady(); });
    return reason;
}

} // namespace

void TestRedisConnection::initTestCase()
{
    QVERIFY(m_certificates.isValid());
    m_server.enableTls(m_certificates);
    QVERIFY(m_server.start());
}

void TestRedisConnection::init()
{
    QVERIFY(m_server.call({"FLUSHALL"}));
}

void TestRedisConnection::connectsOverEveryTransport_data()
{
    QTest::addColumn<RedisUrl>("url");
    QTest::newRow("TCP") << m_server.url();
    RedisUrl named = m_server.url();
    named.host = u"localhost"_s;
    QTest::newRow("TCP by name") << named;
    QTest::newRow("Unix socket") << m_server.unixUrl();
    QTest::newRow("TLS") << m_server.tlsUrl(m_certificates.caFile());
}

void TestRedisConnection::connectsOverEveryTransport()
{
    QFETCH(RedisUrl, url);
    RedisClient client(withUrl(m_server.options(), url));
    QSignalSpy ready(&client, &RedisClient::ready);
    QVERIFY(opens(client));
    const auto name = answerOf(client, {"CLIENT", "GETNAME"});
    QVERIFY(name && *name);
    QCOMPARE((*name)->bytes, QByteArray("test"));
    QCOMPARE(ready.count(), 1);
}

void TestRedisConnection::untrustedCertificateIsRefused_data()
{
    QTest::addColumn<QString>("certificateName");
    QTest::addColumn<QString>("caFile"); // empty: the system's; "own": the right one
    QTest::addColumn<QString>("message");
    const QString address = u"IP:127.0.0.1"_s;
    QTest::newRow("system's authorities") << address << QString() << QString();
    QTest::newRow("other authority") << address << m_certificates.caFile() << QString();
    QTest::newRow("other host") << u"DNS:redis.example"_s << u"own"_s << u"host name"_s;
    QTest::newRow("other address") << u"IP:127.0.0.2"_s << u"own"_s << u"host name"_s;
    QTest::newRow("missing cafile") << address << u"/nonexistent.pem"_s
                                    << u"no certificate could be read from cafile '/nonexistent.pem'"_s;
}

void TestRedisConnection::untrustedCertificateIsRefused()
{
    QFETCH(QString, certificateName);
    QFETCH(QString, caFile);
    QFETCH(QString, message);
    const TlsCertificates certificates(certificateName);
    RedisServer server;
    server.enableTls(certificates);
    QVERIFY(certificates.isValid() && server.start());
    const bool own = caFile == "own"_L1;
    const auto reason = refusal(withUrl(server.options(), server.tlsUrl(own ? certificates.caFile() : caFile)));
    QVERIFY(reason);
    QCOMPARE(kindName(reason->kind), kindName(Kind::Tls));
    QVERIFY2(reason->message.contains(message), qPrintable(reason->message));
}

void TestRedisConnection::clientCertificateIsSent_data()
{
    QTest::addColumn<QString>("certFile"); // "own": the right one
    QTest::addColumn<QString>("keyFile");
    QTest::addColumn<QString>("message"); // empty: accepted
    const QString own = u"own"_s;
    QTest::newRow("known") << own << own << QString();
    QTest::newRow("none") << QString() << QString() << u"lost"_s;
    QTest::newRow("no certificate") << u"/nonexistent.pem"_s << own
                                    << u"no certificate could be read from certfile '/nonexistent.pem'"_s;
    QTest::newRow("no key") << own << u"/nonexistent.pem"_s
                            << u"no RSA or EC key without a passphrase could be read from keyfile"_s;
}

void TestRedisConnection::clientCertificateIsSent()
{
    QFETCH(QString, certFile);
    QFETCH(QString, keyFile);
    QFETCH(QString, message);
    RedisServer server;
    server.enableTls(m_certificates, RedisServer::ClientCertificate::Wanted);
    QVERIFY(server.start());
    RedisUrl url = server.tlsUrl(m_certificates.caFile());
    url.certFile = certFile == "own"_L1 ? m_certificates.certificateFile() : certFile;
    url.keyFile = keyFile == "own"_L1 ? m_certificates.keyFile() : keyFile;
    if (message.isEmpty()) {
        RedisClient client(withUrl(server.options(), url));
        QVERIFY(opens(client));
        return;
    }
    const auto reason = refusal(withUrl(server.options(), url));
    QVERIFY(reason);
    QVERIFY2(message == "lost"_L1 || reason->message.contains(message), qPrintable(reason->message));
}

/// As with a tunnel: the server's certificate does not contain the address that is used.
void TestRedisConnection::certificateOfAnotherNameIsRefused()
{
    const TlsCertificates certificates(u"DNS:redis.example"_s);
    RedisServer server;
    server.enableTls(certificates);
    QVERIFY(certificates.isValid() && server.start());
    RedisUrl url = server.tlsUrl(certificates.caFile());
    url.tlsName = u"redis.example"_s;
    RedisClient client(withUrl(server.options(), url));
    QVERIFY(opens(client));
}

void TestRedisConnection::credentialsAreSent_data()
{
    QTest::addColumn<bool>("serverHasPassword");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<bool>("letIn");
    QTest::newRow("password") << true << ""
                              << "gate:@/%" << true;
    QTest::newRow("default user by name") << true << "default"
                                          << "gate:@/%" << true;
    QTest::newRow("ACL user") << true << "reader"
                              << "pw" << true;
    QTest::newRow("user without a password") << true << "open"
                                             << "" << true;
    QTest::newRow("no password") << true << ""
                                 << "" << false;
    QTest::newRow("wrong password") << true << ""
                                    << "wrong" << false;
    QTest::newRow("wrong password of a user") << true << "reader"
                                              << "gate:@/%" << false;
    QTest::newRow("unknown user") << true << "unknown"
                                  << "pw" << false;
    QTest::newRow("server without one") << false << ""
                                        << "pw" << false;
}

void TestRedisConnection::credentialsAreSent()
{
    QFETCH(bool, serverHasPassword);
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(bool, letIn);
    const QString withPassword = u"--requirepass gate:@/% --user reader on >pw ~* +@all "
                                 "--user open on nopass ~* +@all"_s;
    const QStringList arguments = serverHasPassword ? withPassword.split(' '_L1) : QStringList();
    RedisServer server(arguments);
    QVERIFY(server.start());
    const auto reason = refusal(withLogin(server.options(), user, password));
    QCOMPARE(!reason.has_value(), letIn);
    if (!reason)
        return;
    QCOMPARE(kindName(reason->kind), kindName(Kind::Auth));
    QVERIFY(password.isEmpty() || !reason->message.contains(password));
}

void TestRedisConnection::connectsOnceThePasswordIsCorrect()
{
    QVERIFY(m_server.call({"ACL", "SETUSER", "late", "on", ">old", "~*", "+@all"}));
    RedisClient client(withLogin(m_server.options(), u"late"_s, u"new"_s));
    QSignalSpy lost(&client, &RedisClient::lost);
    client.open();
    QTRY_VERIFY(lost.count() >= 3);
    for (const QList<QVariant> &arguments : lost)
        QCOMPARE(arguments.first().value<RedisError>().kind, Kind::Auth);
    QVERIFY(m_server.call({"ACL", "SETUSER", "late", ">new"}));
    QTRY_VERIFY(client.isReady());
}

void TestRedisConnection::selectsTheDatabase()
{
    RedisUrl url = m_server.url();
    url.database = 3;
    RedisClient client(withUrl(m_server.options(), url));
    QVERIFY(opens(client));
    const auto set = answerOf(client, {"SET", "k", "v"});
    QVERIFY(set && *set);
    QCOMPARE(m_server.get("k"), QByteArray());
    const RedisResult inThree = callOnce(withUrl(m_server.options(), url), {"GET", "k"});
    QVERIFY(inThree);
    QCOMPARE(inThree->bytes, QByteArray("v"));
}

void TestRedisConnection::missingDatabaseIsReported()
{
    RedisUrl url = m_server.url();
    url.database = 999;
    const auto reason = refusal(withUrl(m_server.options(), url));
    QVERIFY(reason);
    QVERIFY2(reason->message.contains(u"DB index is out of range"_s), qPrintable(reason->message));
}

void TestRedisConnection::refusalHasTheServersMessage()
{
    RedisServer server({u"--maxclients"_s, u"1"_s});
    QVERIFY(server.start());
    RedisClient first(server.options());
    QVERIFY(opens(first));
    const auto reason = refusal(server.options());
    QVERIFY(reason);
    QVERIFY2(reason->message.contains(u"max number of clients"_s), qPrintable(reason->message));
}

QTEST_GUILESS_MAIN(TestRedisConnection)
#include "tst_redisconnection.moc"

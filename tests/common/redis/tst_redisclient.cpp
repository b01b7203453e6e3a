// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/redis/redisclient.h"
#include "tests/support/processmemory.h"
#include "tests/support/redisreplies.h"
#include "tests/support/redisserver.h"
#include "tests/support/scriptedpeer.h"
#include "tests/support/tlscertificates.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;
using Kind = RedisError::Kind;

class TestRedisClient : public QObject
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

    void pipelineKeepsOrder();
    void binaryValuesAreUnchanged();
    void transactionIsExecuted();
    void refusedTransactionNamesTheFirstRefusal();
    void failureInsideTransactionIsReported();
    void commandsAreSentSinglyWithoutMulti();
    void transactionIsDroppedIfAWatchedKeyChanged();
    void forbiddenCommandIsReported();
    void wrongTypeIsReported();
    void fullServerIsReported();
    void readOnlyReplicaIsReported();

    void silentServerTimesOut();
    void onlyTheLateCommandTimesOut();
    void slowlyArrivingReplyDoesNotTimeOut();
    void stalledReplyTimesOut();
    void killedServerFailsPendingCommands();
    void missingSocketIsReported();
    void retriesAreSpaced();
    void openConnectsWithoutAPause();
    void replyOverTheLimitIsRefused();

    void eachHandlerIsCalledOnce();
    void handlerOfADestroyedContextIsNotCalled();
    void handlerMayDeleteTheClient_data();
    void handlerMayDeleteTheClient();
    void handlerMayCloseTheClient();
    void handlerMayRunAnEventLoop();
    void closeFailsPendingCommands();

    void brokenPeerIsReported_data();
    void brokenPeerIsReported();
    void silentPeerIsReported();

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

RedisOptions withUrl(RedisOptions options, const RedisUrl &url)
{
    options.url = url;
    return options;
}

RedisOptions withLogin(RedisOptions options, const QString &user, const QString &password)
{
    options.url.user = user;
    options.url.password = password;
    return options;
}

bool failsWith(const std::optional<RedisResult> &answer, Kind kind)
{
    return answer && !*answer && answer->error().kind == kind;
}

/// Counts how often each of `count` handlers was called, and with which kind of error (empty: with a reply).
struct Tally
{
    explicit Tally(qsizetype count)
        : calls(count)
        , kinds(count)
    {
    }

    RedisClient::Handler handler(qsizetype index)
    {
        return [this, index](const RedisResult &reply) {
            ++calls[index];
            ++sum;
            kinds[index] = reply ? QString() : kindName(reply.error().kind);
        };
    }

    QList<int> calls;
    QStringList kinds;
    qsizetype sum = 0;
};

} // namespace

void TestRedisClient::initTestCase()
{
    QVERIFY(m_certificates.isValid());
    m_server.enableTls(m_certificates);
    QVERIFY(m_server.start());
}

void TestRedisClient::init()
{
    QVERIFY(m_server.call({"FLUSHALL"}));
}

void TestRedisClient::connectsOverEveryTransport_data()
{
    QTest::addColumn<RedisUrl>("url");
    QTest::newRow("TCP") << m_server.url();
    RedisUrl named = m_server.url();
    named.host = u"localhost"_s;
    QTest::newRow("TCP by name") << named;
    QTest::newRow("Unix socket") << m_server.unixUrl();
    QTest::newRow("TLS") << m_server.tlsUrl(m_certificates.caFile());
}

void TestRedisClient::connectsOverEveryTransport()
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

void TestRedisClient::untrustedCertificateIsRefused_data()
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

void TestRedisClient::untrustedCertificateIsRefused()
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

void TestRedisClient::clientCertificateIsSent_data()
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

void TestRedisClient::clientCertificateIsSent()
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
void TestRedisClient::certificateOfAnotherNameIsRefused()
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

void TestRedisClient::credentialsAreSent_data()
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

void TestRedisClient::credentialsAreSent()
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

void TestRedisClient::connectsOnceThePasswordIsCorrect()
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

void TestRedisClient::selectsTheDatabase()
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

void TestRedisClient::missingDatabaseIsReported()
{
    RedisUrl url = m_server.url();
    url.database = 999;
    const auto reason = refusal(withUrl(m_server.options(), url));
    QVERIFY(reason);
    QVERIFY2(reason->message.contains(u"DB index is out of range"_s), qPrintable(reason->message));
}

void TestRedisClient::refusalHasTheServersMessage()
{
    RedisServer server({u"--maxclients"_s, u"1"_s});
    QVERIFY(server.start());
    RedisClient first(server.options());
    QVERIFY(opens(first));
    const auto reason = refusal(server.options());
    QVERIFY(reason);
    QVERIFY2(reason->message.contains(u"max number of clients"_s), qPrintable(reason->message));
}

void TestRedisClient::pipelineKeepsOrder()
{
    constexpr int count = 10'000;
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    QList<qint64> answers;
    for (int i = 0; i < count; ++i) {
        client.send({"INCR", "n"}, this,
                    [&answers](const RedisResult &reply) { answers << (reply ? reply->integer : -1); });
    }
    QTRY_COMPARE_WITH_TIMEOUT(answers.size(), qsizetype(count), 20'000);
    for (int i = 0; i < count; ++i)
        QCOMPARE(answers[i], qint64(i + 1));
}

void TestRedisClient::binaryValuesAreUnchanged()
{
    QByteArray value;
    for (int i = 0; i < 100'000; ++i)
        value += static_cast<char>(i * 7);
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    const auto set = answerOf(client, {"SET", value.first(256), value});
    QVERIFY(set && *set);
    const auto got = answerOf(client, {"GET", value.first(256)});
    QVERIFY(got && *got);
    QCOMPARE((*got)->bytes, value);
}

void TestRedisClient::transactionIsExecuted()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    std::optional<RedisResult> answer;
    client.transaction({{"SET", "a", "1"}, {"INCR", "a"}}, this, [&](const RedisResult &reply) { answer = reply; });
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    QCOMPARE((*answer)->elements.size(), std::size_t(2));
    QCOMPARE((*answer)->elements[1].integer, qint64(2));
    QVERIFY(!(*answer)->elements[0].error() && !(*answer)->elements[1].error());
}

void TestRedisClient::refusedTransactionNamesTheFirstRefusal()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    std::optional<RedisResult> answer;
    client.transaction({{"SET", "a", "1"}, {"NOSUCHCOMMAND"}, {"GET"}}, this,
                       [&](const RedisResult &reply) { answer = reply; });
    QTRY_VERIFY(answer);
    QVERIFY(!*answer);
    QVERIFY2(answer->error().message.contains(u"NOSUCHCOMMAND"_s), qPrintable(answer->error().message));
    QCOMPARE(m_server.get("a"), QByteArray());
}

void TestRedisClient::failureInsideTransactionIsReported()
{
    QVERIFY(m_server.call({"RPUSH", "list", "x"}));
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    std::optional<RedisResult> answer;
    client.transaction({{"SET", "a", "1"}, {"INCR", "list"}}, this, [&](const RedisResult &reply) { answer = reply; });
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    QCOMPARE((*answer)->elements.size(), std::size_t(2));
    const std::optional<RedisError> error = (*answer)->elements[1].error();
    QVERIFY(error);
    QCOMPARE(error->kind, Kind::WrongType);
    QCOMPARE(m_server.get("a"), QByteArray("1"));
}

void TestRedisClient::commandsAreSentSinglyWithoutMulti()
{
    QVERIFY(m_server.call({"ACL", "SETUSER", "plain", "on", ">word", "~*", "+@all", "-multi", "-incr"}));
    RedisOptions options = m_server.options();
    options.url.user = u"plain"_s;
    options.url.password = u"word"_s;
    RedisClient client(options);
    QVERIFY(opens(client));
    std::optional<RedisResult> answer;
    client.transaction({{"SET", "one", "1"}, {"INCR", "one"}, {"APPEND", "one", "2"}}, this,
                       [&](const RedisResult &reply) { answer = reply; });
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    QCOMPARE((*answer)->elements.size(), std::size_t(3));
    QVERIFY(!(*answer)->elements[0].error() && !(*answer)->elements[2].error());
    QVERIFY((*answer)->elements[1].error());
    QCOMPARE((*answer)->elements[1].error()->kind, Kind::NoPermission);
    QCOMPARE(m_server.get("one"), QByteArray("12"));
}

void TestRedisClient::transactionIsDroppedIfAWatchedKeyChanged()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    QVERIFY(answerOf(client, {"WATCH", "w"}));
    QVERIFY(m_server.call({"SET", "w", "other"}));
    std::optional<RedisResult> answer;
    client.transaction({{"SET", "w", "mine"}}, this, [&](const RedisResult &reply) { answer = reply; });
    QTRY_VERIFY(answer);
    QVERIFY(failsWith(answer, Kind::Aborted));
    QCOMPARE(m_server.get("w"), QByteArray("other"));
}

void TestRedisClient::forbiddenCommandIsReported()
{
    QVERIFY(m_server.call({"ACL", "SETUSER", "few", "on", ">pw", "~mine:*", "+get"}));
    RedisClient client(withLogin(m_server.options(), u"few"_s, u"pw"_s));
    QVERIFY(opens(client)); // PING is forbidden, too
    QVERIFY(failsWith(answerOf(client, {"SET", "mine:a", "1"}), Kind::NoPermission));
    QVERIFY(failsWith(answerOf(client, {"GET", "other"}), Kind::NoPermission));
    const auto allowed = answerOf(client, {"GET", "mine:a"});
    QVERIFY(allowed && *allowed);
}

void TestRedisClient::wrongTypeIsReported()
{
    QVERIFY(m_server.call({"RPUSH", "list", "x"}));
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    QVERIFY(failsWith(answerOf(client, {"GET", "list"}), Kind::WrongType));
    QVERIFY(client.isReady());
}

void TestRedisClient::fullServerIsReported()
{
    RedisServer server({u"--maxmemory"_s, u"1"_s, u"--maxmemory-policy"_s, u"noeviction"_s});
    QVERIFY(server.start());
    RedisClient client(server.options());
    QVERIFY(opens(client));
    QVERIFY(failsWith(answerOf(client, {"SET", "k", "v"}), Kind::OutOfMemory));
    const auto read = answerOf(client, {"GET", "k"});
    QVERIFY(read && *read);
}

void TestRedisClient::readOnlyReplicaIsReported()
{
    RedisServer replica({u"--replicaof"_s, u"127.0.0.1 %1"_s.arg(m_server.port())});
    QVERIFY(replica.start());
    RedisClient client(replica.options());
    QVERIFY(opens(client));
    QVERIFY(failsWith(answerOf(client, {"SET", "k", "v"}), Kind::ReadOnly));
}

void TestRedisClient::silentServerTimesOut()
{
    RedisServer server;
    QVERIFY(server.start());
    RedisOptions options = server.options();
    options.commandDeadline = 200ms;
    options.connectDeadline = 200ms;
    RedisClient client(options);
    QVERIFY(opens(client));
    QSignalSpy lost(&client, &RedisClient::lost);
    server.freeze();
    QElapsedTimer clock;
    clock.start();
    QVERIFY(failsWith(answerOf(client, {"PING"}), Kind::Timeout));
    QVERIFY(clock.elapsed() >= 190 && clock.elapsed() < 2000);
    QTRY_VERIFY(lost.count() >= 2);
    QCOMPARE(lost.at(0).first().value<RedisError>().kind, Kind::Timeout);
    QCOMPARE(lost.at(1).first().value<RedisError>().kind, Kind::ConnectFailed);
    server.unfreeze();
    QTRY_VERIFY(client.isReady());
    const auto answer = answerOf(client, {"PING"});
    QVERIFY(answer && *answer);
}

void TestRedisClient::onlyTheLateCommandTimesOut()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    Tally tally(3);
    client.send({"BLPOP", "nothing", "0"}, 10s, this, tally.handler(0));
    client.send({"PING"}, 100ms, this, tally.handler(1));
    client.send({"PING"}, 10s, this, tally.handler(2));
    QTRY_COMPARE(tally.sum, qsizetype(3));
    const QString lost = kindName(Kind::ConnectionLost);
    QCOMPARE(tally.kinds, (QStringList{lost, kindName(Kind::Timeout), lost}));
}

void TestRedisClient::slowlyArrivingReplyDoesNotTimeOut()
{
    ScriptedPeer peer(ScriptedPeer::welcome());
    RedisOptions options = peer.options();
    options.commandDeadline = 1s;
    RedisClient client(options);
    QVERIFY(opens(client));
    QSignalSpy lost(&client, &RedisClient::lost);
    Tally tally(2);
    client.send({"GET", "key"}, this, tally.handler(0));
    client.send({"PING"}, this, tally.handler(1));
    QElapsedTimer clock;
    clock.start();
    QByteArray rest = "$6\r\nslowly\r\n+PONG\r\n";
    QTimer pace;
    connect(&pace, &QTimer::timeout, this, [&] {
        peer.send(rest.first(1));
        rest.remove(0, 1);
        if (rest.isEmpty())
            pace.stop();
    });
    pace.start(150ms);
    QTRY_COMPARE(tally.sum, qsizetype(2));
    QVERIFY(clock.elapsed() > 2000);
    QCOMPARE(tally.kinds, QStringList(2));
    QCOMPARE(lost.count(), 0);
}

void TestRedisClient::stalledReplyTimesOut()
{
    ScriptedPeer peer(ScriptedPeer::welcome());
    RedisClient client(peer.options());
    QVERIFY(opens(client));
    std::optional<RedisResult> answer;
    client.send({"GET", "key"}, this, [&](const RedisResult &reply) { answer = reply; });
    peer.send("$6\r\nslo");
    QTRY_VERIFY(answer);
    QVERIFY(failsWith(answer, Kind::Timeout));
}

void TestRedisClient::killedServerFailsPendingCommands()
{
    RedisServer server;
    QVERIFY(server.start());
    RedisClient client(server.options());
    QVERIFY(opens(client));
    QSignalSpy ready(&client, &RedisClient::ready);
    QSignalSpy lost(&client, &RedisClient::lost);
    std::optional<RedisResult> underWay;
    client.send({"BLPOP", "nothing", "0"}, 30s, this, [&](const RedisResult &reply) { underWay = reply; });
    server.kill();
    QTRY_VERIFY(underWay);
    QVERIFY(failsWith(underWay, Kind::ConnectionLost));
    QCOMPARE(lost.count(), 1);
    QCOMPARE(lost.at(0).first().value<RedisError>().kind, Kind::ConnectionLost);

    std::optional<RedisResult> meanwhile;
    client.send({"PING"}, this, [&](const RedisResult &reply) { meanwhile = reply; });
    QVERIFY(failsWith(meanwhile, Kind::NotConnected)); // during send
    std::optional<RedisResult> transaction;
    client.transaction({{"PING"}}, this, [&](const RedisResult &reply) { transaction = reply; });
    QVERIFY(failsWith(transaction, Kind::NotConnected));

    QTRY_VERIFY(lost.count() >= 2);
    QCOMPARE(lost.at(1).first().value<RedisError>().kind, Kind::ConnectFailed);
    QVERIFY(server.start());
    QTRY_COMPARE(ready.count(), 1);
    const auto answer = answerOf(client, {"PING"});
    QVERIFY(answer && *answer);
}

void TestRedisClient::missingSocketIsReported()
{
    RedisUrl url = m_server.unixUrl();
    url.path += u".missing"_s;
    RedisClient client(withUrl(m_server.options(), url));
    QSignalSpy lost(&client, &RedisClient::lost);
    client.open();
    QCOMPARE(lost.count(), 0); // never during `open`
    QTRY_VERIFY(lost.count() >= 2);
    const auto error = lost.at(0).first().value<RedisError>();
    QCOMPARE(error.kind, Kind::ConnectFailed);
    QVERIFY2(error.message.endsWith(u".missing: there is no such socket"_s), qPrintable(error.message));
}

void TestRedisClient::retriesAreSpaced()
{
    RedisOptions options;
    options.url.port = freePort();
    options.shortestRetry = 40ms;
    options.longestRetry = 200ms;
    RedisClient client(options);
    QSignalSpy lost(&client, &RedisClient::lost);
    QElapsedTimer clock;
    clock.start();
    client.open();
    QTRY_VERIFY(lost.count() >= 5);
    // The pauses are at least half of 40, 80, 160 and 200 ms, minus the tolerance of a coarse timer (5 %).
    QVERIFY2(clock.elapsed() >= 228, QByteArray::number(clock.elapsed()).constData());
    QVERIFY(clock.elapsed() < 3000);
}

void TestRedisClient::openConnectsWithoutAPause()
{
    RedisServer server;
    QVERIFY(server.start());
    RedisOptions options = server.options();
    options.shortestRetry = 10min;
    options.longestRetry = 10min;
    server.kill();
    RedisClient client(options);
    QSignalSpy lost(&client, &RedisClient::lost);
    client.open();
    QTRY_COMPARE(lost.count(), 1);
    client.open();
    QTRY_COMPARE(lost.count(), 2);
    QVERIFY(server.start());
    client.open();
    QTRY_VERIFY(client.isReady());
    client.open(); // has no effect
    QVERIFY(client.isReady());
}

void TestRedisClient::replyOverTheLimitIsRefused()
{
    QVERIFY(m_server.call({"SETRANGE", "large", "104857599", "x"}));
    RedisOptions options = m_server.options();
    options.maximumReplyBytes = 1024 * 1024;
    RedisClient client(options);
    QVERIFY(opens(client));
    QSignalSpy lost(&client, &RedisClient::lost);
    const ProcessMemory before = ProcessMemory::now();
    std::optional<RedisResult> large;
    std::optional<RedisResult> behind;
    client.send({"GET", "large"}, 60s, this, [&](const RedisResult &reply) { large = reply; });
    client.send({"ECHO", "behind"}, 60s, this, [&](const RedisResult &reply) { behind = reply; });
    QTRY_VERIFY_WITH_TIMEOUT(behind, 60'000);
    QVERIFY(failsWith(large, Kind::ReplyTooLarge));
    QVERIFY(*behind);
    QCOMPARE((*behind)->bytes, QByteArray("behind"));
    QCOMPARE(lost.count(), 0);
#if !PULSE_TEST_SANITIZED // keeps freed memory for a while
    const qint64 growth = ProcessMemory::now().resident - before.resident;
    QVERIFY2(growth < 10 * 1024 * 1024, QByteArray::number(growth).constData());
#endif
    QVERIFY(before.resident > 0);
}

void TestRedisClient::eachHandlerIsCalledOnce()
{
    constexpr qsizetype count = 1000;
    RedisServer server;
    QVERIFY(server.start());
    QVERIFY(server.call({"SET", "v", QByteArray(20'000, 'v')}));
    RedisClient client(server.options());
    QVERIFY(opens(client));
    Tally tally(count);
    for (qsizetype i = 0; i < count; ++i) {
        client.send({"GET", "v"}, this, [&tally, &server, i](const RedisResult &reply) {
            if (i == 100)
                server.kill();
            tally.handler(i)(reply);
        });
    }
    QTRY_COMPARE(tally.sum, count);
    QSignalSpy lost(&client, &RedisClient::lost);
    QTRY_VERIFY(lost.count() >= 2); // nothing is called later either
    QCOMPARE(tally.calls, QList<int>(count, 1));
    const qsizetype good = tally.kinds.count(QString());
    QVERIFY2(good > 100 && good < count, QByteArray::number(good).constData());
    QCOMPARE(tally.kinds.mid(good), QStringList(count - good, kindName(Kind::ConnectionLost)));
}

void TestRedisClient::handlerOfADestroyedContextIsNotCalled()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    auto context = std::make_unique<QObject>();
    bool called = false;
    client.send({"PING"}, context.get(), [&called](const RedisResult &) { called = true; });
    context.reset();
    const auto behind = answerOf(client, {"PING"});
    QVERIFY(behind && *behind);
    QVERIFY(!called);
}

void TestRedisClient::handlerMayDeleteTheClient_data()
{
    QTest::addColumn<RedisUrl>("url");
    QTest::addColumn<QString>("where");
    const QList<std::pair<const char *, RedisUrl>> transports = {
        {"TCP", {}}, {"Unix", m_server.unixUrl()}, {"TLS", m_server.tlsUrl({})}};
    for (const auto &[name, url] : transports) {
        for (const char *where : {"reply", "lost reply", "late reply", "ready", "lost"})
            QTest::addRow("%s, %s", name, where) << url << QString::fromLatin1(where);
    }
}

void TestRedisClient::handlerMayDeleteTheClient()
{
    QFETCH(RedisUrl, url);
    QFETCH(QString, where);
    RedisServer server;
    server.enableTls(m_certificates);
    QVERIFY(server.start());
    const QList<RedisUrl> urls = {server.url(), server.tlsUrl(m_certificates.caFile()), server.unixUrl()};
    RedisOptions options = withUrl(server.options(), urls[int(url.scheme)]);
    options.commandDeadline = 100ms;
    QPointer<RedisClient> client = new RedisClient(options);
    const auto deleteIt = [&client] { delete client.data(); };
    if (where == "ready"_L1)
        connect(client, &RedisClient::ready, this, deleteIt);
    client->open();
    QTRY_VERIFY(!client || client->isReady());
    if (where == "lost"_L1)
        connect(client, &RedisClient::lost, this, deleteIt);
    if (where == "reply"_L1) {
        client->send({"PING"}, this, [&deleteIt](const RedisResult &) { deleteIt(); });
        client->send({"PING"}, this, [](const RedisResult &) { QFAIL("called by a deleted client"); });
    } else if (where.endsWith("reply"_L1)) {
        client->send({"BLPOP", "nothing", "0"}, this, [&deleteIt](const RedisResult &) { deleteIt(); });
    }
    if (where.startsWith("lost"_L1))
        server.kill();
    QTRY_VERIFY(!client);
    QCoreApplication::sendPostedEvents();
}

void TestRedisClient::handlerMayCloseTheClient()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    QSignalSpy lost(&client, &RedisClient::lost);
    Tally tally(3);
    client.send({"PING"}, this, [&](const RedisResult &reply) {
        tally.handler(0)(reply);
        client.close();
    });
    client.send({"PING"}, this, tally.handler(1));
    client.send({"BLPOP", "nothing", "0"}, this, tally.handler(2));
    QTRY_COMPARE(tally.sum, qsizetype(3));
    const QString notConnected = kindName(Kind::NotConnected);
    QCOMPARE(tally.kinds, (QStringList{QString(), notConnected, notConnected}));
    QCOMPARE(client.state(), RedisClient::State::Closed);
    QCOMPARE(lost.count(), 0);

    QVERIFY(opens(client)); // and may open it again
    const auto answer = answerOf(client, {"PING"});
    QVERIFY(answer && *answer);
}

void TestRedisClient::handlerMayRunAnEventLoop()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    std::optional<RedisResult> behind;
    client.send({"PING"}, this, [&](const RedisResult &) {
        QVERIFY(m_server.call({"RPUSH", "list", "x"})); // the other reply arrives during these
        QVERIFY(m_server.call({"PING"}));
        QVERIFY(m_server.call({"PING"}));
    });
    client.send({"BLPOP", "list", "0"}, this, [&](const RedisResult &reply) { behind = reply; });
    QTRY_VERIFY(behind);
    QVERIFY(*behind);
    QCOMPARE((*behind)->elements.size(), std::size_t(2));
}

void TestRedisClient::closeFailsPendingCommands()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    Tally tally(2);
    client.send({"BLPOP", "nothing", "0"}, &client, tally.handler(0)); // with the client itself as the context
    client.send({"PING"}, this, tally.handler(1));
    client.close();
    QCOMPARE(tally.kinds, QStringList(2, kindName(Kind::NotConnected)));
}

void TestRedisClient::brokenPeerIsReported_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("closes");
    QTest::addColumn<QString>("kind");
    const QString protocol = kindName(Kind::Protocol);
    const QString lost = kindName(Kind::ConnectionLost);
    const QByteArray welcome = ScriptedPeer::welcome();
    QTest::newRow("web server") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n") << true << protocol;
    QTest::newRow("junk") << QByteArray("\0\xff\x01\r\n", 5) << false << protocol;
    QTest::newRow("junk as a reply") << welcome + "?\r\n" << false << protocol;
    QTest::newRow("negative length") << welcome + "$-7\r\n" << false << protocol;
    QTest::newRow("too deep") << welcome + QByteArray("*1\r\n").repeated(100) << false << protocol;
    QTest::newRow("unasked reply") << welcome + "+EXTRA\r\n+EXTRA\r\n+EXTRA\r\n" << false << protocol;
    QTest::newRow("closes at once") << QByteArray() << true << lost;
    QTest::newRow("closes after the handshake") << welcome << true << lost;
    QTest::newRow("closes in a reply") << welcome + "$100\r\nabc" << true << lost;
}

void TestRedisClient::brokenPeerIsReported()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, closes);
    QFETCH(QString, kind);
    ScriptedPeer peer(answer, closes ? ScriptedPeer::Then::Close : ScriptedPeer::Then::StayOpen);
    RedisClient client(peer.options());
    QStringList kinds;
    connect(&client, &RedisClient::lost, this, [&](const RedisError &error) { kinds << kindName(error.kind); });
    connect(&client, &RedisClient::ready, this, [&client, this] {
        client.send({"GET", "k"}, this, [](const RedisResult &) {});
    });
    QElapsedTimer clock;
    clock.start();
    client.open();
    QTRY_VERIFY(kinds.size() >= 6);
    QCOMPARE(kinds, QStringList(kinds.size(), kind));
    QCOMPARE(peer.connections(), int(kinds.size()));
    QVERIFY2(clock.elapsed() >= 110, "the pauses are at least half of 10, 20, 40, 80 and 100 ms, less 5 %");
}

void TestRedisClient::silentPeerIsReported()
{
    ScriptedPeer peer({});
    RedisClient client(peer.options());
    QSignalSpy lost(&client, &RedisClient::lost);
    QElapsedTimer clock;
    clock.start();
    client.open();
    QTRY_COMPARE(lost.count(), 1);
    QVERIFY(clock.elapsed() >= 280);
    const auto error = lost.at(0).first().value<RedisError>();
    QCOMPARE(error.kind, Kind::ConnectFailed);
    QVERIFY2(error.message.contains(u"no answer in time"_s), qPrintable(error.message));
}

QTEST_GUILESS_MAIN(TestRedisClient)
#include "tst_redisclient.moc"

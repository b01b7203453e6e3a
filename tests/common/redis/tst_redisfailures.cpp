// SPDX-License-Identifier: GPL-3.0-or-later
// What a client reports when the server, the connection or a reply fails, and how it reconnects.
#include "common/core/literals.h"
#include "common/redis/redisclient.h"
#include "tests/support/processmemory.h"
#include "tests/support/redisreplies.h"
#include "tests/support/redisserver.h"
#include "tests/support/scriptedpeer.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;
using Kind = RedisError::Kind;

class TestRedisFailures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void silentServerTimesOut();
    void onlyTheLateCommandTimesOut();
    void slowlyArrivingReplyDoesNotTimeOut();
    void stalledReplyTimesOut();
    void killedServerFailsPendingCommands();
    void missingSocketIsReported();
    void retriesAreSpaced();
    void openConnectsWithoutAPause();
    void replyOverTheLimitIsRefused();

    void brokenPeerIsReported_data();
    void brokenPeerIsReported();
    void silentPeerIsReported();

private:
    RedisServer m_server;
};

void TestRedisFailures::initTestCase()
{
    QVERIFY(m_server.start());
}

void TestRedisFailures::init()
{
    QVERIFY(m_server.call({"FLUSHALL"}));
}

void TestRedisFailures::silentServerTimesOut()
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

void TestRedisFailures::onlyTheLateCommandTimesOut()
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

void TestRedisFailures::slowlyArrivingReplyDoesNotTimeOut()
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

void TestRedisFailures::stalledReplyTimesOut()
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

void TestRedisFailures::killedServerFailsPendingCommands()
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

void TestRedisFailures::missingSocketIsReported()
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

void TestRedisFailures::retriesAreSpaced()
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

void TestRedisFailures::openConnectsWithoutAPause()
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

void TestRedisFailures::replyOverTheLimitIsRefused()
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

void TestRedisFailures::brokenPeerIsReported_data()
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

void TestRedisFailures::brokenPeerIsReported()
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

void TestRedisFailures::silentPeerIsReported()
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

QTEST_GUILESS_MAIN(TestRedisFailures)
#include "tst_redisfailures.moc"

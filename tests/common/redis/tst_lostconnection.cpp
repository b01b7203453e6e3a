// SPDX-License-Identifier: GPL-3.0-or-later
// A client whose connection is lost, since the server shuts down or closes idle connections. It must not confuse this
// with a server that does not support all commands.
#include "common/core/literals.h"
#include "common/redis/redisclient.h"
#include "tests/support/redisreplies.h"
#include "tests/support/redisserver.h"
#include "tests/support/scriptedpeer.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <optional>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

using Kind = RedisError::Kind;

class TestLostConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedServerLosesNoCommand();
    void restartedServerLosesNoCommand();
    void proxyWithoutServerLosesNoCommand();
    void closedIdleConnectionIsRestoredSilently();
    void commandsWaitForTheReconnect();
    void commandAtTheIdleCloseIsResent();
};

void TestLostConnection::killedServerLosesNoCommand()
{
    RedisServer server;
    QVERIFY(server.start());
    RedisClient client(server.options());
    for (int i = 0; i < 4; ++i) {
        QVERIFY(opens(client));
        server.freeze(); // so that it does not answer
        int failed = 0;
        const auto count = [&failed](const RedisResult &reply) { failed += reply ? 0 : 1; };
        client.transaction({{"SET", "a", "1"}, {"XADD", "s", "*", "a", "1"}}, this, count);
        client.send({"XREAD", "BLOCK", "0", "STREAMS", "s", "$"}, this, count);
        QSignalSpy lost(&client, &RedisClient::lost);
        server.kill();
        QTRY_VERIFY(lost.count() >= 2); // the second attempt is refused
        QCOMPARE(failed, 2);
        QVERIFY(server.start());
    }
    for (const char *command : {"MULTI", "XADD", "EXEC", "XREAD", "CLIENT", "PING"})
        QVERIFY2(client.supports(command), command);
}

/// No attempt is refused, but the server answers between two shutdowns.
void TestLostConnection::restartedServerLosesNoCommand()
{
    RedisServer server;
    QVERIFY(server.start());
    RedisOptions options = server.options();
    options.shortestRetry = options.longestRetry = 2000ms;
    RedisClient client(options);
    QSignalSpy lost(&client, &RedisClient::lost);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(opens(client));
        QVERIFY(replyTo(client, {"XREAD", "BLOCK", "1", "STREAMS", "s", "$"}));
        client.send({"XREAD", "BLOCK", "0", "STREAMS", "s", "$"}, this, [](const RedisResult &) {});
        server.kill();
        QTRY_COMPARE(lost.count(), i + 1);
        QVERIFY(server.start());
    }
    for (const QList<QVariant> &arguments : lost)
        QCOMPARE(arguments.constFirst().value<RedisError>().kind, Kind::ConnectionLost);
    QVERIFY(client.supports("XREAD"));
}

/// Like a load balancer whose server is down: connections are accepted and closed.
void TestLostConnection::proxyWithoutServerLosesNoCommand()
{
    ScriptedPeer peer({}, ScriptedPeer::Then::Close);
    RedisOptions options = peer.options();
    options.unsupported = std::make_shared<UnsupportedCommands>();
    options.url.database = 1;
    options.url.user = u"user"_s;
    RedisClient client(options);
    QSignalSpy lost(&client, &RedisClient::lost);
    client.open();
    QTRY_VERIFY(lost.count() >= 12);
    for (const char *command : {"AUTH", "SELECT", "PING", "CLIENT"})
        QVERIFY2(client.supports(command), command);
    QVERIFY(peer.connections() < 20);
}

void TestLostConnection::closedIdleConnectionIsRestoredSilently()
{
    RedisServer server({u"--timeout"_s, u"1"_s});
    QVERIFY(server.start());
    RedisOptions options = server.options();
    options.url.database = 2;
    RedisClient client(options);
    QVERIFY(opens(client));
    QVERIFY(replyTo(client, {"CLIENT", "SETNAME", "before"}));
    QSignalSpy ready(&client, &RedisClient::ready);
    QSignalSpy lost(&client, &RedisClient::lost);
    const auto name = [&server] { return server.call({"CLIENT", "LIST"})->bytes; };
    QTRY_VERIFY_WITH_TIMEOUT(!name().contains("name=before") && name().contains("name=test"), 10'000);
    QVERIFY(client.isReady());
    QVERIFY(replyTo(client, {"SET", "in", "2"})); // the database is selected again
    QCOMPARE(server.get("in"), QByteArray());
    QCOMPARE(lost.count(), 0);
    QCOMPARE(ready.count(), 0);
    server.kill(); // a real shutdown is still reported
    QTRY_COMPARE(lost.count(), 1);
}

void TestLostConnection::commandsWaitForTheReconnect()
{
    ScriptedPeer peer({});
    RedisOptions options = peer.options();
    options.commandDeadline = options.connectDeadline = 10s;
    RedisClient client(options);
    client.open();
    QTRY_COMPARE(peer.connections(), 1);
    peer.send(ScriptedPeer::welcome());
    QTRY_VERIFY(client.isReady());
    QTest::qWait(1100); // idle
    peer.closeConnections();
    QTRY_COMPARE(peer.connections(), 2); // the peer has not sent its welcome yet
    QVERIFY(client.isReady());
    std::optional<RedisResult> answer;
    client.send({"GET", "a"}, this, [&answer](const RedisResult &reply) { answer = reply; });
    QVERIFY(!answer);
    peer.send(ScriptedPeer::welcome() + "$1\r\n1\r\n");
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    QCOMPARE((*answer)->bytes, QByteArray("1"));
}

/// The server closes the idle connection while a command is being sent.
void TestLostConnection::commandAtTheIdleCloseIsResent()
{
    ScriptedPeer peer({});
    RedisOptions options = peer.options();
    options.commandDeadline = options.connectDeadline = 10s;
    RedisClient client(options);
    QSignalSpy lost(&client, &RedisClient::lost);
    client.open();
    QTRY_COMPARE(peer.connections(), 1);
    peer.send(ScriptedPeer::welcome());
    QTRY_VERIFY(client.isReady());
    QTest::qWait(1100); // idle
    peer.closeConnections();
    std::optional<RedisResult> answer;
    client.send({"SET", "a", "1"}, this, [&answer](const RedisResult &reply) { answer = reply; });
    QTRY_COMPARE(peer.connections(), 2);
    QVERIFY(!answer);
    peer.send(ScriptedPeer::welcome() + "+OK\r\n");
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    QCOMPARE(lost.count(), 0);
}

QTEST_GUILESS_MAIN(TestLostConnection)
#include "tst_lostconnection.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Many, slow, silent and wrong clients of the feed, over real WebSockets and with a real redis-server.
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/feedclient.h"
#include "tests/support/feedload.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/timeouts.h"

#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <vector>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

class TestFeedClients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void clientsReceiveTheSameRecords();
    void slowReadersDelayNoOtherClient();
    void heartbeatsAreSentWhileIdle();
    void slowClientRestartsWithTheHistory();
    void clientsThatReadNothingAreDropped();
    void refusedClientsThatReadNothingAreDropped();
    void silentClientsAreDropped();
    void readingClientsStayWhileIdle();
    void wrongClientsAreRefused_data();
    void wrongClientsAreRefused();
    void clientsThatFollowNothingAreRefused();

private:
    std::unique_ptr<RedisServer> m_server;
};

namespace {

/// A hand-written WebSocket client that reads very little, since QWebSocket always reads.
struct NonReadingClient
{
    explicit NonReadingClient(const RunningGateway &gateway)
    {
        socket->setReadBufferSize(1000);
        socket->connectToHost(QHostAddress::LocalHost, gateway.port());
        socket->write(gateway.feedRequest());
        QTRY_VERIFY_WITH_TIMEOUT(socket->bytesAvailable() > 0, 20000);
    }

    void follow() const
    {
        const QByteArray text = R"({"type":"follow","feed":1})";
        socket->write(QByteArray("\x81", 1) + static_cast<char>(0x80 | text.size()) + QByteArray(4, '\0') + text);
    }

    std::unique_ptr<QTcpSocket> socket = std::make_unique<QTcpSocket>();
};

} // namespace

void TestFeedClients::init()
{
    m_server = std::make_unique<RedisServer>();
    QVERIFY(m_server->start());
}

void TestFeedClients::clientsReceiveTheSameRecords()
{
    addNumbers(*m_server, 1, 1);
    const RunningGateway gateway(*m_server);
    std::vector<std::unique_ptr<FeedClient>> clients(50);
    for (std::unique_ptr<FeedClient> &client : clients)
        client = std::make_unique<FeedClient>(gateway);
    addNumbers(*m_server, 2, 20);
    for (const auto &client : clients)
        QTRY_COMPARE(client->outputs(), numbers(1, 20));
}

/// The first value of each result is its time, which FeedLoad reads.
void TestFeedClients::slowReadersDelayNoOtherClient()
{
    const QByteArray padding(20'000, 'x');
    const auto addTimed = [&] {
        addResult(*m_server, now(),
                  "{\"sent\":" + QByteArray::number(FeedLoad::now()) + ",\"text\":\"" + padding + "\"}");
    };
    for (int i = 0; i < 100; ++i) // more than the kernel buffers for clients that read nothing
        addTimed();
    const RunningGateway gateway(*m_server);
    QTRY_COMPARE(gateway.output().end(), quint64(100));
    const FeedLoad silent({.port = gateway.port(), .clients = 20, .reads = false});
    QTRY_COMPARE_WITH_TIMEOUT(silent.following(), 20, waitTimeout);
    FeedLoad load({.port = gateway.port(), .clients = 100});
    QTRY_COMPARE_WITH_TIMEOUT(load.following(), 100, waitTimeout);
    const auto haveTheHistory = [&] { // a client that is still receiving the history gets a new result as part of it
        const quint64 before = load.messages();
        addTimed();
        return QTest::qWaitFor([&] { return load.messages() == before + 100; }, 500);
    };
    QTRY_VERIFY_WITH_TIMEOUT(haveTheHistory(), waitTimeout);
    load.takeDelays();
    const quint64 before = load.messages();
    for (int i = 0; i < 20; ++i)
        addTimed();
    QTRY_COMPARE_WITH_TIMEOUT(load.messages(), before + 2000, waitTimeout);
    QCOMPARE(load.following(), 100);
    QCOMPARE(load.dropped(), 0);
}

void TestFeedClients::heartbeatsAreSentWhileIdle()
{
    const RunningGateway gateway(*m_server, {.heartbeat = 50ms});
    const FeedClient client(gateway);
    QTRY_VERIFY(client.heartbeats >= 2);
    QCOMPARE(client.hellos.constFirst().heartbeat, 50ms);
}

/// The output keeps fewer records than those that arrive while nothing is sent to the client.
void TestFeedClients::slowClientRestartsWithTheHistory()
{
    RunningGateway gateway(*m_server, {.bufferBytes = 1}, {.bytes = 1400});
    addNumbers(*m_server, 1, 3);
    const FeedClient client(gateway);
    QTRY_COMPARE(client.outputs(), numbers(1, 3));
    // All at once, so that the session cannot send in between.
    const QByteArray script = "for i = 4, 20 do "
                              "redis.call('XADD', KEYS[1], '*', 't', ARGV[1] + i, 'd', '{\"n\":' .. i .. '}') end";
    QVERIFY(m_server->call({"EVAL", script, "1", historyKey(feedKey), QByteArray::number(now())}));
    QTRY_VERIFY(!client.outputs().isEmpty() && client.outputs().constLast() == numbers(20, 20).constFirst());
    QVERIFY(gateway.output().end() - gateway.output().begin() <= 5);
    QCOMPARE(client.outputs(), numbers(21 - static_cast<int>(client.outputs().size()), 20)); // without a gap
}

void TestFeedClients::clientsThatReadNothingAreDropped()
{
    RunningGateway gateway(*m_server, {.bufferBytes = 10'000, .stallTimeout = 200ms});
    const QByteArray large = "{\"text\":\"" + QByteArray(100'000, 'x') + "\"}";
    for (int i = 0; i < 100; ++i)
        addResult(*m_server, now() + i, large);
    QTRY_COMPARE(gateway.output().end(), quint64(100));

    const NonReadingClient client(gateway);
    client.follow();
    QTRY_COMPARE(gateway->clients(), 0);
}

/// The gateway does not wait for the client's answer to the close frame.
void TestFeedClients::refusedClientsThatReadNothingAreDropped()
{
    const RunningGateway gateway(*m_server, {.bufferBytes = 10'000, .stallTimeout = 2s});
    const QByteArray large = "{\"text\":\"" + QByteArray(100'000, 'x') + "\"}";
    for (int i = 0; i < 100; ++i)
        addResult(*m_server, now() + i, large);
    QTRY_COMPARE(gateway.output().end(), quint64(100));
    const NonReadingClient client(gateway);
    client.follow();
    client.follow(); // one time too many
    QTRY_COMPARE_WITH_TIMEOUT(gateway->clients(), 0, waitTimeout);
    QVERIFY(gateway.get("/metrics").body.contains("clients_ended_total{reason=\"refused\"} 1\n"));
}

/// The data fits into the kernel's buffers, which accept it even for a program that hangs or a machine that is gone.
void TestFeedClients::silentClientsAreDropped()
{
    addNumbers(*m_server, 1, 3);
    const RunningGateway gateway(*m_server, {.heartbeat = 100ms, .stallTimeout = 1s});
    const NonReadingClient client(gateway);
    client.follow();
    QCOMPARE(gateway->clients(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(gateway->clients(), 0, waitTimeout);
    QVERIFY(gateway.get("/metrics").body.contains("clients_ended_total{reason=\"stalled\"} 1\n"));
}

void TestFeedClients::readingClientsStayWhileIdle()
{
    const RunningGateway gateway(*m_server, {.heartbeat = 100ms, .stallTimeout = 1s});
    const FeedClient client(gateway);
    const FeedLoad load({.port = gateway.port(), .clients = 5});
    QTRY_COMPARE(gateway->clients(), 6);
    QTRY_VERIFY_WITH_TIMEOUT(client.heartbeats >= 30,
                             waitTimeout); // three times as long as a silent client may stay connected
    QCOMPARE(gateway->clients(), 6);
    QCOMPARE(load.dropped(), 0);
}

void TestFeedClients::wrongClientsAreRefused_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QString>("reason");
    const QByteArray follow = R"({"type":"follow","feed":1})";
    QTest::newRow("no JSON") << QByteArray("x") << QByteArray() << "the message is not JSON";
    QTest::newRow("another message") << QByteArray(R"({"type":"beat"})") << QByteArray()
                                     << "a client must send \"follow\", and only once";
    QTest::newRow("twice") << follow << follow << "a client must send \"follow\", and only once";
    QTest::newRow("another version") << QByteArray(R"({"type":"follow","feed":2})") << QByteArray()
                                     << "this gateway uses version 1 of the feed";
}

void TestFeedClients::wrongClientsAreRefused()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    QFETCH(QString, reason);
    const RunningGateway gateway(*m_server);
    FeedClient client(gateway, std::nullopt);
    QTRY_COMPARE(client.hellos.size(), 1);
    client.send(first);
    if (!second.isEmpty())
        client.send(second);
    QTRY_COMPARE(client.socket.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(client.socket.closeCode(), QWebSocketProtocol::CloseCodePolicyViolated);
    QCOMPARE(client.socket.closeReason(), reason);
    QTRY_COMPARE(gateway->clients(), 0);
}

void TestFeedClients::clientsThatFollowNothingAreRefused()
{
    const RunningGateway gateway(*m_server, {.handshake = 50ms});
    const FeedClient client(gateway, std::nullopt);
    QTRY_COMPARE(client.socket.closeReason(), u"\"follow\" was not received in time"_s);
}

QTEST_GUILESS_MAIN(TestFeedClients)
#include "tst_feedclients.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The feed over real WebSockets, from a real redis-server.
#include "tests/support/feedgateway.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

class TestFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void historyThenLive();
    void nothingYet();
    void onlyTheSpanThatIsWanted();
    void measurementsAreLeftOut();
    void resumesWhereItWas_data();
    void resumesWhereItWas();
    void resumesAtAGatewayThatHasNotReadYet();
    void anotherHistoryComesAnew();
    void lostConnectionToRedisIsToldAndMended();
    void reportFollows();
    void severalOutputs();
    void manyClientsHearTheSame();
    void silenceIsBeaten();
    void whoFallsBehindBeginsAnew();
    void whoReadsNothingIsDropped();
    void wrongClientsAreRefused_data();
    void wrongClientsAreRefused();
    void whoFollowsNothingIsRefused();

private:
    std::unique_ptr<RedisServer> m_server;
};

namespace {

/// Follows a gateway and puts together what it hears.
struct Client
{
    explicit Client(const FeedGateway &gateway, const std::optional<FeedFollow> &follow = FeedFollow())
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                         [this](const QString &text) { take(text.toUtf8()); });
        QObject::connect(&socket, &QWebSocket::connected, &socket, [this, follow] {
            if (follow)
                say(encodeFeed(*follow));
        });
        socket.open(gateway.listener.serverUrl());
    }

    void say(const QByteArray &message) { socket.sendTextMessage(QString::fromUtf8(message)); }

    void take(const QByteArray &json)
    {
        const Result<FeedMessage> message = decodeFeed(json);
        if (!message)
            qFatal("%s", qPrintable(message.error().message));
        if (const auto *records = std::get_if<FeedRecords>(&*message)) {
            QList<FeedRecord> &all = known[records->output];
            if (records->anew) {
                all.clear();
                ++histories;
            }
            all += records->records;
        } else if (const auto *status = std::get_if<FeedStatus>(&*message)) {
            states.append(status->status);
        } else if (const auto *report = std::get_if<FeedReport>(&*message)) {
            reports.append(report->report);
        } else if (const auto *hello = std::get_if<FeedHello>(&*message)) {
            hellos.append(*hello);
        } else if (std::holds_alternative<FeedBeat>(*message)) {
            ++beats;
        }
    }

    QByteArrayList outputs(const QByteArray &output = feedKey) const
    {
        QByteArrayList result;
        for (const FeedRecord &one : known.value(QString::fromUtf8(output)))
            result.append(one.record.output);
        return result;
    }
    FeedFollow resume() const
    {
        FeedFollow follow;
        for (auto it = known.cbegin(); it != known.cend(); ++it)
            follow.after.insert(it.key(), it->constLast().id);
        return follow;
    }

    QWebSocket socket;
    QHash<QString, QList<FeedRecord>> known;
    QList<FeedHello> hellos;
    QList<SourceStatus> states;
    QList<FunctionReport> reports;
    int histories = 0;
    int beats = 0;
};

} // namespace

void TestFeed::init()
{
    m_server = std::make_unique<RedisServer>();
    QVERIFY(m_server->start());
}

void TestFeed::historyThenLive()
{
    addResult(*m_server, now(), R"({"n":1})", R"({"m":1})");
    addResult(*m_server, now(), R"({"n":2})", R"({"m":2})");
    const FeedGateway gateway(*m_server);
    QTRY_COMPARE(gateway.output().end(), quint64(2));
    const Client client(gateway);
    QTRY_COMPARE(client.outputs(), numbers(1, 2));
    QCOMPARE(client.hellos.size(), 1);
    QCOMPARE(client.hellos.constFirst().outputs, QStringList{QStringLiteral("results")});
    QCOMPARE(client.states.constLast().kind, SourceStatus::Kind::Live);
    addNumbers(*m_server, 3, 4);
    QTRY_COMPARE(client.outputs(), numbers(1, 4));
    QCOMPARE(client.known.value(QStringLiteral("results")).at(1).record.input, QByteArray(R"({"m":2})"));
    QCOMPARE(client.histories, 1);
}

void TestFeed::nothingYet()
{
    const FeedGateway gateway(*m_server);
    const Client client(gateway);
    QTRY_COMPARE(client.histories, 1);
    QTRY_VERIFY(!client.states.isEmpty() && client.states.constLast().kind == SourceStatus::Kind::Waiting);
    addNumbers(*m_server, 1, 2);
    QTRY_COMPARE(client.outputs(), numbers(1, 2));
}

void TestFeed::onlyTheSpanThatIsWanted()
{
    addResult(*m_server, now() - 7'200'000, R"({"n":1})");
    addResult(*m_server, now() - 1'800'000, R"({"n":2})");
    addResult(*m_server, now(), R"({"n":3})");
    const FeedGateway gateway(*m_server);
    QTRY_COMPARE(gateway.output().end(), quint64(3));
    FeedFollow hour;
    hour.span = 3'600'000;
    const Client client(gateway, hour);
    QTRY_COMPARE(client.outputs(), numbers(2, 3));
}

void TestFeed::measurementsAreLeftOut()
{
    addResult(*m_server, now(), R"({"n":1})", R"({"m":1})");
    const FeedGateway gateway(*m_server);
    FeedFollow without;
    without.measurements = false;
    const Client bare(gateway, without);
    const Client whole(gateway);
    QTRY_COMPARE(bare.outputs(), numbers(1, 1));
    QTRY_COMPARE(whole.outputs(), numbers(1, 1));
    QCOMPARE(bare.known.constBegin()->constFirst().record.input, QByteArray());
    QCOMPARE(whole.known.constBegin()->constFirst().record.input, QByteArray(R"({"m":1})"));
}

void TestFeed::resumesWhereItWas_data()
{
    QTest::addColumn<bool>("otherGateway");
    QTest::newRow("at the same gateway") << false;
    QTest::newRow("at another gateway") << true;
}

void TestFeed::resumesWhereItWas()
{
    QFETCH(bool, otherGateway);
    addNumbers(*m_server, 1, 3);
    auto gateway = std::make_unique<FeedGateway>(*m_server);
    FeedFollow last;
    {
        const Client client(*gateway);
        QTRY_COMPARE(client.outputs(), numbers(1, 3));
        last = client.resume();
    }
    addNumbers(*m_server, 4, 5);
    if (otherGateway)
        gateway = std::make_unique<FeedGateway>(*m_server);
    QTRY_COMPARE(gateway->output().end(), quint64(5));
    const Client again(*gateway, last);
    QTRY_COMPARE(again.outputs(), numbers(4, 5));
    addNumbers(*m_server, 6, 6);
    QTRY_COMPARE(again.outputs(), numbers(4, 6));
    QCOMPARE(again.histories, 0);
}

void TestFeed::resumesAtAGatewayThatHasNotReadYet()
{
    addNumbers(*m_server, 1, 3);
    FeedFollow last;
    {
        const FeedGateway gateway(*m_server);
        const Client client(gateway);
        QTRY_COMPARE(client.outputs(), numbers(1, 3));
        last = client.resume();
    }
    addNumbers(*m_server, 4, 5);
    m_server->freeze();
    const FeedGateway restarted(*m_server);
    const Client client(restarted, last);
    QTRY_VERIFY(!client.states.isEmpty() && !client.reports.isEmpty());
    m_server->unfreeze();
    QTRY_COMPARE(client.outputs(), numbers(4, 5));
    QCOMPARE(client.histories, 0);
}

void TestFeed::anotherHistoryComesAnew()
{
    addNumbers(*m_server, 1, 3);
    const FeedGateway gateway(*m_server);
    const Client client(gateway);
    QTRY_COMPARE(client.outputs(), numbers(1, 3));
    m_server->kill();
    QVERIFY(m_server->start()); // and knows nothing
    QTRY_COMPARE(client.outputs(), QByteArrayList());
    addNumbers(*m_server, 7, 8);
    QTRY_COMPARE(client.outputs(), numbers(7, 8));
    QCOMPARE(client.histories, 2);

    FeedFollow unknown;
    unknown.after.insert(QStringLiteral("results"), "12-0");
    const Client stranger(gateway, unknown);
    QTRY_COMPARE(stranger.outputs(), numbers(7, 8));
    QCOMPARE(stranger.histories, 1);
}

void TestFeed::lostConnectionToRedisIsToldAndMended()
{
    addNumbers(*m_server, 1, 3);
    const FeedGateway gateway(*m_server);
    const Client client(gateway);
    QTRY_COMPARE(client.outputs(), numbers(1, 3));
    QVERIFY(m_server->call({"CLIENT", "KILL", "TYPE", "normal"}));
    QTRY_VERIFY(std::ranges::any_of(client.states,
                                    [](const SourceStatus &one) { return one.kind == SourceStatus::Kind::Lost; }));
    addNumbers(*m_server, 4, 5);
    QTRY_COMPARE(client.outputs(), numbers(1, 5));
    QCOMPARE(client.histories, 1);
    QTRY_COMPARE(client.states.constLast().kind, SourceStatus::Kind::Live);
}

void TestFeed::reportFollows()
{
    addNumbers(*m_server, 1, 1);
    QVERIFY(m_server->call({"HSET", statusKey(feedKey), "calls", "7"}));
    const FeedGateway gateway(*m_server);
    const Client client(gateway);
    QTRY_VERIFY(!client.reports.isEmpty() && client.reports.constLast().status);
    QCOMPARE(client.reports.constLast().status->calls, quint64(7));
}

void TestFeed::severalOutputs()
{
    addNumbers(*m_server, 1, 2);
    addNumbers(*m_server, 5, 5, "other");
    const FeedGateway gateway(*m_server, {}, {}, {feedKey, "other", "nothing"});
    const Client client(gateway);
    QTRY_COMPARE(client.outputs(), numbers(1, 2));
    QTRY_COMPARE(client.outputs("other"), numbers(5, 5));
    QCOMPARE(client.hellos.constFirst().outputs.size(), 3);
}

void TestFeed::manyClientsHearTheSame()
{
    addNumbers(*m_server, 1, 1);
    const FeedGateway gateway(*m_server);
    std::vector<std::unique_ptr<Client>> clients(50);
    for (std::unique_ptr<Client> &client : clients)
        client = std::make_unique<Client>(gateway);
    addNumbers(*m_server, 2, 20);
    for (const auto &client : clients)
        QTRY_COMPARE(client->outputs(), numbers(1, 20));
}

void TestFeed::silenceIsBeaten()
{
    const FeedGateway gateway(*m_server, {.beat = 50ms});
    const Client client(gateway);
    QTRY_VERIFY(client.beats >= 2);
    QCOMPARE(client.hellos.constFirst().beat, 50ms);
}

/// The output keeps less than what comes while the client is not read for.
void TestFeed::whoFallsBehindBeginsAnew()
{
    FeedGateway gateway(*m_server, {.bufferBytes = 1}, {.bytes = 40});
    addNumbers(*m_server, 1, 3);
    const Client client(gateway);
    QTRY_COMPARE(client.outputs(), numbers(1, 3));
    // All at once, so that the session does not get to send in between.
    const QByteArray script = "for i = 4, 20 do "
                              "redis.call('XADD', KEYS[1], '*', 't', ARGV[1] + i, 'd', '{\"n\":' .. i .. '}') end";
    QVERIFY(m_server->call({"EVAL", script, "1", historyKey(feedKey), QByteArray::number(now())}));
    QTRY_VERIFY(!client.outputs().isEmpty() && client.outputs().constLast() == numbers(20, 20).constFirst());
    QVERIFY(gateway.output().end() - gateway.output().begin() <= 5);
    QCOMPARE(client.outputs(), numbers(21 - static_cast<int>(client.outputs().size()), 20)); // no hole in what is known
}

void TestFeed::whoReadsNothingIsDropped()
{
    FeedGateway gateway(*m_server, {.bufferBytes = 10'000, .patience = 200ms});
    const QByteArray large = "{\"text\":\"" + QByteArray(100'000, 'x') + "\"}";
    for (int i = 0; i < 100; ++i)
        addResult(*m_server, now() + i, large);
    QTRY_COMPARE(gateway.output().end(), quint64(100));

    QTcpSocket socket; // a WebSocket by hand: QWebSocket reads by itself
    socket.setReadBufferSize(1000);
    socket.connectToHost(QHostAddress::LocalHost, gateway.listener.serverPort());
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
    socket.write("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    QTRY_VERIFY(socket.bytesAvailable() > 0);
    const QByteArray follow = R"({"type":"follow","feed":1})";
    socket.write(QByteArray("\x81", 1) + static_cast<char>(0x80 | follow.size()) + QByteArray(4, '\0') + follow);
    QTRY_COMPARE(gateway.ended, 1);
}

void TestFeed::wrongClientsAreRefused_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QString>("reason");
    const QByteArray follow = R"({"type":"follow","feed":1})";
    QTest::newRow("no JSON") << QByteArray("x") << QByteArray() << "the message is not JSON";
    QTest::newRow("another message") << QByteArray(R"({"type":"beat"})") << QByteArray()
                                     << "a client says \"follow\", and once";
    QTest::newRow("twice") << follow << follow << "a client says \"follow\", and once";
    QTest::newRow("another version") << QByteArray(R"({"type":"follow","feed":2})") << QByteArray()
                                     << "this gateway speaks version 1 of the feed";
}

void TestFeed::wrongClientsAreRefused()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    QFETCH(QString, reason);
    const FeedGateway gateway(*m_server);
    Client client(gateway, std::nullopt);
    QTRY_COMPARE(client.hellos.size(), 1);
    client.say(first);
    if (!second.isEmpty())
        client.say(second);
    QTRY_COMPARE(client.socket.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(client.socket.closeCode(), QWebSocketProtocol::CloseCodePolicyViolated);
    QCOMPARE(client.socket.closeReason(), reason);
    QTRY_COMPARE(gateway.ended, 1);
}

void TestFeed::whoFollowsNothingIsRefused()
{
    const FeedGateway gateway(*m_server, {.handshake = 50ms});
    const Client client(gateway, std::nullopt);
    QTRY_COMPARE(client.socket.closeReason(), QStringLiteral("nothing was followed in time"));
}

QTEST_GUILESS_MAIN(TestFeed)
#include "tst_feed.moc"

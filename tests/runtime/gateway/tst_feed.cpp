// SPDX-License-Identifier: GPL-3.0-or-later
// The feed over real WebSockets, with a real redis-server.
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/feedload.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/timeouts.h"

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

    void historyIsFollowedByLiveResults();
    void emptyHistoryIsFollowedByTheFirstResult();
    void onlyTheRequestedSpanIsSent();
    void spanOfAnOldHistoryEndsAtItsNewestResult_data();
    void spanOfAnOldHistoryEndsAtItsNewestResult();
    void historyHasItsAgeAndNewResultsAreLive();
    void ageOfAForeignRuntimeIsUnknown();
    void resultsThatTheGatewayMissedAreNotLive();
    void measurementsCanBeOmitted();
    void resumesWhereItWas_data();
    void resumesWhereItWas();
    void resumesAtAGatewayThatHasNotReadYet();
    void resumesAfterAClockWasAhead();
    void otherHistoryIsSentFromTheStart();
    void lostConnectionToRedisIsReportedAndRestored();
    void reportFollows();
    void failuresAreSentOnce();
    void severalOutputsAreFollowed();
    void onlyRequestedOutputsAreSent();
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

/// Follows a gateway and collects what it receives.
struct Client
{
    explicit Client(const RunningGateway &gateway, const std::optional<FeedFollow> &follow = FeedFollow())
        : socket(gateway.origin())
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                         [this](const QString &text) { handle(text.toUtf8()); });
        QObject::connect(&socket, &QWebSocket::connected, &socket, [this, follow] {
            if (follow)
                send(encodeFeed(*follow));
        });
        socket.open(gateway.feedUrl());
    }

    void send(const QByteArray &message) { socket.sendTextMessage(QString::fromUtf8(message)); }

    void handle(const QByteArray &json)
    {
        const Result<FeedMessage> message = decodeFeed(json);
        if (!message)
            qFatal("%s", qPrintable(message.error().message));
        if (const auto *records = std::get_if<FeedRecords>(&*message)) {
            QList<FeedRecord> &all = known[records->output];
            if (records->replacesEarlier) {
                all.clear();
                ++histories;
            }
            all += records->records;
            for (qsizetype i = 0; i < records->records.size(); ++i)
                live.append(records->isLive.value());
        } else if (const auto *age = std::get_if<FeedAge>(&*message)) {
            ages.append(age->age);
        } else if (const auto *status = std::get_if<FeedStatus>(&*message)) {
            states.append(status->status);
        } else if (const auto *report = std::get_if<FeedReport>(&*message)) {
            reports.append(report->report);
            receivedFailures += report->report.failures.size();
            if (report->keptFailures > 0)
                reports.last().failures += reports.at(reports.size() - 2).failures.first(report->keptFailures);
        } else if (const auto *hello = std::get_if<FeedHello>(&*message)) {
            hellos.append(*hello);
        } else if (std::holds_alternative<FeedHeartbeat>(*message)) {
            ++heartbeats;
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
    QList<bool> live; // for each record
    QList<std::optional<qint64>> ages;
    qsizetype receivedFailures = 0;
    int heartbeats = 0;
};

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

void TestFeed::init()
{
    m_server = std::make_unique<RedisServer>();
    QVERIFY(m_server->start());
}

void TestFeed::historyIsFollowedByLiveResults()
{
    addResult(*m_server, now(), R"({"n":1})", R"({"m":1})");
    addResult(*m_server, now(), R"({"n":2})", R"({"m":2})");
    const RunningGateway gateway(*m_server);
    QTRY_COMPARE(gateway.output().end(), quint64(2));
    const Client client(gateway);
    QTRY_COMPARE(client.outputs(), numbers(1, 2));
    QCOMPARE(client.hellos.size(), 1);
    QCOMPARE(client.hellos.constFirst().outputs, QStringList{u"results"_s});
    QCOMPARE(client.states.constLast().kind, SourceStatus::Kind::Live);
    addNumbers(*m_server, 3, 4);
    QTRY_COMPARE(client.outputs(), numbers(1, 4));
    QCOMPARE(client.known.value(u"results"_s).at(1).record.input, QByteArray(R"({"m":2})"));
    QCOMPARE(client.histories, 1);
}

void TestFeed::emptyHistoryIsFollowedByTheFirstResult()
{
    const RunningGateway gateway(*m_server);
    const Client client(gateway);
    QTRY_COMPARE(client.histories, 1);
    QTRY_VERIFY(!client.states.isEmpty() && client.states.constLast().kind == SourceStatus::Kind::Waiting);
    addNumbers(*m_server, 1, 2);
    QTRY_COMPARE(client.outputs(), numbers(1, 2));
}

void TestFeed::onlyTheRequestedSpanIsSent()
{
    addResult(*m_server, now() - 7'200'000, R"({"n":1})");
    addResult(*m_server, now() - 1'800'000, R"({"n":2})");
    addResult(*m_server, now(), R"({"n":3})");
    const RunningGateway gateway(*m_server);
    QTRY_COMPARE(gateway.output().end(), quint64(3));
    FeedFollow hour;
    hour.span = 3'600'000;
    const Client client(gateway, hour);
    QTRY_COMPARE(client.outputs(), numbers(2, 3));
}

void TestFeed::spanOfAnOldHistoryEndsAtItsNewestResult_data()
{
    QTest::addColumn<qint64>("ahead"); // of the runtime's clock
    for (const qint64 ahead : {-600'000, 0, 600'000})
        QTest::addRow("%lld s", static_cast<long long>(ahead / 1000)) << ahead;
}

/// It ends with the newest result, whatever the clocks show.
void TestFeed::spanOfAnOldHistoryEndsAtItsNewestResult()
{
    QFETCH(qint64, ahead);
    const qint64 newest = now() - 7'200'000 + ahead;
    addResult(*m_server, newest - 3'000'000, R"({"n":1})");
    addResult(*m_server, newest - 1'000'000, R"({"n":2})");
    addResult(*m_server, newest, R"({"n":3})");
    const RunningGateway gateway(*m_server);
    FeedFollow halfAnHour;
    halfAnHour.span = 1'800'000;
    const Client client(gateway, halfAnHour);
    QTRY_COMPARE(client.outputs(), numbers(2, 3));
}

/// The age is measured by the server's clock; clients that connect later get it, too.
void TestFeed::historyHasItsAgeAndNewResultsAreLive()
{
    const QByteArray id = QByteArray::number(now() - 7'200'000) + "-0";
    QVERIFY(m_server->call({"XADD", historyKey(feedKey), id, "t", QByteArray::number(now()), "d", R"({"n":1})"}));
    const RunningGateway gateway(*m_server);
    const Client first(gateway);
    QTRY_COMPARE(first.ages.size(), 1);
    QVERIFY(first.ages.constLast() >= 7'200'000 && first.ages.constLast() < 7'260'000);
    QCOMPARE(first.live, QList<bool>{false});
    addResult(*m_server, now() + 600'000, R"({"n":2})");
    QTRY_COMPARE(first.live, (QList<bool>{false, true}));
    QCOMPARE(first.ages.size(), 1);
    const Client second(gateway);
    QTRY_COMPARE(second.ages.size(), 1);
    QVERIFY(second.ages.constLast() >= 0 && second.ages.constLast() < 60'000);
    QCOMPARE(second.live, (QList<bool>{false, false}));
    const Client third(gateway, second.resume()); // it has missed nothing
    QTRY_COMPARE(third.ages.size(), 1);
    QVERIFY(third.ages.constLast().has_value() && third.live.isEmpty());
}

void TestFeed::ageOfAForeignRuntimeIsUnknown()
{
    QVERIFY(m_server->call({"SET", feedKey, R"({"n":1})"}));
    const RunningGateway gateway(*m_server);
    const Client client(gateway);
    QTRY_COMPARE(client.outputs(), numbers(1, 1));
    QTRY_VERIFY(!client.ages.isEmpty());
    QCOMPARE(client.ages.constLast(), std::nullopt);
    QCOMPARE(client.live, QList<bool>{false});
    QVERIFY(m_server->call({"SET", feedKey, R"({"n":2})"}));
    QTRY_COMPARE(client.live, (QList<bool>{false, true}));
}

/// Results that the gateway fetches after a lost connection to Redis are not new.
void TestFeed::resultsThatTheGatewayMissedAreNotLive()
{
    QVERIFY(m_server->call({"ACL", "SETUSER", "away", "on", ">pw", "~*", "&*", "+@all"}));
    addNumbers(*m_server, 1, 1);
    GatewaySettings settings = gatewaySettings(*m_server);
    settings.redis.user = u"away"_s;
    settings.redis.password = u"pw"_s;
    const RunningGateway gateway(settings, gatewayLimits(*m_server));
    const Client client(gateway);
    QTRY_COMPARE(client.outputs(), numbers(1, 1));
    QVERIFY(m_server->call({"ACL", "SETUSER", "away", "off"}));
    QVERIFY(m_server->call({"CLIENT", "KILL", "USER", "away"}));
    QTRY_COMPARE(client.states.constLast().kind, SourceStatus::Kind::Refused);
    addNumbers(*m_server, 2, 3);
    QVERIFY(m_server->call({"ACL", "SETUSER", "away", "on"}));
    QTRY_COMPARE(client.live, (QList<bool>{false, false, false}));
    QTRY_VERIFY(client.ages.size() >= 2);
    QVERIFY(client.ages.constLast().has_value() && *client.ages.constLast() < 60'000);
    addNumbers(*m_server, 4, 4);
    QTRY_COMPARE(client.live, (QList<bool>{false, false, false, true}));
}

void TestFeed::measurementsCanBeOmitted()
{
    addResult(*m_server, now(), R"({"n":1})", R"({"m":1})");
    const RunningGateway gateway(*m_server);
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
    auto gateway = std::make_unique<RunningGateway>(*m_server);
    FeedFollow last;
    {
        const Client client(*gateway);
        QTRY_COMPARE(client.outputs(), numbers(1, 3));
        last = client.resume();
    }
    addNumbers(*m_server, 4, 5);
    if (otherGateway)
        gateway = std::make_unique<RunningGateway>(*m_server);
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
        const RunningGateway gateway(*m_server);
        const Client client(gateway);
        QTRY_COMPARE(client.outputs(), numbers(1, 3));
        last = client.resume();
    }
    addNumbers(*m_server, 4, 5);
    m_server->freeze();
    const RunningGateway restarted(*m_server);
    const Client client(restarted, last);
    QTRY_VERIFY(!client.states.isEmpty());
    m_server->unfreeze();
    QTRY_COMPARE(client.outputs(), numbers(4, 5));
    QCOMPARE(client.histories, 0);
}

void TestFeed::resumesAfterAClockWasAhead()
{
    addNumbers(*m_server, 1, 3);
    const RunningGateway gateway(*m_server);
    const Client client(gateway);
    QTRY_COMPARE(client.outputs(), numbers(1, 3));
    addResult(*m_server, now() + 365LL * 24 * 3600 * 1000, numbers(4, 4).constFirst());
    addNumbers(*m_server, 5, 6);
    QTRY_COMPARE(client.outputs(), numbers(1, 6));
    const Client late(gateway);
    QTRY_COMPARE(late.outputs(), numbers(1, 6));
}

void TestFeed::otherHistoryIsSentFromTheStart()
{
    addNumbers(*m_server, 1, 3);
    const RunningGateway gateway(*m_server);
    const Client client(gateway);
    QTRY_COMPARE(client.outputs(), numbers(1, 3));
    m_server->kill();
    QVERIFY(m_server->start()); // with an empty database
    QTRY_COMPARE(client.outputs(), QByteArrayList());
    addNumbers(*m_server, 7, 8);
    QTRY_COMPARE(client.outputs(), numbers(7, 8));
    QCOMPARE(client.histories, 2);

    FeedFollow unknown;
    unknown.after.insert(u"results"_s, "12-0");
    const Client stranger(gateway, unknown);
    QTRY_COMPARE(stranger.outputs(), numbers(7, 8));
    QCOMPARE(stranger.histories, 1);
}

void TestFeed::lostConnectionToRedisIsReportedAndRestored()
{
    addNumbers(*m_server, 1, 3);
    const RunningGateway gateway(*m_server);
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
    const RunningGateway gateway(*m_server);
    const Client client(gateway);
    QTRY_VERIFY(!client.reports.isEmpty() && client.reports.constLast().status);
    QCOMPARE(client.reports.constLast().status->calls, quint64(7));
}

void TestFeed::failuresAreSentOnce()
{
    addNumbers(*m_server, 1, 1);
    const auto addFailure = [this](const char *type) {
        QVERIFY(m_server->call({"XADD", errorsKey(feedKey), "*", "errorType", type, "outcome", "raised"}));
    };
    addFailure("KeyError");
    QVERIFY(m_server->call({"HSET", statusKey(feedKey), "calls", "7"}));
    const RunningGateway gateway(*m_server);
    const Client client(gateway);
    const auto last = [&client] { return client.reports.isEmpty() ? FunctionReport() : client.reports.constLast(); };
    QTRY_COMPARE(last().failures.size(), 1);
    QVERIFY(m_server->call({"HSET", statusKey(feedKey), "calls", "8"}));
    QTRY_VERIFY(last().status && last().status->calls == 8);
    QCOMPARE(client.receivedFailures, 1);
    QCOMPARE(last().failures.size(), 1);
    addFailure("TypeError");
    QTRY_COMPARE(last().failures.size(), 2);
    QCOMPARE(client.receivedFailures, 2);
    const Client late(gateway);
    QTRY_COMPARE(late.reports.size(), 1);
    QCOMPARE(late.reports.constFirst(), last());
}

void TestFeed::onlyRequestedOutputsAreSent()
{
    addNumbers(*m_server, 1, 2);
    addNumbers(*m_server, 5, 5, "other");
    const RunningGateway gateway(*m_server, {}, {}, {feedKey, "other"});
    FeedFollow one;
    one.outputs = {u"other"_s, u"there is none"_s};
    const Client client(gateway, one);
    QTRY_COMPARE(client.outputs("other"), numbers(5, 5));
    addNumbers(*m_server, 3, 3);
    addNumbers(*m_server, 6, 6, "other");
    QTRY_COMPARE(client.outputs("other"), numbers(5, 6));
    QCOMPARE(client.known.size(), 1);
}

void TestFeed::severalOutputsAreFollowed()
{
    addNumbers(*m_server, 1, 2);
    addNumbers(*m_server, 5, 5, "other");
    const RunningGateway gateway(*m_server, {}, {}, {feedKey, "other", "nothing"});
    const Client client(gateway);
    QTRY_COMPARE(client.outputs(), numbers(1, 2));
    QTRY_COMPARE(client.outputs("other"), numbers(5, 5));
    QCOMPARE(client.hellos.constFirst().outputs.size(), 3);
}

void TestFeed::clientsReceiveTheSameRecords()
{
    addNumbers(*m_server, 1, 1);
    const RunningGateway gateway(*m_server);
    std::vector<std::unique_ptr<Client>> clients(50);
    for (std::unique_ptr<Client> &client : clients)
        client = std::make_unique<Client>(gateway);
    addNumbers(*m_server, 2, 20);
    for (const auto &client : clients)
        QTRY_COMPARE(client->outputs(), numbers(1, 20));
}

/// The first value of each result is its time, which FeedLoad reads.
void TestFeed::slowReadersDelayNoOtherClient()
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

void TestFeed::heartbeatsAreSentWhileIdle()
{
    const RunningGateway gateway(*m_server, {.heartbeat = 50ms});
    const Client client(gateway);
    QTRY_VERIFY(client.heartbeats >= 2);
    QCOMPARE(client.hellos.constFirst().heartbeat, 50ms);
}

/// The output keeps fewer records than those that arrive while nothing is sent to the client.
void TestFeed::slowClientRestartsWithTheHistory()
{
    RunningGateway gateway(*m_server, {.bufferBytes = 1}, {.bytes = 1400});
    addNumbers(*m_server, 1, 3);
    const Client client(gateway);
    QTRY_COMPARE(client.outputs(), numbers(1, 3));
    // All at once, so that the session cannot send in between.
    const QByteArray script = "for i = 4, 20 do "
                              "redis.call('XADD', KEYS[1], '*', 't', ARGV[1] + i, 'd', '{\"n\":' .. i .. '}') end";
    QVERIFY(m_server->call({"EVAL", script, "1", historyKey(feedKey), QByteArray::number(now())}));
    QTRY_VERIFY(!client.outputs().isEmpty() && client.outputs().constLast() == numbers(20, 20).constFirst());
    QVERIFY(gateway.output().end() - gateway.output().begin() <= 5);
    QCOMPARE(client.outputs(), numbers(21 - static_cast<int>(client.outputs().size()), 20)); // without a gap
}

void TestFeed::clientsThatReadNothingAreDropped()
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
void TestFeed::refusedClientsThatReadNothingAreDropped()
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
void TestFeed::silentClientsAreDropped()
{
    addNumbers(*m_server, 1, 3);
    const RunningGateway gateway(*m_server, {.heartbeat = 100ms, .stallTimeout = 1s});
    const NonReadingClient client(gateway);
    client.follow();
    QCOMPARE(gateway->clients(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(gateway->clients(), 0, waitTimeout);
    QVERIFY(gateway.get("/metrics").body.contains("clients_ended_total{reason=\"stalled\"} 1\n"));
}

void TestFeed::readingClientsStayWhileIdle()
{
    const RunningGateway gateway(*m_server, {.heartbeat = 100ms, .stallTimeout = 1s});
    const Client client(gateway);
    const FeedLoad load({.port = gateway.port(), .clients = 5});
    QTRY_COMPARE(gateway->clients(), 6);
    QTRY_VERIFY_WITH_TIMEOUT(client.heartbeats >= 30,
                             waitTimeout); // three times as long as a silent client may stay connected
    QCOMPARE(gateway->clients(), 6);
    QCOMPARE(load.dropped(), 0);
}

void TestFeed::wrongClientsAreRefused_data()
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

void TestFeed::wrongClientsAreRefused()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    QFETCH(QString, reason);
    const RunningGateway gateway(*m_server);
    Client client(gateway, std::nullopt);
    QTRY_COMPARE(client.hellos.size(), 1);
    client.send(first);
    if (!second.isEmpty())
        client.send(second);
    QTRY_COMPARE(client.socket.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(client.socket.closeCode(), QWebSocketProtocol::CloseCodePolicyViolated);
    QCOMPARE(client.socket.closeReason(), reason);
    QTRY_COMPARE(gateway->clients(), 0);
}

void TestFeed::clientsThatFollowNothingAreRefused()
{
    const RunningGateway gateway(*m_server, {.handshake = 50ms});
    const Client client(gateway, std::nullopt);
    QTRY_COMPARE(client.socket.closeReason(), u"\"follow\" was not received in time"_s);
}

QTEST_GUILESS_MAIN(TestFeed)
#include "tst_feed.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// What the feed sends, over real WebSockets and with a real redis-server.
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/feedclient.h"
#include "tests/support/gatewayfixture.h"

#include <QTest>

#include <algorithm>

using namespace pulse;
using namespace pulse::test;

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

private:
    std::unique_ptr<RedisServer> m_server;
};

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
    const FeedClient client(gateway);
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
    const FeedClient client(gateway);
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
    const FeedClient client(gateway, hour);
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
    const FeedClient client(gateway, halfAnHour);
    QTRY_COMPARE(client.outputs(), numbers(2, 3));
}

/// The age is measured by the server's clock; clients that connect later get it, too.
void TestFeed::historyHasItsAgeAndNewResultsAreLive()
{
    const QByteArray id = QByteArray::number(now() - 7'200'000) + "-0";
    QVERIFY(m_server->call({"XADD", historyKey(feedKey), id, "t", QByteArray::number(now()), "d", R"({"n":1})"}));
    const RunningGateway gateway(*m_server);
    const FeedClient first(gateway);
    QTRY_COMPARE(first.ages.size(), 1);
    QVERIFY(first.ages.constLast() >= 7'200'000 && first.ages.constLast() < 7'260'000);
    QCOMPARE(first.live, QList<bool>{false});
    addResult(*m_server, now() + 600'000, R"({"n":2})");
    QTRY_COMPARE(first.live, (QList<bool>{false, true}));
    QCOMPARE(first.ages.size(), 1);
    const FeedClient second(gateway);
    QTRY_COMPARE(second.ages.size(), 1);
    QVERIFY(second.ages.constLast() >= 0 && second.ages.constLast() < 60'000);
    QCOMPARE(second.live, (QList<bool>{false, false}));
    const FeedClient third(gateway, second.resume()); // it has missed nothing
    QTRY_COMPARE(third.ages.size(), 1);
    QVERIFY(third.ages.constLast().has_value() && third.live.isEmpty());
}

void TestFeed::ageOfAForeignRuntimeIsUnknown()
{
    QVERIFY(m_server->call({"SET", feedKey, R"({"n":1})"}));
    const RunningGateway gateway(*m_server);
    const FeedClient client(gateway);
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
    const FeedClient client(gateway);
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
    const FeedClient bare(gateway, without);
    const FeedClient whole(gateway);
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
        const FeedClient client(*gateway);
        QTRY_COMPARE(client.outputs(), numbers(1, 3));
        last = client.resume();
    }
    addNumbers(*m_server, 4, 5);
    if (otherGateway)
        gateway = std::make_unique<RunningGateway>(*m_server);
    QTRY_COMPARE(gateway->output().end(), quint64(5));
    const FeedClient again(*gateway, last);
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
        const FeedClient client(gateway);
        QTRY_COMPARE(client.outputs(), numbers(1, 3));
        last = client.resume();
    }
    addNumbers(*m_server, 4, 5);
    m_server->freeze();
    const RunningGateway restarted(*m_server);
    const FeedClient client(restarted, last);
    QTRY_VERIFY(!client.states.isEmpty());
    m_server->unfreeze();
    QTRY_COMPARE(client.outputs(), numbers(4, 5));
    QCOMPARE(client.histories, 0);
}

void TestFeed::resumesAfterAClockWasAhead()
{
    addNumbers(*m_server, 1, 3);
    const RunningGateway gateway(*m_server);
    const FeedClient client(gateway);
    QTRY_COMPARE(client.outputs(), numbers(1, 3));
    addResult(*m_server, now() + 365LL * 24 * 3600 * 1000, numbers(4, 4).constFirst());
    addNumbers(*m_server, 5, 6);
    QTRY_COMPARE(client.outputs(), numbers(1, 6));
    const FeedClient late(gateway);
    QTRY_COMPARE(late.outputs(), numbers(1, 6));
}

void TestFeed::otherHistoryIsSentFromTheStart()
{
    addNumbers(*m_server, 1, 3);
    const RunningGateway gateway(*m_server);
    const FeedClient client(gateway);
    QTRY_COMPARE(client.outputs(), numbers(1, 3));
    m_server->kill();
    QVERIFY(m_server->start()); // with an empty database
    QTRY_COMPARE(client.outputs(), QByteArrayList());
    addNumbers(*m_server, 7, 8);
    QTRY_COMPARE(client.outputs(), numbers(7, 8));
    QCOMPARE(client.histories, 2);

    FeedFollow unknown;
    unknown.after.insert(u"results"_s, "12-0");
    const FeedClient stranger(gateway, unknown);
    QTRY_COMPARE(stranger.outputs(), numbers(7, 8));
    QCOMPARE(stranger.histories, 1);
}

void TestFeed::lostConnectionToRedisIsReportedAndRestored()
{
    addNumbers(*m_server, 1, 3);
    const RunningGateway gateway(*m_server);
    const FeedClient client(gateway);
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
    QVERIFY(m_server->call({"HSET", statusKey(feedKey), "calls", "7", "input_key", "metrics"}));
    QVERIFY(m_server->call({"HSET", machineKey("metrics"), "name", "vm7", "cpu", "POWER9", "memory", "1024"}));
    const RunningGateway gateway(*m_server);
    const FeedClient client(gateway);
    QTRY_VERIFY(!client.reports.isEmpty() && client.reports.constLast().status);
    QCOMPARE(client.reports.constLast().status->calls, quint64(7));
    QVERIFY(client.reports.constLast().machine == (Machine{u"vm7"_s, u"POWER9"_s, 1024}));
    QVERIFY(m_server->call({"HSET", machineKey("metrics"), "name", "vm8"}));
    QTRY_COMPARE(client.reports.constLast().machine.value_or(Machine()).name, u"vm8"_s);
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
    const FeedClient client(gateway);
    const auto last = [&client] { return client.reports.isEmpty() ? FunctionReport() : client.reports.constLast(); };
    QTRY_COMPARE(last().failures.size(), 1);
    QVERIFY(m_server->call({"HSET", statusKey(feedKey), "calls", "8"}));
    QTRY_VERIFY(last().status && last().status->calls == 8);
    QCOMPARE(client.receivedFailures, 1);
    QCOMPARE(last().failures.size(), 1);
    addFailure("TypeError");
    QTRY_COMPARE(last().failures.size(), 2);
    QCOMPARE(client.receivedFailures, 2);
    const FeedClient late(gateway);
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
    const FeedClient client(gateway, one);
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
    const FeedClient client(gateway);
    QTRY_COMPARE(client.outputs(), numbers(1, 2));
    QTRY_COMPARE(client.outputs("other"), numbers(5, 5));
    QCOMPARE(client.hellos.constFirst().outputs.size(), 3);
}

QTEST_GUILESS_MAIN(TestFeed)
#include "tst_feed.moc"

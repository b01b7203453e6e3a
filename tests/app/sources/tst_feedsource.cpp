// SPDX-License-Identifier: GPL-3.0-or-later
// The dashboard's end of the feed, with a real gateway and redis-server.
#include "app/sources/feedsource.h"
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/feedfixture.h"
#include "tests/support/gatewayfixture.h"

#include <QWebSocket>

#include <memory>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;
using Kind = SourceStatus::Kind;

class TestFeedSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void historyIsFollowedByLiveResults();
    void waitsForTheFirstResult();
    void partsOfALongHistoryAreJoined();
    void resumesWithoutGapOrDuplicate_data();
    void resumesWithoutGapOrDuplicate();
    void otherHistoryReplacesTheOldOne();
    void agesArePassedOn();
    void missedRecordsAreNotLive();
    void lostRedisIsReportedAndRecovers();
    void reportsArePassedOn();
    void chosenOutputIsFollowed_data();
    void chosenOutputIsFollowed();
    void anotherOutputCanBeChosen();
    void waitsForAGateway();
    void heartbeatsKeepTheConnection();
    void theNextGatewayIsTried();

private:
    std::unique_ptr<RedisServer> m_server;
};

void TestFeedSource::init()
{
    m_server = std::make_unique<RedisServer>();
    QVERIFY(m_server->start());
}

void TestFeedSource::historyIsFollowedByLiveResults()
{
    addResult(*m_server, now(), R"({"n":1})", R"({"m":1})");
    addResult(*m_server, now(), R"({"n":2})", R"({"m":2})");
    const RunningGateway gateway(*m_server);
    FeedSource source(optionsFor(gateway.port()));
    QCOMPARE(source.status(), (SourceStatus{Kind::Connecting, placeOf(gateway.port()), {}, {}}));
    const Listener heard(source);
    QTRY_COMPARE(heard.outputs(), numbers(1, 2));
    QCOMPARE(heard.known.constLast().input, QByteArray(R"({"m":2})"));
    addNumbers(*m_server, 3, 4);
    QTRY_COMPARE(heard.outputs(), numbers(1, 4));
    QCOMPARE(heard.histories, 1);
    QCOMPARE(source.status(), (SourceStatus{Kind::Live, placeOf(gateway.port()), u"results"_s, {}}));
    QVERIFY(!heard.wasIn(Kind::Lost));
}

void TestFeedSource::waitsForTheFirstResult()
{
    const RunningGateway gateway(*m_server);
    FeedSource source(optionsFor(gateway.port()));
    const Listener heard(source);
    QTRY_COMPARE(source.status().kind, Kind::Waiting);
    QTRY_COMPARE(heard.histories, 1);
    addNumbers(*m_server, 1, 2);
    QTRY_COMPARE(heard.outputs(), numbers(1, 2));
    QTRY_COMPARE(source.status().kind, Kind::Live);
    QCOMPARE(heard.histories, 1);
}

void TestFeedSource::partsOfALongHistoryAreJoined()
{
    const QByteArray script = "for i = 1, 1200 do "
                              "redis.call('XADD', KEYS[1], '*', 't', ARGV[1] + i, 'd', '{\"n\":' .. i .. '}') end";
    QVERIFY(m_server->call({"EVAL", script, "1", historyKey(feedKey), QByteArray::number(now() - 5000)}));
    const RunningGateway gateway(*m_server);
    FeedSource source(optionsFor(gateway.port()));
    const Listener heard(source);
    QTRY_COMPARE(heard.histories, 1);
    QCOMPARE(heard.outputs(), numbers(1, 1200));
    addNumbers(*m_server, 1201, 1201);
    QTRY_COMPARE(heard.outputs(), numbers(1, 1201));
}

void TestFeedSource::resumesWithoutGapOrDuplicate_data()
{
    QTest::addColumn<bool>("restarts");
    QTest::newRow("the connection breaks") << false;
    QTest::newRow("the gateway ends and starts again") << true;
}

void TestFeedSource::resumesWithoutGapOrDuplicate()
{
    QFETCH(bool, restarts);
    addNumbers(*m_server, 1, 3);
    auto gateway = std::make_unique<RunningGateway>(*m_server);
    const quint16 port = gateway->port();
    FeedSource source(optionsFor(port));
    const Listener heard(source);
    QTRY_COMPARE(heard.outputs(), numbers(1, 3));
    addNumbers(*m_server, 4, 4);
    QTRY_COMPARE(heard.outputs(), numbers(1, 4));

    if (restarts)
        gateway.reset();
    else
        for (FeedSession *session : (*gateway)->sessions())
            session->leave();
    QTRY_COMPARE(source.status().kind, Kind::Lost);
    QVERIFY2(source.status().problem.sentence.contains(placeOf(port)), qPrintable(source.status().problem.sentence));
    addNumbers(*m_server, 5, 6);
    if (restarts)
        gateway = std::make_unique<RunningGateway>(*m_server, FeedSession::Limits(), FeedOutput::Limits(),
                                                   QByteArrayList{feedKey}, port);
    QTRY_COMPARE(heard.outputs(), numbers(1, 6));
    addNumbers(*m_server, 7, 7);
    QTRY_COMPARE(heard.outputs(), numbers(1, 7));
    QCOMPARE(source.status().kind, Kind::Live);
    QCOMPARE(heard.histories, 1);
}

void TestFeedSource::otherHistoryReplacesTheOldOne()
{
    addNumbers(*m_server, 1, 3);
    auto gateway = std::make_unique<RunningGateway>(*m_server);
    const quint16 port = gateway->port();
    FeedSource source(optionsFor(port));
    const Listener heard(source);
    QTRY_COMPARE(heard.outputs(), numbers(1, 3));
    gateway.reset();
    m_server->kill();
    QVERIFY(m_server->start()); // with an empty database
    addNumbers(*m_server, 7, 8);
    gateway = std::make_unique<RunningGateway>(*m_server, FeedSession::Limits(), FeedOutput::Limits(),
                                               QByteArrayList{feedKey}, port);
    QTRY_COMPARE(heard.outputs(), numbers(7, 8));
    QCOMPARE(heard.histories, 2);
}

void TestFeedSource::agesArePassedOn()
{
    const QByteArray id = QByteArray::number(now() - 7'200'000) + "-0";
    QVERIFY(m_server->call({"XADD", historyKey(feedKey), id, "t", QByteArray::number(now()), "d", R"({"n":1})"}));
    const RunningGateway gateway(*m_server);
    FeedSource source(optionsFor(gateway.port()));
    const Listener heard(source);
    QTRY_COMPARE(heard.outputs(), numbers(1, 1));
    QTRY_VERIFY(!heard.ages.isEmpty() && heard.ages.constLast() >= 7'200'000);
    addResult(*m_server, now() - 600'000, R"({"n":2})");
    QTRY_COMPARE(heard.live, QList<bool>{true});
}

void TestFeedSource::missedRecordsAreNotLive()
{
    addNumbers(*m_server, 1, 1);
    auto gateway = std::make_unique<RunningGateway>(*m_server);
    const quint16 port = gateway->port();
    FeedSource source(optionsFor(port));
    const Listener heard(source);
    QTRY_COMPARE(heard.outputs(), numbers(1, 1));
    gateway.reset();
    QTRY_COMPARE(source.status().kind, Kind::Lost);
    addNumbers(*m_server, 2, 3);
    gateway = std::make_unique<RunningGateway>(*m_server, FeedSession::Limits(), FeedOutput::Limits(),
                                               QByteArrayList{feedKey}, port);
    QTRY_COMPARE(heard.live, (QList<bool>{false, false}));
    QTRY_VERIFY(heard.ages.constLast().has_value());
    addNumbers(*m_server, 4, 4);
    QTRY_COMPARE(heard.live, (QList<bool>{false, false, true}));
}

void TestFeedSource::lostRedisIsReportedAndRecovers()
{
    addNumbers(*m_server, 1, 3);
    const RunningGateway gateway(*m_server);
    FeedSource source(optionsFor(gateway.port()));
    const Listener heard(source);
    QTRY_COMPARE(heard.outputs(), numbers(1, 3));
    m_server->kill();
    QTRY_COMPARE(source.status().kind, Kind::Lost);
    const QString sentence = u"Cannot connect to "_s + m_server->url().display();
    QTRY_VERIFY2(source.status().problem.sentence.startsWith(sentence), qPrintable(source.status().problem.sentence));
    QVERIFY(source.status().problem.isOfGateway);
    QCOMPARE(source.status().where, placeOf(gateway.port()));
    QCOMPARE(heard.outputs(), numbers(1, 3));
    QVERIFY(m_server->start()); // with an empty database
    QTRY_COMPARE(heard.outputs(), QByteArrayList());
    addNumbers(*m_server, 7, 8);
    QTRY_COMPARE(heard.outputs(), numbers(7, 8));
    QTRY_COMPARE(source.status().kind, Kind::Live);
    QCOMPARE(source.status().problem.sentence, QString());
    QVERIFY(gateway.get("/metrics").body.contains("clients_total 1\n")); // all of it over one connection
}

void TestFeedSource::reportsArePassedOn()
{
    QVERIFY(m_server->call({"HSET", statusKey(feedKey), "calls", "7", "input_key", "metrics"}));
    QVERIFY(m_server->call({"HSET", machineKey("metrics"), "name", "vm7"}));
    const RunningGateway gateway(*m_server);
    FeedSource source(optionsFor(gateway.port()));
    int changes = 0;
    connect(&source, &ResultSource::reportChanged, this, [&changes] { ++changes; });
    source.open();
    QTRY_COMPARE(source.report().status.value_or(FunctionStatus()).calls, quint64(7));
    QCOMPARE(source.report().machine.value_or(Machine()).name, u"vm7"_s);
    QCOMPARE(changes, 1);
}

void TestFeedSource::chosenOutputIsFollowed_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArrayList>("outputs");
    QTest::newRow("the first one") << QString() << "results" << numbers(1, 2);
    QTest::newRow("the one that is wanted") << "other"
                                            << "other" << numbers(5, 6);
}

void TestFeedSource::chosenOutputIsFollowed()
{
    QFETCH(QString, wanted);
    QFETCH(QString, key);
    QFETCH(QByteArrayList, outputs);
    addNumbers(*m_server, 1, 2);
    addNumbers(*m_server, 5, 6, "other");
    const RunningGateway gateway(*m_server, {}, {}, {feedKey, "other"});
    FeedSource::Options options = optionsFor(gateway.port());
    options.output = wanted;
    FeedSource source(options);
    const Listener heard(source);
    QTRY_COMPARE(heard.outputs(), outputs);
    QCOMPARE(source.status().key, key);
    for (const QByteArray &one : {QByteArray("results"), QByteArray("other")})
        addNumbers(*m_server, 9, 9, one);
    QTRY_COMPARE(heard.outputs(), outputs + numbers(9, 9));
    QCOMPARE(heard.histories, 1);
}

void TestFeedSource::anotherOutputCanBeChosen()
{
    addNumbers(*m_server, 1, 2);
    addNumbers(*m_server, 5, 6, "other");
    QVERIFY(m_server->call({"HSET", statusKey(feedKey), "calls", "7"}));
    const QByteArrayList keys{feedKey, "other"};
    auto gateway = std::make_unique<RunningGateway>(*m_server, FeedSession::Limits(), FeedOutput::Limits(), keys);
    const quint16 port = gateway->port();
    FeedSource source(optionsFor(port));
    const Listener heard(source);
    QTRY_COMPARE(heard.outputs(), numbers(1, 2));
    QTRY_VERIFY(source.report().status);
    const QStringList offered{u"results"_s, u"other"_s};
    QCOMPARE(source.outputs(), offered);

    source.chooseOutput(u"other"_s);
    QCOMPARE(heard.outputs(), QByteArrayList()); // they are discarded at once
    QCOMPARE(source.report(), FunctionReport());
    QCOMPARE(source.status(), (SourceStatus{Kind::Connecting, placeOf(port), u"other"_s, {}}));
    QTRY_COMPARE(heard.outputs(), numbers(5, 6));
    QTRY_COMPARE(source.status().kind, Kind::Live);
    QCOMPARE(source.status().key, u"other"_s);
    QVERIFY(!heard.wasIn(Kind::Lost));

    gateway.reset();
    QTRY_COMPARE(source.status().kind, Kind::Lost);
    QCOMPARE(source.outputs(), offered);
    addNumbers(*m_server, 7, 7, "other");
    gateway = std::make_unique<RunningGateway>(*m_server, FeedSession::Limits(), FeedOutput::Limits(), keys, port);
    QTRY_COMPARE(heard.outputs(), numbers(5, 7)); // the choice is remembered, and the records are continued
}

void TestFeedSource::waitsForAGateway()
{
    addNumbers(*m_server, 1, 3);
    const quint16 port = freePort();
    FeedSource source(optionsFor(port));
    const Listener heard(source);
    QTRY_COMPARE(source.status().kind, Kind::Lost);
    QCOMPARE(source.status().problem.sentence, u"Cannot connect to %1: Connection refused"_s.arg(placeOf(port)));
    const RunningGateway gateway(*m_server, {}, {}, {feedKey}, port);
    QTRY_COMPARE(heard.outputs(), numbers(1, 3));
    QCOMPARE(source.status().kind, Kind::Live);
}

void TestFeedSource::heartbeatsKeepTheConnection()
{
    const RunningGateway gateway(*m_server, {.heartbeat = 200ms});
    FeedSource source(optionsFor(gateway.port()));
    const Listener heard(source);
    QTRY_COMPARE(source.status().kind, Kind::Waiting);
    addNumbers(*m_server, 1, 1);
    QTRY_COMPARE(heard.outputs(), numbers(1, 1));
    int heartbeats = 0;
    QWebSocket watch(gateway.origin()); // receives as many heartbeats as the source
    connect(&watch, &QWebSocket::connected, this,
            [&watch] { watch.sendTextMessage(QString::fromUtf8(encodeFeed(FeedFollow()))); });
    connect(&watch, &QWebSocket::textMessageReceived, this,
            [&heartbeats](const QString &text) { heartbeats += text.contains("\"beat\"}"_L1) ? 1 : 0; });
    watch.open(gateway.feedUrl());
    QTRY_VERIFY(heartbeats >= 4);
    QVERIFY(!heard.wasIn(Kind::Lost));
}

/// This includes the reason that the gateway sends.
void TestFeedSource::theNextGatewayIsTried()
{
    addNumbers(*m_server, 1, 2);
    auto stranger = std::make_unique<ScriptedGateway>(QByteArrayList{hello()});
    const quint16 port = stranger->port();
    FeedSource source(optionsFor(port));
    const Listener heard(source);
    QTRY_COMPARE(stranger->heard.size(), 1);
    stranger->sockets.front()->close(QWebSocketProtocol::CloseCodePolicyViolated, u"too many clients"_s);
    QTRY_COMPARE(source.status().kind, Kind::Refused);
    QCOMPARE(source.status().problem.sentence, u"too many clients"_s);
    QVERIFY(source.status().problem.isOfGateway);
    stranger.reset();
    const RunningGateway gateway(*m_server, {}, {}, {feedKey}, port);
    QTRY_COMPARE(heard.outputs(), numbers(1, 2));
    QCOMPARE(source.status().kind, Kind::Live);
}

QTEST_GUILESS_MAIN(TestFeedSource)
#include "tst_feedsource.moc"

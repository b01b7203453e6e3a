// SPDX-License-Identifier: GPL-3.0-or-later
// The dashboard's end of the feed, with a real gateway and redis-server, and with scripted gateways.
#include "app/sources/feedsource.h"
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/gatewayfixture.h"

#include <QNetworkRequest>
#include <QTcpServer>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>

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
    void missingAgesAreUnknown();
    void unfinishedHistoryIsDropped();
    void lostRedisIsReportedAndRecovers();
    void reportsArePassedOn();
    void chosenOutputIsFollowed_data();
    void chosenOutputIsFollowed();
    void waitsForAGateway();
    void missingAnswerIsALostConnection();
    void idleTimeoutIsALostConnection();
    void heartbeatsKeepTheConnection();
    void errorsThatNeedTheUserAreReportedOnce_data();
    void errorsThatNeedTheUserAreReportedOnce();
    void refusedHandshakesAreExplained_data();
    void refusedHandshakesAreExplained();
    void invalidMessagesEndTheConnection_data();
    void invalidMessagesEndTheConnection();
    void theNextGatewayIsTried();
    void clientNamesItself_data();
    void clientNamesItself();

private:
    std::unique_ptr<RedisServer> m_server;
};

namespace {

FeedSource::Options optionsFor(quint16 port)
{
    FeedSource::Options options;
    options.socket.url.setUrl(u"ws://127.0.0.1:%1/feed"_s.arg(port));
    options.shortestRetry = 20ms;
    options.longestRetry = 100ms;
    return options;
}

QString placeOf(quint16 port)
{
    return u"127.0.0.1:%1"_s.arg(port);
}

/// Collects what a source emits, and the outputs that a dashboard would know.
struct Listener
{
    explicit Listener(FeedSource &source)
    {
        QObject::connect(&source, &ResultSource::history, &source, [this](const QList<Record> &all) {
            known = all;
            ++histories;
        });
        QObject::connect(&source, &ResultSource::record, &source, [this](const Record &one, bool isLive) {
            known << one;
            live << isLive;
        });
        QObject::connect(&source, &ResultSource::aged, &source, [this](std::optional<qint64> age) { ages << age; });
        QObject::connect(&source, &ResultSource::statusChanged, &source,
                         [this](const SourceStatus &status) { states << status; });
        source.open();
    }

    QByteArrayList outputs() const
    {
        QByteArrayList result;
        for (const Record &one : known)
            result << one.output;
        return result;
    }
    bool wasIn(Kind kind) const
    {
        return std::ranges::any_of(states, [kind](const SourceStatus &one) { return one.kind == kind; });
    }

    QList<Record> known;
    QList<bool> live; // for each record that is not of a history
    QList<std::optional<qint64>> ages;
    int histories = 0;
    QList<SourceStatus> states;
};

/// Sends the same messages to each client, whatever it requests.
struct ScriptedGateway
{
    explicit ScriptedGateway(const QByteArrayList &script)
        : listener(u"test"_s, QWebSocketServer::NonSecureMode)
    {
        if (!listener.listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
        QObject::connect(&listener, &QWebSocketServer::newConnection, &listener, [this, script] {
            sockets.emplace_back(listener.nextPendingConnection());
            QWebSocket *socket = sockets.back().get();
            QObject::connect(socket, &QWebSocket::textMessageReceived, &listener,
                             [this](const QString &text) { heard << text.toUtf8(); });
            for (const QByteArray &message : script)
                socket->sendTextMessage(QString::fromUtf8(message));
        });
    }

    void say(std::size_t client, const QByteArray &message) const
    {
        sockets.at(client)->sendTextMessage(QString::fromUtf8(message));
    }
    quint16 port() const { return listener.serverPort(); }
    std::optional<FeedFollow> wish(qsizetype index) const
    {
        const Result<FeedMessage> message = decodeFeed(heard.value(index));
        const auto *follow = message ? std::get_if<FeedFollow>(&*message) : nullptr;
        return follow ? std::optional(*follow) : std::nullopt;
    }

    QWebSocketServer listener;
    std::vector<std::unique_ptr<QWebSocket>> sockets;
    QByteArrayList heard;
};

/// Answers each request with the same bytes; not at all if they are empty.
struct ScriptedServer
{
    explicit ScriptedServer(const QByteArray &answer)
    {
        if (!listener.listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
        QObject::connect(&listener, &QTcpServer::newConnection, &listener, [this, answer] {
            ++connections;
            QTcpSocket *socket = listener.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, answer] {
                socket->readAll();
                socket->write(answer);
            });
        });
    }

    QTcpServer listener;
    int connections = 0;
};

QByteArray hello(std::chrono::milliseconds beat = 15s, const QStringList &outputs = {u"results"_s})
{
    return encodeFeed(FeedHello{feedVersion, u"0"_s, beat, outputs});
}

QByteArray recordsOf(const QByteArray &id, bool replacesEarlier, bool more)
{
    return encodeFeed(FeedRecords{u"results"_s, {{id, {now(), "{\"id\":\"" + id + "\"}", {}}}}, replacesEarlier, more});
}

} // namespace

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

/// Such a gateway reports neither ages nor which records are live: those after its first report are.
void TestFeedSource::missingAgesAreUnknown()
{
    const ScriptedGateway gateway({hello()});
    FeedSource source(optionsFor(gateway.port()));
    const Listener heard(source);
    QTRY_COMPARE(gateway.heard.size(), 1);
    gateway.say(0, recordsOf("1", true, false));
    gateway.say(0, encodeFeed(FeedReport{u"results"_s, {}, 0}));
    gateway.say(0, recordsOf("2", false, false));
    QTRY_COMPARE(heard.live, QList<bool>{true});
    QCOMPARE(heard.ages, QList<std::optional<qint64>>{std::nullopt});
    gateway.sockets.front()->close();
    QTRY_COMPARE(gateway.heard.size(), 2);
    gateway.say(1, recordsOf("3", false, false));
    gateway.say(1, encodeFeed(FeedReport{u"results"_s, {}, 0}));
    gateway.say(1, recordsOf("4", false, false));
    QTRY_COMPARE(heard.live, (QList<bool>{true, false, true}));
    QCOMPARE(heard.ages.size(), 2);
}

/// A new history that is interrupted before its end does not replace the known records; the source resumes after them.
void TestFeedSource::unfinishedHistoryIsDropped()
{
    const ScriptedGateway gateway({hello()});
    FeedSource source(optionsFor(gateway.port()));
    const Listener heard(source);
    QTRY_COMPARE(gateway.heard.size(), 1);
    QCOMPARE(gateway.wish(0).value_or(FeedFollow()).after.size(), 0);
    gateway.say(0, recordsOf("1", true, false));
    gateway.say(0, recordsOf("2", true, true));
    gateway.sockets.front()->close();
    QTRY_COMPARE(gateway.heard.size(), 2);
    QCOMPARE(gateway.wish(1).value_or(FeedFollow()).after.value(u"results"_s), QByteArray("1"));
    gateway.say(1, recordsOf("3", false, false));
    QTRY_COMPARE(heard.outputs(), (QByteArrayList{R"({"id":"1"})", R"({"id":"3"})"}));
    QCOMPARE(heard.histories, 1);
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
    QVERIFY(m_server->call({"HSET", statusKey(feedKey), "calls", "7"}));
    const RunningGateway gateway(*m_server);
    FeedSource source(optionsFor(gateway.port()));
    int changes = 0;
    connect(&source, &ResultSource::reportChanged, this, [&changes] { ++changes; });
    source.open();
    QTRY_COMPARE(source.report().status.value_or(FunctionStatus()).calls, quint64(7));
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

void TestFeedSource::missingAnswerIsALostConnection()
{
    const ScriptedServer mute({});
    FeedSource::Options options = optionsFor(mute.listener.serverPort());
    options.connectDeadline = 200ms;
    FeedSource source(options);
    const Listener heard(source);
    QTRY_COMPARE(source.status().kind, Kind::Lost);
    QCOMPARE(source.status().problem.sentence,
             u"Cannot connect to %1: no answer in 0.2 s"_s.arg(source.status().where));
    QTRY_VERIFY(mute.connections >= 2);
}

void TestFeedSource::idleTimeoutIsALostConnection()
{
    const ScriptedGateway gateway({hello(100ms)});
    FeedSource source(optionsFor(gateway.port()));
    const Listener heard(source);
    QTRY_COMPARE(source.status().kind, Kind::Lost);
    QCOMPARE(source.status().problem.sentence,
             u"Connection to %1 lost: nothing was received for 0.2 s"_s.arg(placeOf(gateway.port())));
    QTRY_VERIFY(gateway.sockets.size() >= 3);
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

void TestFeedSource::errorsThatNeedTheUserAreReportedOnce_data()
{
    QTest::addColumn<QByteArray>("says");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("sentence"); // %1: the gateway
    const QStringList two{u"a"_s, u"b"_s};
    QTest::newRow("a later version")
        << encodeFeed(FeedHello{2, u"9"_s, 15s, two}) << QString()
        << "%1 uses version 2 of the feed, and this program version 1; update this program";
    QTest::newRow("an earlier version")
        << encodeFeed(FeedHello{0, u"0"_s, 15s, two}) << QString()
        << "%1 uses version 0 of the feed, and this program version 1; update the gateway";
    QTest::newRow("no such output") << hello(15s, two) << "c"
                                    << "%1 has no output c; check the output key (it has: a, b)";
    QTest::newRow("no outputs") << hello(15s, {}) << QString() << "%1 has no outputs; check its settings";
}

void TestFeedSource::errorsThatNeedTheUserAreReportedOnce()
{
    QFETCH(QByteArray, says);
    QFETCH(QString, wanted);
    QFETCH(QString, sentence);
    const ScriptedGateway gateway({says});
    FeedSource::Options options = optionsFor(gateway.port());
    options.output = wanted;
    FeedSource source(options);
    const Listener heard(source);
    QTRY_COMPARE(source.status().kind, Kind::Refused);
    QCOMPARE(source.status().problem.sentence, sentence.arg(placeOf(gateway.port())));
    QTRY_VERIFY(gateway.sockets.size() >= 3); // the gateway may have been changed meanwhile
    QCOMPARE(heard.states.size(), 1);         // the problem is reported once
    QVERIFY(gateway.heard.isEmpty());
}

void TestFeedSource::refusedHandshakesAreExplained_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("sentence"); // %1: the gateway
    QTest::newRow("no token")
        << QByteArray("401 Unauthorized\r\nWWW-Authenticate: Bearer") << QByteArray() << Kind::Refused
        << "%1 requires a token; enter it in the connection, or use --gateway-token-file (HTTP status 401)";
    QTest::newRow("wrong token") << QByteArray("401 Unauthorized") << QByteArray("secret") << Kind::Refused
                                 << "%1 does not accept this token; enter another one (HTTP status 401)";
    QTest::newRow("not admitted")
        << QByteArray("403 Forbidden") << QByteArray() << Kind::Refused
        << "%1 does not allow this program; ask the gateway's administrator (HTTP status 403)";
    QTest::newRow("another name")
        << QByteArray("421 Misdirected Request") << QByteArray() << Kind::Refused
        << "The gateway at %1 does not accept this host name; allow it there with --allow-host, "
           "or use its address (HTTP status 421)";
    QTest::newRow("another path") << QByteArray("404 Not Found") << QByteArray() << Kind::Refused
                                  << "%1 has no feed under this path; check the URL (HTTP status 404)";
    QTest::newRow("full for this address")
        << QByteArray("429 Too Many Requests") << QByteArray() << Kind::Lost << "Cannot connect to %1: HTTP status 429";
    QTest::newRow("busy") << QByteArray("503 Service Unavailable") << QByteArray() << Kind::Lost
                          << "Cannot connect to %1: HTTP status 503";
}

void TestFeedSource::refusedHandshakesAreExplained()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, token);
    QFETCH(Kind, kind);
    QFETCH(QString, sentence);
    const ScriptedServer server("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n");
    FeedSource::Options options = optionsFor(server.listener.serverPort());
    options.socket.token = token;
    FeedSource source(options);
    const Listener heard(source);
    QTRY_COMPARE(source.status().kind, kind);
    QCOMPARE(source.status().problem.sentence, sentence.arg(source.status().where));
    QTRY_VERIFY(server.connections >= 3);
    QCOMPARE(heard.states.size(), 1);
}

void TestFeedSource::invalidMessagesEndTheConnection_data()
{
    QTest::addColumn<QByteArrayList>("script");
    QTest::addColumn<QString>("sentence"); // %1: the gateway
    QTest::newRow("no JSON") << QByteArrayList{hello(), "x"}
                             << "%1 sent something that is not a message of the feed: the message is not JSON";
    QTest::newRow("no hello") << QByteArrayList{encodeFeed(FeedHeartbeat())} << "%1 does not begin with \"hello\"";
    QTest::newRow("twice hello") << QByteArrayList{hello(), hello()} << "%1 sent \"hello\" twice";
    QTest::newRow("too much") << QByteArrayList{hello(), recordsOf(QByteArray(2000, '1'), true, false)}
                              << "Connection to %1 lost: a message is too large";
}

void TestFeedSource::invalidMessagesEndTheConnection()
{
    QFETCH(QByteArrayList, script);
    QFETCH(QString, sentence);
    const ScriptedGateway gateway(script);
    FeedSource::Options options = optionsFor(gateway.port());
    options.socket.maximumMessageBytes = 1000;
    FeedSource source(options);
    const Listener heard(source);
    QTRY_COMPARE(source.status().kind, Kind::Lost);
    QCOMPARE(source.status().problem.sentence, sentence.arg(placeOf(gateway.port())));
    QTRY_VERIFY(gateway.sockets.size() >= 3);
    QCOMPARE(heard.histories, 0);
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

void TestFeedSource::clientNamesItself_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("with a token") << QByteArray("s3cret") << QByteArray("Bearer s3cret");
    QTest::newRow("without") << QByteArray() << QByteArray();
}

void TestFeedSource::clientNamesItself()
{
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, header);
    const ScriptedGateway gateway({hello()});
    FeedSource::Options options = optionsFor(gateway.port());
    options.socket.token = token;
    FeedSource source(options);
    const Listener heard(source);
    QTRY_COMPARE(gateway.heard.size(), 1);
    const QWebSocket &socket = *gateway.sockets.front();
    QCOMPARE(socket.request().rawHeader("Authorization"), header);
    QCOMPARE(socket.origin(), u"http://"_s + placeOf(gateway.port()));
    QCOMPARE(socket.request().url().path(), u"/feed"_s);
}

QTEST_GUILESS_MAIN(TestFeedSource)
#include "tst_feedsource.moc"

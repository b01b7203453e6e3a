// SPDX-License-Identifier: GPL-3.0-or-later
// The dashboard's end of the feed, with scripted gateways: for answers that the real one does not send.
#include "app/sources/feedsource.h"
#include "common/core/literals.h"
#include "tests/support/feedfixture.h"
#include "tests/support/history.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;
using Kind = SourceStatus::Kind;

class TestFeedAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void missingAgesAreUnknown();
    void unfinishedHistoryIsDropped();
    void missingAnswerIsALostConnection();
    void idleTimeoutIsALostConnection();
    void errorsThatNeedTheUserAreReportedOnce_data();
    void errorsThatNeedTheUserAreReportedOnce();
    void refusedOutputCanBeReplaced();
    void refusedHandshakesAreExplained_data();
    void refusedHandshakesAreExplained();
    void invalidMessagesEndTheConnection_data();
    void invalidMessagesEndTheConnection();
    void clientNamesItself_data();
    void clientNamesItself();
};

namespace {

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

QByteArray recordsOf(const QByteArray &id, bool replacesEarlier, bool more)
{
    return encodeFeed(FeedRecords{u"results"_s, {{id, {now(), "{\"id\":\"" + id + "\"}", {}}}}, replacesEarlier, more});
}

} // namespace

/// Such a gateway reports neither ages nor which records are live: those after its first report are.
void TestFeedAnswers::missingAgesAreUnknown()
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
void TestFeedAnswers::unfinishedHistoryIsDropped()
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

void TestFeedAnswers::missingAnswerIsALostConnection()
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

void TestFeedAnswers::idleTimeoutIsALostConnection()
{
    const ScriptedGateway gateway({hello(100ms)});
    FeedSource source(optionsFor(gateway.port()));
    const Listener heard(source);
    QTRY_COMPARE(source.status().kind, Kind::Lost);
    QCOMPARE(source.status().problem.sentence,
             u"Connection to %1 lost: nothing was received for 0.2 s"_s.arg(placeOf(gateway.port())));
    QTRY_VERIFY(gateway.sockets.size() >= 3);
}

void TestFeedAnswers::errorsThatNeedTheUserAreReportedOnce_data()
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

void TestFeedAnswers::errorsThatNeedTheUserAreReportedOnce()
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

/// The user chooses one of those that the gateway has.
void TestFeedAnswers::refusedOutputCanBeReplaced()
{
    const ScriptedGateway gateway({hello(15s, {u"a"_s, u"b"_s})});
    FeedSource::Options options = optionsFor(gateway.port());
    options.output = u"c"_s;
    FeedSource source(options);
    const Listener heard(source);
    QTRY_COMPARE(source.status().kind, Kind::Refused);
    QCOMPARE(source.outputs(), (QStringList{u"a"_s, u"b"_s}));
    source.chooseOutput(u"b"_s);
    QTRY_COMPARE(gateway.heard.size(), 1);
    QCOMPARE(gateway.wish(0).value_or(FeedFollow()).outputs, QStringList{u"b"_s});
    gateway.say(gateway.sockets.size() - 1, encodeFeed(FeedRecords{u"b"_s, {{"1", {now(), "1", {}}}}, true, false}));
    QTRY_COMPARE(heard.outputs(), QByteArrayList{"1"});
    source.chooseOutput(u"b"_s); // it is already followed
    QCOMPARE(heard.outputs(), QByteArrayList{"1"});
    source.chooseOutput(u"a"_s);
    QTRY_COMPARE(gateway.heard.size(), 2);
    QCOMPARE(gateway.wish(1).value_or(FeedFollow()).outputs, QStringList{u"a"_s});
    QCOMPARE(gateway.wish(1).value_or(FeedFollow()).after.size(), 0); // that id is of the other output
}

void TestFeedAnswers::refusedHandshakesAreExplained_data()
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

void TestFeedAnswers::refusedHandshakesAreExplained()
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

void TestFeedAnswers::invalidMessagesEndTheConnection_data()
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

void TestFeedAnswers::invalidMessagesEndTheConnection()
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

void TestFeedAnswers::clientNamesItself_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("with a token") << QByteArray("s3cret") << QByteArray("Bearer s3cret");
    QTest::newRow("without") << QByteArray() << QByteArray();
}

void TestFeedAnswers::clientNamesItself()
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

QTEST_GUILESS_MAIN(TestFeedAnswers)
#include "tst_feedanswers.moc"

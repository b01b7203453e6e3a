// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/boundedtext.h"
#include "common/core/literals.h"
#include "common/feed/feedmessages.h"
#include "tests/support/files.h"

#include <QJsonDocument>
#include <QTest>

#include <limits>
#include <random>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

class TestFeedMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messagesRoundTrip_data();
    void messagesRoundTrip();
    void reasonWithoutASentenceIsIgnored();
    void unknownRefusalOfANewerGatewayIsRead();
    void recordsAreSentAsColumns();
    void realPayloadsRoundTrip_data();
    void realPayloadsRoundTrip();
    void lenientJsonIsRepaired();
    void shapesGetTheirOwnMessages();
    void longHistoriesAreDivided();
    void emptyHistoryIsOneMessage();
    void unknownFieldsAreIgnored();
    void deepResultsAreSentAsTexts();
    void largeRecordsAreDivided();
    void infiniteDurationsAreOmitted();
    void longTextsAreCut();
    void failuresAreBounded();
    void wrongMessagesAreRefused_data();
    void wrongMessagesAreRefused();
    void brokenBytesAreRefused();
};

namespace {

FeedRecord recordOf(int number, const QByteArray &output, const QByteArray &input = {})
{
    return {QByteArray::number(number) + "-0", {1'764'079'207'000 + number, output, input}};
}

QByteArray deep(int levels)
{
    return QByteArray(levels, '[') + QByteArray(levels, ']');
}

FeedRecords messageOf(const QList<FeedRecord> &records)
{
    return {u"results"_s, records};
}

FunctionReport report()
{
    FunctionStatus status;
    status.version = u"0.1.0"_s;
    status.function = u"/opt/usermodule.py"_s;
    status.inputKey = u"metrics"_s;
    status.started = 1'764'079'000'000;
    status.ready = true;
    status.calls = 1ULL << 60;
    status.outcomes = {{u"success"_s, 41}, {u"raised"_s, 1}};
    status.lastDuration = 0.1 + 0.2;
    const Failure failure{1'764'079'100'000, u"raised"_s, u"ValueError"_s, u"„ü“ \"\\\n"_s, u"Traceback"_s, {}, 0.5};
    return {status, {failure, failure}, u"a problem"_s, Machine{u"vm7"_s, u"POWER9"_s, 1LL << 40}};
}

FeedMessage decoded(const QByteArray &json)
{
    const Result<FeedMessage> message = decodeFeed(json);
    if (!message)
        QTest::qFail(qPrintable(message.error().message), __FILE__, __LINE__);
    return message ? *message : FeedMessage(FeedHeartbeat());
}

/// Returns all messages for the same records.
QList<FeedRecords> feedChunks(FeedRecords left)
{
    QList<FeedRecords> chunks;
    do {
        chunks.append(firstFeedChunk(left));
        left.records = left.records.mid(chunks.constLast().records.size());
        left.replacesEarlier = false;
    } while (!left.records.isEmpty());
    return chunks;
}

} // namespace

Q_DECLARE_METATYPE(FeedMessage)

void TestFeedMessages::messagesRoundTrip_data()
{
    QTest::addColumn<FeedMessage>("message");
    const auto row = [](const char *name, const FeedMessage &message) { QTest::newRow(name) << message; };
    row("hello", FeedHello{feedVersion, u"0.1.0"_s, 15s, {u"a"_s, u"ü"_s}});
    row("follow", FeedFollow{feedVersion, {u"a"_s}, {{u"a"_s, "1-0"}, {u"b"_s, "2-1"}}, 5000, false});
    row("follow from nothing", FeedFollow());
    row("records", messageOf({recordOf(1, R"({"a":1,"b":[1,2]})", R"({"c":null})"),
                              recordOf(2, R"({"a":2,"b":{}})", R"({"c":"x"})")}));
    row("records from the start", FeedRecords{u"k"_s, {recordOf(1, "{}")}, true, true});
    row("live records", FeedRecords{u"k"_s, {recordOf(1, "{}")}, false, false, true});
    row("missed records", FeedRecords{u"k"_s, {recordOf(1, "{}")}, false, false, false});
    row("age", FeedAge{u"k"_s, 7'200'000});
    row("unknown age", FeedAge{u"k"_s, std::nullopt});
    row("records of texts", messageOf({recordOf(1, "oops"), recordOf(2, "[1, 2]"), recordOf(3, "{\"cut\": ")}));
    row("no records", messageOf({}));
    row("status", FeedStatus{u"k"_s,
                             {SourceStatus::Kind::Refused,
                              u"redis://h"_s,
                              u"k"_s,
                              {Problem::Kind::Permission, {u"k"_s, u"NOPERM"_s}},
                              {Problem::Kind::NoInputKey, {u"in"_s}}}});
    row("report", FeedReport{u"k"_s, report()});
    row("report of nothing", FeedReport{u"k"_s, {}});
    row("report that keeps failures", FeedReport{u"k"_s, {}, 7});
    row("beat", FeedHeartbeat());
}

/// The kind is unknown here, or missing as in messages of an older gateway.
void TestFeedMessages::unknownRefusalOfANewerGatewayIsRead()
{
    for (const char *json : {R"({"type":"status","output":"k","state":"refused","refusal":"of tomorrow"})",
                             R"({"type":"status","output":"k","state":"refused"})"}) {
        const FeedMessage message = decoded(json);
        QCOMPARE(std::get<FeedStatus>(message).status.kind, SourceStatus::Kind::Refused);
        QCOMPARE(std::get<FeedStatus>(message).status.problem.kind, Problem::Kind::None);
    }
}

void TestFeedMessages::messagesRoundTrip()
{
    QFETCH(FeedMessage, message);
    const QByteArray json = encodeFeed(message);
    QVERIFY(QJsonDocument::fromJson(json).isObject());
    QVERIFY(!json.contains('\n'));
    QVERIFY(decoded(json) == message);
}

/// The format in docs/reference/feed.md.
void TestFeedMessages::recordsAreSentAsColumns()
{
    const FeedRecords message =
        messageOf({recordOf(1, R"({"egress": 20.1, "cpu-0": 3.5})"), recordOf(2, R"({"egress": 20.2, "cpu-0": 4})")});
    QCOMPARE(encodeFeed(message),
             QByteArray(R"({"type":"records","output":"results","anew":false,"more":false,"ids":["1-0","2-0"],)"
                        R"("times":[1764079207001,1764079207002],)"
                        R"("results":{"names":["egress","cpu-0"],"columns":[[20.1,20.2],[3.5,4]]},)"
                        R"("measurements":null})"));
}

void TestFeedMessages::realPayloadsRoundTrip_data()
{
    QTest::addColumn<QString>("file");
    for (const char *name :
         {"metrics-2022-07-16", "metrics-2023-02-27", "output-flat-2025-12-04", "output-nested-history-2023-03-03"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestFeedMessages::realPayloadsRoundTrip()
{
    QFETCH(QString, file);
    const QByteArray json = payload(file).trimmed();
    const FeedMessage message = decoded(encodeFeed(messageOf({recordOf(1, json, json), recordOf(2, json, json)})));
    const auto &records = std::get<FeedRecords>(message).records;
    QCOMPARE(records.size(), 2);
    for (const FeedRecord &one : records) {
        QCOMPARE(QJsonDocument::fromJson(one.record.output), QJsonDocument::fromJson(json));
        QCOMPARE(one.record.input, one.record.output);
    }
}

/// From foreign runtimes; records with repaired names and values share a table with others of the same shape.
void TestFeedMessages::lenientJsonIsRepaired()
{
    const QByteArray json = encodeFeed(
        messageOf({recordOf(1, R"({"a": NaN, "b\ud800": 1})"), recordOf(2, R"({"a": 1e400, "b\udc00": "\ud83d"})")}));
    QVERIFY2(json.contains("{\"names\":[\"a\",\"b\xef\xbf\xbd\"],\"columns\":[[null,null],[1,\"\xef\xbf\xbd\"]]}"),
             json.constData());
    const auto records = std::get<FeedRecords>(decoded(json)).records;
    QCOMPARE(records[0].record.output, QByteArray("{\"a\":null,\"b\xef\xbf\xbd\":1}"));
}

void TestFeedMessages::shapesGetTheirOwnMessages()
{
    const QList<FeedRecord> records = {
        recordOf(1, R"({"a":1})"),
        recordOf(2, R"({"a":2})"),
        recordOf(3, R"({"b":3})"),
        recordOf(4, R"({"b":4,"a":1})"),
        recordOf(5, R"({"a":1,"b":4})"),
        recordOf(6, "oops"),
        recordOf(7, "[1]"),
        recordOf(8, R"({"a":1})", "{}"),
        recordOf(9, R"({"a":2})"),
        recordOf(10, R"({"a":{"x":1}})"),
        recordOf(11, ""),
    };
    FeedRecords history = messageOf(records);
    history.replacesEarlier = true;
    const QList<FeedRecords> chunks = feedChunks(history);
    QList<qsizetype> sizes;
    QList<FeedRecord> together;
    for (const FeedRecords &chunk : chunks) {
        sizes.append(chunk.records.size());
        QVERIFY(decoded(encodeFeed(chunk)) == FeedMessage(chunk));
        together += chunk.records;
        QCOMPARE(chunk.replacesEarlier, sizes.size() == 1);
        QCOMPARE(chunk.more, sizes.size() < chunks.size());
    }
    QCOMPARE(sizes, (QList<qsizetype>{2, 1, 1, 1, 2, 1, 2, 1}));
    QCOMPARE(together, records);
}

void TestFeedMessages::longHistoriesAreDivided()
{
    FeedRecords history{u"k"_s, {}, true, true};
    for (int i = 0; i < 1200; ++i)
        history.records.append(recordOf(i, R"({"a":1})"));
    const QList<FeedRecords> chunks = feedChunks(history);
    QCOMPARE(chunks.size(), 3);
    QCOMPARE(chunks.constLast().records.size(), 200);
    QVERIFY(chunks.constLast().more); // as in the message
}

void TestFeedMessages::emptyHistoryIsOneMessage()
{
    const FeedRecords nothing{u"k"_s, {}, true, false};
    QCOMPARE(firstFeedChunk(nothing), nothing);
}

void TestFeedMessages::reasonWithoutASentenceIsIgnored()
{
    const FeedMessage message = decoded(R"({"type":"status","output":"k","state":"refused","sentence":"",)"
                                        R"("reason":{"kind":"permission","arguments":["k","NOPERM"]}})");
    QCOMPARE(std::get<FeedStatus>(message).status.problem, Problem());
}

void TestFeedMessages::unknownFieldsAreIgnored()
{
    QVERIFY(decoded(R"({"type":"beat","later":[1]})") == FeedMessage(FeedHeartbeat()));
    QVERIFY(decoded(R"({"type":"later"})") == FeedMessage(FeedUnknown{u"later"_s}));
    QVERIFY(!std::get<FeedReport>(decoded(R"({"type":"report","output":"k"})")).report.machine); // of an older gateway
}

void TestFeedMessages::deepResultsAreSentAsTexts()
{
    for (const int depth : {60, 100, 100'000}) {
        const FeedRecords message = messageOf({recordOf(1, R"({"a":)" + deep(depth) + '}')});
        const QByteArray json = encodeFeed(firstFeedChunk(message));
        QCOMPARE(json.contains(R"("texts")"), depth > 64);
        QVERIFY(decoded(json) == FeedMessage(message));
    }
}

void TestFeedMessages::largeRecordsAreDivided()
{
    FeedRecords history{u"k"_s, {}, true, false};
    for (const int kilobytes : {15, 15, 15, 300, 1})
        history.records.append(recordOf(1, "{\"a\":\"" + QByteArray(kilobytes * 1000, 'x') + "\"}"));
    QList<qsizetype> sizes;
    for (const FeedRecords &chunk : feedChunks(history))
        sizes.append(chunk.records.size());
    QCOMPARE(sizes, (QList<qsizetype>{2, 1, 1, 1}));
}

void TestFeedMessages::infiniteDurationsAreOmitted()
{
    FeedReport message{u"k"_s, report()};
    message.report.status->lastDuration = std::numeric_limits<double>::infinity();
    QCOMPARE(std::get<FeedReport>(decoded(encodeFeed(message))).report.status->lastDuration, 0.0);
}

/// The gateway may have a version that does not cut them.
void TestFeedMessages::longTextsAreCut()
{
    const QString text(600'000, 'x'_L1);
    FeedReport message{u"k"_s, report()};
    message.report.status->reason = text;
    message.report.problem = text;
    message.report.failures[0].errorMessage = text;
    message.report.failures[0].stackTrace = text;
    message.report.machine->name = text;
    const FunctionReport received = std::get<FeedReport>(decoded(encodeFeed(message))).report;
    QVERIFY(received.status);
    const FunctionStatus status = *received.status;
    QCOMPARE(status.reason, boundedText(text));
    QCOMPARE(received.problem.sentence, boundedText(text));
    QCOMPARE(received.machine.value_or(Machine()).name, boundedText(text, longestName));
    QCOMPARE(received.failures[0].errorMessage, boundedText(text));
    QCOMPARE(received.failures[0].stackTrace, boundedText(text));
    QCOMPARE(received.failures[1], message.report.failures[1]);
}

void TestFeedMessages::failuresAreBounded()
{
    FeedReport message{u"k"_s, report()};
    message.report.failures = QList<Failure>(1000, message.report.failures[0]);
    QCOMPARE(std::get<FeedReport>(decoded(encodeFeed(message))).report.failures.size(), 100);
}

void TestFeedMessages::wrongMessagesAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *name, const char *json, const char *error) {
        QTest::newRow(name) << QByteArray(json) << QString::fromLatin1(error);
    };
    row("nothing", "", "is not JSON");
    row("no JSON", "hello", "is not JSON");
    row("a list", "[]", "has no \"type\"");
    row("no type", "{}", "has no \"type\"");
    row("a number as type", R"({"type":1})", "has no \"type\"");
    row("age of before", R"({"type":"age","output":"k","age":-1})", "\"age\" is out of range");
    row("age as a text", R"({"type":"age","output":"k","age":"1"})", "\"age\" has to be a whole number");
    row("live as a number", R"({"type":"records","output":"k","live":1})", "\"live\" has to be true or false");
    row("too deep", deep(100).constData(), "nested too deeply");
    row("version beyond an int", R"({"type":"follow","feed":4294967297})", "\"feed\"");
    row("span of less than nothing", R"({"type":"follow","feed":1,"span":-1})", "\"span\"");
    row("span beyond all bounds", R"({"type":"follow","feed":1,"span":9223372036854775807})", "\"span\"");
    row("beat of nothing", R"({"type":"hello","feed":1,"beat":0})", "\"beat\"");
    row("time beyond all bounds", R"({"type":"records","output":"k","ids":["1"],"times":[9223372036854775808]})",
        "\"times\"");
    row("calls below nothing", R"({"type":"report","output":"k","status":{"calls":-1}})", "\"calls\"");
    row("a text as count", R"({"type":"report","output":"k","status":{"outcomes":{"raised":"1"}}})", "\"outcomes\"");
    row("follow of no version", R"({"type":"follow"})", "\"feed\"");
    row("follow after a number", R"({"type":"follow","feed":1,"after":1})", "\"after\"");
    row("follow after no id", R"({"type":"follow","feed":1,"after":{"k":1}})", "\"after\"");
    row("span of a text", R"({"type":"follow","feed":1,"span":"1"})", "\"span\"");
    row("span of a fraction", R"({"type":"follow","feed":1,"span":1e300})", "\"span\"");
    row("outputs of numbers", R"({"type":"hello","feed":1,"outputs":[1]})", "\"outputs\"");
    row("no output", R"({"type":"records","ids":[],"times":[]})", "\"output\"");
    row("fewer times", R"({"type":"records","output":"k","ids":["1"],"times":[]})", "\"times\"");
    row("times of texts", R"({"type":"records","output":"k","ids":["1"],"times":["1"]})", "\"times\"");
    row("a number as table", R"({"type":"records","output":"k","ids":["1"],"times":[1],"results":1})", "\"results\"");
    row("fewer columns",
        R"({"type":"records","output":"k","ids":["1"],"times":[1],"results":{"names":["a"],"columns":[]}})",
        "\"columns\"");
    row("shorter column",
        R"({"type":"records","output":"k","ids":["1"],"times":[1],"results":{"names":["a"],"columns":[[]]}})",
        "a value for each record");
    row("fewer texts", R"({"type":"records","output":"k","ids":["1"],"times":[1],"measurements":{"texts":[]}})",
        "\"measurements\"");
    row("unknown state", R"({"type":"status","output":"k","state":"x"})", "\"state\"");
    row("failures of numbers", R"({"type":"report","output":"k","failures":[1]})", "\"failures\"");
    row("a text as time of a failure", R"({"type":"report","output":"k","failures":[{"time":"x"}]})", "\"time\"");
    row("a list as status", R"({"type":"report","output":"k","status":[]})", "\"status\"");
    row("a list as machine", R"({"type":"report","output":"k","machine":[]})", "\"machine\"");
    row("a text as memory", R"({"type":"report","output":"k","machine":{"memory":"1"}})", "\"memory\"");
}

void TestFeedMessages::wrongMessagesAreRefused()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, error);
    const Result<FeedMessage> message = decodeFeed(json);
    QVERIFY(!message);
    QVERIFY2(message.error().message.contains(error), qPrintable(message.error().message));
}

/// Truncated anywhere, or with changed bytes: an error, or a message that can be encoded again.
void TestFeedMessages::brokenBytesAreRefused()
{
    const QList<QByteArray> all = {
        encodeFeed(messageOf({recordOf(1, R"({"a":1,"b":[1,{"c":"ü"}]})", R"({"x":1.5})"),
                              recordOf(2, R"({"a":2,"b":0})", R"({"x":2})")})),
        encodeFeed(FeedReport{u"k"_s, report()}),
        encodeFeed(FeedFollow{feedVersion, {}, {{u"a"_s, "1-0"}}, 5000, false}),
    };
    std::mt19937 random(1); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same numbers each time
    for (const QByteArray &json : all) {
        for (qsizetype length = 0; length < json.size(); ++length)
            QVERIFY(!decodeFeed(json.first(length)));
        for (int i = 0; i < 5000; ++i) {
            QByteArray changed = json;
            for (int change = 0; change < 1 + i % 3; ++change)
                changed[static_cast<qsizetype>(random() % static_cast<quint32>(json.size()))] =
                    static_cast<char>(random() & 0xff);
            if (const Result<FeedMessage> message = decodeFeed(changed))
                QVERIFY(decodeFeed(encodeFeed(*message)));
        }
    }
}

QTEST_GUILESS_MAIN(TestFeedMessages)
#include "tst_feedmessages.moc"

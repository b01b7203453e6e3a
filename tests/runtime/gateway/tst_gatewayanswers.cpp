// SPDX-License-Identifier: GPL-3.0-or-later
// What a gateway answers about results and its status over HTTP; with a real redis-server and bytes over real sockets.
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/gatewayfixture.h"

#include <QJsonArray>

using namespace pulse;
using namespace pulse::test;

class TestGatewayAnswers : public QObject, private GatewayFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { startServer(); }
    void init() { emptyServer(); }

    void latestHasAllOutputs();
    void latestOfForeignRuntimesIsRepaired();
    void latestOfAStreamAheadHasNoAge();
    void historyIsSelectedByTheQuery_data();
    void historyIsSelectedByTheQuery();
    void historyIsSentInParts();
    void wrongParametersAreExplained_data();
    void wrongParametersAreExplained();
    void healthFollowsTheServer();
    void metricsCountRecordsAndClients();
};

void TestGatewayAnswers::latestHasAllOutputs()
{
    addResult(*m_server, 1000, "{\"n\":1}", "{\"m\":1}");
    addResult(*m_server, 2000, "{\"n\":2}", "{\"m\":2}");
    addResult(*m_server, 3000, "oops \"", {}, "other");
    addResult(*m_server, 3000, QByteArray("{}\0x", 4), {}, "zero");
    addResult(*m_server, 3000, "\xef\xbb\xbf{}", {}, "mark");
    const RunningGateway gateway(*m_server, {}, {}, {"results", "other", "nothing", "zero", "mark"});
    QTRY_COMPARE(gateway->outputs().at(3)->end() + gateway->outputs().at(4)->end(), quint64(2));
    QTRY_COMPARE(gateway->outputs().at(1)->end(), quint64(1));
    QTRY_COMPARE(gateway->outputs().at(2)->status().status.kind, SourceStatus::Kind::Waiting);
    const QJsonArray all = valueAt(gateway.get("/api/latest").object(), "outputs").toArray();
    QCOMPARE(all.size(), 5);
    QCOMPARE(valueAt(all, "0.output").toString(), u"results"_s);
    QCOMPARE(valueAt(all, "0.state").toString(), u"live"_s);
    QCOMPARE(valueAt(all, "0.newest.time").toInt(), 2000);
    QCOMPARE(valueAt(all, "0.newest.result"), QJsonValue(QJsonObject{{u"n"_s, 2}}));
    QVERIFY(!valueAt(all, "0.newest").toObject().contains(u"measurement"_s));
    QCOMPARE(valueAt(all, "1.newest.result").toString(), u"oops \""_s);
    QCOMPARE(valueAt(all, "2.state").toString(), u"waiting"_s);
    QVERIFY(valueAt(all, "2.newest").isNull() && valueAt(all, "2.age").isNull());
    const int age = valueAt(all, "0.age").toInt(-1); // by the server's clock, whatever the time of the result is
    QVERIFY(age >= 0 && age < 60'000);
    QVERIFY(valueAt(all, "3.newest.result").isString() && valueAt(all, "4.newest.result").isString());
    const QJsonArray one =
        valueAt(gateway.get("/api/latest?output=results&measurements=1").object(), "outputs").toArray();
    QCOMPARE(one.size(), 1);
    QCOMPARE(valueAt(one, "0.newest.measurement"), QJsonValue(QJsonObject{{u"m"_s, 2}}));
    QCOMPARE(gateway.get("/api/latest").header("Cache-Control"), QByteArray("no-store"));
}

/// Such runtimes write only the key, and in lenient JSON.
void TestGatewayAnswers::latestOfForeignRuntimesIsRepaired()
{
    QVERIFY(m_server->call({"SET", "results", R"({"n":1,"a":NaN,"b":-Infinity,"c":1e400,"d\ud800":"\ud800"})"}));
    const RunningGateway gateway(*m_server, {}, {});
    QTRY_COMPARE(gateway.output().end(), quint64(1));
    const auto newest = [&gateway] {
        return valueAt(gateway.get("/api/latest").object(), "outputs.0.newest").toObject();
    };
    QVERIFY(newest().value(u"time"_s).isNull()); // written before the gateway started
    QCOMPARE(newest().value(u"result"_s).toObject(), (QJsonObject{{u"n"_s, 1},
                                                                  {u"a"_s, QJsonValue::Null},
                                                                  {u"b"_s, QJsonValue::Null},
                                                                  {u"c"_s, QJsonValue::Null},
                                                                  {u"d\ufffd"_s, u"\ufffd"_s}}));
    QVERIFY(!gateway.get("/metrics").body.contains("newest_record_timestamp_seconds{"));
    QVERIFY(!gateway.get("/metrics").body.contains("newest_record_age_seconds{"));
    QVERIFY(m_server->call({"SET", "results", "{\"n\":2}"})); // the gateway observes this one
    QTRY_COMPARE(gateway.output().end(), quint64(2));
    QVERIFY(newest().value(u"time"_s).isDouble());
    QVERIFY(gateway.get("/metrics").body.contains("newest_record_timestamp_seconds{"));
}

void TestGatewayAnswers::latestOfAStreamAheadHasNoAge()
{
    const QByteArray nextYear = QByteArray::number(QDateTime::currentMSecsSinceEpoch() + 365 * 86'400'000LL);
    QVERIFY(m_server->call({"XADD", historyKey("results"), nextYear + "-0", "t", nextYear, "d", "{}"}));
    const RunningGateway gateway(*m_server, {}, {});
    QTRY_COMPARE(gateway.output().end(), quint64(1));
    QVERIFY(valueAt(gateway.get("/api/latest").object(), "outputs.0.age").isNull());
    QVERIFY(!gateway.get("/metrics").body.contains("newest_record_age_seconds{"));
}

void TestGatewayAnswers::historyIsSelectedByTheQuery_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QList<int>>("seconds");
    const auto row = [](const char *query, const QList<int> &seconds) {
        QTest::newRow(query) << QByteArray(query) << seconds;
    };
    row("", {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    row("?from=1764079207000", {7, 8, 9});
    row("?from=1764079202000&to=1764079204000", {2, 3, 4});
    row("?from=1764079202001&to=1764079203999", {3});
    row("?from=2025-11-25T14:00:08Z", {8, 9});
    row("?to=2025-11-25T15:00:01.500%2B01:00", {0, 1});
    row("?step=5", {4, 9});
    row("?step=4", {3, 7, 9});
    row("?step=0.5", {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    row("?step=3600&to=1764079205000", {5});
    row("?from=9999999999999", {});
    row("?output=results&from=1764079209000", {9});
}

void TestGatewayAnswers::historyIsSelectedByTheQuery()
{
    constexpr qint64 start = 1764079200000; // 2025-11-25T14:00:00Z
    for (int i = 0; i < 10; ++i)
        addResult(*m_server, start + i * 1000, "{\"n\":" + QByteArray::number(i) + '}');
    const RunningGateway gateway(settings(), gatewayLimits(*m_server));
    QTRY_COMPARE(gateway.output().end(), quint64(10));
    QFETCH(QByteArray, query);
    const QJsonObject answer = gateway.get("/api/history" + query).object();
    QList<int> seconds;
    for (const QJsonValue record : valueAt(answer, "records").toArray()) {
        seconds.append(valueAt(record, "result.n").toInt());
        QCOMPARE(valueAt(record, "time").toInteger(), start + seconds.constLast() * 1000);
        QVERIFY(!valueAt(record, "id").toString().isEmpty());
    }
    QTEST(seconds, "seconds");
    QCOMPARE(valueAt(answer, "more").toBool(), false);
}

void TestGatewayAnswers::historyIsSentInParts()
{
    const QByteArray script = "for i = 0, 2499 do "
                              "redis.call('XADD', KEYS[1], '*', 't', ARGV[1] + i, 'd', '{\"n\":' .. i .. '}') end";
    QVERIFY(m_server->call({"EVAL", script, "1", historyKey("results"), "1764079200000"}));
    const RunningGateway gateway(settings(), gatewayLimits(*m_server));
    QTRY_COMPARE(gateway.output().end(), quint64(2500));
    QByteArray after;
    int next = 0;
    for (const int part : {1000, 1000, 500}) {
        const QJsonObject answer = gateway.get("/api/history?after=" + after).object();
        const QJsonArray records = answer.value(u"records"_s).toArray();
        QCOMPARE(records.size(), part);
        QCOMPARE(answer.value(u"more"_s).toBool(), next + part < 2500);
        for (const QJsonValue record : records)
            QCOMPARE(valueAt(record, "result.n").toInt(), next++);
        after = valueAt(records.last(), "id").toString().toLatin1();
    }
    QCOMPARE(gateway.get("/api/history?after=unknown").status(), 404);
}

void TestGatewayAnswers::wrongParametersAreExplained_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *path, const char *sentence) {
        QTest::newRow(path) << QByteArray(path) << QString::fromLatin1(sentence);
    };
    const char *time = ": must be milliseconds since the Unix epoch, or like 2026-11-25T10:00:00Z";
    const char *step = ": must be a number of seconds, at most 86400";
    row("/api/history?from=yesterday", qPrintable(u"from=yesterday"_s + QLatin1String(time)));
    row("/api/history?to=%3Cscript%3E", qPrintable(u"to=<script>"_s + QLatin1String(time)));
    row("/api/history?step=-1", qPrintable(u"step=-1"_s + QLatin1String(step)));
    row("/api/history?step=nan", qPrintable(u"step=nan"_s + QLatin1String(step)));
    row("/api/history?step=1e300", qPrintable(u"step=1e300"_s + QLatin1String(step)));
    row("/api/history?form=1", "there is no parameter form; there are output, from, to, after, step, measurements");
    row("/api/latest?measurements=yes", "measurements=yes: must be 0 or 1");
    row("/api/latest?from=1", "there is no parameter from; there are output, measurements");
    row("/api/history", "there are several outputs: choose one, as in output=results");
}

void TestGatewayAnswers::wrongParametersAreExplained()
{
    QFETCH(QByteArray, path);
    const RunningGateway gateway(*m_server, {}, {}, {"results", "other"});
    const RawAnswer answer = gateway.get(path);
    QCOMPARE(answer.status(), 400);
    QTEST(valueAt(answer.object(), "error").toString(), "sentence");
}

void TestGatewayAnswers::healthFollowsTheServer()
{
    RedisServer server;
    QVERIFY(server.start());
    const RunningGateway gateway(server);
    QTRY_COMPARE(gateway.get("/readyz").status(), 200);
    QCOMPARE(gateway.get("/readyz").body, QByteArray("{\"ready\":true}"));
    server.kill();
    QTRY_COMPARE(gateway.get("/readyz").status(), 503);
    QVERIFY(!valueAt(gateway.get("/readyz").object(), "reason").toString().isEmpty());
    QCOMPARE(gateway.get("/livez").body, QByteArray("ok"));
    QVERIFY(server.start());
    QTRY_COMPARE(gateway.get("/readyz").status(), 200);
}

void TestGatewayAnswers::metricsCountRecordsAndClients()
{
    addResult(*m_server, 1764079200500, "{\"n\":1}");
    const RunningGateway gateway(settings(), gatewayLimits(*m_server));
    QTRY_COMPARE(gateway.output().end(), quint64(1));
    const RawClient client(gateway.port(), gateway.feedRequest());
    QTRY_COMPARE(gateway->clients(), 1);
    gateway.get("/nothing");
    const RawAnswer answer = gateway.get("/metrics");
    QCOMPARE(answer.header("Content-Type"), QByteArray("text/plain; version=0.0.4; charset=utf-8"));
    for (const char *line :
         {"pulseboard_gateway_redis_connected{output=\"results\"} 1\n",
          "pulseboard_gateway_records{output=\"results\"} 1\n",
          "pulseboard_gateway_newest_record_timestamp_seconds{output=\"results\"} 1764079200.5\n",
          "pulseboard_gateway_newest_record_age_seconds{output=\"results\"} 0.", "pulseboard_gateway_clients 1\n",
          "pulseboard_gateway_clients_total 1\n", "pulseboard_gateway_messages_total 1\n",
          "pulseboard_gateway_http_requests_total{code=\"101\"} 1\n",
          "pulseboard_gateway_http_requests_total{code=\"404\"} 1\n",
          "pulseboard_process_resident_memory_bytes{process=\"gateway\"} "})
        QVERIFY2(answer.body.contains(line), line);
}

QTEST_GUILESS_MAIN(TestGatewayAnswers)
#include "tst_gatewayanswers.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// What a gateway answers over HTTP: files, results for scripts, its status; with a real redis-server and bytes over
// real sockets.
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/files.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/processmemory.h"
#include "tests/support/timeouts.h"

#include <QJsonArray>

#include <vector>

#include <sys/socket.h>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

namespace {

/// A folder with a web dashboard, and a file beside it that must not be served.
struct Bundle
{
    Bundle()
    {
        QDir(outer.path()).mkpath(u"web/sub"_s);
        const auto path = [this](const char *name) { return outer.filePath(QLatin1String(name)); };
        writeFile(path("secret.txt"), "secret");
        writeFile(path("web/index.html"), "<p>index");
        writeFile(path("web/app.js"), "plain");
        writeFile(path("web/app.js.br"), "brotli");
        writeFile(path("web/app.js.gz"), "gzip");
        writeFile(path("web/dashboard.1f0b3c9e.wasm"), "wasm");
        writeFile(path("web/report-20261125.txt"), "date");
        writeFile(path("web/sub/a b+c.txt"), "spaces");
        writeFile(path("web/lonely.gz"), "lonely");
        QFile::link(path("secret.txt"), path("web/link.txt"));
        QFile::link(outer.path(), path("web/up"));
        QFile::link(path("web/app.js"), path("web/inside.js"));
    }

    QString folder() const { return outer.filePath(u"web"_s); }

    QTemporaryDir outer;
};

} // namespace

class TestGatewayAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void pathsStayInsideTheFolder_data();
    void pathsStayInsideTheFolder();
    void filesHaveTypeAndCoding_data();
    void filesHaveTypeAndCoding();
    void knownFilesAreNotSentAgain();
    void changedAndNewFilesAreFound();
    void changedLinksAreFollowed();
    void slowReadersBufferNoWholeFile();
    void slowReadersGetTheWholeFile();
    void builtInPageIsServedWithoutADashboard();
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

private:
    GatewaySettings settings() const { return gatewaySettings(*m_server); }
    RunningGateway gatewayWithShortTimeouts(const Bundle &bundle, const QByteArray &large) const;
    GatewaySettings settingsWithFiles() const
    {
        GatewaySettings result = settings();
        result.web = m_bundle.folder();
        return result;
    }

    std::unique_ptr<RedisServer> m_server;
    Bundle m_bundle;
};

void TestGatewayAnswers::initTestCase()
{
    m_server = std::make_unique<RedisServer>();
    QVERIFY(m_server->start());
}

void TestGatewayAnswers::init()
{
    QVERIFY(m_server->call({"FLUSHALL"}));
}

void TestGatewayAnswers::pathsStayInsideTheFolder_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    const auto row = [](const QByteArray &path, int status = 404) {
        QTest::newRow(path.constData()) << path << status;
    };
    row("/../secret.txt");
    row("/sub/../../secret.txt");
    row("/%2e%2e/secret.txt");
    row("/%2E%2E%2Fsecret.txt");
    row("/..%2fsecret.txt");
    row("/.%2e/secret.txt");
    row("/%252e%252e/secret.txt");
    row("/..%5csecret.txt");
    row("/..\\secret.txt");
    row("/....//secret.txt");
    row("//secret.txt");
    row("/./index.html");
    row("/sub/../index.html");
    row("/sub");
    row("/sub/");
    row("/link.txt");
    row("/up/secret.txt");
    row("/up/web/index.html");
    row("/index.html/");
    row("/INDEX.HTML");
    row("/index.html%20");
    row("/%00", 400);
    row("/..%00/secret.txt", 400);
    row("/secret.txt%00.html", 400);
    row("/%c0%ae%c0%ae/secret.txt", 400);
    row("/%e0%80%ae%e0%80%ae/secret.txt", 400);
    row("/:/gateway/index.html");
    row("/file:///etc/passwd");
    row("/app.js.br");
    row("/inside.js", 200);
    row("/index.html", 200);
    row("/%69ndex.html", 200);
    row("/sub/a%20b+c.txt", 200);
}

void TestGatewayAnswers::pathsStayInsideTheFolder()
{
    QFETCH(QByteArray, path);
    const RunningGateway gateway(settingsWithFiles(), gatewayLimits(*m_server));
    const RawAnswer answer = gateway.get(path);
    QTEST(answer.status(), "status");
    QVERIFY(!answer.body.contains("secret") || answer.body.startsWith("{\"error\""));
}

void TestGatewayAnswers::filesHaveTypeAndCoding_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("accept");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("coding");
    QTest::addColumn<QByteArray>("caching");
    const auto row = [](const char *name, const char *path, const char *accept, const char *body, const char *type,
                        const char *coding, const char *caching) {
        QTest::newRow(name) << QByteArray(path) << QByteArray(accept) << QByteArray(body) << QByteArray(type)
                            << QByteArray(coding) << QByteArray(caching);
    };
    const char *script = "text/javascript; charset=utf-8";
    const char *forever = "public, max-age=31536000, immutable";
    row("the index", "/", "gzip, br", "<p>index", "text/html; charset=utf-8", "", "no-cache");
    row("the same by name", "/index.html", "", "<p>index", "text/html; charset=utf-8", "", "no-cache");
    row("plain", "/app.js", "", "plain", script, "", "no-cache");
    row("the best", "/app.js", "gzip, deflate, br", "brotli", script, "br", "no-cache");
    row("another", "/app.js", "gzip", "gzip", script, "gzip", "no-cache");
    row("refused", "/app.js", "gzip;q=0.5, br;q=0", "gzip", script, "gzip", "no-cache");
    row("unknown", "/app.js", "zstd, identity", "plain", script, "", "no-cache");
    row("no number", "/app.js", "br;q=x", "plain", script, "", "no-cache");
    row("hashed name", "/dashboard.1f0b3c9e.wasm", "br", "wasm", "application/wasm", "", forever);
    row("a date", "/report-20261125.txt", "", "date", "text/plain; charset=utf-8", "", "no-cache");
    row("no program", "/sub/a%20b+c.txt", "", "spaces", "text/plain; charset=utf-8", "", "no-cache");
    row("unknown type", "/lonely.gz", "gzip", "lonely", "application/octet-stream", "", "no-cache");
}

void TestGatewayAnswers::filesHaveTypeAndCoding()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, accept);
    const RunningGateway gateway(settingsWithFiles(), gatewayLimits(*m_server));
    const QByteArray headers = accept.isEmpty() ? QByteArray() : "Accept-Encoding: " + accept + "\r\n";
    const RawAnswer answer = gateway.get(path, headers);
    QCOMPARE(answer.status(), 200);
    QTEST(answer.body, "body");
    QTEST(answer.header("Content-Type"), "type");
    QTEST(answer.header("Content-Encoding"), "coding");
    QTEST(answer.header("Cache-Control"), "caching");
    QCOMPARE(answer.header("Content-Length").toLongLong(), answer.body.size());
    QCOMPARE(answer.header("Vary"), path == "/app.js" ? QByteArray("Accept-Encoding") : QByteArray());
    const RawAnswer head = gateway.get(path, headers, "HEAD");
    QCOMPARE(head.status(), 200);
    QCOMPARE(head.body, QByteArray());
    for (const char *name : {"Content-Length", "Content-Type", "Content-Encoding", "ETag"})
        QCOMPARE(head.header(name), answer.header(name));
}

void TestGatewayAnswers::knownFilesAreNotSentAgain()
{
    const RunningGateway gateway(settingsWithFiles(), gatewayLimits(*m_server));
    const QByteArray tag = gateway.get("/app.js").header("ETag");
    const QByteArray packed = gateway.get("/app.js", "Accept-Encoding: br\r\n").header("ETag");
    QVERIFY(tag.size() > 10 && tag.startsWith('"') && tag.endsWith('"'));
    QVERIFY(packed != tag);
    for (const QByteArray &known : {tag, "W/" + tag, "\"other\", " + tag, QByteArray("*")}) {
        const RawAnswer answer = gateway.get("/app.js", "If-None-Match: " + known + "\r\n");
        QCOMPARE(answer.status(), 304);
        QCOMPARE(answer.body, QByteArray());
        QCOMPARE(answer.header("ETag"), tag);
    }
    QCOMPARE(gateway.get("/app.js", "If-None-Match: \"other\"\r\n").status(), 200);
    QCOMPARE(gateway.get("/app.js", "Accept-Encoding: br\r\nIf-None-Match: " + tag + "\r\n").body,
             QByteArray("brotli"));
    QCOMPARE(gateway.get("/app.js", "Accept-Encoding: br\r\nIf-None-Match: " + packed + "\r\n").status(), 304);
}

void TestGatewayAnswers::changedAndNewFilesAreFound()
{
    const Bundle bundle;
    GatewaySettings changing = settings();
    changing.web = bundle.folder();
    const RunningGateway gateway(changing, gatewayLimits(*m_server));
    const QByteArray tag = gateway.get("/").header("ETag");
    writeFile(bundle.folder() + u"/index.html"_s, "<p>another");
    writeFile(bundle.folder() + u"/new.js"_s, "new");
    QTRY_COMPARE(gateway.get("/", "If-None-Match: " + tag + "\r\n").body, QByteArray("<p>another"));
    QTRY_COMPARE(gateway.get("/new.js").body, QByteArray("new"));
    QVERIFY(QFile::remove(bundle.folder() + u"/new.js"_s));
    QTRY_COMPARE(gateway.get("/new.js").status(), 404);
    // A file is replaced by a link out of the folder.
    QVERIFY(QFile::remove(bundle.folder() + u"/index.html"_s));
    QVERIFY(QFile::link(bundle.outer.filePath(u"secret.txt"_s), bundle.folder() + u"/index.html"_s));
    QTRY_VERIFY(gateway.get("/").body.contains("the gateway’s own page"));
}

void TestGatewayAnswers::builtInPageIsServedWithoutADashboard()
{
    const QTemporaryDir folder;
    GatewaySettings empty = settings();
    empty.web = folder.path();
    const RunningGateway gateway(empty, gatewayLimits(*m_server));
    QVERIFY(gateway.get("/").body.contains("the gateway’s own page"));
    QCOMPARE(gateway.get("/page.js").status(), 200);
    writeFile(folder.filePath(u"index.html"_s), "<p>the dashboard");
    QTRY_COMPARE(gateway.get("/").body, QByteArray("<p>the dashboard"));
    QCOMPARE(gateway.get("/page.js").status(), 404);
}

void TestGatewayAnswers::changedLinksAreFollowed()
{
    const QTemporaryDir outer;
    const auto path = [&outer](const char *name) { return outer.filePath(QLatin1String(name)); };
    for (const char *version : {"1", "2"}) {
        QDir(outer.path()).mkpath(QLatin1String(version));
        writeFile(path(version) + u"/index.html"_s, version);
    }
    QVERIFY(QFile::link(path("1"), path("current")));
    GatewaySettings linked = settings();
    linked.web = path("current");
    const RunningGateway gateway(linked, gatewayLimits(*m_server));
    QCOMPARE(gateway.get("/").body, QByteArray("1"));
    QVERIFY(QFile::remove(path("current")));
    QVERIFY(QFile::link(path("2"), path("current")));
    QTRY_COMPARE(gateway.get("/").body, QByteArray("2"));
    writeFile(path("2/index.html.br"), "packed");
    QTRY_COMPARE(gateway.get("/", "Accept-Encoding: br\r\n").body, QByteArray("packed"));
}

/// Serves `large` as /large.bin, with a stall timeout of half a second.
RunningGateway TestGatewayAnswers::gatewayWithShortTimeouts(const Bundle &bundle, const QByteArray &large) const
{
    writeFile(bundle.folder() + u"/large.bin"_s, large);
    GatewaySettings withLarge = settings();
    withLarge.web = bundle.folder();
    GatewayLimits limits = gatewayLimits(*m_server);
    limits.http.stall = 500ms;
    return RunningGateway(withLarge, limits);
}

void TestGatewayAnswers::slowReadersBufferNoWholeFile()
{
    const Bundle bundle;
    const QByteArray large(30'000'000, 'x');
    const RunningGateway gateway = gatewayWithShortTimeouts(bundle, large);
    QCOMPARE(gateway.get("/large.bin").body.size(), large.size());

    [[maybe_unused]] const qint64 before = ProcessMemory::now().resident;
    std::vector<std::unique_ptr<QTcpSocket>> readers(20);
    for (auto &reader : readers) {
        reader = std::make_unique<QTcpSocket>();
        reader->setReadBufferSize(1000);
        reader->connectToHost(QHostAddress::LocalHost, gateway.port());
        reader->write("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    QTRY_COMPARE(gateway->connections(), 20);
    QTRY_VERIFY(std::ranges::all_of(readers, [](const auto &one) { return one->bytesAvailable() > 0; }));
#if !PULSE_TEST_SANITIZED // keeps freed memory for a while
    QVERIFY(ProcessMemory::now().resident - before < 20'000'000);
#endif
    QTRY_COMPARE_WITH_TIMEOUT(gateway->connections(), 0, waitTimeout); // they accepted nothing for too long
}

/// The kernel accepts megabytes at once; this does not mean that the client has received them.
void TestGatewayAnswers::slowReadersGetTheWholeFile()
{
    const Bundle bundle;
    const QByteArray large(1'500'000, 'x');
    const RunningGateway gateway = gatewayWithShortTimeouts(bundle, large);

    QTcpSocket reader;
    reader.setReadBufferSize(1000);
    reader.connectToHost(QHostAddress::LocalHost, gateway.port());
    QVERIFY(reader.waitForConnected());
    const int small = 16'384; // the kernel's buffer, so that the rest waits in the gateway
    ::setsockopt(static_cast<int>(reader.socketDescriptor()), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    reader.write("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n");
    qint64 received = 0;
    QTimer now;
    connect(&now, &QTimer::timeout, &reader, [&] { // 1 MB/s: 3 times the stall timeout
        for (qint64 taken = 0; taken < 10'000 && reader.bytesAvailable() > 0;) {
            const qint64 bytes = reader.read(1000).size();
            taken += bytes;
            received += bytes;
            reader.waitForReadyRead(0);
        }
    });
    now.start(10ms);
    QTRY_VERIFY_WITH_TIMEOUT(received > large.size(), waitTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(gateway->connections(), 0, waitTimeout);
}

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

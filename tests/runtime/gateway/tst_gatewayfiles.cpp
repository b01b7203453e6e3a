// SPDX-License-Identifier: GPL-3.0-or-later
// The files and the built-in page of a gateway, with bytes over real sockets.
#include "common/core/literals.h"
#include "tests/support/files.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/processmemory.h"
#include "tests/support/timeouts.h"

#include <QDir>
#include <QFile>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <memory>
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

class TestGatewayFiles : public QObject, private GatewayFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { startServer(); }
    void init() { emptyServer(); }

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

private:
    RunningGateway gatewayWithShortTimeouts(const Bundle &bundle, const QByteArray &large) const;
    GatewaySettings settingsWithFiles() const
    {
        GatewaySettings result = settings();
        result.web = m_bundle.folder();
        return result;
    }

    Bundle m_bundle;
};

void TestGatewayFiles::pathsStayInsideTheFolder_data()
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

void TestGatewayFiles::pathsStayInsideTheFolder()
{
    QFETCH(QByteArray, path);
    const RunningGateway gateway(settingsWithFiles(), gatewayLimits(*m_server));
    const RawAnswer answer = gateway.get(path);
    QTEST(answer.status(), "status");
    QVERIFY(!answer.body.contains("secret") || answer.body.startsWith("{\"error\""));
}

void TestGatewayFiles::filesHaveTypeAndCoding_data()
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

void TestGatewayFiles::filesHaveTypeAndCoding()
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

void TestGatewayFiles::knownFilesAreNotSentAgain()
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

void TestGatewayFiles::changedAndNewFilesAreFound()
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

void TestGatewayFiles::builtInPageIsServedWithoutADashboard()
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

/// A folder is deployed as a link to the current version; a compressed file is added later.
void TestGatewayFiles::changedLinksAreFollowed()
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
RunningGateway TestGatewayFiles::gatewayWithShortTimeouts(const Bundle &bundle, const QByteArray &large) const
{
    writeFile(bundle.folder() + u"/large.bin"_s, large);
    GatewaySettings withLarge = settings();
    withLarge.web = bundle.folder();
    GatewayLimits limits = gatewayLimits(*m_server);
    limits.http.stall = 500ms;
    return RunningGateway(withLarge, limits);
}

void TestGatewayFiles::slowReadersBufferNoWholeFile()
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
void TestGatewayFiles::slowReadersGetTheWholeFile()
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

QTEST_GUILESS_MAIN(TestGatewayFiles)
#include "tst_gatewayfiles.moc"

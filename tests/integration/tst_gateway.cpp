// SPDX-License-Identifier: GPL-3.0-or-later
// What a gateway answers over HTTP, and whom it answers at all. A real redis-server, bytes over real sockets.
#include "tests/support/gatewayfixture.h"
#include "tests/support/processmemory.h"
#include "tests/support/program.h"
#include "tests/support/tlscertificates.h"

#include <QHostInfo>
#include <QJsonArray>
#include <QSslSocket>
#include <QTimer>

#include <vector>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 20000; // ms, for what takes far less on an idle machine

const QByteArray token = "correct-horse-battery-staple";

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

/// Of an object or array, by names and places with dots between them.
QJsonValue valueAt(QJsonValue value, const char *path)
{
    for (const QString &step : QString::fromLatin1(path).split(QLatin1Char('.')))
        value = value.isArray() ? value.toArray().at(step.toInt()) : value.toObject().value(step);
    return value;
}

/// A folder with a web dashboard, and a file beside it that nobody may see.
struct Bundle
{
    Bundle()
    {
        QDir(outer.path()).mkpath(QStringLiteral("web/sub"));
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

    QString folder() const { return outer.filePath(QStringLiteral("web")); }

    QTemporaryDir outer;
};

} // namespace

class TestGateway : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void hosts_data();
    void hosts();
    void hostsThatAreAllowed_data();
    void hostsThatAreAllowed();
    void origins_data();
    void origins();
    void webSocketsWithoutOrigin();
    void tokenIsAskedFor_data();
    void tokenIsAskedFor();
    void tokenOpens_data();
    void tokenOpens();
    void signIn();
    void signInIsForOwnPages();
    void pagesMayDoLittle_data();
    void pagesMayDoLittle();
    void otherMethods_data();
    void otherMethods();
    void doubtfulRequests_data();
    void doubtfulRequests();
    void largeRequestsAreRefused();
    void slowRequestsAreDropped();
    void idleConnectionsGiveWay();
    void answersThatAreReadSlowlyAreFew();
    void clientsAreCounted();
    void whoLeavesAtOnceIsNotCounted();
    void handshakesAreWhole_data();
    void handshakesAreWhole();
    void pingsWithoutEndEndTheClient();
    void manyUnknownMessagesEndTheClient();
    void largeMessagesEndTheClient_data();
    void largeMessagesEndTheClient();
    void otherKeysAreOutOfReach();

    void noPathLeadsOut_data();
    void noPathLeadsOut();
    void files_data();
    void files();
    void knownFilesAreNotSentAgain();
    void changedAndNewFilesAreFound();
    void linksThatAreLedElsewhereAreFollowed();
    void slowReadersHoldNoWholeFile();

    void latest();
    void history_data();
    void history();
    void historyComesInParts();
    void wrongParameters_data();
    void wrongParameters();
    void health();
    void metrics();

    void tls();
    void certificatesAreReadAgain();
    void slowReadersOverTls();

private:
    GatewaySettings settings() const { return gatewaySettings(*m_server); }
    GatewaySettings settingsWithToken() const
    {
        GatewaySettings result = settings();
        result.access.token = token;
        return result;
    }
    GatewaySettings settingsWithFiles() const
    {
        GatewaySettings result = settings();
        result.web = m_bundle.folder();
        return result;
    }

    std::unique_ptr<RedisServer> m_server;
    Bundle m_bundle;
};

void TestGateway::initTestCase()
{
    m_server = std::make_unique<RedisServer>();
    QVERIFY(m_server->start());
}

void TestGateway::init()
{
    QVERIFY(m_server->call({"FLUSHALL"}));
}

void TestGateway::hosts_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &host, int status) {
        QTest::newRow(name) << QByteArray("Host: " + host + "\r\n") << status;
    };
    row("address", "127.0.0.1:53004", 200);
    row("address of the pod", "10.42.0.7", 200);
    row("IPv6 address", "[::1]:53004", 200);
    row("localhost through a tunnel", "localhost:8080", 200);
    row("capital letters", "LocalHost", 200);
    row("this machine", QHostInfo::localHostName().toLatin1(), 200);
    row("a name that was made to lead here", "evil.example:53004", 421);
    row("begins like an address", "127.0.0.1.evil.example", 421);
    row("begins like localhost", "localhost.evil.example", 421);
    row("a user in front", "localhost@evil.example", 421);
    row("a path behind", "evil.example/localhost", 421);
    row("empty", "", 421);
    QTest::newRow("none") << QByteArray() << 400;
    QTest::newRow("two") << QByteArray("Host: localhost\r\nHost: evil.example\r\n") << 400;
}

void TestGateway::hosts()
{
    QFETCH(QByteArray, lines);
    const RunningGateway gateway(settings(), gatewayLimits(*m_server));
    for (const char *path : {"/livez", "/", "/api/latest", "/metrics"}) {
        const RawAnswer answer = gateway.ask(QByteArray("GET ") + path + " HTTP/1.1\r\n" + lines + "\r\n");
        QTEST(answer.status(), "status");
    }
}

void TestGateway::hostsThatAreAllowed_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("status");
    QTest::newRow("the same") << QByteArray("board.example") << 200;
    QTest::newRow("capital letters, port") << QByteArray("Board.Example:53004") << 200;
    QTest::newRow("with the root") << QByteArray("board.example.") << 200;
    QTest::newRow("not ASCII") << QByteArray("xn--bcher-kva.example") << 200;
    QTest::newRow("another") << QByteArray("other.example") << 421;
    QTest::newRow("a part of it") << QByteArray("example") << 421;
}

void TestGateway::hostsThatAreAllowed()
{
    QFETCH(QByteArray, host);
    GatewaySettings named = settings();
    named.access.hosts = {QStringLiteral("board.example"), QStringLiteral("xn--bcher-kva.example")};
    const RunningGateway gateway(named, gatewayLimits(*m_server));
    QTEST(gateway.ask("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status(), "status");
}

void TestGateway::origins_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("its own") << QByteArray("http://HOST") << true;
    QTest::newRow("its own behind a proxy with TLS") << QByteArray("https://HOST") << true;
    QTest::newRow("one that is allowed") << QByteArray("https://board.example") << true;
    QTest::newRow("another site") << QByteArray("http://evil.example") << false;
    QTest::newRow("another port") << QByteArray("http://127.0.0.1:1") << false;
    QTest::newRow("its own and more") << QByteArray("http://HOST.evil.example") << false;
    QTest::newRow("allowed and more") << QByteArray("https://board.example.evil.example") << false;
    QTest::newRow("another scheme") << QByteArray("http://board.example") << false;
    QTest::newRow("a file or a frame in a sandbox") << QByteArray("null") << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void TestGateway::origins()
{
    QFETCH(QByteArray, origin);
    QFETCH(bool, allowed);
    GatewaySettings named = settings();
    named.access.origins = {QStringLiteral("https://board.example")};
    const RunningGateway gateway(named, gatewayLimits(*m_server));
    const QByteArray line = "Origin: " + origin.replace("HOST", gateway.host()) + "\r\n";
    QCOMPARE(gateway.get("/api/latest", line).status(), allowed ? 200 : 403);
    QCOMPARE(gateway.get("/", line).status(), allowed ? 200 : 403);

    const RawClient client(gateway.port(),
                           "GET /feed HTTP/1.1\r\nHost: " + gateway.host() + "\r\n" + handshake(line) + "\r\n");
    QTRY_COMPARE(client.answer().status(), allowed ? 101 : 403);
    QTRY_COMPARE(gateway->clients(), allowed ? 1 : 0);
}

/// A browser always says where a page comes from.
void TestGateway::webSocketsWithoutOrigin()
{
    const RunningGateway open(settings(), gatewayLimits(*m_server));
    QCOMPARE(open.get("/feed", handshake()).status(), 403);
    const RunningGateway gateway(settingsWithToken(), gatewayLimits(*m_server));
    QCOMPARE(gateway.get("/feed", handshake()).status(), 403);
    QCOMPARE(gateway.get("/feed", handshake("Authorization: Bearer wrong\r\n")).status(), 403);
    const RawClient client(gateway.port(), "GET /feed HTTP/1.1\r\nHost: " + gateway.host() + "\r\n" +
                                               handshake("Authorization: Bearer " + token + "\r\n") + "\r\n");
    QTRY_COMPARE(client.answer().status(), 101);
}

void TestGateway::tokenIsAskedFor_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status");
    const auto row = [](const char *path, const QByteArray &headers, int status) {
        QTest::newRow(qPrintable(QLatin1String(path) + QLatin1Char(' ') + QLatin1String(headers)))
            << QByteArray(path) << headers << status;
    };
    row("/", {}, 401);
    row("/page.js", {}, 401);
    row("/nothing", {}, 401);
    row("/metrics", {}, 401);
    row("/api/latest", {}, 401);
    row("/api/history", {}, 401);
    row("/api/latest?token=correct-horse-battery-staple", {}, 401);
    row("/api/latest", "Authorization: Bearer\r\n", 401);
    row("/api/latest", "Authorization: Bearer wrong\r\n", 401);
    row("/api/latest", "Authorization: Bearer correct-horse-battery-stapl\r\n", 401);
    row("/api/latest", "Authorization: Bearer correct-horse-battery-staples\r\n", 401);
    row("/api/latest", "Authorization: Basic correct-horse-battery-staple\r\n", 401);
    row("/api/latest", "Cookie: pulseboard=correct-horse-battery-staple\r\n", 401);
    row("/api/latest", "Cookie: pulseboard=\r\n", 401);
    row("/sign-in", {}, 401);
    row("/livez", {}, 200);
    row("/readyz", {}, 200);
    row("/gateway.css", {}, 200);
}

void TestGateway::tokenIsAskedFor()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, headers);
    const RunningGateway gateway(settingsWithToken(), gatewayLimits(*m_server));
    QTRY_COMPARE(gateway.output().status().status.kind, SourceStatus::Kind::Waiting);
    const RawAnswer answer = gateway.get(path, headers);
    QTEST(answer.status(), "status");
    if (answer.status() == 401)
        QCOMPARE(answer.header("WWW-Authenticate"), QByteArray("Bearer"));
    const QByteArray origin = "Origin: http://" + gateway.host() + "\r\n";
    if (path.startsWith("/api"))
        QCOMPARE(gateway.get("/feed", handshake(origin + headers)).status(), 401);
}

void TestGateway::tokenOpens_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/", "/page.js", "/metrics", "/api/latest", "/api/history"})
        QTest::newRow(path) << QByteArray(path);
}

void TestGateway::tokenOpens()
{
    QFETCH(QByteArray, path);
    const RunningGateway gateway(settingsWithToken(), gatewayLimits(*m_server));
    QCOMPARE(gateway.get(path, "Authorization: Bearer " + token + "\r\n").status(), 200);
    QCOMPARE(gateway.get(path, "Authorization: bearer " + token + "\r\n").status(), 200);
}

void TestGateway::signIn()
{
    const auto post = [](const RunningGateway &gateway, const QByteArray &form) {
        return gateway.get("/sign-in",
                           "Origin: http://" + gateway.host() +
                               "\r\nContent-Length: " + QByteArray::number(form.size()) +
                               "\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n" + form,
                           "POST");
    };
    QByteArray cookie;
    {
        const RunningGateway gateway(settingsWithToken(), gatewayLimits(*m_server));
        QVERIFY(gateway.get("/").body.contains("action=\"/sign-in\""));
        for (const char *wrong : {"token=wrong", "token=", "", "other=correct-horse-battery-staple"}) {
            const RawAnswer refused = post(gateway, wrong);
            QCOMPARE(refused.status(), 401);
            QVERIFY(refused.body.contains("This is not the token."));
            QCOMPARE(refused.header("Set-Cookie"), QByteArray());
        }
        const RawAnswer accepted = post(gateway, "token=correct%2Dhorse-battery-staple");
        QCOMPARE(accepted.status(), 303);
        QCOMPARE(accepted.header("Location"), QByteArray("/"));
        const QByteArray set = accepted.header("Set-Cookie");
        QVERIFY(set.contains("; HttpOnly") && set.contains("; SameSite=Strict") && set.contains("; Path=/;"));
        QVERIFY(!set.contains("horse") && !set.contains(token.toHex()) && !set.contains(token.toBase64()));
        cookie = "Cookie: other=1; " + set.left(set.indexOf(';')) + "; more=2\r\n";
        QCOMPARE(gateway.get("/api/latest", cookie).status(), 200);
        const RawClient client(gateway.port(), "GET /feed HTTP/1.1\r\nHost: " + gateway.host() + "\r\n" +
                                                   handshake("Origin: http://" + gateway.host() + "\r\n" + cookie) +
                                                   "\r\n");
        QTRY_COMPARE(client.answer().status(), 101);
        QCOMPARE(gateway.get("/feed", handshake(cookie)).status(), 403); // no browser, and no token
    }
    const RunningGateway restarted(settingsWithToken(), gatewayLimits(*m_server));
    QCOMPARE(restarted.get("/", cookie).status(), 200);
    GatewaySettings another = settingsWithToken();
    another.access.token = "another-token-altogether";
    const RunningGateway other(another, gatewayLimits(*m_server));
    QCOMPARE(other.get("/", cookie).status(), 401);
}

void TestGateway::signInIsForOwnPages()
{
    const RunningGateway gateway(settingsWithToken(), gatewayLimits(*m_server));
    const QByteArray form = "Content-Length: 34\r\n\r\ntoken=correct-horse-battery-staple";
    QCOMPARE(gateway.get("/sign-in", form, "POST").status(), 403);
    QCOMPARE(gateway.get("/sign-in", "Origin: http://evil.example\r\n" + form, "POST").status(), 403);
    QCOMPARE(gateway.get("/sign-in", "Origin: http://" + gateway.host() + "\r\n" + form, "POST").status(), 303);
}

void TestGateway::pagesMayDoLittle_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/", "/sign-in", "/nothing", "/api/latest", "/metrics", "/feed"})
        QTest::newRow(path) << QByteArray(path);
}

void TestGateway::pagesMayDoLittle()
{
    QFETCH(QByteArray, path);
    const RunningGateway gateway(settings(), gatewayLimits(*m_server));
    const RawAnswer answer = gateway.get(path);
    const QByteArray policy = answer.header("Content-Security-Policy");
    QVERIFY(policy.contains("default-src 'none'"));
    QVERIFY(policy.contains("script-src 'self' 'wasm-unsafe-eval';"));
    QVERIFY(policy.contains("frame-ancestors 'none'"));
    QVERIFY(!policy.contains("'unsafe-eval'") && !policy.contains("unsafe-inline") && !policy.contains('*'));
    QCOMPARE(answer.header("X-Content-Type-Options"), QByteArray("nosniff"));
    QCOMPARE(answer.header("X-Frame-Options"), QByteArray("DENY"));
    QCOMPARE(answer.header("Cross-Origin-Resource-Policy"), QByteArray("same-origin"));
    QCOMPARE(answer.header("Access-Control-Allow-Origin"), QByteArray());
}

void TestGateway::otherMethods_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    for (const char *method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"}) {
        for (const char *path : {"/", "/feed", "/api/latest", "/metrics", "/livez"})
            QTest::addRow("%s %s", method, path) << QByteArray(method) << QByteArray(path);
    }
    QTest::newRow("PUT /sign-in") << QByteArray("PUT") << QByteArray("/sign-in");
}

void TestGateway::otherMethods()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    const RunningGateway gateway(settings(), gatewayLimits(*m_server));
    const RawAnswer answer = gateway.get(path, {}, method);
    QCOMPARE(answer.status(), 405);
    QCOMPARE(answer.header("Allow"), QByteArray(path == "/sign-in" ? "GET, HEAD, POST" : "GET, HEAD"));
}

void TestGateway::doubtfulRequests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &bytes, int status) {
        QTest::newRow(name) << bytes << status;
    };
    const QByteArray host = "Host: localhost\r\n";
    row("no HTTP", "hello\r\n\r\n", 400);
    row("zeros", QByteArray(100, '\0') + "\r\n\r\n", 400);
    row("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400);
    row("a host of two sorts", "GET http://evil.example/ HTTP/1.1\r\n" + host + "\r\n", 400);
    row("the server as a whole", "OPTIONS * HTTP/1.1\r\n" + host + "\r\n", 400);
    row("a tunnel", "CONNECT evil.example:443 HTTP/1.1\r\n" + host + "\r\n", 400);
    row("chunks", "POST /sign-in HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 501);
    row("chunks and a length",
        "POST /sign-in HTTP/1.1\r\n" + host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    row("two lengths", "POST /sign-in HTTP/1.1\r\n" + host + "Content-Length: 5\r\nContent-Length: 6\r\n\r\ntoken",
        400);
    row("negative length", "POST /sign-in HTTP/1.1\r\n" + host + "Content-Length: -5\r\n\r\n", 400);
    row("two origins", "GET / HTTP/1.1\r\n" + host + "Origin: http://localhost\r\nOrigin: http://evil.example\r\n\r\n",
        400);
    row("folded header", "GET / HTTP/1.1\r\n" + host + "A: b\r\n c\r\n\r\n", 200);
    row("space before the colon", "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n", 400);
    row("bare line feeds", "GET / HTTP/1.1\nHost: localhost\n\n\r\n\r\n", 400);
    row("escape that is none", "GET /%zz HTTP/1.1\r\n" + host + "\r\n", 400);
    row("half an escape", "GET /%2 HTTP/1.1\r\n" + host + "\r\n", 400);
    row("zero in the path", "GET /index.html%00.txt HTTP/1.1\r\n" + host + "\r\n", 400);
    row("line end in the path", "GET /%0d%0aSet-Cookie:a=b HTTP/1.1\r\n" + host + "\r\n", 400);
    row("path that is no UTF-8", "GET /%ff HTTP/1.1\r\n" + host + "\r\n", 400);
}

void TestGateway::doubtfulRequests()
{
    QFETCH(QByteArray, bytes);
    const RunningGateway gateway(settings(), gatewayLimits(*m_server));
    QTEST(gateway.ask(bytes).status(), "status");
    QCOMPARE(gateway.get("/livez").status(), 200);
}

void TestGateway::largeRequestsAreRefused()
{
    const RunningGateway gateway(settings(), gatewayLimits(*m_server));
    const QByteArray start = "GET / HTTP/1.1\r\nHost: localhost\r\n";
    QCOMPARE(gateway.get('/' + QByteArray(2047, 'a')).status(), 404);
    QCOMPARE(gateway.get('/' + QByteArray(2048, 'a')).status(), 414);
    QCOMPARE(gateway.ask("GET /" + QByteArray(1'000'000, 'a')).status(), 414);
    QCOMPARE(gateway.ask(start + "A: " + QByteArray(16'000, 'a') + "\r\n\r\n").status(), 200);
    QCOMPARE(gateway.ask(start + "A: " + QByteArray(17'000, 'a') + "\r\n\r\n").status(), 431);
    QCOMPARE(gateway.ask(start + "A: " + QByteArray(1'000'000, 'a')).status(), 431);
    QCOMPARE(gateway.ask(start + QByteArray("A: b\r\n").repeated(100'000)).status(), 431);
    QCOMPARE(gateway.get("/sign-in", "Content-Length: 1000000\r\n", "POST").status(), 413);
}

void TestGateway::slowRequestsAreDropped()
{
    GatewayLimits limits = gatewayLimits(*m_server);
    limits.http.request = 200ms;
    const RunningGateway gateway(settings(), limits);
    const RawClient silent(gateway.port(), {});
    const RawClient half(gateway.port(), "GET / HTTP/1.1\r\nHost: localhost\r\n");
    const RawClient bodyless(gateway.port(), "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nt");
    RawClient trickling(gateway.port(), "GET / HTTP/1.1\r\n");
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&trickling] {
        if (trickling.isConnected())
            trickling.send("A: b\r\n");
    });
    timer.start(10ms);
    QTRY_VERIFY_WITH_TIMEOUT(silent.isClosed() && half.isClosed() && bodyless.isClosed() && trickling.isClosed(),
                             patience);
    QCOMPARE(half.answer().head, QByteArray());
    QTRY_COMPARE(gateway->connections(), 0);
}

void TestGateway::idleConnectionsGiveWay()
{
    GatewayLimits limits = gatewayLimits(*m_server);
    limits.http.connections = 50;
    const RunningGateway gateway(settings(), limits);
    std::vector<std::unique_ptr<RawClient>> clients(50);
    std::ranges::generate(clients, [&] { return std::make_unique<RawClient>(gateway.port(), QByteArray()); });
    QTRY_COMPARE_WITH_TIMEOUT(gateway->connections(), 50, patience);
    QCOMPARE(gateway.get("/livez").status(), 200);
    QTRY_COMPARE(gateway->connections(), 49);
}

void TestGateway::answersThatAreReadSlowlyAreFew()
{
    for (int i = 0; i < 20; ++i)
        addResult(*m_server, 1000 + i, "{\"text\":\"" + QByteArray(10'000, 'x') + "\"}");
    GatewayLimits limits = gatewayLimits(*m_server);
    limits.http.heldBytes = 500'000; // two and a half answers
    limits.http.stall = 2s;
    const RunningGateway gateway(settings(), limits);
    QTRY_COMPARE(gateway.output().end(), quint64(20));
    QCOMPARE(gateway.get("/api/history").status(), 200);
    std::vector<std::unique_ptr<RawClient>> clients(200);
    for (auto &client : clients) {
        client = std::make_unique<RawClient>(gateway.port(), QByteArray(), 1);
        client->send("GET /api/history HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    QTRY_VERIFY_WITH_TIMEOUT(gateway.get("/metrics").body.contains("http_requests_total{code=\"503\"} "), patience);
    QCOMPARE(gateway.get("/livez").status(), 200);
    clients.clear();
    QTRY_COMPARE_WITH_TIMEOUT(gateway.get("/api/history").status(), 200, patience);
}

/// A client that goes in the middle of its handshake takes no other's place.
void TestGateway::whoLeavesAtOnceIsNotCounted()
{
    GatewaySettings few = settings();
    few.clients = 2;
    const RunningGateway gateway(few, gatewayLimits(*m_server));
    const QByteArray origin = "Origin: http://" + gateway.host() + "\r\n";
    const QByteArray request = "GET /feed HTTP/1.1\r\nHost: " + gateway.host() + "\r\n" + handshake(origin) + "\r\n";
    const QByteArray farewell("\x88\x80\0\0\0\0", 6);
    for (int i = 0; i < 10; ++i) {
        QCOMPARE(gateway.ask(request + farewell).status(), 400); // before it was answered
        QTRY_COMPARE(gateway->clients(), 0);
        auto gone = std::make_unique<RawClient>(gateway.port(), request);
        QTRY_VERIFY(gone->isConnected());
        gone.reset();
        QTRY_COMPARE(gateway->clients(), 0);
        RawClient polite(gateway.port(), request);
        QTRY_COMPARE(polite.answer().status(), 101);
        polite.send(farewell);
        QTRY_VERIFY(polite.isClosed());
        QTRY_COMPARE(gateway->clients(), 0);
    }
    const RawClient last(gateway.port(), request);
    QTRY_COMPARE(last.answer().status(), 101);
}

void TestGateway::handshakesAreWhole_data()
{
    QTest::addColumn<QByteArray>("removed");
    for (const char *line : {"Connection: Upgrade\r\n", "Upgrade: websocket\r\n", "Sec-WebSocket-Version: 13\r\n",
                             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"})
        QTest::newRow(line) << QByteArray(line);
}

void TestGateway::handshakesAreWhole()
{
    QFETCH(QByteArray, removed);
    const RunningGateway gateway(settings(), gatewayLimits(*m_server));
    QByteArray headers = handshake("Origin: http://" + gateway.host() + "\r\n");
    headers.replace(removed, "");
    const RawAnswer answer = gateway.get("/feed", headers);
    QCOMPARE(answer.status(), 426);
    QCOMPARE(answer.header("Sec-WebSocket-Version"), QByteArray("13"));
}

/// Qt answers each of them, and would keep the answers for one who reads none.
void TestGateway::pingsWithoutEndEndTheClient()
{
    const RunningGateway gateway(settings(), gatewayLimits(*m_server));
    RawClient client(gateway.port(),
                     "GET /feed HTTP/1.1\r\nHost: " + gateway.host() + "\r\n" +
                         handshake("Origin: http://" + gateway.host() + "\r\n") + "\r\n",
                     1);
    QTRY_COMPARE(gateway->clients(), 1);
    const QByteArray pings = (QByteArray("\x89\xfd\0\0\0\0", 6) + QByteArray(125, 'x')).repeated(8000);
    for (int i = 0; i < 100 && gateway->clients() > 0; ++i) { // 100 MB
        client.send(pings);
        QTest::qWait(10);
    }
    QTRY_COMPARE(gateway->clients(), 0);
    QVERIFY(gateway.get("/metrics").body.contains("clients_ended_total{reason=\"stalled\"} 1\n"));
}

void TestGateway::manyUnknownMessagesEndTheClient()
{
    const RunningGateway gateway(settings(), gatewayLimits(*m_server));
    QWebSocket client(gateway.origin());
    client.open(gateway.feedUrl());
    QTRY_COMPARE(gateway->clients(), 1);
    for (int i = 0; i < 9; ++i)
        client.sendTextMessage(QStringLiteral("{\"type\":\"later\"}"));
    QTRY_COMPARE(gateway->clients(), 0);
    QTRY_COMPARE(client.closeCode(), QWebSocketProtocol::CloseCodePolicyViolated);
}

void TestGateway::clientsAreCounted()
{
    GatewaySettings few = settings();
    few.clients = 2;
    const RunningGateway gateway(few, gatewayLimits(*m_server));
    const QByteArray origin = "Origin: http://" + gateway.host() + "\r\n";
    const QByteArray request = "GET /feed HTTP/1.1\r\nHost: " + gateway.host() + "\r\n" + handshake(origin) + "\r\n";
    auto first = std::make_unique<RawClient>(gateway.port(), request);
    const RawClient second(gateway.port(), request);
    QTRY_COMPARE(gateway->clients(), 2);
    const RawAnswer refused = gateway.ask(request);
    QCOMPARE(refused.status(), 503);
    QCOMPARE(refused.header("Retry-After"), QByteArray("10"));
    first.reset();
    QTRY_COMPARE(gateway->clients(), 1);
    const RawClient third(gateway.port(), request);
    QTRY_COMPARE(third.answer().status(), 101);
}

void TestGateway::largeMessagesEndTheClient_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("a frame of 100,000 bytes")
        << QByteArray("\x81\xff\0\0\0\0\0\x01\x86\xa0\0\0\0\0", 14) + QByteArray(100'000, 'x');
    QTest::newRow("a frame that says it has 2^40 bytes")
        << QByteArray("\x81\xff\0\0\x01\0\0\0\0\0\0\0\0\0", 14) + QByteArray(100'000, 'x');
    QTest::newRow("frames without an end")
        << QByteArray("\x01\xfe\x75\x30\0\0\0\0", 8) + QByteArray(30'000, 'x') +
               (QByteArray("\0\xfe\x75\x30\0\0\0\0", 8) + QByteArray(30'000, 'x')).repeated(3);
    QTest::newRow("without a mask") << QByteArray("\x81\x05hello", 7);
    QTest::newRow("bytes") << QByteArray("\x82\x85\0\0\0\0hello", 11);
}

void TestGateway::largeMessagesEndTheClient()
{
    QFETCH(QByteArray, frame);
    const RunningGateway gateway(settings(), gatewayLimits(*m_server));
    const QByteArray origin = "Origin: http://" + gateway.host() + "\r\n";
    RawClient client(gateway.port(),
                     "GET /feed HTTP/1.1\r\nHost: " + gateway.host() + "\r\n" + handshake(origin) + "\r\n");
    QTRY_COMPARE(gateway->clients(), 1);
    client.send(frame);
    QTRY_COMPARE(gateway->clients(), 0);
}

/// The gateway needs no right but to read what it was told to show, and a browser cannot make it ask for more.
void TestGateway::otherKeysAreOutOfReach()
{
    QVERIFY(m_server->call({"SET", "secret", "{\"secret\":1}"}));
    addResult(*m_server, 1, "{\"secret\":2}", {}, "other");
    addResult(*m_server, now(), "{\"n\":1}", "{\"m\":1}");
    QVERIFY(m_server->call({"ACL",         "SETUSER",       "gateway",       "on",
                            ">pw",         "resetkeys",     "~results",      "~{results}:*",
                            "~metrics",    "resetchannels", "&__keyspace@*", "&__redis__:invalidate",
                            "-@all",       "+@read",        "+@connection",  "+subscribe",
                            "+psubscribe", "-@dangerous",   "-keys",         "-scan"}));
    GatewaySettings reader = settings();
    reader.redis.user = QStringLiteral("gateway");
    reader.redis.password = QStringLiteral("pw");
    const RunningGateway gateway(reader, gatewayLimits(*m_server));
    QTRY_COMPARE(gateway.output().status().status.kind, SourceStatus::Kind::Live);
    QCOMPARE(valueAt(gateway.get("/api/latest").object(), "outputs.0.newest.result.n").toInt(), 1);
    for (const char *path : {"/api/latest?output=secret", "/api/latest?output=other", "/api/history?output=other",
                             "/api/history?output=secret", "/secret", "/api/secret"})
        QCOMPARE(gateway.get(path).status(), 404);
    const RedisResult refused = m_server->call({"ACL", "LOG"});
    QVERIFY(refused);
    QVERIFY2(refused->elements.empty(), "the gateway asked Redis for more than it may");
    QVERIFY(m_server->call({"ACL", "DELUSER", "gateway"}));
}

void TestGateway::noPathLeadsOut_data()
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

void TestGateway::noPathLeadsOut()
{
    QFETCH(QByteArray, path);
    const RunningGateway gateway(settingsWithFiles(), gatewayLimits(*m_server));
    const RawAnswer answer = gateway.get(path);
    QTEST(answer.status(), "status");
    QVERIFY(!answer.body.contains("secret") || answer.body.startsWith("{\"error\""));
}

void TestGateway::files_data()
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

void TestGateway::files()
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

void TestGateway::knownFilesAreNotSentAgain()
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

void TestGateway::changedAndNewFilesAreFound()
{
    const Bundle bundle;
    GatewaySettings changing = settings();
    changing.web = bundle.folder();
    const RunningGateway gateway(changing, gatewayLimits(*m_server));
    const QByteArray tag = gateway.get("/").header("ETag");
    writeFile(bundle.folder() + QStringLiteral("/index.html"), "<p>another");
    writeFile(bundle.folder() + QStringLiteral("/new.js"), "new");
    QTRY_COMPARE(gateway.get("/", "If-None-Match: " + tag + "\r\n").body, QByteArray("<p>another"));
    QTRY_COMPARE(gateway.get("/new.js").body, QByteArray("new"));
    QVERIFY(QFile::remove(bundle.folder() + QStringLiteral("/new.js")));
    QTRY_COMPARE(gateway.get("/new.js").status(), 404);
    // A file that becomes a link out of the folder.
    QVERIFY(QFile::remove(bundle.folder() + QStringLiteral("/index.html")));
    QVERIFY(QFile::link(bundle.outer.filePath(QStringLiteral("secret.txt")),
                        bundle.folder() + QStringLiteral("/index.html")));
    QTRY_COMPARE(gateway.get("/").status(), 404);
}

/// As a folder of versions is deployed, with a link to the current one; and a packed file that comes later.
void TestGateway::linksThatAreLedElsewhereAreFollowed()
{
    const QTemporaryDir outer;
    const auto path = [&outer](const char *name) { return outer.filePath(QLatin1String(name)); };
    for (const char *version : {"1", "2"}) {
        QDir(outer.path()).mkpath(QLatin1String(version));
        writeFile(path(version) + QStringLiteral("/index.html"), version);
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

void TestGateway::slowReadersHoldNoWholeFile()
{
    const Bundle bundle;
    const QByteArray large(30'000'000, 'x');
    writeFile(bundle.folder() + QStringLiteral("/large.bin"), large);
    GatewaySettings withLarge = settings();
    withLarge.web = bundle.folder();
    GatewayLimits limits = gatewayLimits(*m_server);
    limits.http.stall = 500ms;
    const RunningGateway gateway(withLarge, limits);
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
#if !defined(__SANITIZE_ADDRESS__) // which keeps freed memory for a while
    QVERIFY(ProcessMemory::now().resident - before < 20'000'000);
#endif
    QTRY_COMPARE_WITH_TIMEOUT(gateway->connections(), 0, patience); // they took nothing for too long
}

void TestGateway::latest()
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
    QCOMPARE(valueAt(all, "0.output").toString(), QStringLiteral("results"));
    QCOMPARE(valueAt(all, "0.state").toString(), QStringLiteral("live"));
    QCOMPARE(valueAt(all, "0.newest.time").toInt(), 2000);
    QCOMPARE(valueAt(all, "0.newest.result"), QJsonValue(QJsonObject{{QStringLiteral("n"), 2}}));
    QVERIFY(!valueAt(all, "0.newest").toObject().contains(QStringLiteral("measurement")));
    QCOMPARE(valueAt(all, "1.newest.result").toString(), QStringLiteral("oops \""));
    QCOMPARE(valueAt(all, "2.state").toString(), QStringLiteral("waiting"));
    QVERIFY(valueAt(all, "2.newest").isNull());
    QVERIFY(valueAt(all, "3.newest.result").isString() && valueAt(all, "4.newest.result").isString());
    const QJsonArray one =
        valueAt(gateway.get("/api/latest?output=results&measurements=1").object(), "outputs").toArray();
    QCOMPARE(one.size(), 1);
    QCOMPARE(valueAt(one, "0.newest.measurement"), QJsonValue(QJsonObject{{QStringLiteral("m"), 2}}));
    QCOMPARE(gateway.get("/api/latest").header("Cache-Control"), QByteArray("no-store"));
}

void TestGateway::history_data()
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

void TestGateway::history()
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

void TestGateway::historyComesInParts()
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
        const QJsonArray records = answer.value(QStringLiteral("records")).toArray();
        QCOMPARE(records.size(), part);
        QCOMPARE(answer.value(QStringLiteral("more")).toBool(), next + part < 2500);
        for (const QJsonValue record : records)
            QCOMPARE(valueAt(record, "result.n").toInt(), next++);
        after = valueAt(records.last(), "id").toString().toLatin1();
    }
    QCOMPARE(gateway.get("/api/history?after=nobody").status(), 404);
}

void TestGateway::wrongParameters_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *path, const char *sentence) {
        QTest::newRow(path) << QByteArray(path) << QString::fromLatin1(sentence);
    };
    const char *time = ": must be milliseconds since the Unix epoch, or like 2026-11-25T10:00:00Z";
    const char *step = ": must be a number of seconds, at most 86400";
    row("/api/history?from=yesterday", qPrintable(QStringLiteral("from=yesterday") + QLatin1String(time)));
    row("/api/history?to=%3Cscript%3E", qPrintable(QStringLiteral("to=<script>") + QLatin1String(time)));
    row("/api/history?step=-1", qPrintable(QStringLiteral("step=-1") + QLatin1String(step)));
    row("/api/history?step=nan", qPrintable(QStringLiteral("step=nan") + QLatin1String(step)));
    row("/api/history?step=1e300", qPrintable(QStringLiteral("step=1e300") + QLatin1String(step)));
    row("/api/history?form=1", "there is no parameter form; there are output, from, to, after, step, measurements");
    row("/api/latest?measurements=yes", "measurements=yes: must be 0 or 1");
    row("/api/latest?from=1", "there is no parameter from; there are output, measurements");
    row("/api/history", "there are several outputs: say which, as in output=results");
}

void TestGateway::wrongParameters()
{
    QFETCH(QByteArray, path);
    const RunningGateway gateway(*m_server, {}, {}, {"results", "other"});
    const RawAnswer answer = gateway.get(path);
    QCOMPARE(answer.status(), 400);
    QTEST(valueAt(answer.object(), "error").toString(), "sentence");
}

void TestGateway::health()
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

void TestGateway::metrics()
{
    addResult(*m_server, 1764079200500, "{\"n\":1}");
    const RunningGateway gateway(settings(), gatewayLimits(*m_server));
    QTRY_COMPARE(gateway.output().end(), quint64(1));
    const QByteArray origin = "Origin: http://" + gateway.host() + "\r\n";
    const RawClient client(gateway.port(),
                           "GET /feed HTTP/1.1\r\nHost: " + gateway.host() + "\r\n" + handshake(origin) + "\r\n");
    QTRY_COMPARE(gateway->clients(), 1);
    gateway.get("/nothing");
    const RawAnswer answer = gateway.get("/metrics");
    QCOMPARE(answer.header("Content-Type"), QByteArray("text/plain; version=0.0.4; charset=utf-8"));
    for (const char *line :
         {"pulseboard_gateway_redis_connected{output=\"results\"} 1\n",
          "pulseboard_gateway_records{output=\"results\"} 1\n",
          "pulseboard_gateway_newest_record_timestamp_seconds{output=\"results\"} 1764079200.5\n",
          "pulseboard_gateway_clients 1\n", "pulseboard_gateway_clients_total 1\n",
          "pulseboard_gateway_messages_total 1\n", "pulseboard_gateway_http_requests_total{code=\"101\"} 1\n",
          "pulseboard_gateway_http_requests_total{code=\"404\"} 1\n",
          "pulseboard_process_resident_memory_bytes{process=\"gateway\"} "})
        QVERIFY2(answer.body.contains(line), line);
}

namespace {

/// A TLS connection, encrypted; the certificate's common name tells which one it was.
std::unique_ptr<QSslSocket> connectSecurely(quint16 port, const QString &caFile)
{
    auto socket = std::make_unique<QSslSocket>();
    QSslConfiguration configuration = socket->sslConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromPath(caFile));
    socket->setSslConfiguration(configuration);
    socket->connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
    const auto isDecided = [&socket] {
        return socket->isEncrypted() || socket->state() == QAbstractSocket::UnconnectedState;
    };
    if (!QTest::qWaitFor(isDecided, patience))
        qWarning("there is no TLS in time");
    return socket;
}

QByteArray serialOf(quint16 port, const QString &caFile)
{
    return connectSecurely(port, caFile)->peerCertificate().serialNumber();
}

void copyOver(const QString &from, const QString &to)
{
    QFile source(from);
    QVERIFY(source.open(QIODevice::ReadOnly));
    writeFile(to + QStringLiteral(".new"), source.readAll());
    QFile::remove(to);
    QVERIFY(QFile::rename(to + QStringLiteral(".new"), to));
}

} // namespace

void TestGateway::tls()
{
    const TlsCertificates certificates;
    QVERIFY(certificates.isValid());
    GatewaySettings secure = settingsWithToken();
    secure.tlsCertificate = certificates.certificateFile();
    secure.tlsKey = certificates.keyFile();
    const RunningGateway gateway(secure, gatewayLimits(*m_server));
    const auto socket = connectSecurely(gateway.port(), certificates.caFile());
    QVERIFY2(socket->isEncrypted(), qPrintable(socket->errorString()));
    const QByteArray form = "token=correct-horse-battery-staple";
    socket->write("POST /sign-in HTTP/1.1\r\nHost: " + gateway.host() + "\r\nOrigin: https://" + gateway.host() +
                  "\r\nContent-Length: " + QByteArray::number(form.size()) + "\r\n\r\n" + form);
    QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    const QByteArray answer = socket->readAll();
    QVERIFY2(answer.startsWith("HTTP/1.1 303 ") && answer.contains("; Secure\r\n"), answer.constData());

    QWebSocket webSocket(QStringLiteral("https://127.0.0.1:%1").arg(gateway.port()));
    QSslConfiguration configuration = webSocket.sslConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromPath(certificates.caFile()));
    webSocket.setSslConfiguration(configuration);
    QString hello;
    connect(&webSocket, &QWebSocket::textMessageReceived, this, [&hello](const QString &text) { hello = text; });
    QNetworkRequest request(QUrl(QStringLiteral("wss://127.0.0.1:%1/feed").arg(gateway.port())));
    request.setRawHeader("Authorization", "Bearer " + token);
    webSocket.open(request);
    QTRY_VERIFY(hello.startsWith(QStringLiteral("{\"type\":\"hello\"")));

    QVERIFY(gateway.get("/livez").head.isEmpty()); // no TLS, no answer

    const auto other = connectSecurely(gateway.port(), certificates.caFile());
    other->write("GET /livez HTTP/1.1\r\nHost: " + gateway.host() + "\r\nOrigin: http://" + gateway.host() +
                 "\r\n\r\n");
    QTRY_COMPARE(other->state(), QAbstractSocket::UnconnectedState);
    QVERIFY(other->readAll().startsWith("HTTP/1.1 403 ")); // of a page that did not come over TLS
}

void TestGateway::certificatesAreReadAgain()
{
    const TlsCertificates first;
    const TlsCertificates second;
    QVERIFY(first.isValid() && second.isValid());
    QTemporaryDir folder;
    GatewaySettings secure = settings();
    secure.tlsCertificate = folder.filePath(QStringLiteral("tls.crt"));
    secure.tlsKey = folder.filePath(QStringLiteral("tls.key"));
    copyOver(first.certificateFile(), secure.tlsCertificate);
    copyOver(first.keyFile(), secure.tlsKey);
    GatewayLimits limits = gatewayLimits(*m_server);
    limits.tlsLook = 20ms;
    const RunningGateway gateway(secure, limits);
    const QByteArray serial = serialOf(gateway.port(), first.caFile());
    QVERIFY(!serial.isEmpty());

    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral(
                                           "is not that of the certificate in .*; the certificate of before stays")));
    copyOver(second.certificateFile(), secure.tlsCertificate); // and not its key yet
    QCOMPARE(serialOf(gateway.port(), first.caFile()), serial);
    QTest::qWait(100); // for the warning above, which the test fails without
    QCOMPARE(serialOf(gateway.port(), first.caFile()), serial);
    copyOver(second.keyFile(), secure.tlsKey);
    QTRY_VERIFY(connectSecurely(gateway.port(), second.caFile())->isEncrypted());
    QVERIFY(serialOf(gateway.port(), second.caFile()) != serial);
}

/// Encrypted bytes count as well: nobody's memory grows for one who does not read.
void TestGateway::slowReadersOverTls()
{
    const TlsCertificates certificates;
    QVERIFY(certificates.isValid());
    const QByteArray large = "{\"text\":\"" + QByteArray(100'000, 'x') + "\"}";
    for (int i = 0; i < 300; ++i)
        addResult(*m_server, now() + i, large);
    GatewaySettings secure = settingsWithToken();
    secure.tlsCertificate = certificates.certificateFile();
    secure.tlsKey = certificates.keyFile();
    const RunningGateway gateway(secure, gatewayLimits(*m_server, {.bufferBytes = 10'000, .patience = 1s}));
    QTRY_COMPARE(gateway.output().end(), quint64(300));

    const auto socket = connectSecurely(gateway.port(), certificates.caFile());
    QVERIFY2(socket->isEncrypted(), qPrintable(socket->errorString()));
    const QByteArray follow = R"({"type":"follow","feed":1})";
    socket->write("GET /feed HTTP/1.1\r\nHost: " + gateway.host() + "\r\n" +
                  handshake("Authorization: Bearer " + token + "\r\n") + "\r\n");
    QTRY_COMPARE(gateway->clients(), 1);
    QTRY_VERIFY(socket->bytesAvailable() > 0);
    socket->setReadBufferSize(1000);
    socket->write(QByteArray("\x81", 1) + static_cast<char>(0x80 | follow.size()) + QByteArray(4, '\0') + follow);
    [[maybe_unused]] const qint64 before = ProcessMemory::now().resident;
    QTRY_COMPARE_WITH_TIMEOUT(gateway->clients(), 0, patience); // it was dropped
#if !defined(__SANITIZE_ADDRESS__)                              // which keeps freed memory for a while
    QVERIFY(ProcessMemory::now().resident - before < 15'000'000);
#endif
}

QTEST_GUILESS_MAIN(TestGateway)
#include "tst_gateway.moc"

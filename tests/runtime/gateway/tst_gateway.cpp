// SPDX-License-Identifier: GPL-3.0-or-later
// Which requests a gateway answers, and what it withstands; with a real redis-server and bytes over real sockets.
#include "common/core/literals.h"
#include "tests/support/files.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/paths.h"
#include "tests/support/processmemory.h"
#include "tests/support/program.h"
#include "tests/support/timeouts.h"
#include "tests/support/tlscertificates.h"

#include <QCryptographicHash>
#include <QHostInfo>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSslSocket>
#include <QTimer>

#include <vector>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

namespace {

const QByteArray token = "correct-horse-battery-staple";

} // namespace

class TestGateway : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void onlyKnownHostsAreAnswered_data();
    void onlyKnownHostsAreAnswered();
    void healthIsReportedUnderAnyName();
    void configuredHostsAreAllowed_data();
    void configuredHostsAreAllowed();
    void usualPortsOfOriginsMayBeOmitted_data();
    void usualPortsOfOriginsMayBeOmitted();
    void onlyKnownOriginsAreAnswered_data();
    void onlyKnownOriginsAreAnswered();
    void webSocketsWithoutOriginNeedTheToken();
    void tokenIsRequired_data();
    void tokenIsRequired();
    void tokenIsAccepted_data();
    void tokenIsAccepted();
    void signInSetsACookie();
    void cookieOverTls_data();
    void cookieOverTls();
    void gatewaysOnOneHostKeepTheirCookies();
    void signInNeedsTheOwnOrigin();
    void expect100ContinueIsAnswered_data();
    void expect100ContinueIsAnswered();
    void pagesHaveAStrictPolicy_data();
    void pagesHaveAStrictPolicy();
    void policyAllowsTheSlashScript_data();
    void policyAllowsTheSlashScript();
    void otherMethodsAreRefused_data();
    void otherMethodsAreRefused();
    void ambiguousRequestsAreRefused_data();
    void ambiguousRequestsAreRefused();
    void largeRequestsAreRefused();
    void slowRequestsAreDropped();
    void idleConnectionsMakeRoom();
    void slowlyReadAnswersAreLimited();
    void clientsAreCounted();
    void clientsThatLeaveFreeTheirPlace();
    void incompleteHandshakesAreRefused_data();
    void incompleteHandshakesAreRefused();
    void endlessPingsEndTheClient();
    void manyUnknownMessagesEndTheClient();
    void largeMessagesEndTheClient_data();
    void largeMessagesEndTheClient();
    void otherKeysAreNotReadable();
    void tlsIsServed();
    void certificatesAreReloaded();
    void slowReadersOverTls();

private:
    GatewaySettings settings() const { return gatewaySettings(*m_server); }
    GatewaySettings settingsWithToken() const
    {
        GatewaySettings result = settings();
        result.access.token = token;
        return result;
    }

    static RawAnswer signInTo(const RunningGateway &gateway, const QByteArray &form)
    {
        return gateway.get("/sign-in",
                           gateway.originLine() + "Content-Length: " + QByteArray::number(form.size()) +
                               "\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n" + form,
                           "POST");
    }

    std::unique_ptr<RedisServer> m_server;
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

void TestGateway::onlyKnownHostsAreAnswered_data()
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

void TestGateway::onlyKnownHostsAreAnswered()
{
    QFETCH(QByteArray, lines);
    const RunningGateway gateway(settings(), gatewayLimits(*m_server));
    for (const char *path : {"/", "/api/latest", "/metrics", "/nothing"}) {
        const RawAnswer answer = gateway.ask(QByteArray("GET ") + path + " HTTP/1.1\r\n" + lines + "\r\n");
        QFETCH(int, status);
        QCOMPARE(answer.status(), status == 200 && QByteArray(path) == "/nothing" ? 404 : status);
    }
}

/// Probes and load balancers use names of their own, or none.
void TestGateway::healthIsReportedUnderAnyName()
{
    const RunningGateway gateway(settingsWithToken(), gatewayLimits(*m_server));
    QTRY_COMPARE(gateway.output().status().status.kind, SourceStatus::Kind::Waiting);
    for (const char *path : {"/livez", "/readyz"}) {
        const QByteArray start = QByteArray("GET ") + path;
        QCOMPARE(gateway.ask(start + " HTTP/1.0\r\n\r\n").status(), 200);
        QCOMPARE(gateway.ask("HEAD" + start.mid(3) + " HTTP/1.0\r\n\r\n").status(), 200);
        for (const char *host : {"evil.example:53004", "", "gateway.service.consul", "a/path", "_", "[::1:x]@:99999"})
            QCOMPARE(gateway.ask(start + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status(), 200);
        QCOMPARE(gateway.ask(start + " HTTP/1.1\r\n\r\n").status(), 400); // RFC 9112, section 3.2
        QCOMPARE(gateway.get(path, "Origin: http://evil.example\r\n").status(), 403);
    }
    QCOMPARE(gateway.ask("GET /metrics HTTP/1.0\r\n\r\n").status(), 421);
}

void TestGateway::configuredHostsAreAllowed_data()
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

void TestGateway::configuredHostsAreAllowed()
{
    QFETCH(QByteArray, host);
    GatewaySettings named = settings();
    named.access.hosts = {u"board.example"_s, u"xn--bcher-kva.example"_s};
    const RunningGateway gateway(named, gatewayLimits(*m_server));
    const RawAnswer answer = gateway.ask("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    QTEST(answer.status(), "status");
    if (answer.status() == 421)
        QVERIFY2(answer.body.contains("; start it with --allow-host " + host + " (GATEWAY_ALLOW_HOST)"),
                 answer.body.constData());
}

void TestGateway::usualPortsOfOriginsMayBeOmitted_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *host, const char *origin, bool allowed) {
        QTest::addRow("%s %s", host, origin) << QByteArray(host) << QByteArray(origin) << allowed;
    };
    row("localhost:443", "https://localhost", true);
    row("localhost", "https://localhost:443", true);
    row("localhost:443", "https://localhost:443", true);
    row("localhost:80", "http://localhost", true);
    row("localhost", "http://localhost:80", true);
    row("LOCALHOST:443", "https://LocalHost", true);
    row("[::1]:443", "https://[::1]", true);
    row("localhost:80", "https://localhost", false);
    row("localhost:443", "http://localhost", false);
    row("localhost:8443", "https://localhost", false);
    row("localhost:443", "https://localhost/", false);
    row("localhost:443", "https://localhost.evil.example", false);
    row("localhost:443", "https://localhost@evil.example", false);
    row("localhost:443", "wss://localhost", false);
    row("127.0.0.1", "https://board.example:443", true); // allowed without its port
}

void TestGateway::usualPortsOfOriginsMayBeOmitted()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, origin);
    QFETCH(bool, allowed);
    GatewaySettings named = settings();
    named.access.origins = {u"https://board.example"_s};
    const RunningGateway gateway(named, gatewayLimits(*m_server));
    const QByteArray lines = " HTTP/1.1\r\nHost: " + host + "\r\nOrigin: " + origin + "\r\n";
    QCOMPARE(gateway.ask("GET /api/latest" + lines + "\r\n").status(), allowed ? 200 : 403);
    const RawClient client(gateway.port(), "GET /feed" + lines + handshake() + "\r\n");
    QTRY_COMPARE(client.answer().status(), allowed ? 101 : 403);
}

void TestGateway::onlyKnownOriginsAreAnswered_data()
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

void TestGateway::onlyKnownOriginsAreAnswered()
{
    QFETCH(QByteArray, origin);
    QFETCH(bool, allowed);
    GatewaySettings named = settings();
    named.access.origins = {u"https://board.example"_s};
    const RunningGateway gateway(named, gatewayLimits(*m_server));
    const QByteArray line = "Origin: " + origin.replace("HOST", gateway.host()) + "\r\n";
    QCOMPARE(gateway.get("/api/latest", line).status(), allowed ? 200 : 403);
    QCOMPARE(gateway.get("/", line).status(), allowed ? 200 : 403);

    const RawClient client(gateway.port(), gateway.feedRequest(line));
    QTRY_COMPARE(client.answer().status(), allowed ? 101 : 403);
    QTRY_COMPARE(gateway->clients(), allowed ? 1 : 0);
}

/// A browser always sends the origin of a page.
void TestGateway::webSocketsWithoutOriginNeedTheToken()
{
    const RunningGateway open(settings(), gatewayLimits(*m_server));
    QCOMPARE(open.get("/feed", handshake()).status(), 403);
    const RunningGateway gateway(settingsWithToken(), gatewayLimits(*m_server));
    QCOMPARE(gateway.get("/feed", handshake()).status(), 403);
    QCOMPARE(gateway.get("/feed", handshake("Authorization: Bearer wrong\r\n")).status(), 401);
    const RawClient client(gateway.port(), gateway.feedRequest("Authorization: Bearer " + token + "\r\n"));
    QTRY_COMPARE(client.answer().status(), 101);
}

void TestGateway::tokenIsRequired_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status");
    const auto row = [](const char *path, const QByteArray &headers, int status) {
        QTest::newRow(qPrintable(QLatin1String(path) + ' '_L1 + QLatin1String(headers)))
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
    row("/", "Authorization: Bearer wrong\r\n", 401);
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

void TestGateway::tokenIsRequired()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, headers);
    const RunningGateway gateway(settingsWithToken(), gatewayLimits(*m_server));
    QTRY_COMPARE(gateway.output().status().status.kind, SourceStatus::Kind::Waiting);
    const RawAnswer answer = gateway.get(path, headers);
    QTEST(answer.status(), "status");
    const bool isWrong = headers.contains("Bearer ");
    if (answer.status() == 401)
        QCOMPARE(answer.header("WWW-Authenticate"), QByteArray(isWrong ? "Bearer error=\"invalid_token\"" : "Bearer"));
    if (answer.status() == 401 && path.startsWith("/api"))
        QCOMPARE(answer.body.contains("the token in the header Authorization is wrong"), isWrong);
    const QByteArray origin = gateway.originLine();
    if (path.startsWith("/api"))
        QCOMPARE(gateway.get("/feed", handshake(origin + headers)).status(), 401);
}

void TestGateway::tokenIsAccepted_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/", "/page.js", "/metrics", "/api/latest", "/api/history"})
        QTest::newRow(path) << QByteArray(path);
}

void TestGateway::tokenIsAccepted()
{
    QFETCH(QByteArray, path);
    const RunningGateway gateway(settingsWithToken(), gatewayLimits(*m_server));
    QCOMPARE(gateway.get(path, "Authorization: Bearer " + token + "\r\n").status(), 200);
    QCOMPARE(gateway.get(path, "Authorization: bearer " + token + "\r\n").status(), 200);
}

void TestGateway::signInSetsACookie()
{
    QByteArray cookie;
    {
        const RunningGateway gateway(settingsWithToken(), gatewayLimits(*m_server));
        QVERIFY(gateway.get("/").body.contains("action=\"sign-in\""));
        for (const char *wrong : {"token=wrong", "token=", "", "other=correct-horse-battery-staple"}) {
            const RawAnswer refused = signInTo(gateway, wrong);
            QCOMPARE(refused.status(), 401);
            QVERIFY(refused.body.contains("The token is wrong."));
            QCOMPARE(refused.header("Set-Cookie"), QByteArray());
        }
        const RawAnswer accepted = signInTo(gateway, "token=correct%2Dhorse-battery-staple");
        QCOMPARE(accepted.status(), 303);
        QCOMPARE(accepted.header("Location"), QByteArray("./"));
        const QByteArray set = accepted.header("Set-Cookie");
        static const QRegularExpression name(u"^pulseboard-[0-9a-f]{8}="_s);
        QVERIFY2(name.match(QString::fromLatin1(set)).hasMatch() && !set.contains("Secure"), set.constData());
        QVERIFY(set.contains("; HttpOnly") && set.contains("; SameSite=Strict") && set.contains("; Path=/;"));
        QVERIFY(!set.contains("horse") && !set.contains(token.toHex()) && !set.contains(token.toBase64()));
        cookie = "Cookie: other=1; " + set.left(set.indexOf(';')) + "; more=2\r\n";
        QCOMPARE(gateway.get("/api/latest", cookie).status(), 200);
        const RawClient client(gateway.port(), gateway.feedRequest(gateway.originLine() + cookie));
        QTRY_COMPARE(client.answer().status(), 101);
        QCOMPARE(gateway.get("/feed", handshake(cookie)).status(), 403); // not a browser, and without a token
    }
    const RunningGateway restarted(settingsWithToken(), gatewayLimits(*m_server));
    QCOMPARE(restarted.get("/", cookie).status(), 200);
    GatewaySettings another = settingsWithToken();
    another.access.token = "another-token-altogether";
    const RunningGateway other(another, gatewayLimits(*m_server));
    QCOMPARE(other.get("/", cookie).status(), 401);
}

void TestGateway::cookieOverTls_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("origin");
    QTest::newRow("a proxy with TLS") << QByteArray("localhost") << QByteArray("https://localhost");
    QTest::newRow("with the usual port") << QByteArray("localhost:443") << QByteArray("https://localhost");
    QTest::newRow("another site that is allowed") << QByteArray("localhost") << QByteArray("https://board.example");
}

/// The gateway itself has no TLS here; the Origin shows that the page was loaded over TLS.
void TestGateway::cookieOverTls()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, origin);
    GatewaySettings named = settingsWithToken();
    named.access.origins = {u"https://board.example"_s};
    const RunningGateway gateway(named, gatewayLimits(*m_server));
    const QByteArray set = gateway
                               .ask("POST /sign-in HTTP/1.1\r\nHost: " + host + "\r\nOrigin: " + origin +
                                    "\r\nContent-Length: 34\r\n\r\ntoken=" + token)
                               .header("Set-Cookie");
    static const QRegularExpression name(u"^__Host-pulseboard-[0-9a-f]{8}="_s);
    QVERIFY2(name.match(QString::fromLatin1(set)).hasMatch(), set.constData());
    QVERIFY(set.contains("; Secure") && set.contains("; Path=/;") && !set.contains("Domain"));
    QCOMPARE(gateway.get("/api/latest", "Cookie: " + set.left(set.indexOf(';')) + "\r\n").status(), 200);
}

/// A browser sends the cookies of a host to all of its ports, and keeps one of each name.
void TestGateway::gatewaysOnOneHostKeepTheirCookies()
{
    GatewaySettings another = settingsWithToken();
    another.access.token = "another-token-altogether";
    const RunningGateway first(settingsWithToken(), gatewayLimits(*m_server));
    const RunningGateway second(another, gatewayLimits(*m_server));
    const QByteArray ofFirst = signInTo(first, "token=" + token).header("Set-Cookie").split(';').constFirst();
    const QByteArray ofSecond =
        signInTo(second, "token=another-token-altogether").header("Set-Cookie").split(';').constFirst();
    QVERIFY(ofFirst.split('=').constFirst() != ofSecond.split('=').constFirst());
    const QByteArray both = "Cookie: " + ofFirst + "; " + ofSecond + "\r\n";
    QCOMPARE(first.get("/api/latest", both).status(), 200);
    QCOMPARE(second.get("/api/latest", both).status(), 200);
    QCOMPARE(second.get("/api/latest", "Cookie: " + ofFirst + "\r\n").status(), 401);
}

/// The header Expect: 100-continue, which curl sends with large bodies.
void TestGateway::expect100ContinueIsAnswered_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("expectation"); // the value of the header
    QTest::addColumn<QByteArray>("length");
    QTest::addColumn<int>("first"); // status before the body is sent; 0: none
    QTest::addColumn<int>("last");
    const auto row = [](const char *name, const char *request, const char *expectation, const char *length, int first,
                        int last) {
        QTest::newRow(name) << QByteArray(request) << QByteArray(expectation) << QByteArray(length) << first << last;
    };
    row("sign-in", "POST /sign-in HTTP/1.1", "100-continue", "34", 100, 303);
    row("in capitals", "POST /sign-in HTTP/1.1", "100-Continue", "34", 100, 303);
    row("another path", "POST /livez HTTP/1.1", "100-continue", "34", 100, 405);
    row("HTTP/1.0", "POST /sign-in HTTP/1.0", "100-continue", "34", 0, 303);
    row("HTTP/1.0, another expectation", "POST /sign-in HTTP/1.0", "200-ok", "34", 0, 303);
    row("another expectation", "POST /sign-in HTTP/1.1", "200-ok", "34", 417, 417);
    row("another one, too", "POST /sign-in HTTP/1.1", "100-continue, 200-ok", "34", 417, 417);
    row("another expectation without a body", "GET /livez HTTP/1.1", "200-ok", "0", 417, 417);
    row("too large a body", "POST /sign-in HTTP/1.1", "100-continue", "1000000", 413, 413);
    row("no body", "GET /livez HTTP/1.1", "100-continue", "0", 200, 200);
    row("a method without a body here", "PUT /sign-in HTTP/1.1", "100-continue", "34", 405, 405);
}

void TestGateway::expect100ContinueIsAnswered()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, expectation);
    QFETCH(QByteArray, length);
    QFETCH(int, first);
    QFETCH(int, last);
    const RunningGateway gateway(settingsWithToken(), gatewayLimits(*m_server));
    RawClient client(gateway.port(), request + "\r\nHost: " + gateway.host() + "\r\n" + gateway.originLine() +
                                         "Expect: " + expectation + "\r\nContent-Length: " + length + "\r\n\r\n");
    if (first == 0)
        QTRY_COMPARE(gateway->connections(), 1);
    QTRY_COMPARE(client.answer().status(), first);
    if (first == 0 || first == 100)
        client.send("token=correct-horse-battery-staple");
    QTRY_VERIFY(client.isClosed());
    const RawAnswer answer = client.answer();
    QCOMPARE(first == 100 ? (RawAnswer{answer.body, {}}.status()) : answer.status(), last);
}

void TestGateway::signInNeedsTheOwnOrigin()
{
    const RunningGateway gateway(settingsWithToken(), gatewayLimits(*m_server));
    const QByteArray form = "Content-Length: 34\r\n\r\ntoken=correct-horse-battery-staple";
    QCOMPARE(gateway.get("/sign-in", form, "POST").status(), 403);
    QCOMPARE(gateway.get("/sign-in", "Origin: http://evil.example\r\n" + form, "POST").status(), 403);
    QCOMPARE(gateway.get("/sign-in", gateway.originLine() + form, "POST").status(), 303);
}

void TestGateway::pagesHaveAStrictPolicy_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/", "/sign-in", "/nothing", "/api/latest", "/metrics", "/feed"})
        QTest::newRow(path) << QByteArray(path);
}

void TestGateway::pagesHaveAStrictPolicy()
{
    QFETCH(QByteArray, path);
    const RunningGateway gateway(settings(), gatewayLimits(*m_server));
    const RawAnswer answer = gateway.get(path);
    const QByteArray policy = answer.header("Content-Security-Policy");
    QVERIFY(policy.contains("default-src 'none'"));
    QVERIFY(policy.contains("script-src 'self' 'wasm-unsafe-eval' 'sha256-"));
    QVERIFY(policy.contains("frame-ancestors 'none'"));
    QVERIFY(!policy.contains("'unsafe-eval'") && !policy.contains("unsafe-inline") && !policy.contains('*'));
    QCOMPARE(answer.header("X-Content-Type-Options"), QByteArray("nosniff"));
    QCOMPARE(answer.header("X-Frame-Options"), QByteArray("DENY"));
    QCOMPARE(answer.header("Cross-Origin-Resource-Policy"), QByteArray("same-origin"));
    QCOMPARE(answer.header("Access-Control-Allow-Origin"), QByteArray());
}

void TestGateway::policyAllowsTheSlashScript_data()
{
    QTest::addColumn<QString>("file");
    for (const char *file : {"gateway/index.html", "gateway/sign-in.html", "web/index.html"})
        QTest::newRow(file) << QString::fromLatin1(file);
}

void TestGateway::policyAllowsTheSlashScript()
{
    QFETCH(QString, file);
    QFile page(test::resourcePath("/") + file);
    QVERIFY(page.open(QIODevice::ReadOnly));
    static const QRegularExpression form(u"<script>(.*)</script>"_s);
    const QByteArray line = form.match(QString::fromUtf8(page.readAll())).captured(1).toUtf8();
    const QByteArray hash = QCryptographicHash::hash(line, QCryptographicHash::Sha256).toBase64();
    const RunningGateway gateway(settings(), gatewayLimits(*m_server));
    QVERIFY2(gateway.get("/").header("Content-Security-Policy").contains("'sha256-" + hash + "'"), hash.constData());
}

void TestGateway::otherMethodsAreRefused_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    for (const char *method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"}) {
        for (const char *path : {"/", "/feed", "/api/latest", "/metrics", "/livez"})
            QTest::addRow("%s %s", method, path) << QByteArray(method) << QByteArray(path);
    }
    QTest::newRow("PUT /sign-in") << QByteArray("PUT") << QByteArray("/sign-in");
}

void TestGateway::otherMethodsAreRefused()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    const RunningGateway gateway(settings(), gatewayLimits(*m_server));
    const RawAnswer answer = gateway.get(path, {}, method);
    QCOMPARE(answer.status(), 405);
    QCOMPARE(answer.header("Allow"), QByteArray(path == "/sign-in" ? "GET, HEAD, POST" : "GET, HEAD"));
}

void TestGateway::ambiguousRequestsAreRefused_data()
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

void TestGateway::ambiguousRequestsAreRefused()
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
                             waitTimeout);
    QCOMPARE(half.answer().head, QByteArray());
    QTRY_COMPARE(gateway->connections(), 0);
}

void TestGateway::idleConnectionsMakeRoom()
{
    GatewayLimits limits = gatewayLimits(*m_server);
    limits.http.connections = 50;
    limits.http.grace = 0ms;
    GatewaySettings oneAddress = settings();
    oneAddress.perAddress = 50;
    const RunningGateway gateway(oneAddress, limits);
    std::vector<std::unique_ptr<RawClient>> clients(50);
    std::ranges::generate(clients, [&] { return std::make_unique<RawClient>(gateway.port(), QByteArray()); });
    QTRY_COMPARE_WITH_TIMEOUT(gateway->connections(), 50, waitTimeout);
    QCOMPARE(gateway.get("/livez").status(), 200);
    QTRY_COMPARE(gateway->connections(), 49);
}

void TestGateway::slowlyReadAnswersAreLimited()
{
    for (int i = 0; i < 20; ++i)
        addResult(*m_server, 1000 + i, "{\"text\":\"" + QByteArray(10'000, 'x') + "\"}");
    GatewayLimits limits = gatewayLimits(*m_server);
    limits.http.heldBytes = 500'000; // two and a half answers
    limits.http.stall = 2s;
    GatewaySettings oneAddress = settings();
    oneAddress.perAddress = 1024;
    const RunningGateway gateway(oneAddress, limits);
    QTRY_COMPARE(gateway.output().end(), quint64(20));
    QCOMPARE(gateway.get("/api/history").status(), 200);
    std::vector<std::unique_ptr<RawClient>> clients(200);
    for (auto &client : clients) {
        client = std::make_unique<RawClient>(gateway.port(), QByteArray(), 1);
        client->send("GET /api/history HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    QTRY_VERIFY_WITH_TIMEOUT(gateway.get("/metrics").body.contains("http_requests_total{code=\"503\"} "), waitTimeout);
    QCOMPARE(gateway.get("/livez").status(), 200);
    clients.clear();
    QTRY_COMPARE_WITH_TIMEOUT(gateway.get("/api/history").status(), 200, waitTimeout);
}

/// A client that leaves during its handshake frees its place.
void TestGateway::clientsThatLeaveFreeTheirPlace()
{
    GatewaySettings few = settings();
    few.clients = 2;
    const RunningGateway gateway(few, gatewayLimits(*m_server));
    const QByteArray request = gateway.feedRequest();
    const QByteArray farewell("\x88\x80\0\0\0\0", 6);
    for (int i = 0; i < 10; ++i) {
        QCOMPARE(gateway.ask(request + farewell).status(), 400); // before the answer
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

void TestGateway::incompleteHandshakesAreRefused_data()
{
    QTest::addColumn<QByteArray>("removed");
    for (const char *line : {"Connection: Upgrade\r\n", "Upgrade: websocket\r\n", "Sec-WebSocket-Version: 13\r\n",
                             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"})
        QTest::newRow(line) << QByteArray(line);
}

void TestGateway::incompleteHandshakesAreRefused()
{
    QFETCH(QByteArray, removed);
    const RunningGateway gateway(settings(), gatewayLimits(*m_server));
    QByteArray headers = handshake(gateway.originLine());
    headers.replace(removed, "");
    const RawAnswer answer = gateway.get("/feed", headers);
    QCOMPARE(answer.status(), 426);
    QCOMPARE(answer.header("Sec-WebSocket-Version"), QByteArray("13"));
}

/// Qt answers each of them, and would buffer the answers for a client that reads none.
void TestGateway::endlessPingsEndTheClient()
{
    const RunningGateway gateway(settings(), gatewayLimits(*m_server));
    RawClient client(gateway.port(), gateway.feedRequest(), 1);
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
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    QTRY_COMPARE(gateway->clients(), 1);
    for (int i = 0; i < 9; ++i)
        client.sendTextMessage(u"{\"type\":\"later\"}"_s);
    QTRY_COMPARE(gateway->clients(), 0);
    QTRY_COMPARE(client.closeCode(), QWebSocketProtocol::CloseCodePolicyViolated);
}

void TestGateway::clientsAreCounted()
{
    GatewaySettings few = settings();
    few.clients = 2;
    const RunningGateway gateway(few, gatewayLimits(*m_server));
    const QByteArray request = gateway.feedRequest();
    auto first = std::make_unique<RawClient>(gateway.port(), request);
    const RawClient second(gateway.port(), request);
    QTRY_COMPARE(gateway->clients(), 2);
    const RawAnswer refused = gateway.ask(request);
    QCOMPARE(refused.status(), 503);
    QCOMPARE(refused.header("Retry-After"), QByteArray("10"));
    QVERIFY(refused.body.contains("there are already 2 clients; try again in 10 s"));
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
    QTest::newRow("a frame with a declared size of 2^40 bytes")
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
    RawClient client(gateway.port(), gateway.feedRequest());
    QTRY_COMPARE(gateway->clients(), 1);
    client.send(frame);
    QTRY_COMPARE(gateway->clients(), 0);
}

/// The gateway needs only the right to read the configured keys, and a browser cannot make it read others.
void TestGateway::otherKeysAreNotReadable()
{
    QVERIFY(m_server->call({"SET", "secret", "{\"secret\":1}"}));
    addResult(*m_server, 1, "{\"secret\":2}", {}, "other");
    addResult(*m_server, now(), "{\"n\":1}", "{\"m\":1}");
    QVERIFY(m_server->call({"ACL",         "SETUSER",       "gateway",       "on",
                            ">pw",         "resetkeys",     "~results",      "~{results}:*",
                            "~metrics",    "resetchannels", "&__keyspace@*", "&__redis__:invalidate",
                            "-@all",       "+@read",        "+@connection",  "+subscribe",
                            "+psubscribe", "-@dangerous",   "+role",         "+time",
                            "-keys",       "-scan"}));
    GatewaySettings reader = settings();
    reader.redis.user = u"gateway"_s;
    reader.redis.password = u"pw"_s;
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

/// A folder is deployed as a link to the current version; a compressed file is added later.
namespace {

/// Returns an encrypted TLS connection; the certificate's common name identifies it.
std::unique_ptr<QSslSocket> connectSecurely(quint16 port, const QString &caFile)
{
    auto socket = std::make_unique<QSslSocket>();
    QSslConfiguration configuration = socket->sslConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromPath(caFile));
    socket->setSslConfiguration(configuration);
    socket->connectToHostEncrypted(u"127.0.0.1"_s, port);
    const auto isDecided = [&socket] {
        return socket->isEncrypted() || socket->state() == QAbstractSocket::UnconnectedState;
    };
    if (!QTest::qWaitFor(isDecided, waitTimeout))
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
    writeFile(to + u".new"_s, source.readAll());
    QFile::remove(to);
    QVERIFY(QFile::rename(to + u".new"_s, to));
}

} // namespace

void TestGateway::tlsIsServed()
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

    QWebSocket webSocket(u"https://127.0.0.1:%1"_s.arg(gateway.port()));
    QSslConfiguration configuration = webSocket.sslConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromPath(certificates.caFile()));
    webSocket.setSslConfiguration(configuration);
    QString hello;
    connect(&webSocket, &QWebSocket::textMessageReceived, this, [&hello](const QString &text) { hello = text; });
    QNetworkRequest request(QUrl(u"wss://127.0.0.1:%1/feed"_s.arg(gateway.port())));
    request.setRawHeader("Authorization", "Bearer " + token);
    webSocket.open(request);
    QTRY_VERIFY(hello.startsWith(u"{\"type\":\"hello\""_s));

    QVERIFY(gateway.get("/livez").head.isEmpty()); // without TLS there is no answer

    const auto other = connectSecurely(gateway.port(), certificates.caFile());
    other->write("GET /livez HTTP/1.1\r\nHost: " + gateway.host() + "\r\nOrigin: http://" + gateway.host() +
                 "\r\n\r\n");
    QTRY_COMPARE(other->state(), QAbstractSocket::UnconnectedState);
    QVERIFY(other->readAll().startsWith("HTTP/1.1 403 ")); // for a page that was not loaded over TLS
}

void TestGateway::certificatesAreReloaded()
{
    const TlsCertificates first;
    const TlsCertificates second;
    QVERIFY(first.isValid() && second.isValid());
    QTemporaryDir folder;
    GatewaySettings secure = settings();
    secure.tlsCertificate = folder.filePath(u"tls.crt"_s);
    secure.tlsKey = folder.filePath(u"tls.key"_s);
    copyOver(first.certificateFile(), secure.tlsCertificate);
    copyOver(first.keyFile(), secure.tlsKey);
    GatewayLimits limits = gatewayLimits(*m_server);
    limits.tlsCheckPeriod = 20ms;
    const RunningGateway gateway(secure, limits);
    const QByteArray serial = serialOf(gateway.port(), first.caFile());
    QVERIFY(!serial.isEmpty());

    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(u"is not that of the certificate in .*; the previous certificate stays"_s));
    copyOver(second.certificateFile(), secure.tlsCertificate); // without its key so far
    QCOMPARE(serialOf(gateway.port(), first.caFile()), serial);
    QTest::qWait(100); // time for the expected warning, without which the test fails
    QCOMPARE(serialOf(gateway.port(), first.caFile()), serial);
    copyOver(second.keyFile(), secure.tlsKey);
    QTRY_VERIFY(connectSecurely(gateway.port(), second.caFile())->isEncrypted());
    QVERIFY(serialOf(gateway.port(), second.caFile()) != serial);
}

/// Encrypted bytes count as well: memory does not grow for a client that does not read.
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
    const RunningGateway gateway(secure, gatewayLimits(*m_server, {.bufferBytes = 10'000, .stallTimeout = 1s}));
    QTRY_COMPARE(gateway.output().end(), quint64(300));

    const auto socket = connectSecurely(gateway.port(), certificates.caFile());
    QVERIFY2(socket->isEncrypted(), qPrintable(socket->errorString()));
    const QByteArray follow = R"({"type":"follow","feed":1})";
    socket->write(gateway.feedRequest("Authorization: Bearer " + token + "\r\n"));
    QTRY_COMPARE(gateway->clients(), 1);
    QTRY_VERIFY(socket->bytesAvailable() > 0);
    socket->setReadBufferSize(1000);
    socket->write(QByteArray("\x81", 1) + static_cast<char>(0x80 | follow.size()) + QByteArray(4, '\0') + follow);
    [[maybe_unused]] const qint64 before = ProcessMemory::now().resident;
    QTRY_COMPARE_WITH_TIMEOUT(gateway->clients(), 0, waitTimeout); // it was disconnected
#if !PULSE_TEST_SANITIZED                                          // keeps freed memory for a while
    QVERIFY(ProcessMemory::now().resident - before < 15'000'000);
#endif
}

QTEST_GUILESS_MAIN(TestGateway)
#include "tst_gateway.moc"

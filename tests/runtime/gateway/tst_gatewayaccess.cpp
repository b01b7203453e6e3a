// SPDX-License-Identifier: GPL-3.0-or-later
// Which hosts and origins a gateway answers, and what it allows its pages; with a real redis-server and bytes over real
// sockets.
#include "common/core/literals.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/paths.h"

#include <QCryptographicHash>
#include <QHostInfo>
#include <QRegularExpression>

using namespace pulse;
using namespace pulse::test;

class TestGatewayAccess : public QObject, private GatewayFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { startServer(); }
    void init() { emptyServer(); }

    void onlyKnownHostsAreAnswered_data();
    void onlyKnownHostsAreAnswered();
    void healthIsReportedUnderAnyName();
    void configuredHostsAreAllowed_data();
    void configuredHostsAreAllowed();
    void usualPortsOfOriginsMayBeOmitted_data();
    void usualPortsOfOriginsMayBeOmitted();
    void onlyKnownOriginsAreAnswered_data();
    void onlyKnownOriginsAreAnswered();
    void pagesHaveAStrictPolicy_data();
    void pagesHaveAStrictPolicy();
    void policyAllowsTheSlashScript_data();
    void policyAllowsTheSlashScript();
};

void TestGatewayAccess::onlyKnownHostsAreAnswered_data()
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

void TestGatewayAccess::onlyKnownHostsAreAnswered()
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
void TestGatewayAccess::healthIsReportedUnderAnyName()
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

void TestGatewayAccess::configuredHostsAreAllowed_data()
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

void TestGatewayAccess::configuredHostsAreAllowed()
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

void TestGatewayAccess::usualPortsOfOriginsMayBeOmitted_data()
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

void TestGatewayAccess::usualPortsOfOriginsMayBeOmitted()
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

void TestGatewayAccess::onlyKnownOriginsAreAnswered_data()
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

void TestGatewayAccess::onlyKnownOriginsAreAnswered()
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

void TestGatewayAccess::pagesHaveAStrictPolicy_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/", "/sign-in", "/nothing", "/api/latest", "/metrics", "/feed"})
        QTest::newRow(path) << QByteArray(path);
}

void TestGatewayAccess::pagesHaveAStrictPolicy()
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

void TestGatewayAccess::policyAllowsTheSlashScript_data()
{
    QTest::addColumn<QString>("file");
    for (const char *file : {"gateway/index.html", "gateway/sign-in.html", "web/index.html"})
        QTest::newRow(file) << QString::fromLatin1(file);
}

void TestGatewayAccess::policyAllowsTheSlashScript()
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

QTEST_GUILESS_MAIN(TestGatewayAccess)
#include "tst_gatewayaccess.moc"

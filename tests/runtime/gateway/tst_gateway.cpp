// SPDX-License-Identifier: GPL-3.0-or-later
// Which requests and clients a gateway refuses, and what it withstands; with a real redis-server and bytes over real
// sockets.
#include "common/core/literals.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/timeouts.h"

#include <QTimer>
#include <QWebSocket>

#include <algorithm>
#include <vector>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

class TestGateway : public QObject, private GatewayFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { startServer(); }
    void init() { emptyServer(); }

    void expect100ContinueIsAnswered_data();
    void expect100ContinueIsAnswered();
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
};

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

QTEST_GUILESS_MAIN(TestGateway)
#include "tst_gateway.moc"

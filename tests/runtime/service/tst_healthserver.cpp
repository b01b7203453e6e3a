// SPDX-License-Identifier: GPL-3.0-or-later
// The runtime's HTTP server: its answers, and what it withstands.
#include "common/core/literals.h"
#include "runtime/service/healthserver.h"
#include "tests/support/rawclient.h"
#include "tests/support/timeouts.h"

#include <QHostInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <memory>
#include <vector>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

namespace {

QByteArray request(const QByteArray &path, const QByteArray &method = "GET")
{
    return method + ' ' + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
}

} // namespace

class TestHealthServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void pathsHaveTypeAndBody_data();
    void pathsHaveTypeAndBody();
    void onlyKnownHostsAreAnswered_data();
    void onlyKnownHostsAreAnswered();
    void healthIsReportedUnderAnyName();
    void livezIsAlwaysOk();
    void unreadyRuntimeHasAReason();
    void failuresAreListed();
    void resultsAreInTheMetrics();
    void headHasNoBody_data();
    void headHasNoBody();
    void otherMethodsAreRefused_data();
    void otherMethodsAreRefused();
    void clientOfQtIsAnswered();
    void unusualRequestsDoNotStopTheServer_data();
    void unusualRequestsDoNotStopTheServer();
    void idleConnectionsAreClosed();
    void tricklingDoesNotKeepAConnection();
    void largeRequestsAreRefused();
    void manyConnectionsAtOnce();
    void idleConnectionsMakeRoom();
    void oneAddressCannotTakeAllConnections();
    void takenPortIsReported();

private:
    void serve(const HttpServer::Limits &limits = {});
    RawAnswer ask(const QByteArray &bytes);
    qsizetype openConnections() const { return m_server->connections(); }

    RuntimeStatus m_status;
    QJsonObject m_results;
    int m_asked = 0;
    std::unique_ptr<HealthServer> m_server;
    quint16 m_port = 0;
};

void TestHealthServer::init()
{
    m_status = {};
    m_status.connected = true;
    m_status.loaded = true;
    m_results = {};
    m_asked = 0;
    serve();
    QVERIFY(m_port != 0);
}

void TestHealthServer::serve(const HttpServer::Limits &limits)
{
    const auto status = [this] {
        ++m_asked;
        return m_status;
    };
    m_server = std::make_unique<HealthServer>(
        status, [this] { return m_results; }, QStringList{u"metrics.example"_s}, limits);
    const Result<quint16> port = m_server->listen({QHostAddress(QHostAddress::LocalHost), 0});
    m_port = port ? *port : 0;
}

RawAnswer TestHealthServer::ask(const QByteArray &bytes)
{
    RawClient client(m_port, bytes);
    return QTest::qWaitFor([&client] { return client.isClosed(); }, waitTimeout) ? client.answer() : RawAnswer();
}

void TestHealthServer::pathsHaveTypeAndBody_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("start");
    const auto row = [](const char *path, int status, const char *type, const char *start) {
        QTest::newRow(path) << QByteArray(path) << status << QByteArray(type) << QByteArray(start);
    };
    const char *json = "application/json";
    row("/livez", 200, "text/plain; charset=utf-8", "ok");
    row("/readyz", 200, json, R"({"ready":true})");
    row("/metrics", 200, "text/plain; version=0.0.4; charset=utf-8", "# HELP pulseboard_build_info ");
    row("/errors", 200, json, "[]");
    row("/livez?verbose=1", 200, "text/plain; charset=utf-8", "ok");
    row("/", 404, json, R"({"error":")");
    row("/livez/", 404, json, R"({"error":")");
    row("/livezz", 404, json, R"({"error":")");
    row("/../metrics", 404, json, R"({"error":")");
}

void TestHealthServer::pathsHaveTypeAndBody()
{
    QFETCH(QByteArray, path);
    const RawAnswer answer = ask(request(path));
    QTEST(answer.status(), "status");
    QTEST(answer.header("Content-Type"), "type");
    QFETCH(QByteArray, start);
    QVERIFY2(answer.body.startsWith(start), answer.body.constData());
    QCOMPARE(answer.header("Content-Length").toLongLong(), answer.body.size());
    QCOMPARE(answer.header("Connection"), QByteArray("close"));
}

void TestHealthServer::onlyKnownHostsAreAnswered_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &host, int status) {
        QTest::newRow(name) << "Host: " + host + "\r\n" << status;
    };
    row("address", "127.0.0.1", 200);
    row("as Prometheus asks a pod", "10.42.0.7:8080", 200);
    row("IPv6 address", "[fd00::7]:8080", 200);
    row("localhost through a tunnel", "LocalHost:9000", 200);
    row("this machine", QHostInfo::localHostName().toLatin1() + ":8080", 200);
    row("a name that is allowed", "Metrics.Example.:8080", 200);
    row("a name that was made to lead here", "evil.example", 421);
    row("begins like an allowed one", "metrics.example.evil", 421);
    row("empty", "", 421);
}

void TestHealthServer::onlyKnownHostsAreAnswered()
{
    QFETCH(QByteArray, host);
    QFETCH(int, status);
    for (const char *path : {"/metrics", "/errors", "/nothing"}) {
        const RawAnswer answer = ask(QByteArray("GET ") + path + " HTTP/1.1\r\n" + host + "\r\n");
        QCOMPARE(answer.status(), status == 200 && QByteArray(path) == "/nothing" ? 404 : status);
        if (status == 421 && host.contains("evil"))
            QVERIFY2(answer.body.contains("; start it with HTTP_ALLOW_HOST=" + host.mid(6).trimmed() +
                                          " (--http-allow-host)"),
                     answer.body.constData());
        else if (status == 421)
            QVERIFY2(answer.body.contains("the header Host is missing"), answer.body.constData());
    }
}

/// Probes and load balancers use names of their own, or none.
void TestHealthServer::healthIsReportedUnderAnyName()
{
    for (const char *path : {"/livez", "/readyz"}) {
        const QByteArray start = QByteArray("GET ") + path;
        QCOMPARE(ask(start + " HTTP/1.0\r\n\r\n").status(), 200);
        for (const char *host : {"evil.example", "", "runtime.service.consul:8080", "a/path", "[::1:x]@:99999"})
            QCOMPARE(ask(start + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status(), 200);
    }
    QCOMPARE(ask("GET /metrics HTTP/1.0\r\n\r\n").status(), 421);
}

void TestHealthServer::livezIsAlwaysOk()
{
    m_status.connected = false;
    m_status.loaded = false;
    QCOMPARE(ask(request("/livez")).body, QByteArray("ok"));
    QCOMPARE(m_asked, 0);
}

void TestHealthServer::unreadyRuntimeHasAReason()
{
    m_status.connected = false;
    m_status.reason = u"redis://h:1: connection \"refused\""_s;
    const RawAnswer answer = ask(request("/readyz"));
    QCOMPARE(answer.status(), 503);
    QCOMPARE(answer.header("Content-Type"), QByteArray("application/json"));
    QCOMPARE(answer.object(), QJsonObject({{u"ready"_s, false}, {u"reason"_s, m_status.reason}}));
    m_status.connected = true;
    QCOMPARE(ask(request("/readyz")).status(), 200);
}

void TestHealthServer::failuresAreListed()
{
    Failure failure;
    failure.errorType = u"KeyError"_s;
    m_status.failures = {failure};
    const QJsonArray list = QJsonDocument::fromJson(ask(request("/errors")).body).array();
    QCOMPARE(list.size(), 1);
    QCOMPARE(list[0].toObject().value(u"errorType"_s).toString(), u"KeyError"_s);
}

void TestHealthServer::resultsAreInTheMetrics()
{
    QVERIFY(!ask(request("/metrics")).body.contains("pulseboard_result"));
    m_results = {{u"a"_s, 2}};
    QVERIFY(ask(request("/metrics")).body.contains("\npulseboard_result{name=\"a\"} 2\n"));
}

void TestHealthServer::headHasNoBody_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/livez", "/readyz", "/errors", "/nothing"})
        QTest::newRow(path) << QByteArray(path);
}

void TestHealthServer::headHasNoBody()
{
    QFETCH(QByteArray, path);
    const RawAnswer get = ask(request(path));
    const RawAnswer head = ask(request(path, "HEAD"));
    QCOMPARE(head.status(), get.status());
    QCOMPARE(head.header("Content-Type"), get.header("Content-Type"));
    QCOMPARE(head.header("Content-Length"), get.header("Content-Length"));
    QVERIFY(!get.body.isEmpty());
    QCOMPARE(head.body, QByteArray());
}

void TestHealthServer::otherMethodsAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const char *method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"})
        QTest::newRow(method) << request("/livez", method);
    QTest::newRow("with a body") << QByteArray("POST /livez HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
    QTest::newRow("unknown path") << request("/nothing", "POST");
}

void TestHealthServer::otherMethodsAreRefused()
{
    QFETCH(QByteArray, bytes);
    const RawAnswer answer = ask(bytes);
    QCOMPARE(answer.status(), 405);
    QCOMPARE(answer.header("Allow"), QByteArray("GET, HEAD"));
    QVERIFY(answer.object().contains(u"error"_s));
}

void TestHealthServer::clientOfQtIsAnswered()
{
    QNetworkAccessManager manager;
    for (int i = 0; i < 3; ++i) {
        const QUrl url(u"http://127.0.0.1:%1/metrics"_s.arg(m_port));
        const std::unique_ptr<QNetworkReply> reply(manager.get(QNetworkRequest(url)));
        QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), waitTimeout);
        QCOMPARE(reply->error(), QNetworkReply::NoError);
        QVERIFY(reply->readAll().contains("pulseboard_redis_connected 1\n"));
    }
}

void TestHealthServer::unusualRequestsDoNotStopTheServer_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n");
    QTest::newRow("zeros") << QByteArray(100, '\0') + "\n\n";
    QTest::newRow("negative length") << QByteArray("GET /livez HTTP/1.1\r\nContent-Length: -5\r\n\r\n");
    QTest::newRow("length of 2^64-1") << QByteArray(
        "GET /livez HTTP/1.1\r\nContent-Length: 18446744073709551615\r\n\r\n");
    QTest::newRow("odd chunks") << QByteArray(
        "GET /livez HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabc\r\nzz\r\n\r\n0\r\n\r\n");
    QTest::newRow("odd host") << QByteArray("GET /livez HTTP/1.1\r\nHost: [::1:x]@:99999\r\n\r\n");
    QTest::newRow("web socket") << QByteArray(
        "GET /livez HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    QTest::newRow("two at once") << request("/livez") + request("/livez");
}

/// Whatever the answers are, the requests end, and the server keeps running.
void TestHealthServer::unusualRequestsDoNotStopTheServer()
{
    QFETCH(QByteArray, bytes);
    serve({.request = 200ms});
    const RawClient client(m_port, bytes);
    QTRY_VERIFY_WITH_TIMEOUT(client.isClosed(), waitTimeout);
    QCOMPARE(ask(request("/livez")).body, QByteArray("ok"));
    QTRY_COMPARE(openConnections(), 0);
}

void TestHealthServer::idleConnectionsAreClosed()
{
    serve({.request = 200ms});
    const RawClient silent(m_port, {});
    const RawClient half(m_port, "GET /livez HTTP/1.1\r\nHost: h\r\n");
    QTRY_VERIFY_WITH_TIMEOUT(silent.isClosed() && half.isClosed(), waitTimeout);
    QCOMPARE(half.answer().head, QByteArray());
    QTRY_COMPARE(openConnections(), 0);
    QCOMPARE(ask(request("/livez")).status(), 200);
}

void TestHealthServer::tricklingDoesNotKeepAConnection()
{
    serve({.request = 300ms});
    RawClient client(m_port, "GET /livez HTTP/1.1\r\n");
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&client] {
        if (client.isConnected())
            client.send("A: b\r\n");
    });
    timer.start(10ms);
    QTRY_VERIFY_WITH_TIMEOUT(client.isClosed(), waitTimeout);
}

void TestHealthServer::largeRequestsAreRefused()
{
    const QByteArray body(10'000'000, 'x');
    const RawClient withBody(m_port, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10000000\r\n\r\n" + body);
    const RawClient withHead(m_port, "GET / HTTP/1.1\r\nA: " + body);
    const RawClient withPath(m_port, "GET /" + body);
    QTRY_VERIFY_WITH_TIMEOUT(withBody.isClosed() && withHead.isClosed() && withPath.isClosed(), waitTimeout);
    QCOMPARE(withBody.answer().status(), 413);
    QCOMPARE(withHead.answer().status(), 431);
    QCOMPARE(withPath.answer().status(), 414);
    QCOMPARE(ask(request("/livez")).status(), 200);
}

void TestHealthServer::manyConnectionsAtOnce()
{
    serve({.perAddress = 64});
    std::vector<std::unique_ptr<RawClient>> clients(200);
    std::ranges::generate(clients, [this] { return std::make_unique<RawClient>(m_port, request("/metrics")); });
    qsizetype most = 0;
    const auto allAreClosed = [&] {
        most = std::max(most, openConnections());
        return std::ranges::all_of(clients, [](const auto &client) { return client->isClosed(); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(allAreClosed(), waitTimeout);
    QVERIFY(most <= 64);
    const auto isAnswered = [](const auto &client) { return client->answer().status() == 200; };
    QVERIFY(std::ranges::count_if(clients, isAnswered) >= 48); // 503 for those above the limit
    QCOMPARE(ask(request("/livez")).body, QByteArray("ok"));
    QTRY_COMPARE(openConnections(), 0);
}

void TestHealthServer::idleConnectionsMakeRoom()
{
    serve({.perAddress = 64, .grace = 0ms});
    std::vector<std::unique_ptr<RawClient>> clients(64);
    std::ranges::generate(clients, [this] { return std::make_unique<RawClient>(m_port, QByteArray()); });
    QTRY_COMPARE_WITH_TIMEOUT(openConnections(), 64, waitTimeout);
    QCOMPARE(ask(request("/livez")).body, QByteArray("ok"));
    const auto isClosed = [](const auto &client) { return client->isClosed(); };
    QTRY_COMPARE(std::ranges::count_if(clients, isClosed), 1);
    QTRY_COMPARE(openConnections(), 63);
}

void TestHealthServer::oneAddressCannotTakeAllConnections()
{
    const QHostAddress attacker(u"127.0.0.2"_s);
    std::vector<std::unique_ptr<RawClient>> clients(200);
    std::ranges::generate(clients, [&] { return std::make_unique<RawClient>(m_port, QByteArray(), 0, attacker); });
    const auto isClosed = [](const auto &client) { return client->isClosed(); };
    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::count_if(clients, isClosed) >= 192, waitTimeout);
    QVERIFY(openConnections() <= 8);
    QCOMPARE(ask(request("/livez")).body, QByteArray("ok"));
}

void TestHealthServer::takenPortIsReported()
{
    HealthServer other([] { return RuntimeStatus(); }, [] { return QJsonObject(); });
    const Result<quint16> port = other.listen({QHostAddress(QHostAddress::LocalHost), m_port});
    QVERIFY(!port);
    QVERIFY2(port.error().message.contains(QString::number(m_port)), qPrintable(port.error().message));
}

QTEST_GUILESS_MAIN(TestHealthServer)
#include "tst_healthserver.moc"

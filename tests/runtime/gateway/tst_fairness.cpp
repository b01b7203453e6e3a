// SPDX-License-Identifier: GPL-3.0-or-later
// No client can take the places of others in a gateway, neither from one address nor from many. Attackers have their
// own addresses in 127.0.0.0/8.
#include "common/core/literals.h"
#include "tests/support/gatewayattack.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/timeouts.h"

#include <QRegularExpression>

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

namespace {

using Clients = std::vector<std::unique_ptr<RawClient>>;

QHostAddress numbered(int number) // one of many
{
    return QHostAddress(0x7f010000 + static_cast<quint32>(number));
}

/// `from`: returns the address of each.
Clients connectMany(int count, quint16 port, const QByteArray &bytes, const std::function<QHostAddress(int)> &from,
                    qint64 buffer = 0)
{
    Clients clients;
    for (int i = 0; i < count; ++i)
        clients.push_back(std::make_unique<RawClient>(port, bytes, buffer, from(i)));
    return clients;
}

Clients connectMany(int count, quint16 port, const QByteArray &bytes, qint64 buffer = 0)
{
    return connectMany(
        count, port, bytes, [](int) { return attacker; }, buffer);
}

qsizetype closedOf(const Clients &clients)
{
    return std::ranges::count_if(clients, [](const auto &one) { return one->isClosed(); });
}

} // namespace

class TestFairness : public QObject, private GatewayFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { startServer(); }
    void init() { emptyServer(); }

    void oneAddressHasAnEighthOfTheConnections();
    void oneAddressHasAnEighthOfTheClients();
    void shareOfAnAddressIsConfigurable();
    void newConnectionsHaveAGracePeriod();
    void theAddressWithTheMostGivesWayFirst();
    void simultaneousAnswersAreLimited();
    void oneAddressCannotHoldAllBytes();
    void slowRequestsAreDroppedPerAddress();
    void clientsOfATrustedProxyCountOnTheirOwn_data();
    void clientsOfATrustedProxyCountOnTheirOwn();
    void connectionsOfATrustedProxyCountForItsClients();
    void untrustedForwardedHeadersAreIgnored();

private:
    GatewayLimits limits(qsizetype connections) const
    {
        GatewayLimits result = gatewayLimits(*m_server);
        result.http.connections = connections;
        return result;
    }
};

void TestFairness::oneAddressHasAnEighthOfTheConnections()
{
    const RunningGateway gateway(settings(), limits(160));
    const Clients silent = connectMany(100, gateway.port(), {});
    QTRY_COMPARE_WITH_TIMEOUT(closedOf(silent), 80, waitTimeout);
    QCOMPARE(gateway->connections(), 20);
    QCOMPARE(gateway.get("/livez").status(), 200);
}

void TestFairness::oneAddressHasAnEighthOfTheClients()
{
    GatewaySettings few = settings();
    few.clients = 160;
    const RunningGateway gateway(few, gatewayLimits(*m_server));
    const Clients clients = connectMany(60, gateway.port(), gateway.feedRequest());
    const auto statusOf = [](const auto &one) { return one->answer().status(); };
    QTRY_COMPARE_WITH_TIMEOUT(std::ranges::count(clients, 429, statusOf), 40, waitTimeout);
    QCOMPARE(gateway->clients(), 20);
    const RawAnswer refused = gateway.ask(gateway.feedRequest(), attacker);
    QCOMPARE(refused.status(), 429);
    QCOMPARE(refused.header("Retry-After"), QByteArray("10"));
    QVERIFY(refused.body.contains("; try again in 10 s"));
    const RawClient other(gateway.port(), gateway.feedRequest());
    QTRY_COMPARE(other.answer().status(), 101);
}

void TestFairness::shareOfAnAddressIsConfigurable()
{
    GatewaySettings office = settings();
    office.clients = 160;
    office.perAddress = 60;
    const RunningGateway gateway(office, limits(160));
    const Clients clients = connectMany(60, gateway.port(), gateway.feedRequest());
    QTRY_COMPARE_WITH_TIMEOUT(gateway->clients(), 60, waitTimeout);
    const Clients silent = connectMany(60, gateway.port(), {});
    QTRY_COMPARE_WITH_TIMEOUT(gateway->connections(), 60, waitTimeout);
    QCOMPARE(closedOf(silent), 0);
}

/// All have the same rank: each address has one connection.
void TestFairness::newConnectionsHaveAGracePeriod()
{
    GatewayLimits few = limits(16);
    few.http.grace = 4s;
    const RunningGateway gateway(settings(), few);
    const Clients first = connectMany(16, gateway.port(), {}, numbered);
    QTRY_COMPARE(gateway->connections(), 16);
    const RawClient tooEarly(gateway.port(), {}, 0, numbered(100));
    QTRY_VERIFY(tooEarly.isClosed());
    QCOMPARE(closedOf(first), 0);
    QTRY_COMPARE_WITH_TIMEOUT(gateway.get("/livez").status(), 200, waitTimeout);
    QVERIFY(closedOf(first) >= 1);
}

void TestFairness::theAddressWithTheMostGivesWayFirst()
{
    GatewayLimits few = limits(16);
    few.http.grace = 1h;
    const RunningGateway gateway(settings(), few);
    const Clients single = connectMany(8, gateway.port(), {}, numbered);
    QTRY_COMPARE(gateway->connections(), 8);
    const Clients many = connectMany(8, gateway.port(), {});
    QTRY_COMPARE(gateway->connections(), 16);
    QCOMPARE(gateway.get("/livez").status(), 200);
    QCOMPARE(closedOf(single), 0);
    QTRY_COMPARE(closedOf(many), 1);
}

/// Clients with other addresses can still connect and ask.
void TestFairness::simultaneousAnswersAreLimited()
{
    const LargeFile web;
    GatewaySettings pages = settings();
    pages.web = web.folder();
    GatewayLimits few = limits(40);
    few.http.grace = 1h;
    const RunningGateway gateway(pages, few);
    const QByteArray request = "GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const Clients slow = connectMany(30, gateway.port(), request, numbered, 1);
    QTRY_VERIFY_WITH_TIMEOUT(gateway.get("/livez").status() == 503, waitTimeout); // within their grace period
    QCOMPARE(gateway.get("/livez").header("Retry-After"), QByteArray("1"));
    QTRY_COMPARE(gateway->connections(), 30);
    const Clients silent = connectMany(10, gateway.port(), {}, [](int i) { return numbered(100 + i); });
    QTRY_COMPARE(gateway->connections(), 40);
    QCOMPARE(closedOf(slow) + closedOf(silent), 0);
}

void TestFairness::oneAddressCannotHoldAllBytes()
{
    addResult(*m_server, now(), "{\"text\":\"" + QByteArray(4'000'000, 'x') + "\"}");
    GatewayLimits small = gatewayLimits(*m_server);
    small.http.heldBytes = 16'000'000;
    const RunningGateway gateway(settings(), small);
    QTRY_COMPARE(gateway.output().end(), quint64(1));
    const Clients slow = connectMany(8, gateway.port(), "GET /api/latest HTTP/1.1\r\nHost: localhost\r\n\r\n", 1);
    QTRY_VERIFY_WITH_TIMEOUT(gateway.get("/metrics").body.contains("http_requests_total{code=\"503\"} "), waitTimeout);
    QCOMPARE(gateway.get("/api/latest").status(), 200);
}

/// Sends a head one byte at a time, over as many connections as an address may have.
void TestFairness::slowRequestsAreDroppedPerAddress()
{
    GatewayLimits brief = limits(80);
    brief.http.request = 1s;
    const RunningGateway gateway(settings(), brief);
    const Clients slow = connectMany(10, gateway.port(), "G");
    QTimer timer;
    int sent = 0;
    connect(&timer, &QTimer::timeout, this, [&] {
        ++sent;
        for (const auto &one : slow)
            one->send("x");
    });
    timer.start(20ms);
    QTRY_VERIFY(sent > 10);
    QCOMPARE(gateway.get("/livez").status(), 200);
    QTRY_COMPARE_WITH_TIMEOUT(closedOf(slow), 10, waitTimeout);
    QTRY_COMPARE(gateway->connections(), 0);
}

void TestFairness::clientsOfATrustedProxyCountOnTheirOwn_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<bool>("areTwo");
    const auto row = [](const char *name, const QByteArray &first, const QByteArray &second, bool areTwo) {
        QTest::newRow(name) << first << second << areTwo;
    };
    row("two clients", "203.0.113.1", "203.0.113.2", true);
    row("one client", "203.0.113.1", "203.0.113.1", false);
    row("one client with two ports", "203.0.113.1:1000", "203.0.113.1:1001", false);
    row("one client that invents others", "1.1.1.1, 203.0.113.1", "2.2.2.2, 203.0.113.1", false);
    row("one client that invents a proxy", "1.1.1.1, 127.0.0.1, 203.0.113.1", "203.0.113.1", false);
    row("two clients behind two proxies", "203.0.113.1, 127.0.0.1", "203.0.113.2, 127.0.0.1", true);
    row("one /64", "2001:db8::1", "[2001:db8::2]:443", false);
    row("two /64", "2001:db8::1", "2001:db8:0:1::1", true);
    row("IPv4 in IPv6", "::ffff:203.0.113.1", "203.0.113.1", false);
    row("garbage", "garbage", "more garbage", false);
    row("very long", QByteArray("1.1.1.1,").repeated(1000) + "203.0.113.1", "203.0.113.1", false);
}

void TestFairness::clientsOfATrustedProxyCountOnTheirOwn()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    GatewaySettings trusting = settings();
    trusting.perAddress = 1;
    QVERIFY(trusting.proxies.add(u"127.0.0.1"_s));
    const RunningGateway gateway(trusting, gatewayLimits(*m_server));
    const auto requestOf = [&gateway](const QByteArray &client) {
        return gateway.feedRequest(gateway.originLine() + "X-Forwarded-For: " + client + "\r\n");
    };
    const RawClient one(gateway.port(), requestOf(first));
    QTRY_COMPARE(one.answer().status(), 101);
    const RawClient other(gateway.port(), requestOf(second));
    QTRY_VERIFY(other.answer().status() != 0);
    QTEST(other.answer().status() == 101, "areTwo");
}

void TestFairness::connectionsOfATrustedProxyCountForItsClients()
{
    GatewaySettings trusting = settings();
    QVERIFY(trusting.proxies.add(u"127.0.0.0/30"_s));
    GatewayLimits few = limits(64);
    few.http.grace = 1h;
    const LargeFile web;
    trusting.web = web.folder();
    const RunningGateway gateway(trusting, few);
    const auto requestOf = [](const char *path, const char *client) {
        return QByteArray("GET ") + path + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: " + client + "\r\n\r\n";
    };
    const Clients slow = connectMany(8, gateway.port(), requestOf("/large.bin", "203.0.113.1"), 1);
    QTRY_COMPARE(gateway->connections(), 8);
    const RawAnswer refused = gateway.ask(requestOf("/livez", "203.0.113.1"));
    QCOMPARE(refused.status(), 429);
    QCOMPARE(refused.header("Retry-After"), QByteArray("1"));
    QVERIFY(refused.body.contains("too many connections from your address; try again in 1 s"));
    QCOMPARE(gateway.ask(requestOf("/livez", "203.0.113.2")).status(), 200);
    QCOMPARE(closedOf(slow), 0);
}

void TestFairness::untrustedForwardedHeadersAreIgnored()
{
    GatewaySettings strict = settings();
    strict.perAddress = 2;
    QVERIFY(strict.proxies.add(u"10.0.0.0/8"_s));
    const RunningGateway gateway(strict, gatewayLimits(*m_server));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"X-Forwarded-For from 127\\.0\\.0\\.1, which is not "
                                                          "trusted.*--trusted-proxy 127\\.0\\.0\\.1"_s));
    QTest::failOnWarning(QRegularExpression(u"X-Forwarded-For"_s)); // logged once
    const auto requestOf = [&gateway](const QByteArray &client) {
        return gateway.feedRequest(gateway.originLine() + "X-Forwarded-For: " + client + "\r\n");
    };
    const RawClient one(gateway.port(), requestOf("203.0.113.1"));
    QTRY_COMPARE(one.answer().status(), 101);
    const RawClient other(gateway.port(), requestOf("203.0.113.2"));
    QTRY_COMPARE(other.answer().status(), 101);
    QCOMPARE(gateway.ask(requestOf("203.0.113.3")).status(), 429);
    QCOMPARE(gateway.ask(requestOf("10.0.0.1")).status(), 429);
}

QTEST_GUILESS_MAIN(TestFairness)
#include "tst_fairness.moc"

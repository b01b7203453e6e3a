// SPDX-License-Identifier: GPL-3.0-or-later
// No client can lock others out of a gateway, neither from one address nor from many. Attackers have their own
// addresses in 127.0.0.0/8.
#include "common/core/literals.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/program.h"
#include "tests/support/timeouts.h"

#include <QTemporaryDir>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

namespace {

const QByteArray token = "correct-horse-battery-staple";
const QHostAddress attacker(u"127.0.0.2"_s);

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

QByteArray signInForm(const QByteArray &given)
{
    const QByteArray form = "token=" + given;
    return "Content-Length: " + QByteArray::number(form.size()) + "\r\n\r\n" + form;
}

/// A folder with a file that is larger than the kernel's buffers for a client that reads nothing: /large.bin.
class LargeFile
{
public:
    LargeFile()
    {
        for (const char *name : {"index.html", "large.bin"}) {
            QFile file(m_folder.filePath(QLatin1String(name)));
            if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray(20'000'000, 'x')) < 0)
                qFatal("a file to serve cannot be written");
        }
    }

    QString folder() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
};

/// Connects `perSecond` times per second from 127.0.0.2, requests `path` and reads nothing, in a thread of its own.
class Attack
{
public:
    Attack(quint16 port, QByteArray path, int perSecond)
        : m_port(port)
        , m_request("GET " + std::move(path) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
        , m_pause(std::chrono::microseconds(1'000'000 / perSecond))
        , m_thread([this] { run(); })
    {
    }
    ~Attack()
    {
        m_stop = true;
        m_thread.join();
        for (const int socket : m_sockets)
            ::close(socket);
    }
    Q_DISABLE_COPY_MOVE(Attack)

    int connections() const { return m_connections; }

private:
    void run()
    {
        auto next = std::chrono::steady_clock::now();
        while (!m_stop) {
            connectOne();
            next += m_pause;
            std::this_thread::sleep_until(next);
        }
    }

    void connectOne()
    {
        constexpr std::size_t most = 3000; // open files of this process
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const int smallest = 1; // so that the kernel buffers very little for it
        ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &smallest, sizeof smallest);
        sockaddr_in from{};
        from.sin_family = AF_INET;
        from.sin_addr.s_addr = htonl(attacker.toIPv4Address());
        sockaddr_in to = from;
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        to.sin_port = htons(m_port);
        const bool isConnected = ::bind(socket, reinterpret_cast<const sockaddr *>(&from), sizeof from) == 0 &&
                                 ::connect(socket, reinterpret_cast<const sockaddr *>(&to), sizeof to) == 0;
        if (isConnected && ::send(socket, m_request.constData(), size_t(m_request.size()), MSG_NOSIGNAL) > 0)
            ++m_connections;
        m_sockets.push_back(socket);
        if (m_sockets.size() > most) {
            ::close(m_sockets.front());
            m_sockets.erase(m_sockets.begin());
        }
    }

    quint16 m_port;
    QByteArray m_request;
    std::chrono::microseconds m_pause;
    std::vector<int> m_sockets;
    std::atomic<int> m_connections = 0;
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};

/// A real nginx on a free port of 127.0.0.1 in front of a gateway; killed with the object.
class Nginx
{
public:
    explicit Nginx(quint16 gateway)
    {
        QFile file(m_folder.filePath(u"nginx.conf"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(configuration(gateway)) < 0)
            qFatal("the configuration of nginx cannot be written");
        file.close();
        m_process.start(u"/usr/sbin/nginx"_s, {u"-e"_s, u"stderr"_s, u"-c"_s, file.fileName()});
    }
    ~Nginx()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Nginx)

    quint16 port() const { return m_port; }

private:
    /// It passes on received data at once, so that a client that reads nothing affects the gateway.
    QByteArray configuration(quint16 gateway) const
    {
        const QByteArray folder = m_folder.path().toUtf8();
        QByteArray text = "daemon off; master_process off; pid FOLDER/pid; worker_rlimit_nofile 16384;\n"
                          "events { worker_connections 8192; }\n"
                          "http { access_log off; client_body_temp_path FOLDER/body; proxy_temp_path FOLDER/proxy;\n"
                          "fastcgi_temp_path FOLDER/f; uwsgi_temp_path FOLDER/u; scgi_temp_path FOLDER/s;\n"
                          "server { listen 127.0.0.1:" +
                          QByteArray::number(m_port) +
                          ";\nlocation / { proxy_pass http://127.0.0.1:" + QByteArray::number(gateway) +
                          "; proxy_http_version 1.1; proxy_buffering off;\n"
                          "proxy_set_header Host $http_host;\n"
                          "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; } } }\n";
        return text.replace("FOLDER", folder);
    }

    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = freePort();
};

} // namespace

class TestFairness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

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
    void wrongTokensAreLimited();
    void rightTokensAreAcceptedSoonAfterwards();
    void oldTokensBlockNoUser();
    void wrongTokensAreLogged();
    void oneAttackerDoesNotLockOthersOut_data();
    void oneAttackerDoesNotLockOthersOut();

private:
    GatewaySettings settings() const { return gatewaySettings(*m_server); }
    GatewaySettings settingsWithToken(const AttemptLimit::Limits &attempts) const
    {
        GatewaySettings result = settings();
        result.access.token = token;
        result.access.attempts = attempts;
        return result;
    }
    GatewayLimits limits(qsizetype connections) const
    {
        GatewayLimits result = gatewayLimits(*m_server);
        result.http.connections = connections;
        return result;
    }

    std::unique_ptr<RedisServer> m_server;
};

void TestFairness::initTestCase()
{
    m_server = std::make_unique<RedisServer>();
    QVERIFY(m_server->start());
}

void TestFairness::init()
{
    QVERIFY(m_server->call({"FLUSHALL"}));
}

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

void TestFairness::wrongTokensAreLimited()
{
    const RunningGateway gateway(settingsWithToken({.attempts = 3, .pause = 1min}), gatewayLimits(*m_server));
    const auto post = [&](const QByteArray &given, const QHostAddress &from) {
        return gateway.ask("POST /sign-in HTTP/1.1\r\nHost: " + gateway.host() + "\r\n" + gateway.originLine() +
                               signInForm(given),
                           from);
    };
    const auto get = [&](const QByteArray &given, const QHostAddress &from) {
        return gateway.ask("GET /api/latest HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + given + "\r\n\r\n",
                           from);
    };
    QCOMPARE(post("wrong-1", attacker).status(), 401);
    QCOMPARE(get("wrong-2", attacker).status(), 401);
    QCOMPARE(post("wrong-3", attacker).status(), 401);
    const RawAnswer page = post("wrong-4", attacker);
    QCOMPARE(page.status(), 429);
    QVERIFY(page.body.contains("Too many wrong tokens were received from your address. Try again in "));
    QVERIFY(page.header("Retry-After").toInt() > 0 && page.header("Retry-After").toInt() <= 60);
    const RawAnswer refused = get("wrong-5", attacker);
    QCOMPARE(refused.status(), 429);
    QVERIFY(refused.body.contains("too many wrong tokens were received from your address; try again in " +
                                  refused.header("Retry-After") + " s"));
    QCOMPARE(get(token, attacker).status(), 429); // otherwise guessing could continue
    QCOMPARE(gateway.ask("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n", attacker).status(), 200);
    QCOMPARE(get(token, {}).status(), 200);
    QCOMPARE(post(token, {}).status(), 303);
}

/// This holds however long another client at the same address tried; signed-in users are not affected.
void TestFairness::rightTokensAreAcceptedSoonAfterwards()
{
    const RunningGateway gateway(settingsWithToken({.attempts = 3, .pause = 1s}), gatewayLimits(*m_server));
    const auto signIn = [&](const QByteArray &given) {
        return gateway.get("/sign-in", gateway.originLine() + signInForm(given), "POST");
    };
    const QByteArray set = signIn(token).header("Set-Cookie");
    const QByteArray cookie = "Cookie: " + set.left(set.indexOf(';')) + "\r\n";
    int refused = 0;
    for (int i = 0; i < 50; ++i)
        refused += signIn("wrong-" + QByteArray::number(i)).status() == 429 ? 1 : 0;
    QVERIFY(refused > 30);
    QCOMPARE(gateway.get("/api/latest", cookie).status(), 200);
    QElapsedTimer timer;
    timer.start();
    QTRY_COMPARE(signIn(token).status(), 303);
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
}

/// A script with a token of before asks every few seconds, from the address of people who know the new one.
void TestFairness::oldTokensBlockNoUser()
{
    const RunningGateway gateway(settingsWithToken({.attempts = 3, .pause = 1min}), gatewayLimits(*m_server));
    for (int i = 0; i < 20; ++i)
        QCOMPARE(gateway.get("/api/latest", "Authorization: Bearer the-token-of-before\r\n").status(), 401);
    QCOMPARE(gateway.get("/api/latest", "Authorization: Bearer " + token + "\r\n").status(), 200);
}

void TestFairness::wrongTokensAreLogged()
{
    const RunningGateway gateway(settingsWithToken({.attempts = 2, .pause = 1min}), gatewayLimits(*m_server));
    QTest::ignoreMessage(QtWarningMsg, "Received a wrong token from 127.0.0.2");
    QTest::ignoreMessage(QtWarningMsg,
                         "Received a wrong token from 127.0.0.2; its next attempts are refused for a moment");
    for (int i = 0; i < 10; ++i)
        gateway.ask("GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer wrong-" + QByteArray::number(i) +
                        "\r\n\r\n",
                    attacker);
}

void TestFairness::oneAttackerDoesNotLockOthersOut_data()
{
    QTest::addColumn<bool>("isBehindProxy");
    QTest::newRow("directly") << false;
    QTest::newRow("behind one trusted nginx") << true;
}

/// 130 connections per second that read nothing: each lasts 10 s, so after 8 s they would have all 1,024 places.
void TestFairness::oneAttackerDoesNotLockOthersOut()
{
    QFETCH(bool, isBehindProxy);
    const LargeFile web;
    const quint16 direct = freePort();
    Program gateway(u"pulseboard-gateway"_s);
    QVERIFY(gateway.start({u"--redis"_s, m_server->url().toString(), u"--output-key"_s, QString::fromLatin1(feedKey),
                           u"--listen"_s, u"127.0.0.1:%1"_s.arg(direct), u"--web"_s, web.folder(), u"--trusted-proxy"_s,
                           u"127.0.0.1"_s}));
    std::optional<Nginx> nginx;
    if (isBehindProxy)
        nginx.emplace(direct);
    const quint16 port = nginx ? nginx->port() : direct;
    const auto ask = [port] {
        const RawClient client(port, "GET /api/latest HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 0,
                               QHostAddress(u"127.0.0.3"_s));
        return QTest::qWaitFor([&client] { return client.isClosed(); }, 5000) && client.answer().status() == 200;
    };
    QTRY_VERIFY_WITH_TIMEOUT(ask(), waitTimeout);

    const Attack attack(port, "/large.bin", 130);
    QTRY_VERIFY_WITH_TIMEOUT(attack.connections() >= 1200, 60'000);
    int succeeded = 0;
    constexpr int asked = 100;
    for (int i = 0; i < asked; ++i) {
        succeeded += ask() ? 1 : 0;
        QTest::qWait(10);
    }
    qInfo("%d of %d honest requests succeeded beside %d connections that read nothing", succeeded, asked,
          attack.connections());
    QVERIFY(succeeded * 100 >= asked * 95);
}

QTEST_GUILESS_MAIN(TestFairness)
#include "tst_fairness.moc"

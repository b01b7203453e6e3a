// SPDX-License-Identifier: GPL-3.0-or-later
// An attacker can neither guess the token of a gateway nor lock others out. It has its own address in 127.0.0.0/8.
#include "common/core/literals.h"
#include "tests/support/gatewayattack.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/program.h"
#include "tests/support/timeouts.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <optional>
#include <thread>
#include <vector>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

namespace {

QByteArray signInForm(const QByteArray &given)
{
    const QByteArray form = "token=" + given;
    return "Content-Length: " + QByteArray::number(form.size()) + "\r\n\r\n" + form;
}

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

class TestGatewayAttacks : public QObject, private GatewayFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { startServer(); }
    void init() { emptyServer(); }

    void wrongTokensAreLimited();
    void rightTokensAreAcceptedSoonAfterwards();
    void oldTokensBlockNoUser();
    void wrongTokensAreLogged();
    void oneAttackerDoesNotLockOthersOut_data();
    void oneAttackerDoesNotLockOthersOut();

private:
    GatewaySettings settingsWithToken(const AttemptLimit::Limits &attempts) const
    {
        GatewaySettings result = GatewayFixture::settingsWithToken();
        result.access.attempts = attempts;
        return result;
    }
};

void TestGatewayAttacks::wrongTokensAreLimited()
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
void TestGatewayAttacks::rightTokensAreAcceptedSoonAfterwards()
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
void TestGatewayAttacks::oldTokensBlockNoUser()
{
    const RunningGateway gateway(settingsWithToken({.attempts = 3, .pause = 1min}), gatewayLimits(*m_server));
    for (int i = 0; i < 20; ++i)
        QCOMPARE(gateway.get("/api/latest", "Authorization: Bearer the-token-of-before\r\n").status(), 401);
    QCOMPARE(gateway.get("/api/latest", "Authorization: Bearer " + token + "\r\n").status(), 200);
}

void TestGatewayAttacks::wrongTokensAreLogged()
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

void TestGatewayAttacks::oneAttackerDoesNotLockOthersOut_data()
{
    QTest::addColumn<bool>("isBehindProxy");
    QTest::newRow("directly") << false;
    QTest::newRow("behind one trusted nginx") << true;
}

/// 130 connections per second that read nothing: each lasts 10 s, so after 8 s they would have all 1,024 places.
void TestGatewayAttacks::oneAttackerDoesNotLockOthersOut()
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

QTEST_GUILESS_MAIN(TestGatewayAttacks)
#include "tst_gatewayattacks.moc"

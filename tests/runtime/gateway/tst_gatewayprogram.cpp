// SPDX-License-Identifier: GPL-3.0-or-later
// pulseboard-gateway as a program: its settings, its log, its start and end.
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/feedload.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/paths.h"
#include "tests/support/processmemory.h"
#include "tests/support/program.h"
#include "tests/support/timeouts.h"

#include <QTemporaryDir>

#include <algorithm>
#include <csignal>
#include <vector>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

namespace {

RawAnswer ask(quint16 port, const QByteArray &path, const QByteArray &headers = {})
{
    const RawClient client(port, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
    return QTest::qWaitFor([&client] { return client.isClosed(); }, waitTimeout) ? client.answer() : RawAnswer();
}

} // namespace

class TestGatewayProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void helpAndVersionArePrinted();
    void settingsAreReadFromTheEnvironment();
    void wrongSettingsAreExplained_data();
    void wrongSettingsAreExplained();
    void everyLineIsJson_data();
    void everyLineIsJson();
    void takenPortIsReported();
    void startsBeforeRedis();
    void closesConnectionsAtTheEnd();
    void endsDespiteClientsThatReadNothing();
    void clientsAreLimitedByOpenFiles();
    void longFailuresTakeLittleMemory();
    void tokenIsNotLogged();
    void shortTokensAreRefused();

private:
    bool start(const QStringList &arguments = {});
    bool isUp()
    {
        return QTest::qWaitFor([this] { return ask(m_port, "/livez").status() == 200; }, waitTimeout);
    }

    std::unique_ptr<RedisServer> m_server;
    std::unique_ptr<Program> m_gateway;
    quint16 m_port = 0;
};

void TestGatewayProgram::init()
{
    m_server = std::make_unique<RedisServer>();
    m_gateway = std::make_unique<Program>(u"pulseboard-gateway"_s);
    m_port = freePort();
    QVERIFY(m_server->start());
}

bool TestGatewayProgram::start(const QStringList &arguments)
{
    return m_gateway->start(QStringList{u"--redis"_s, m_server->url().toString(), u"--output-key"_s,
                                        QString::fromLatin1(feedKey), u"--listen"_s, u"127.0.0.1:%1"_s.arg(m_port)} +
                            arguments);
}

void TestGatewayProgram::helpAndVersionArePrinted()
{
    QVERIFY(m_gateway->start({u"--help"_s}));
    QCOMPARE(m_gateway->waitForEnd(), 0);
    for (const char *flag :
         {"--listen", "--redis", "--input-key", "--output-key", "--web", "--allow-host", "--allow-origin",
          "--token-file", "--tls-certificate", "--tls-key", "--max-clients", "--max-per-address", "--trusted-proxy"})
        QVERIFY2(m_gateway->output().contains(flag), flag);
    QVERIFY(m_gateway->start({u"--version"_s}));
    QCOMPARE(m_gateway->waitForEnd(), 0);
    QVERIFY(m_gateway->output().startsWith("pulseboard-gateway "));
}

void TestGatewayProgram::settingsAreReadFromTheEnvironment()
{
    addNumbers(*m_server, 1, 1, "first");
    addNumbers(*m_server, 2, 2, "second");
    m_gateway->setVariable(u"REDIS_HOST"_s, u"127.0.0.1"_s);
    m_gateway->setVariable(u"REDIS_PORT"_s, QString::number(m_server->port()));
    m_gateway->setVariable(u"REDIS_OUTPUT_KEY"_s, u"first, second"_s);
    m_gateway->setVariable(u"GATEWAY_LISTEN"_s, u"127.0.0.1:%1"_s.arg(m_port));
    QVERIFY(m_gateway->start());
    QVERIFY(isUp());
    QTRY_VERIFY(ask(m_port, "/api/latest").body.contains("\"result\":{\"n\":2}"));
    QVERIFY(ask(m_port, "/api/latest").body.contains("\"result\":{\"n\":1}"));
    QCOMPARE(m_gateway->terminate(), 0);
}

void TestGatewayProgram::wrongSettingsAreExplained_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *arguments, const char *message) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments) << QByteArray(message);
    };
    row("", "REDIS_OUTPUT_KEY (or --output-key) is not set");
    row("--output-key k --listen here",
        "--listen=here: must be ADDRESS:PORT with an IP address, as in 127.0.0.1:53004 or [::]:53004");
    row("--output-key k --listen 1.2.3.4:70000", "--listen=1.2.3.4:70000: must be ADDRESS:PORT");
    row("--output-key k --listen localhost:80", "--listen=localhost:80: must be ADDRESS:PORT");
    row("--output-key k --redis http://x", "--redis=http://x: must start with redis://");
    row("--output-key k --redis u:secret@h:6379", "--redis: must start with redis://");
    row("--output-key k --redis-host redis://h", "--redis-host=redis://h: must be a host name or an address alone");
    row("--output-key k --redis-port tcp://10.0.0.55:6379",
        "--redis-port=tcp://10.0.0.55:6379: must be a whole number");
    row("--output-key k --web /nowhere", "--web=/nowhere: there is no such folder");
    row("--output-key k --allow-host board.example:80",
        "--allow-host=board.example:80: must be a host name without a port");
    row("--output-key k --allow-host http://board", "--allow-host=http://board: must be a host name without a port");
    row("--output-key k --allow-origin board.example",
        "--allow-origin=board.example: must be like https://name or https://name:port");
    row("--output-key k --allow-origin https://a,https://b/path",
        "--allow-origin=https://b/path: must be like https://name");
    row("--output-key k --token-file /nowhere", "--token-file=/nowhere: cannot be read: ");
    row("--output-key k --tls-certificate a.pem",
        "--tls-certificate=a.pem: give the certificate (--tls-certificate) and its key (--tls-key) together");
    row("--output-key k --tls-key a.pem",
        "--tls-key=a.pem: give the certificate (--tls-certificate) and its key (--tls-key) together");
    row("--output-key k --max-clients 0", "--max-clients=0: must be a whole number from 1 to 100000");
    row("--output-key k --max-per-address 0", "--max-per-address=0: must be a whole number from 1 to 100000");
    row("--output-key k --trusted-proxy 10.0.0.7,proxy.example",
        "--trusted-proxy=proxy.example: must be an address or a network, like 10.0.0.7 or 10.42.0.0/16");
    row("--output-key k --trusted-proxy 10.0.0.0/33", "--trusted-proxy=10.0.0.0/33: must be an address or a network");
    row("--output-key k --log-format xml", "--log-format=xml: must be one of: text, json");
    row("--output-key k extra", "Unexpected argument 'extra'");
    row("--output-key k --listen 127.0.0.1:0 --tls-certificate /nowhere --tls-key /nowhere",
        "TLS cannot be used: /nowhere cannot be read: ");
}

void TestGatewayProgram::wrongSettingsAreExplained()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, message);
    QVERIFY(m_gateway->start(arguments.split(' '_L1, Qt::SkipEmptyParts)));
    QCOMPARE(m_gateway->waitForEnd(), 1);
    QVERIFY2(m_gateway->log().contains(message), m_gateway->log().constData());

    if (arguments.contains("--log-format"_L1))
        return;
    m_gateway->setVariable(u"LOG_FORMAT"_s, u"json"_s);
    QVERIFY(m_gateway->start(arguments.split(' '_L1, Qt::SkipEmptyParts)));
    QCOMPARE(m_gateway->waitForEnd(), 1);
    QVERIFY(isJsonLog(m_gateway->log(), message));
}

void TestGatewayProgram::everyLineIsJson_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::newRow("no locale") << "LC_ALL" << QString();
    QTest::newRow("LC_ALL=C") << "LC_ALL" << u"C"_s;
    QTest::newRow("LANG=POSIX") << "LANG" << u"POSIX"_s;
    QTest::newRow("a locale that is not installed") << "LC_ALL" << u"xx_YY.UTF-8"_s;
}

void TestGatewayProgram::everyLineIsJson()
{
    QFETCH(QString, variable);
    QFETCH(QString, value);
    m_gateway->setVariable(variable, value);
    m_gateway->setVariable(u"LOG_FORMAT"_s, u"json"_s);
    QVERIFY(start());
    QVERIFY(isUp());
    QCOMPARE(m_gateway->terminate(), 0);
    QVERIFY(isJsonLog(m_gateway->log(), "in a browser"));
}

void TestGatewayProgram::takenPortIsReported()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost, m_port));
    QVERIFY(start());
    QCOMPARE(m_gateway->waitForEnd(), 1);
    QVERIFY2(m_gateway->log().contains(":" + QByteArray::number(m_port) +
                                       ": The bound address is already in use; choose another"),
             m_gateway->log().constData());
}

void TestGatewayProgram::startsBeforeRedis()
{
    m_server->kill();
    QVERIFY(start());
    QVERIFY(isUp());
    QTRY_COMPARE_WITH_TIMEOUT(ask(m_port, "/readyz").status(), 503, waitTimeout);
    QVERIFY(ask(m_port, "/readyz").body.contains("Connection refused"));
    QVERIFY(m_server->start());
    QTRY_COMPARE_WITH_TIMEOUT(ask(m_port, "/readyz").status(), 200, waitTimeout);
    addNumbers(*m_server, 1, 1);
    QTRY_VERIFY_WITH_TIMEOUT(ask(m_port, "/api/latest").body.contains("\"result\":{\"n\":1}"), waitTimeout);
}

void TestGatewayProgram::closesConnectionsAtTheEnd()
{
    QVERIFY(start());
    QVERIFY(isUp());
    QWebSocket client(u"http://127.0.0.1:%1"_s.arg(m_port));
    client.open(QUrl(u"ws://127.0.0.1:%1/feed"_s.arg(m_port)));
    QTRY_COMPARE_WITH_TIMEOUT(client.state(), QAbstractSocket::ConnectedState, waitTimeout);
    ::kill(static_cast<pid_t>(m_gateway->pid()), SIGTERM);
    QTRY_COMPARE_WITH_TIMEOUT(client.state(), QAbstractSocket::UnconnectedState, waitTimeout);
    QCOMPARE(client.closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
    QCOMPARE(client.closeReason(), u"the gateway is stopped"_s);
    QCOMPARE(m_gateway->waitForEnd(), 0);
}

void TestGatewayProgram::endsDespiteClientsThatReadNothing()
{
    const QByteArray large = "{\"text\":\"" + QByteArray(100'000, 'x') + "\"}";
    for (int i = 0; i < 50; ++i)
        addResult(*m_server, now() + i, large);
    QVERIFY(start());
    QVERIFY(isUp());
    const FeedLoad silent({.port = m_port, .clients = 20, .reads = false});
    QTRY_COMPARE_WITH_TIMEOUT(silent.following(), 20, waitTimeout);
    QCOMPARE(m_gateway->terminate(), 0);
}

/// If no file descriptor is left for a connection, Qt tries endlessly to accept it.
void TestGatewayProgram::clientsAreLimitedByOpenFiles()
{
    QProcess gateway; // with a limit that it cannot increase
    gateway.start(u"/bin/sh"_s,
                  {u"-c"_s, u"ulimit -n 200; exec \"$@\""_s, u"sh"_s, test::programPath("/pulseboard-gateway"),
                   u"--redis"_s, m_server->url().toString(), u"--output-key"_s, QString::fromLatin1(feedKey),
                   u"--listen"_s, u"127.0.0.1:%1"_s.arg(m_port), u"--max-per-address"_s, u"100"_s});
    QVERIFY(isUp());
    for (int round = 0; round < 3; ++round) {
        std::vector<std::unique_ptr<RawClient>> clients(300);
        std::ranges::generate(clients, [this] { return std::make_unique<RawClient>(m_port, QByteArray()); });
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::count_if(clients, [](const auto &one) { return one->isClosed(); }) > 250,
                                 waitTimeout);
        QTRY_COMPARE_WITH_TIMEOUT(ask(m_port, "/livez").body, QByteArray("ok"), waitTimeout);
    }
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 40; ++i) {
        const QByteArray origin = "Origin: http://localhost\r\n";
        clients.push_back(std::make_unique<RawClient>(m_port, "GET /feed HTTP/1.1\r\nHost: localhost\r\n" +
                                                                  handshake(origin) + "\r\n"));
        QTRY_COMPARE(clients.back()->answer().status(), i < 36 ? 101 : 503);
    }
    QCOMPARE(ask(m_port, "/livez").body, QByteArray("ok"));
    gateway.terminate();
    QVERIFY(gateway.waitForFinished(waitTimeout));
    QVERIFY(gateway.readAllStandardError().contains(
        "The system allows 200 open files (ulimit -n): accepts at most 36 clients"));
}

/// Written by another runtime: 80 MB, and each one longer than permitted.
void TestGatewayProgram::longFailuresTakeLittleMemory()
{
    [[maybe_unused]] constexpr qint64 most = 128 * 1024 * 1024; // bytes in RAM; it needs about 32 MB without failures
    const QByteArray text(400'000, 'x');
    for (int i = 0; i < 100; ++i)
        QVERIFY(m_server->call({"XADD", errorsKey(feedKey), "*", "errorMessage", text, "stackTrace", text}));
    QVERIFY(m_server->call({"HSET", statusKey(feedKey), "reason", text}));
    addNumbers(*m_server, 1, 1);
    QVERIFY(start());
    QVERIFY(isUp());
    QByteArray report;
    QWebSocket client(u"http://127.0.0.1:%1"_s.arg(m_port));
    connect(&client, &QWebSocket::textMessageReceived, &client, [&report](const QString &message) {
        if (message.contains(u"\"report\""_s))
            report = message.toUtf8();
    });
    connect(&client, &QWebSocket::connected, &client,
            [&client] { client.sendTextMessage(uR"({"type":"follow","feed":1})"_s); });
    client.open(QUrl(u"ws://127.0.0.1:%1/feed"_s.arg(m_port)));
    for (int i = 0; i < 3; ++i) { // each of them a new report
        QVERIFY(m_server->call({"XADD", errorsKey(feedKey), "*", "errorMessage", QByteArray::number(i) + text}));
        QTRY_VERIFY_WITH_TIMEOUT(report.contains('"' + QByteArray::number(i) + "xxx"), waitTimeout);
    }
    QVERIFY(report.contains("characters left out"));
    QVERIFY2(report.size() < 5 * 1024 * 1024, qPrintable(QString::number(report.size())));
    [[maybe_unused]] const qint64 used = ProcessMemory::of(m_gateway->pid()).resident;
#if !PULSE_TEST_SANITIZED // keeps freed memory for a while
    QVERIFY2(used > 0 && used < most, qPrintable(QString::number(used)));
#endif
}

void TestGatewayProgram::tokenIsNotLogged()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"token"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("correct-horse-battery-staple\n") > 0);
    file.close();
    m_gateway->setVariable(u"QT_LOGGING_RULES"_s, u"*=true"_s);
    QVERIFY(start({u"--token-file"_s, path}));
    QVERIFY(isUp());
    QCOMPARE(ask(m_port, "/api/latest", "Authorization: Bearer correct-horse-battery-staple\r\n").status(), 200);
    QCOMPARE(ask(m_port, "/api/latest", "Authorization: Bearer a-wrong-battery-staple\r\n").status(), 401);
    QCOMPARE(ask(m_port, "/api/latest?token=correct-horse-battery-staple").status(), 401);
    QCOMPARE(m_gateway->terminate(), 0);
    QVERIFY(!m_gateway->log().contains("staple"));
    QVERIFY(m_gateway->log().contains("There is a token, but no TLS"));
}

void TestGatewayProgram::shortTokensAreRefused()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"token"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("secret\n") > 0);
    file.close();
    QVERIFY(start({u"--token-file"_s, path}));
    QCOMPARE(m_gateway->waitForEnd(), 1);
    QVERIFY(m_gateway->log().contains("the token in it must have at least 16 characters"));
    QVERIFY(!m_gateway->log().contains("secret"));
}

QTEST_GUILESS_MAIN(TestGatewayProgram)
#include "tst_gatewayprogram.moc"

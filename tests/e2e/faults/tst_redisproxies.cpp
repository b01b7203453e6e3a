// SPDX-License-Identifier: GPL-3.0-or-later
// The whole chain with servers that are not a plain Redis: twemproxy, which closes the connection on most commands;
// Redis without the commands that managed services omit; nodes of a Redis Cluster; and a Redis with a short `timeout`.
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "common/results/redis/redissource.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/nutcrackerserver.h"
#include "tests/support/runtimefixture.h"
#include "tests/support/timeouts.h"

#include <QJsonDocument>
#include <QSignalSpy>

#include <csignal>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

class TestRedisProxies : public QObject, private RuntimeFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void collectorWorksThroughTwemproxy();
    void runtimeWorksThroughTwemproxy_data();
    void runtimeWorksThroughTwemproxy();
    void windowWorksThroughTwemproxy();
    void gatewayWorksThroughTwemproxy();
    void stateOutlivesTheWorkerThroughTwemproxy();
    void programsWorkWithGetAndSetOnly();
    void busyServerThatIsKilledSupportsItsCommands();

    void keyOnAnotherClusterNode();
    void clusterWithoutTheSlotIsExplained();

    void idleCollectorReconnectsSilently();
    void idleRuntime();
    void idleWindowAndGateway();

private:
    void useProxy();
    bool startCollector(quint16 port, const QString &period);
    bool startClusterNodes(RedisServer &other);
    /// Returns the number after a text in the server's INFO.
    int figure(const QByteArray &section, const QByteArray &name) const;
    int accepted() const { return figure("stats", "total_connections_received:"); } ///< number of connections
    int moved() const { return figure("errorstats", "errorstat_MOVED:count="); }    ///< number of MOVED replies
    OutputFollower::Options follower(const RedisOptions &redis) const;

    std::unique_ptr<NutcrackerServer> m_proxy;
    std::unique_ptr<Program> m_collector;
};

namespace {

constexpr int firstResultWithin = 10'000; // ms

/// A source, and what it emitted.
struct Window
{
    explicit Window(const OutputFollower::Options &options)
        : source(options, inputKey)
        , statuses(&source, &ResultSource::statusChanged)
    {
        QObject::connect(&source, &ResultSource::record, &source, [this](const Record &one) { records << one.output; });
        QObject::connect(&source, &ResultSource::history, &source, [this](const QList<Record> &all) {
            for (const Record &one : all)
                records << one.output;
        });
        source.open();
    }

    RedisSource source;
    QSignalSpy statuses;
    QByteArrayList records;
};

} // namespace

void TestRedisProxies::init()
{
    const bool isIdle = QByteArray(QTest::currentTestFunction()).startsWith("idle");
    setUp(isIdle ? QStringList{u"--timeout"_s, u"1"_s} : QStringList());
    m_proxy = std::make_unique<NutcrackerServer>(m_server->port());
    QVERIFY(m_proxy->start());
}

void TestRedisProxies::cleanup()
{
    if (QTest::currentTestFailed() && m_collector)
        qWarning().noquote() << "log of the collector:" << m_collector->log();
    m_collector.reset();
    m_proxy.reset();
    tearDown();
}

void TestRedisProxies::useProxy()
{
    setVariable("REDIS_PORT", QString::number(m_proxy->port()));
}

bool TestRedisProxies::startCollector(quint16 port, const QString &period)
{
    m_collector = std::make_unique<Program>(u"pulseboard-collector"_s);
    return m_collector->start({u"--redis"_s, u"redis://127.0.0.1:%1"_s.arg(port), u"--period"_s, period});
}

int TestRedisProxies::figure(const QByteArray &section, const QByteArray &name) const
{
    const QByteArray text = m_server->call({"INFO", section})->bytes;
    return text.mid(text.indexOf(name) + name.size()).split('\r').constFirst().toInt();
}

OutputFollower::Options TestRedisProxies::follower(const RedisOptions &redis) const
{
    return {.redis = redis, .key = outputKey, .pollPeriod = 100ms};
}

void TestRedisProxies::collectorWorksThroughTwemproxy()
{
    QVERIFY(startCollector(m_proxy->port(), u"0.5"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_server->get("metrics").contains("cpu_percent-0"), firstResultWithin);
    const QByteArray first = m_server->get("metrics");
    QTRY_VERIFY_WITH_TIMEOUT(m_server->get("metrics") != first, waitTimeout);
    QCOMPARE(m_collector->log().count("does not support CLIENT"), 1);
    QVERIFY(m_collector->log().count("No connection to Redis") <= 1);
    // Connections are closed until all unsupported commands are known, but only one message is logged.
    QCOMPARE(m_collector->log().count("Connected: ") + m_collector->log().count("Connected again: "), 1);
    QTRY_COMPARE_WITH_TIMEOUT(m_server->call({"EXISTS", machineKey(inputKey)})->integer, 1, waitTimeout);
}

void TestRedisProxies::runtimeWorksThroughTwemproxy_data()
{
    QTest::addColumn<QString>("trigger");
    QTest::newRow("polling") << u"poll"_s;
    QTest::newRow("push") << u"push"_s;
}

void TestRedisProxies::runtimeWorksThroughTwemproxy()
{
    QFETCH(QString, trigger);
    useProxy();
    setVariable("TRIGGER", trigger);
    putNumber(1);
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 1, firstResultWithin);
    for (int n = 2; n <= 5; ++n) {
        putNumber(n);
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), n, waitTimeout);
    }
    QCOMPARE(resultOf("calls"), 5); // no measurement twice
    for (const char *command : {"CLIENT", "MULTI", "XADD"})
        QCOMPARE(countInLog(QByteArray("does not support ") + command + " (tried again"), 1);
    QTRY_VERIFY_WITH_TIMEOUT(!m_server->call({"HGETALL", statusKey(outputKey)})->elements.empty(), waitTimeout);
    QVERIFY(countInLog("lost: ") <= 5);
}

void TestRedisProxies::windowWorksThroughTwemproxy()
{
    QVERIFY(m_server->call({"SET", outputKey, R"({"n": 1})"}));
    QVERIFY(m_server->call({"SET", inputKey, R"({"m": 1})"}));
    Window window(follower(m_proxy->options()));
    QTRY_COMPARE_WITH_TIMEOUT(window.records, QByteArrayList{R"({"n": 1})"}, firstResultWithin);
    QTRY_COMPARE(window.source.status().kind, SourceStatus::Kind::Live);
    QVERIFY(m_server->call({"SET", outputKey, R"({"n": 2})"}));
    QTRY_COMPARE(window.records.size(), 2);
    QCOMPARE(window.records.constLast(), QByteArray(R"({"n": 2})"));
    QCOMPARE(window.source.status().kind, SourceStatus::Kind::Live);
}

void TestRedisProxies::gatewayWorksThroughTwemproxy()
{
    GatewaySettings settings = gatewaySettings(*m_server, {outputKey});
    settings.redis = m_proxy->url();
    GatewayLimits limits = gatewayLimits(*m_server);
    limits.redis = m_proxy->options();
    QVERIFY(m_server->call({"SET", outputKey, R"({"n": 1})"}));
    const RunningGateway gateway(settings, limits);
    QTRY_COMPARE_WITH_TIMEOUT(gateway.output().end() - gateway.output().begin(), 1U, firstResultWithin);
    QVERIFY(m_server->call({"SET", outputKey, R"({"n": 2})"}));
    QTRY_COMPARE(gateway.output().end() - gateway.output().begin(), 2U);
    QTRY_VERIFY(gateway.get("/readyz").body.contains("true"));
}

void TestRedisProxies::stateOutlivesTheWorkerThroughTwemproxy()
{
    useProxy();
    QVERIFY(startRuntime(functionFile("counting.py")));
    for (int n = 1; n <= 2; ++n) {
        putNumber(n);
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("calls"), n, waitTimeout);
    }
    QTRY_VERIFY_WITH_TIMEOUT(m_server->get(envKey(outputKey)).contains("2"), waitTimeout);
    ::kill(static_cast<pid_t>(result().value("pid"_L1).toInt()), SIGKILL);
    putNumber(3);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("calls"), 3, waitTimeout);
}

/// The server replies "unknown command", like managed services and other proxies.
void TestRedisProxies::programsWorkWithGetAndSetOnly()
{
    QStringList arguments;
    for (const char *command : {"CLIENT", "MULTI", "EXEC", "XADD", "XREAD", "XREVRANGE", "SUBSCRIBE", "PSUBSCRIBE",
                                "HSET", "HGETALL", "PING", "TIME", "SCAN"})
        arguments << u"--rename-command"_s << QLatin1String(command) << QString();
    RedisServer service(arguments);
    QVERIFY(service.start());
    setVariable("REDIS_PORT", QString::number(service.port()));
    setVariable("TRIGGER", u"push"_s);
    QVERIFY(service.call({"SET", inputKey, R"({"n": 1})"}));
    QVERIFY(startRuntime(functionFile("counting.py")));
    Window window(follower(service.options()));
    QTRY_VERIFY_WITH_TIMEOUT(!window.records.isEmpty(), firstResultWithin);
    QVERIFY(service.call({"SET", inputKey, R"({"n": 2})"}));
    QTRY_VERIFY_WITH_TIMEOUT(window.records.constLast().contains("\"n\": 2"), waitTimeout);
    for (const char *command : {"CLIENT", "MULTI", "XADD", "SUBSCRIBE"})
        QCOMPARE(countInLog(QByteArray("does not support ") + command + " (tried again"), 1);
    QCOMPARE(countInLog("lost: "), 0);
    QVERIFY(startCollector(service.port(), u"0.1"_s));
    QTRY_VERIFY_WITH_TIMEOUT(service.get(inputKey).contains("cpu_percent-0"), firstResultWithin);
    QTRY_COMPARE(m_collector->log().count("does not support HSET (tried again"), 1);
}

/// A server that is killed while it is busy does not count as one that lacks commands.
void TestRedisProxies::busyServerThatIsKilledSupportsItsCommands()
{
    QVERIFY(startRuntime(functionFile("counting.py")));
    Window window(follower(m_server->options()));
    for (int n = 1; n <= 4; ++n) {
        putNumber(n);
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), n, waitTimeout);
        QTRY_VERIFY_WITH_TIMEOUT(!window.records.isEmpty() && window.records.constLast().contains('"'), waitTimeout);
        m_server->freeze();
        QTest::qWait(100); // commands of both are in progress
        m_server->kill();
        QVERIFY(m_server->start());
    }
    putNumber(5);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 5, waitTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(history().empty(), false, waitTimeout);
    QCOMPARE(countInLog("does not support"), 0);
}

/// Two nodes: the one in use has no slot, the other one has all.
bool TestRedisProxies::startClusterNodes(RedisServer &other)
{
    m_server = std::make_unique<RedisServer>();
    m_server->enableCluster();
    other.enableCluster();
    const auto isMoved = [this] {
        const RedisResult reply = m_server->call({"GET", inputKey});
        return !reply && reply.error().message.contains(u"MOVED"_s);
    };
    return m_server->start() && other.start() && other.call({"CLUSTER", "ADDSLOTSRANGE", "0", "16383"}) &&
           m_server->call({"CLUSTER", "MEET", "127.0.0.1", QByteArray::number(other.port()),
                           QByteArray::number(other.clusterPort())}) &&
           QTest::qWaitFor(isMoved, waitTimeout);
}

void TestRedisProxies::keyOnAnotherClusterNode()
{
    RedisServer other;
    QVERIFY(startClusterNodes(other));
    const QByteArray sentence("Another node of a Redis Cluster is responsible for the key");
    setVariable("REDIS_PORT", QString::number(m_server->port()));
    QVERIFY(startRuntime(functionFile("counting.py")));
    QVERIFY(startCollector(m_server->port(), u"0.2"_s));
    Window window(follower(m_server->options()));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Input: key metrics cannot be read: " + sentence), 1, waitTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(m_collector->log().count("Redis refuses measurements: " + sentence), 1, waitTimeout);
    QTRY_COMPARE(window.source.status().kind, SourceStatus::Kind::Refused);
    const QString shown = window.source.status().problem.sentence;
    QVERIFY2(shown.contains(QString::fromUtf8(sentence)) && shown.contains(QString::number(other.port())),
             qPrintable(shown));
    const int before = moved();
    QTRY_VERIFY_WITH_TIMEOUT(moved() > before + 20, waitTimeout); // all programs have tried again
    QCOMPARE(m_collector->log().count("MOVED"), 1);
    QCOMPARE(countInLog("Input: "), 1);
}

void TestRedisProxies::clusterWithoutTheSlotIsExplained()
{
    m_server = std::make_unique<RedisServer>();
    m_server->enableCluster();
    QVERIFY(m_server->start());
    setVariable("REDIS_PORT", QString::number(m_server->port()));
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Redis Cluster is not supported; use a single Redis server (CLUSTERDOWN"), 1,
                              waitTimeout);
}

void TestRedisProxies::idleCollectorReconnectsSilently()
{
    QVERIFY(startCollector(m_server->port(), u"4"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!m_server->get("metrics").isEmpty(), waitTimeout);
    for (int i = 0; i < 2; ++i) {
        const QByteArray before = m_server->get("metrics");
        QTRY_VERIFY_WITH_TIMEOUT(m_server->get("metrics") != before, waitTimeout);
    }
    QVERIFY2(accepted() >= 3, QByteArray::number(accepted()).constData());
    QCOMPARE(m_collector->log().count("Connected"), 1);
    QCOMPARE(m_collector->log().count("No connection") + m_collector->log().count("Connected again"), 0);
}

void TestRedisProxies::idleRuntime()
{
    setVariable("INTERVAL", u"4"_s);
    putNumber(1);
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 1, waitTimeout);
    const qsizetype lines = m_runtime->log().count('\n');
    for (int n = 2; n <= 3; ++n) {
        putNumber(n);
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), n, waitTimeout);
    }
    QCOMPARE(countInLog("lost"), 0);
    QCOMPARE(countInLog("Connected to"), 1);
    QCOMPARE(m_runtime->log().count('\n') - lines, 4); // output of the function
}

void TestRedisProxies::idleWindowAndGateway()
{
    QVERIFY(m_server->call({"SET", outputKey, R"({"n": 1})"}));
    OutputFollower::Options options = follower(m_server->options());
    options.pollPeriod = 60s;
    options.redis.clientName = u"window"_s;
    Window window(options);
    QTRY_COMPARE(window.source.status().kind, SourceStatus::Kind::Live);
    GatewayLimits limits = gatewayLimits(*m_server);
    limits.pollPeriod = 60s;
    const RunningGateway gateway(gatewaySettings(*m_server, {outputKey}), limits);
    QTRY_COMPARE(gateway.output().status().status.kind, SourceStatus::Kind::Live);
    const QSignalSpy statuses(&gateway.output(), &FeedOutput::statusChanged);
    const qsizetype before = window.statuses.size();
    const auto idOf = [this](const QByteArray &name) { // returns the id of the oldest connection with that name
        const QByteArray list = m_server->call({"CLIENT", "LIST"})->bytes;
        return list.left(list.indexOf(" name=" + name)).split('\n').constLast().split(' ').constFirst();
    };
    const QByteArray id = idOf("window");
    QVERIFY(id.startsWith("id="));
    QTRY_VERIFY_WITH_TIMEOUT(idOf("window") != id, waitTimeout);
    QTest::qWait(3000); // longer than `timeout`, so all are closed
    QVERIFY(m_server->call({"SET", outputKey, R"({"n": 2})"}));
    QTRY_COMPARE_WITH_TIMEOUT(window.records.size(), 2, waitTimeout);
    QCOMPARE(window.statuses.size(), before);
    QCOMPARE(statuses.size(), 0);
}

QTEST_GUILESS_MAIN(TestRedisProxies)
#include "tst_redisproxies.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The Redis users in docs/reference/gateway.md and k8s/components/redis for the programs of Pulseboard: each can do all
// of its work, and nothing that would harm others. The rules are read from those files and applied by a real
// redis-server.
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/paths.h"
#include "tests/support/runtimefixture.h"
#include "tests/support/timeouts.h"

#include <QRegularExpression>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

namespace {

const QByteArray password = "pw";

QByteArray fileText(const char *path)
{
    QFile file(test::sourcePath("/") + QLatin1String(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Returns the first match of `pattern`, whose group contains the rules of a user, including the password, perhaps as
/// arguments in a shell.
QByteArrayList rulesIn(const char *path, const QString &pattern)
{
    const QRegularExpression rules(pattern, QRegularExpression::MultilineOption);
    QString text = rules.match(QString::fromUtf8(fileText(path))).captured(1);
    text.remove('\''_L1).replace("\\\n"_L1, " "_L1).replace(QRegularExpression(u">\\S+"_s), u">pw"_s);
    return text.simplified().toUtf8().split(' ');
}

QByteArrayList rulesOf(const char *user)
{
    return user == QByteArray("gateway")
               ? rulesIn("docs/reference/gateway.md", uR"(^ +redis-cli ACL SETUSER gateway reset ((?:.*\\\n)*.*)$)"_s)
               : rulesIn("k8s/components/redis/statefulset.yaml", u"^ +- --user %1 (.*)$"_s.arg(QLatin1String(user)));
}

} // namespace

class TestRedisUsers : public QObject, private RuntimeFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void gatewayReadsHistoryAndFollowsIt_data() { addReaders(); }
    void gatewayReadsHistoryAndFollowsIt();
    void gatewayIsNotifiedOfChanges_data();
    void gatewayIsNotifiedOfChanges();
    void runtimeHasAllPermissions_data();
    void runtimeHasAllPermissions();
    void collectorWrites();
    void nothingElseIsAllowed_data();
    void nothingElseIsAllowed();

private:
    static void addReaders();
    void addUser(const char *name, const QByteArrayList &more = {});
    RedisResult callAs(const char *name, const RedisCommand &command) const;
    bool nothingWasRefused() const;
    GatewaySettings gatewaySettingsOf(const char *name) const;
    GatewayLimits withoutPolling() const;
};

void TestRedisUsers::addReaders()
{
    QTest::addColumn<QByteArray>("user");
    QTest::newRow("docs/reference/gateway.md") << QByteArray("gateway");
    QTest::newRow("k8s/components/redis") << QByteArray("dashboard");
}

void TestRedisUsers::addUser(const char *name, const QByteArrayList &more)
{
    const QByteArrayList rules = rulesOf(name);
    QVERIFY2(rules.size() > 5, "the rules of the user were not found");
    const RedisResult reply = m_server->call(RedisCommand{"ACL", "SETUSER", name, "reset"} + rules + more);
    QVERIFY2(reply, reply ? "" : qPrintable(reply.error().message));
    QVERIFY(m_server->call({"ACL", "LOG", "RESET"}));
}

RedisResult TestRedisUsers::callAs(const char *name, const RedisCommand &command) const
{
    RedisOptions options = m_server->options();
    options.url.user = QString::fromLatin1(name);
    options.url.password = QString::fromLatin1(password);
    return callOnce(options, command);
}

bool TestRedisUsers::nothingWasRefused() const
{
    const RedisResult log = m_server->call({"ACL", "LOG"});
    if (log && !log->elements.empty()) {
        for (const RedisReply &field : log->elements.front().elements)
            qWarning("%s", field.bytes.constData());
    }
    return log && log->elements.empty();
}

GatewaySettings TestRedisUsers::gatewaySettingsOf(const char *name) const
{
    GatewaySettings settings = gatewaySettings(*m_server);
    settings.inputKey = inputKey;
    settings.redis.user = QString::fromLatin1(name);
    settings.redis.password = QString::fromLatin1(password);
    return settings;
}

GatewayLimits TestRedisUsers::withoutPolling() const
{
    GatewayLimits limits = gatewayLimits(*m_server);
    limits.pollPeriod = 1h;
    return limits;
}

void TestRedisUsers::gatewayReadsHistoryAndFollowsIt()
{
    QFETCH(QByteArray, user);
    addUser(user.constData());
    addNumbers(*m_server, 1, 3);
    QVERIFY(m_server->call({"HSET", statusKey(feedKey), "calls", "7"}));
    QVERIFY(m_server->call({"HSET", machineKey(inputKey), "name", "vm7"}));
    QVERIFY(m_server->call({"XADD", errorsKey(feedKey), "*", "errorType", "KeyError", "outcome", "raised"}));
    const RunningGateway gateway(gatewaySettingsOf(user.constData()), withoutPolling());
    QTRY_COMPARE(gateway.output().end(), quint64(3));
    addNumbers(*m_server, 4, 5);
    QTRY_COMPARE(gateway.output().end(), quint64(5));
    QCOMPARE(gateway.output().status().status.kind, SourceStatus::Kind::Live);
    const auto report = [&gateway] {
        quint64 knownFailures = 0;
        return gateway->outputs().constFirst()->reportMessage(knownFailures);
    };
    QTRY_VERIFY(report().contains(u"\"calls\":7"_s));
    QTRY_VERIFY(report().contains(u"KeyError"_s));
    QTRY_VERIFY(report().contains(u"\"name\":\"vm7\""_s));
    QVERIFY(nothingWasRefused());
}

void TestRedisUsers::gatewayIsNotifiedOfChanges_data()
{
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<bool>("byTracking");
    for (const char *user : {"gateway", "dashboard"}) {
        QTest::addRow("%s, CLIENT TRACKING", user) << QByteArray(user) << true;
        QTest::addRow("%s, keyspace notifications", user) << QByteArray(user) << false;
    }
}

/// With a foreign runtime, which writes no history.
void TestRedisUsers::gatewayIsNotifiedOfChanges()
{
    QFETCH(QByteArray, user);
    QFETCH(bool, byTracking);
    addUser(user.constData(), byTracking ? QByteArrayList() : QByteArrayList{"-client|tracking"});
    if (!byTracking)
        QVERIFY(m_server->call({"CONFIG", "SET", "notify-keyspace-events", "KA"}));
    QVERIFY(m_server->call({"SET", inputKey, R"({"m":1})"}));
    QVERIFY(m_server->call({"SET", feedKey, R"({"n":1})"}));
    const RunningGateway gateway(gatewaySettingsOf(user.constData()), withoutPolling());
    QTRY_COMPARE(gateway.output().end(), quint64(1));
    for (int i = 2; i <= 5; ++i) {
        QVERIFY(m_server->call({"SET", feedKey, "{\"n\":" + QByteArray::number(i) + '}'}));
        QTRY_COMPARE(gateway.output().end(), quint64(i));
    }
    QCOMPARE(gateway.output().recordAt(4).record.input, QByteArray(R"({"m":1})"));
    if (byTracking)
        QVERIFY(nothingWasRefused());
}

void TestRedisUsers::runtimeHasAllPermissions_data()
{
    QTest::addColumn<bool>("byTracking");
    QTest::newRow("CLIENT TRACKING") << true;
    QTest::newRow("keyspace notifications") << false;
}

void TestRedisUsers::runtimeHasAllPermissions()
{
    QFETCH(bool, byTracking);
    addUser("runtime", byTracking ? QByteArrayList() : QByteArrayList{"-client|tracking"});
    if (!byTracking)
        QVERIFY(m_server->call({"CONFIG", "SET", "notify-keyspace-events", "KA"}));
    setVariable("REDIS_USER", u"runtime"_s);
    setVariable("REDIS_PASSWORD", QString::fromLatin1(password));
    setVariable("TRIGGER", u"push"_s);
    setVariable("INTERVAL", u"3600"_s);
    putNumber(1);
    QVERIFY(startRuntime(functionFile("counting.py")));
    for (int i = 1; i <= 3; ++i) {
        putNumber(i);
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), i, waitTimeout);
    }
    put("no JSON");
    for (const QByteArray &key : {historyKey(outputKey), envKey(outputKey), statusKey(outputKey), errorsKey(outputKey)})
        QTRY_VERIFY2_WITH_TIMEOUT(m_server->call({"EXISTS", key})->integer == 1, key.constData(), waitTimeout);
    QCOMPARE(history().size(), std::size_t(3));
    QCOMPARE(m_runtime->terminate(), 0);
    if (byTracking)
        QVERIFY(nothingWasRefused());
}

void TestRedisUsers::collectorWrites()
{
    addUser("collector");
    Program collector(u"pulseboard-collector"_s);
    collector.setVariable(u"REDIS_HOST"_s, u"127.0.0.1"_s);
    collector.setVariable(u"REDIS_PORT"_s, QString::number(m_server->port()));
    collector.setVariable(u"REDIS_USER"_s, u"collector"_s);
    collector.setVariable(u"REDIS_PASSWORD"_s, QString::fromLatin1(password));
    collector.setVariable(u"COLLECTOR_PERIOD"_s, u"0.1"_s);
    QVERIFY(collector.start());
    QTRY_VERIFY_WITH_TIMEOUT(m_server->get(inputKey).contains("cpu_percent-0"), waitTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(m_server->call({"EXISTS", machineKey(inputKey)})->integer, 1, waitTimeout);
    QCOMPARE(collector.terminate(), 0);
    QVERIFY2(nothingWasRefused(), collector.log().constData());
}

void TestRedisUsers::nothingElseIsAllowed_data()
{
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<bool>("isAllowed");
    const auto row = [](const char *user, const char *command, bool isAllowed) {
        QTest::addRow("%s: %s", user, command) << QByteArray(user) << QByteArray(command) << isAllowed;
    };
    for (const char *user : {"gateway", "dashboard", "runtime", "collector"}) {
        for (const char *command : {"CLIENT PAUSE 1", "CLIENT KILL TYPE normal", "CLIENT LIST", "KEYS *", "FLUSHALL",
                                    "CONFIG GET *", "MONITOR", "SHUTDOWN NOSAVE", "ACL LIST", "EVAL return 0",
                                    "SUBSCRIBE other", "PSUBSCRIBE *", "PUBLISH other x"})
            row(user, command, false);
        for (const char *command : {"ROLE", "TIME", "PING", "CLIENT ID"})
            row(user, command, true);
    }
    for (const char *user : {"gateway", "dashboard"}) {
        row(user, "SET results 1", false);
        row(user, "DEL results", false);
        row(user, "XTRIM {results}:history MAXLEN 0", false);
    }
    row("gateway", "GET secret", false);
    row("gateway", "XRANGE {secret}:history - +", false);
    row("gateway", "GET results", true);
    row("gateway", "GET {metrics}:counters", false);
    row("gateway", "HGETALL {metrics}:machine", true);
    row("gateway", "HSET {metrics}:machine name x", false);
    row("collector", "HGETALL {metrics}:machine", false);
    row("collector", "GET metrics", false);
    row("collector", "DEL metrics", false);
}

void TestRedisUsers::nothingElseIsAllowed()
{
    QFETCH(QByteArray, user);
    QFETCH(QByteArray, command);
    QFETCH(bool, isAllowed);
    addUser(user.constData());
    const RedisResult reply = callAs(user.constData(), command.split(' '));
    QCOMPARE(bool(reply), isAllowed);
    if (!reply)
        QCOMPARE(reply.error().kind, RedisError::Kind::NoPermission);
}

QTEST_GUILESS_MAIN(TestRedisUsers)
#include "tst_redisusers.moc"

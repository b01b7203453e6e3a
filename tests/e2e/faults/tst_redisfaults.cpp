// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/runtimefixture.h"
#include "tests/support/timeouts.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace pulse;
using namespace pulse::test;

/// Faults of Redis, and the service: it waits, logs the problem once, counts it, continues on its own, and calls the
/// function only once per measurement.
class TestRedisFaults : public QObject, private RuntimeFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { tearDown(); }
    void serverDownAtStartIsWaitedFor();
    void restartedServerIsReconnected();
    void frozenServerIsReconnected();
    void wrongPasswordIsRetried();
    void revokedPasswordIsRetried();
    void outOfMemory();
    void readOnlyReplica();
    void inputOfAnotherType();
    void outputOfAnotherType();
    void companionsOfAnotherType();
    void endpointsReportTheProblem();
    void passwordsAppearNowhere();

private:
    void callAndExpect(int n);
    int counted(const char *kind);
    void expectCounted(const char *kind);

    quint16 m_port = 0;
    int m_calls = 0;
};

void TestRedisFaults::init()
{
    setUp();
    m_port = freePort();
    m_calls = 0;
    setVariable("HTTP_PORT", QString::number(m_port));
}

void TestRedisFaults::callAndExpect(int n)
{
    putNumber(n);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), n, waitTimeout);
    QCOMPARE(resultOf("calls"), ++m_calls);
}

/// Returns the number of errors of that kind, of all kinds if it is empty; -1: there is no such kind.
int TestRedisFaults::counted(const char *kind)
{
    const QRegularExpression line(
        u"^pulseboard_redis_errors_total\\{kind=\"%1\"\\} (\\d+)$"_s.arg(*kind ? QLatin1String(kind) : "\\w+"_L1),
        QRegularExpression::MultilineOption);
    int sum = -1;
    for (const QRegularExpressionMatch &match : line.globalMatch(QString::fromUtf8(contentAt(m_port, "metrics"))))
        sum = std::max(sum, 0) + match.captured(1).toInt();
    return sum;
}

void TestRedisFaults::expectCounted(const char *kind)
{
    QTRY_VERIFY_WITH_TIMEOUT(counted(kind) > 0, waitTimeout);
}

void TestRedisFaults::serverDownAtStartIsWaitedFor()
{
    m_server->kill();
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Cannot connect to redis://127.0.0.1"), 1, waitTimeout);
    expectCounted("connect_failed");
    QTRY_VERIFY_WITH_TIMEOUT(contentAt(m_port, "readyz", 503).contains("not connected to redis://127.0.0.1"),
                             waitTimeout);
    QCOMPARE(contentAt(m_port, "livez").trimmed(), QByteArray("ok"));
    QVERIFY(m_server->start());
    callAndExpect(1);
    QTRY_VERIFY_WITH_TIMEOUT(contentAt(m_port, "readyz").contains("true"), waitTimeout);
}

void TestRedisFaults::restartedServerIsReconnected()
{
    QVERIFY(startRuntime(functionFile("counting.py")));
    for (int i = 1; i <= 3; ++i) {
        callAndExpect(i);
        m_server->kill();
        QTRY_VERIFY_WITH_TIMEOUT(countInLog("lost: ") >= i, waitTimeout);
        QVERIFY(m_server->start());
    }
    callAndExpect(4);
    expectCounted("connection_lost");
    const int errors = counted("");
    QVERIFY2(errors > 0 && errors < 60, QByteArray::number(errors).constData()); // no busy loop
}

void TestRedisFaults::frozenServerIsReconnected()
{
    QVERIFY(startRuntime(functionFile("counting.py")));
    callAndExpect(1);
    m_server->freeze();
    QElapsedTimer frozen;
    frozen.start();
    QTRY_VERIFY_WITH_TIMEOUT(m_runtime->log().contains("did not answer in time"), waitTimeout);
    while (frozen.elapsed() < 20'000) { // which is longer than any deadline: it connects and waits again
        QCOMPARE(contentAt(m_port, "livez").trimmed(), QByteArray("ok"));
        QTest::qWait(500);
    }
    const int errors = counted("");
    QVERIFY2(errors > 0 && errors < 20, QByteArray::number(errors).constData()); // no busy loop
    m_server->unfreeze();
    callAndExpect(2);
    expectCounted("timeout");
}

void TestRedisFaults::wrongPasswordIsRetried()
{
    QVERIFY(m_server->call({"ACL", "SETUSER", "worker", "on", ">right", "~*", "&*", "+@all"}));
    setVariable("REDIS_HOST", {});
    setVariable("REDIS_PORT", {});
    setVariable("REDIS_URL", u"redis://worker:wrong@127.0.0.1:%1"_s.arg(m_server->port()));
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("WRONGPASS"), 1, waitTimeout);
    expectCounted("auth");
    QVERIFY(m_server->call({"ACL", "SETUSER", "worker", ">wrong"}));
    callAndExpect(1);
}

void TestRedisFaults::revokedPasswordIsRetried()
{
    QVERIFY(m_server->call({"ACL", "SETUSER", "worker", "on", ">word", "~*", "&*", "+@all"}));
    setVariable("REDIS_HOST", {});
    setVariable("REDIS_PORT", {});
    setVariable("REDIS_URL", u"redis://worker:word@127.0.0.1:%1"_s.arg(m_server->port()));
    QVERIFY(startRuntime(functionFile("counting.py")));
    callAndExpect(1);
    QVERIFY(m_server->call({"ACL", "DELUSER", "worker"})); // closes its connections
    QTRY_VERIFY_WITH_TIMEOUT(m_runtime->log().contains("WRONGPASS"), waitTimeout);
    QVERIFY(m_server->call({"ACL", "SETUSER", "worker", "on", ">word", "~*", "&*", "+@all"}));
    callAndExpect(2);
}

void TestRedisFaults::outOfMemory()
{
    QVERIFY(startRuntime(functionFile("counting.py")));
    callAndExpect(1);
    putNumber(2);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 2, waitTimeout);
    putNumber(3);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 3, waitTimeout);
    m_calls = 3;
    QVERIFY(m_server->call({"RENAME", inputKey, "kept"}));
    QVERIFY(m_server->call({"SET", "next", R"({"n": 4})"}));
    QVERIFY(m_server->call({"CONFIG", "SET", "maxmemory", "1"}));
    QVERIFY(m_server->call({"RENAME", "next", inputKey})); // takes no memory
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("cannot be stored under key"), 1, waitTimeout);
    expectCounted("out_of_memory");
    QCOMPARE(resultOf("n"), 3); // the last good result stays
    QVERIFY(m_server->call({"CONFIG", "SET", "maxmemory", "0"}));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 4, waitTimeout);
    QCOMPARE(resultOf("calls"), 4); // called once
    QTRY_COMPARE_WITH_TIMEOUT(m_server->call({"HGET", statusKey(outputKey), "success"})->bytes, QByteArray("4"),
                              waitTimeout);
}

void TestRedisFaults::readOnlyReplica()
{
    QVERIFY(startRuntime(functionFile("counting.py")));
    callAndExpect(1);
    RedisServer primary;
    QVERIFY(primary.start());
    QVERIFY(primary.call({"SET", inputKey, R"({"n": 2})"}));
    QVERIFY(m_server->call({"REPLICAOF", "127.0.0.1", QByteArray::number(primary.port())}));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("cannot be stored under key"), 1, waitTimeout);
    QVERIFY2(m_runtime->log().contains("READONLY"), m_runtime->log().constData());
    expectCounted("read_only");
    QVERIFY(m_server->call({"REPLICAOF", "NO", "ONE"}));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 2, waitTimeout);
    QCOMPARE(resultOf("calls"), 2);
}

void TestRedisFaults::inputOfAnotherType()
{
    QVERIFY(startRuntime(functionFile("counting.py")));
    callAndExpect(1);
    QVERIFY(m_server->call({"DEL", inputKey}));
    QVERIFY(m_server->call({"LPUSH", inputKey, "x"}));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("cannot be read: WRONGTYPE"), 1, waitTimeout);
    expectCounted("wrong_type");
    QCOMPARE(resultOf("n"), 1);
    QVERIFY(m_server->call({"DEL", inputKey}));
    callAndExpect(2);
    QCOMPARE(countInLog("WRONGTYPE"), 1);
}

void TestRedisFaults::outputOfAnotherType()
{
    QVERIFY(m_server->call({"LPUSH", outputKey, "x"})); // SET overwrites it
    QVERIFY(startRuntime(functionFile("counting.py")));
    callAndExpect(1);
}

void TestRedisFaults::companionsOfAnotherType()
{
    for (const char *name : {"history", "status", "errors", "env"})
        QVERIFY(m_server->call({"LPUSH", '{' + outputKey + "}:" + name, "x"}));
    QVERIFY(startRuntime(functionFile("counting.py")));
    callAndExpect(1);
    callAndExpect(2);
    put("nope");
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("History: not stored"), 1, waitTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("status is not stored, because the server refuses it: WRONGTYPE"), 1,
                              waitTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("errors is not stored, because the server refuses it: WRONGTYPE"), 1,
                              waitTimeout);
    callAndExpect(3);
}

void TestRedisFaults::endpointsReportTheProblem()
{
    setVariable("METRICS_RESULTS", u"1"_s);
    setVariable("LOG_FORMAT", u"json"_s);
    QVERIFY(startRuntime(functionFile("outcomes.py")));
    put(R"({"do": "result"})");
    QTRY_VERIFY_WITH_TIMEOUT(!result().isEmpty(), waitTimeout);
    put(R"({"do": "raise"})");
    QTRY_VERIFY_WITH_TIMEOUT(contentAt(m_port, "errors").contains("ZeroDivisionError"), waitTimeout);
    QTRY_VERIFY_WITH_TIMEOUT(contentAt(m_port, "metrics").contains("pulseboard_result{name=\"a\"} 1\n"), waitTimeout);
    const QByteArray metrics = contentAt(m_port, "metrics");
    for (const char *line : {"pulseboard_invocations_total{outcome=\"success\"} 1\n",
                             "pulseboard_invocations_total{outcome=\"raised\"} 1\n", "pulseboard_redis_connected 1\n",
                             "pulseboard_invocation_duration_seconds_count 2\n"})
        QVERIFY2(metrics.contains(line), line);
    QVERIFY(isJsonLog(m_runtime->log(), "ZeroDivisionError"));
    QVERIFY(m_server->call({"SET", outputKey, R"({"n": NaN, "b": 7})"})); // by another program
    QTRY_VERIFY_WITH_TIMEOUT(contentAt(m_port, "metrics").contains("pulseboard_result{name=\"b\"} 7\n"), waitTimeout);
}

void TestRedisFaults::passwordsAppearNowhere()
{
    QVERIFY(m_server->call({"ACL", "SETUSER", "worker", "on", ">canary", "~*", "&*", "+@all"}));
    setVariable("REDIS_HOST", {});
    setVariable("REDIS_PORT", {});
    setVariable("REDIS_URL", u"redis://worker:canary@127.0.0.1:%1"_s.arg(m_server->port()));
    QVERIFY(startRuntime(functionFile("counting.py")));
    callAndExpect(1);
    put("nope");
    QTRY_VERIFY_WITH_TIMEOUT(contentAt(m_port, "errors").contains("JSONDecodeError"), waitTimeout);
    m_server->kill();
    QTRY_VERIFY_WITH_TIMEOUT(m_runtime->log().contains("lost: "), waitTimeout);
    QTRY_VERIFY_WITH_TIMEOUT(contentAt(m_port, "readyz", 503).contains("not connected"), waitTimeout);
    for (const char *path : {"metrics", "errors"})
        QVERIFY2(!contentAt(m_port, path).contains("canary"), path);
    QVERIFY(!contentAt(m_port, "readyz", 503).contains("canary"));
    QVERIFY(!m_runtime->log().contains("canary"));
    for (const QString &pid : QDir(u"/proc"_s).entryList({u"[0-9]*"_s}, QDir::Dirs)) {
        QFile line(u"/proc/%1/cmdline"_s.arg(pid));
        if (line.open(QIODevice::ReadOnly))
            QVERIFY2(!line.readAll().contains("worker:canary"), qPrintable(pid));
    }
}

QTEST_GUILESS_MAIN(TestRedisFaults)
#include "tst_redisfaults.moc"

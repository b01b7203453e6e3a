// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/files.h"
#include "tests/support/runtimefixture.h"
#include "tests/support/timeouts.h"

#include <QTemporaryDir>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

/// The results and the history that the runtime stores in Redis, and what it does while Redis is not available.
class TestRuntimeOutput : public QObject, private RuntimeFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void waitsForRedisAtStart();
    void continuesAfterRedisWasKilled();
    void failedWritesAreRepeated();
    void historyIsOmittedIfTheAclForbidsIt();
    void historyIsOmittedIfItsKeyHasAnotherType();
    void missingOutputKeyDropsResults();
    void valuesWrittenByTheFunctionStay();
    void functionWritesItsResultItself();
    void callsContinueWhileNothingCanBeStored();

private:
    QTemporaryDir m_folder;
};

void TestRuntimeOutput::waitsForRedisAtStart()
{
    m_server->kill();
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Cannot connect to redis://127.0.0.1"), 1, waitTimeout);
    QVERIFY(m_server->start());
    put(R"({"n": 1})");
    QTRY_COMPARE_WITH_TIMEOUT(result().value("calls"_L1).toInt(), 1, waitTimeout);
    QCOMPARE(countInLog("Cannot connect"), 1);
}

void TestRuntimeOutput::continuesAfterRedisWasKilled()
{
    put(R"({"n": 1})");
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(result().value("calls"_L1).toInt(), 1, waitTimeout);
    m_server->kill();
    QTRY_VERIFY_WITH_TIMEOUT(m_runtime->log().contains("lost: "), waitTimeout);
    QVERIFY(m_server->start());
    put(R"({"n": 2})");
    QTRY_COMPARE_WITH_TIMEOUT(result().value("calls"_L1).toInt(), 2, waitTimeout); // env was kept
    QVERIFY(m_runtime->isRunning());
}

void TestRuntimeOutput::failedWritesAreRepeated()
{
    put(R"({"n": 1})");
    QVERIFY(m_server->call({"CONFIG", "SET", "maxmemory", "1"}));
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("cannot be stored under key results"), 1, waitTimeout);
    QVERIFY(m_server->call({"CONFIG", "SET", "maxmemory", "0"}));
    QTRY_COMPARE_WITH_TIMEOUT(result().value("calls"_L1).toInt(), 1, waitTimeout); // called once, stored once
    QCOMPARE(history().size(), std::size_t(1));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Output recovered"), 1, waitTimeout);
}

void TestRuntimeOutput::historyIsOmittedIfTheAclForbidsIt()
{
    put(R"({"n": 1})");
    QVERIFY(
        m_server->call({"ACL", "SETUSER", "narrow", "on", ">pass word", "~metrics", "~" + outputKey, "+get", "+set"}));
    m_runtime->setVariable(u"REDIS_HOST"_s, {});
    m_runtime->setVariable(u"REDIS_PORT"_s, {});
    RedisUrl url = m_server->url();
    url.user = u"narrow"_s;
    url.password = u"pass word"_s;
    m_runtime->setVariable(u"REDIS_URL"_s, url.toString());
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(result().value("calls"_L1).toInt(), 1, waitTimeout);
    put(R"({"n": 2})");
    QTRY_COMPARE_WITH_TIMEOUT(result().value("calls"_L1).toInt(), 2, waitTimeout);
    QCOMPARE(history().size(), std::size_t(0));
    QCOMPARE(countInLog("History: not stored"), 1);
    QCOMPARE(countInLog("pass word"), 0);
    QCOMPARE(countInLog("pass%20word"), 0);
}

void TestRuntimeOutput::historyIsOmittedIfItsKeyHasAnotherType()
{
    QVERIFY(m_server->call({"SET", historyKey(outputKey), "not a stream"}));
    put(R"({"n": 1})");
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(result().value("calls"_L1).toInt(), 1, waitTimeout);
    put(R"({"n": 2})");
    QTRY_COMPARE_WITH_TIMEOUT(result().value("calls"_L1).toInt(), 2, waitTimeout);
    QCOMPARE(countInLog("History: not stored"), 1);
    QCOMPARE(m_server->get(historyKey(outputKey)), QByteArray("not a stream"));
}

void TestRuntimeOutput::missingOutputKeyDropsResults()
{
    m_runtime->setVariable(u"REDIS_OUTPUT_KEY"_s, {});
    put(R"({"n": 1})");
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("REDIS_OUTPUT_KEY (--output-key) is not set: the results are dropped"), 1,
                              waitTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("function: call 1"), 1, waitTimeout);
    put(R"({"n": 2})");
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("function: call 2"), 1, waitTimeout);
    QCOMPARE(m_server->call({"DBSIZE"})->integer, 1);
}

/// Some functions write the output key themselves and return None.
void TestRuntimeOutput::valuesWrittenByTheFunctionStay()
{
    const QString file = m_folder.filePath(u"writes.py"_s);
    writeFile(file, "import json, redis\n"
                    "def handler(input, context):\n"
                    "    server = redis.Redis(context.host, context.port)\n"
                    "    server.set(context.output_key, json.dumps({'n': input['n']}))\n");
    QVERIFY(startRuntime(file));
    for (const int number : {1, 2}) {
        putNumber(number);
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), number, waitTimeout);
        waitForReads(3);
        QCOMPARE(resultOf("n"), number);
    }
}

void TestRuntimeOutput::functionWritesItsResultItself()
{
    const QString path = m_folder.filePath(u"own_result.py"_s);
    writeFile(path, "import redis\n"
                    "def handler(input, context):\n"
                    "    client = redis.Redis(host=context.host, port=context.port)\n"
                    "    client.set(context.output_key, 'own ' + str(input['n']))\n");
    QVERIFY(startRuntime(path));
    for (const char *n : {"1", "2"}) {
        putNumber(QByteArray(n).toInt());
        QTRY_COMPARE_WITH_TIMEOUT(m_server->get(outputKey), QByteArray("own ") + n, waitTimeout);
        waitForReads(5);
        QCOMPARE(m_server->get(outputKey), QByteArray("own ") + n);
    }
    QCOMPARE(m_runtime->terminate(), 0);
    QCOMPARE(m_server->get(outputKey), QByteArray("own 2"));
    QCOMPARE(history().size(), std::size_t(0));
}

void TestRuntimeOutput::callsContinueWhileNothingCanBeStored()
{
    const auto allow = [this](const char *rule) {
        return m_server->call({"ACL", "SETUSER", "worker", "on", ">word", "~*", "+@all", rule});
    };
    QVERIFY(allow("-set"));
    m_runtime->setVariable(u"REDIS_HOST"_s, {});
    m_runtime->setVariable(u"REDIS_PORT"_s, {});
    m_runtime->setVariable(u"REDIS_URL"_s, u"redis://worker:word@127.0.0.1:%1"_s.arg(m_server->port()));
    QVERIFY(startRuntime(functionFile("counting.py")));
    for (int call = 1; call <= 3; ++call) {
        put(R"({"n": )" + QByteArray::number(call) + "}");
        QTRY_COMPARE_WITH_TIMEOUT(countInLog("function: call " + QByteArray::number(call)), 1, waitTimeout);
    }
    QVERIFY(m_server->get(outputKey).isEmpty());
    QVERIFY(allow("+set"));
    QTRY_COMPARE_WITH_TIMEOUT(result().value("calls"_L1).toInt(), 3, waitTimeout); // the newest result
    QCOMPARE(history().size(), std::size_t(1));                                    // with its history
    QCOMPARE(countInLog("cannot be stored"), 1);
    QCOMPARE(countInLog("History: not stored"), 0);
}

QTEST_GUILESS_MAIN(TestRuntimeOutput)
#include "tst_runtimeoutput.moc"

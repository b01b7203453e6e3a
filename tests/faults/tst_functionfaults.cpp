// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/outputkeys.h"
#include "tests/support/runtimefixture.h"

#include <QFile>

#include <csignal>

using namespace pulse;
using namespace pulse::test;

namespace {

// The sanitizers' own memory is beyond any limit, and their reports take their time.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool canLimitMemory = false;
constexpr int timeout = 3; // s
#else
constexpr bool canLimitMemory = true;
constexpr int timeout = 1;
#endif

} // namespace

/// What a function, or a measurement, can do to the service: it stays up, the last good result stays, the next good
/// call works, one line of the log tells, and the fault is counted.
class TestFunctionFaults : public QObject, private RuntimeFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { tearDown(); }
    void function_data();
    void function();
    void measurement_data();
    void measurement();
    void startedProcessesEndWithTheirWorker();
    void inputThatEndsItsWorkerIsCalledOnceMore();
    void otherCodeIsCalledOnItAgain();
    void stopsThoughSigtermIsIgnored();

private:
    void putAndExpectGood(int n);
    QByteArray measurementFor(const QByteArray &what, int n) const;
    int counted(const QByteArray &outcome) const;
};

void TestFunctionFaults::init()
{
    setUp();
    setVariable("HANDLER_TIMEOUT", QStringLiteral("60")); // no fault but those below takes that long on any machine
    if (canLimitMemory)
        setVariable("HANDLER_MEMORY_LIMIT", QStringLiteral("250"));
}

QByteArray TestFunctionFaults::measurementFor(const QByteArray &what, int n) const
{
    return R"({"do": ")" + what + R"(", "n": )" + QByteArray::number(n) + "}";
}

void TestFunctionFaults::putAndExpectGood(int n)
{
    put(measurementFor("good", n));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), n, patience);
}

/// In K:status.
int TestFunctionFaults::counted(const QByteArray &outcome) const
{
    const RedisResult reply = m_server->call({"HGET", statusKey(outputKey), outcome});
    return reply ? reply->bytes.toInt() : -1;
}

void TestFunctionFaults::function_data()
{
    QTest::addColumn<QByteArray>("outcome");
    QTest::addColumn<QByteArray>("message"); // empty: it is no failure
    const auto row = [](const char *name, const char *outcome, const char *message) {
        QTest::newRow(name) << QByteArray(outcome) << QByteArray(message);
    };
    const char *timedOut = "the handler took longer than HANDLER_TIMEOUT allows";
    row("loop", "timed_out", timedOut);
    row("sleep", "timed_out", timedOut);
    row("lock", "timed_out", timedOut);
    row("ignore SIGTERM", "timed_out", timedOut);
    row("os._exit", "crashed", "the worker exited with code 3 in the middle of a call");
    row("segfault", "crashed", "in the middle of a call");
    row("abort", "crashed", "in the middle of a call");
    row("kill itself", "crashed", "the worker was killed by signal 9 in the middle of a call");
    if (canLimitMemory)
        row("memory", "out_of_memory", "no more memory under HANDLER_MEMORY_LIMIT");
    row("sys.exit", "raised", "handler raised SystemExit: 3");
    row("raise", "raised", "handler raised ZeroDivisionError");
    row("cycle", "not_encodable", "Circular reference");
    row("bytes", "not_encodable", "bytes has no form in JSON");
    row("set", "not_encodable", "set has no form in JSON");
    row("tuple keys", "not_encodable", "keys must be str");
    row("large result", "not_encodable", "bytes long; the most is");
    row("nothing", "nothing", "returned nothing");
    row("fork", "success", "");
    row("threads", "success", "");
    row("flood", "success", "");
    row("many lines", "success", "");
    row("close streams", "success", "");
    row("change process", "success", "");
    row("__del__", "success", "");
    row("NaN", "success", "NaN or Infinity");
    row("surrogates", "success", "");
}

void TestFunctionFaults::function()
{
    QFETCH(QByteArray, outcome);
    QFETCH(QByteArray, message);
    if (outcome == "timed_out")
        setVariable("HANDLER_TIMEOUT", QString::number(timeout));
    put(measurementFor("good", 1));
    QVERIFY(startRuntime(functionFile("faults.py")));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 1, patience);
    const QByteArray good = m_server->get(outputKey);

    put(measurementFor(QTest::currentDataTag(), 2));
    if (outcome == "success") {
        QTRY_VERIFY_WITH_TIMEOUT(m_server->get(outputKey) != good, patience);
    } else {
        QTRY_VERIFY_WITH_TIMEOUT(countInLog(message) >= 1, patience);
        QCOMPARE(m_server->get(outputKey), good);
    }
    putAndExpectGood(3);
    QTRY_VERIFY_WITH_TIMEOUT(counted(outcome) >= 1 + int(outcome == "success"), patience);
    QVERIFY(m_runtime->isRunning());
    const QByteArray log = m_runtime->log();
    QVERIFY2(log.size() < 1000 * 1000, qPrintable(QString::number(log.size())));
    QCOMPARE(m_runtime->terminate(), 0);
}

void TestFunctionFaults::measurement_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const QByteArray &value, const char *message) {
        QTest::newRow(name) << value << QByteArray(message);
    };
    row("not JSON", "nope", "not a measurement (JSONDecodeError");
    row("list", "[1]", "it is JSON, but not an object");
    row("number", "5", "it is JSON, but not an object");
    row("empty", "", "not a measurement (JSONDecodeError");
    row("binary", QByteArray("\x80\x04\x95\0\1", 5), "not a measurement (UnicodeDecodeError");
    row("deep", QByteArray(200000, '['), "not a measurement (RecursionError");
    row("100 MB", QByteArray(100'000'000, 'x'), "larger than the limit");
    row("key twice", R"({"do": "good", "n": 1, "n": 2})", "it has the key 'n' twice");
    row("NaN", R"({"do": "good", "n": NaN})", "it holds NaN, which JSON does not have");
    row("Infinity", R"({"do": "good", "n": -Infinity})", "it holds -Infinity, which JSON does not have");
}

void TestFunctionFaults::measurement()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, message);
    QVERIFY(startRuntime(functionFile("faults.py")));
    putAndExpectGood(1);
    const QByteArray good = m_server->get(outputKey);
    put(value);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog(message), 1, patience);
    waitForLooks(3);
    QCOMPARE(m_server->get(outputKey), good);
    QCOMPARE(countInLog(message), 1); // once, however often it is looked at
    putAndExpectGood(2);
    QCOMPARE(resultOf("calls"), 2);
}

void TestFunctionFaults::startedProcessesEndWithTheirWorker()
{
    QVERIFY(startRuntime(functionFile("faults.py")));
    put(measurementFor("daemon", 1));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 1, patience);
    const int daemon = resultOf("daemon");
    QVERIFY(daemon > 1 && ::kill(daemon, 0) == 0);
    ::kill(resultOf("pid"), SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(::kill(daemon, 0), -1, patience);
    putAndExpectGood(2);
}

void TestFunctionFaults::inputThatEndsItsWorkerIsCalledOnceMore()
{
    QVERIFY(startRuntime(functionFile("faults.py")));
    putAndExpectGood(1);
    put(measurementFor("segfault", 2));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("in the middle of a call"), 2, patience);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("has ended a worker, and is not called again"), 1, patience);
    waitForLooks(10);
    QCOMPARE(countInLog("in the middle of a call"), 2);
    putAndExpectGood(3);
    QTRY_COMPARE_WITH_TIMEOUT(counted("crashed"), 2, patience);
    QTRY_COMPARE_WITH_TIMEOUT(counted("skipped"), 1, patience);
    const RedisResult errors = m_server->call({"XRANGE", errorsKey(outputKey), "-", "+"});
    QVERIFY(errors);
    const std::vector<StreamEntry> entries = entriesOf(*errors);
    QCOMPARE(entries.size(), std::size_t(2));
    QCOMPARE(entries[0].value("errorType"), QByteArray("WorkerEnded"));
}

void TestFunctionFaults::otherCodeIsCalledOnItAgain()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("function.py"));
    const QByteArray rest = "    return {'n': input['n']}\n";
    const QByteArray deadly = measurementFor("deadly", 2);
    writeFile(path, "import os\ndef handler(input, context):\n    input['do'] == 'deadly' and os._exit(3)\n" + rest);
    QVERIFY(startRuntime(path));
    put(deadly);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("has ended a worker, and is not called again"), 1, patience);
    putAndExpectGood(1);
    const int loaded = countInLog("Loaded");
    writeFile(path, "def handler(input, context):\n" + rest); // mended
    QTRY_VERIFY_WITH_TIMEOUT(countInLog("Loaded") > loaded, patience);
    put(deadly);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 2, patience);
}

void TestFunctionFaults::stopsThoughSigtermIsIgnored()
{
    QVERIFY(startRuntime(functionFile("faults.py")));
    put(measurementFor("change process", 1));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 1, patience);
    QCOMPARE(m_runtime->terminate(), 0);
    QCOMPARE(countInLog("ending it by force"), 0);
}

QTEST_GUILESS_MAIN(TestFunctionFaults)
#include "tst_functionfaults.moc"

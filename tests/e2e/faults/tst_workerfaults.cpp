// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/files.h"
#include "tests/support/functionfaultfixture.h"
#include "tests/support/timeouts.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <csignal>

using namespace pulse;
using namespace pulse::test;

/// Faults that end or stop the worker process: another one continues with the next measurement.
class TestWorkerFaults : public QObject, private FunctionFaultFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void startedProcessesEndWithTheirWorker();
    void inputThatEndsItsWorkerIsRetriedOnce();
    void otherCodeHandlesASkippedInput();
    void stopsThoughSigtermIsIgnored();
    void descriptorsAreClosedBetweenCalls();
    void forkThatReturnsStoresNothing();
    void heldInterpreterIsTimedOut();
    void stateThatIsNeverSaved();
    void stoppedWorkerIsReplaced();
    void stoppedWorkerStaysWithoutALimit();
};

void TestWorkerFaults::startedProcessesEndWithTheirWorker()
{
    QVERIFY(startRuntime(functionFile("faults.py")));
    put(measurementFor("daemon", 1));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 1, waitTimeout);
    const int daemon = resultOf("daemon");
    QVERIFY(daemon > 1 && ::kill(daemon, 0) == 0);
    ::kill(resultOf("pid"), SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(::kill(daemon, 0), -1, waitTimeout);
    putAndExpectGood(2);
}

void TestWorkerFaults::inputThatEndsItsWorkerIsRetriedOnce()
{
    QVERIFY(startRuntime(functionFile("faults.py")));
    putAndExpectGood(1);
    put(measurementFor("segfault", 2));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("in the middle of a call"), 2, waitTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("ended a worker and is not passed to the function again"), 1, waitTimeout);
    waitForReads(10);
    QCOMPARE(countInLog("in the middle of a call"), 2);
    putAndExpectGood(3);
    QTRY_COMPARE_WITH_TIMEOUT(counted("crashed"), 2, waitTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(counted("skipped"), 1, waitTimeout);
    const RedisResult errors = m_server->call({"XRANGE", errorsKey(outputKey), "-", "+"});
    QVERIFY(errors);
    const std::vector<StreamEntry> entries = entriesOf(*errors);
    QCOMPARE(entries.size(), std::size_t(2));
    QCOMPARE(entries[0].value("errorType"), QByteArray("WorkerEnded"));
}

void TestWorkerFaults::otherCodeHandlesASkippedInput()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"function.py"_s);
    const QByteArray rest = "    return {'n': input['n']}\n";
    const QByteArray deadly = measurementFor("deadly", 2);
    writeFile(path, "import os\ndef handler(input, context):\n    input['do'] == 'deadly' and os._exit(3)\n" + rest);
    QVERIFY(startRuntime(path));
    put(deadly);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("ended a worker and is not passed to the function again"), 1, waitTimeout);
    putAndExpectGood(1);
    const int loaded = countInLog("Loaded");
    writeFile(path, "def handler(input, context):\n" + rest); // repaired
    QTRY_VERIFY_WITH_TIMEOUT(countInLog("Loaded") > loaded, waitTimeout);
    put(deadly);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 2, waitTimeout);
}

void TestWorkerFaults::stopsThoughSigtermIsIgnored()
{
    QVERIFY(startRuntime(functionFile("faults.py")));
    put(measurementFor("change process", 1));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 1, waitTimeout);
    QCOMPARE(m_runtime->terminate(), 0);
    QCOMPARE(countInLog("ending it by force"), 0);
}

/// One of the function's threads closes them.
void TestWorkerFaults::descriptorsAreClosedBetweenCalls()
{
    QVERIFY(startRuntime(functionFile("faults.py")));
    put(measurementFor("close later", 1));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 1, waitTimeout);
    const int worker = resultOf("pid");
    QElapsedTimer clock;
    clock.start();
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("lost its connections"), 1, waitTimeout);
    QVERIFY2(!canLimitMemory || clock.elapsed() < 300 + 2000, // closed after 0.3 s
             qPrintable(QString::number(clock.elapsed())));
    putAndExpectGood(2);
    QVERIFY(resultOf("pid") != worker);
    QCOMPARE(counted("crashed"), 0); // the function was not called
}

void TestWorkerFaults::forkThatReturnsStoresNothing()
{
    QVERIFY(startRuntime(functionFile("faults.py")));
    put(measurementFor("fork and return", 1));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 1, waitTimeout);
    const int worker = resultOf("pid");
    putAndExpectGood(2);
    QCOMPARE(resultOf("pid"), worker);
    QCOMPARE(history().size(), std::size_t(2));
}

void TestWorkerFaults::heldInterpreterIsTimedOut()
{
    setVariable("HANDLER_TIMEOUT", QString::number(timeout));
    QVERIFY(startRuntime(functionFile("faults.py")));
    putAndExpectGood(1);
    put(measurementFor("hold interpreter", 2));
    // Either its own pass does not end, or the next one does not begin; another worker then handles that one.
    QTRY_VERIFY_WITH_TIMEOUT(resultOf("n") == 2 || countInLog("HANDLER_TIMEOUT allows") > 0, waitTimeout);
    putAndExpectGood(3);
    QTRY_VERIFY_WITH_TIMEOUT(countInLog("HANDLER_TIMEOUT allows") > 0, waitTimeout);
}

void TestWorkerFaults::stateThatIsNeverSaved()
{
    setVariable("HANDLER_TIMEOUT", QString::number(timeout));
    QVERIFY(startRuntime(functionFile("faults.py")));
    putAndExpectGood(1);
    put(measurementFor("endless state", 2));
    QTRY_VERIFY_WITH_TIMEOUT(countInLog("saving context.env took longer") > 0, waitTimeout);
    putAndExpectGood(3);
}

/// Its event loop is stopped, outside of a call.
void TestWorkerFaults::stoppedWorkerIsReplaced()
{
    setVariable("HANDLER_TIMEOUT", QString::number(timeout));
    QVERIFY(startRuntime(functionFile("faults.py")));
    putAndExpectGood(1);
    QCOMPARE(::kill(resultOf("pid"), SIGSTOP), 0);
    const QByteArray limit = QByteArray::number(timeout + 5);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("The worker does not respond for " + limit + " s"), 1, waitTimeout);
    putAndExpectGood(2);
    QCOMPARE(counted("timed_out"), 0);
}

void TestWorkerFaults::stoppedWorkerStaysWithoutALimit()
{
    setVariable("HANDLER_TIMEOUT", u"0"_s);
    QVERIFY(startRuntime(functionFile("faults.py")));
    putAndExpectGood(1);
    const int worker = resultOf("pid");
    QCOMPARE(::kill(worker, SIGSTOP), 0);
    QTest::qWait(7000); // that nothing happens takes time: a limit of 0 s and its margin would be over
    QCOMPARE(countInLog("does not respond"), 0);
    QCOMPARE(::kill(worker, SIGCONT), 0);
    putAndExpectGood(2);
    QCOMPARE(resultOf("pid"), worker);
}

QTEST_GUILESS_MAIN(TestWorkerFaults)
#include "tst_workerfaults.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/files.h"
#include "tests/support/runtimefixture.h"
#include "tests/support/statefixture.h"
#include "tests/support/timeouts.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>

using namespace pulse;
using namespace pulse::test;

/// Which values of context.env are stored and restored, and what happens to the others.
class TestStoredState : public QObject, private StateFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void typesAreRestored_data();
    void typesAreRestored();
    void typesThatCannotBeStored_data();
    void typesThatCannotBeStored();
    void stateOfAnEarlierVersion();
    void missingStateIsNotLoggedAsRestored();
    void stateThatCannotBeRestored();
    void failedSnapshotReplacesTheOlderState();
    void importsNothingForTheFunction();
    void getAndSetAreEnough();
    void foreignValueIsIgnored();

private:
    void storeState(const QByteArray &fields);
};

void TestStoredState::typesAreRestored_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("check"); // of the stored object, during the next call
    const auto row = [](const char *name, const char *expression, const char *check) {
        QTest::newRow(name) << QByteArray(expression) << QByteArray(check);
    };
    row("tuple", "(1, (2,))", "x == (1, (2,))");
    row("set", "{1, 2}", "x == {1, 2}");
    row("frozenset", "frozenset({1})", "type(x) is frozenset");
    row("deque", "collections.deque([1, 2], 2)", "x == collections.deque([1, 2]) and x.maxlen == 2");
    row("queue", "filled(queue.Queue(2))", "x.get() == 5 and x.maxsize == 2");
    row("datetime", "[(datetime.datetime(2026, 1, 1), 1)]", "x == [(datetime.datetime(2026, 1, 1), 1)]");
    row("date, timedelta", "[datetime.date(2026, 1, 1), datetime.timedelta(1)]",
        "x[0] + x[1] == datetime.date(2026, 1, 2)");
    row("keys", "{1: 'a', 1.5: 'b', None: 'c', False: 'd'}", "list(x) == [1, 1.5, None, False]");
    row("numpy scalar", "numpy.float32(1.5)", "type(x) is numpy.float32");
    row("numpy array", "numpy.zeros((2, 3))", "x.shape == (2, 3) and x.dtype == float");
    row("input", "input", "x['net_io_counters_eth0-bytes_sent1'] == 8");
}

void TestStoredState::typesAreRestored()
{
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, check);
    writeFile(m_function, "import collections, datetime, numpy, queue\n"
                          "def filled(queue):\n"
                          "    queue.put(5)\n"
                          "    return queue\n"
                          "def handler(input, context):\n"
                          "    x = context.env.get('x')\n"
                          "    good = x is None or bool(" +
                              check +
                              ")\n"
                              "    context.env['x'] = " +
                              expression +
                              "\n"
                              "    context.env[1] = context.env.get(1, 0) + 1\n"
                              "    return {'calls': context.env[1], 'n': input['n'], 'good': good}\n");
    QVERIFY(startRuntime(m_function));
    for (int i = 1; i <= 3; ++i) {
        put(R"({"net_io_counters_eth0-bytes_sent": 8, "n": )" + QByteArray::number(i) + "}");
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), i, waitTimeout);
        QCOMPARE(resultOf("calls"), i);
        QVERIFY(result().value("good"_L1).toBool());
        killWorker();
    }
    QCOMPARE(countInLog("is kept in memory only"), 0);
}

void TestStoredState::typesThatCannotBeStored_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const char *expression, const char *message) {
        QTest::newRow(name) << QByteArray("    ") + expression << QByteArray(message);
    };
    row("lock", "import threading; context.env['x'] = {'y': [threading.Lock()]}",
        "context.env['x']['y'][0] is of type lock (_thread), which cannot be stored");
    row("own class", "context.env['x'] = [(1, Own())]",
        "context.env['x'][0][1] is of type Own (usermodule), which cannot be stored");
    row("data frame", "import pandas; context.env['x'] = pandas.DataFrame()",
        "context.env['x'] is of type DataFrame (pandas), which cannot be stored");
    row("object as a key", "context.env[Own] = 2",
        "context.env (the key <type>) is of type type, which cannot be stored");
    row("cycle", "context.env['x'] = context.env", "context.env['x'] contains itself, which cannot be stored");
}

void TestStoredState::typesThatCannotBeStored()
{
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, message);
    writeFile(m_function, "class Own: pass\n" + countingSource(expression));
    QVERIFY(startRuntime(m_function));
    for (int i = 1; i <= 3; ++i) {
        putNumber(i);
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), i, waitTimeout);
        QCOMPARE(resultOf("calls"), i); // the live object is used
    }
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("context.env: is kept in memory only"), 1, waitTimeout);
    QVERIFY2(m_runtime->log().contains(message), m_runtime->log().constData());
    const QByteArray lastInput = QCryptographicHash::hash(m_server->get(inputKey), QCryptographicHash::Sha256).toHex();
    QTRY_VERIFY_WITH_TIMEOUT(m_server->get(envKey(outputKey)).contains(lastInput), waitTimeout); // 0.1 s later at most
    killWorker();
    waitForReads(5);
    QCOMPARE(historyLength(), 3); // the measurement is not handled again
    putNumber(4);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 4, waitTimeout);
    QCOMPARE(resultOf("calls"), 1);
}

/// Stores a snapshot of the function's state, as after a call with the measurement 1.
void TestStoredState::storeState(const QByteArray &fields)
{
    const auto hashOf = [](const QByteArray &text) {
        return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
    };
    QFile file(m_function);
    QVERIFY(file.open(QIODevice::ReadOnly));
    putNumber(1);
    QVERIFY(m_server->call({"SET", envKey(outputKey),
                            R"({"code": ")" + hashOf(file.readAll()) + R"(", "input": ")" +
                                hashOf(m_server->get(inputKey)) +
                                R"(", "last_execution": "2026-01-02T03:04:05.000006", )" + fields + "}"}));
}

void TestStoredState::stateOfAnEarlierVersion()
{
    writeFile(m_function, countingSource(""));
    storeState(R"("env": {"calls": 41})");
    QVERIFY(startRuntime(m_function));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Restored the state of the previous worker"), 1, waitTimeout);
    waitForReads(3);
    QCOMPARE(historyLength(), 0);
    putNumber(2);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 2, waitTimeout);
    QCOMPARE(resultOf("calls"), 42);
}

/// The time of the last execution and the last input are stored even if env cannot be.
void TestStoredState::missingStateIsNotLoggedAsRestored()
{
    writeFile(m_function, countingSource(""));
    storeState(R"("env": null)");
    QVERIFY(startRuntime(m_function));
    waitForReads(3);
    QCOMPARE(historyLength(), 0); // the input is known
    putNumber(2);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 2, waitTimeout);
    QCOMPARE(resultOf("calls"), 1);
    QCOMPARE(countInLog("Restored"), 0);
}

void TestStoredState::stateThatCannotBeRestored()
{
    writeFile(m_function, countingSource(""));
    storeState(R"("env": null, "tagged": {"calls": 41, "x": {"$": "Turtle"}})");
    QVERIFY(startRuntime(m_function));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("context.env starts empty, because its stored value cannot be restored"), 1,
                              waitTimeout);
    waitForReads(3);
    QCOMPARE(historyLength(), 0);
    putNumber(2);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 2, waitTimeout);
    QCOMPARE(resultOf("calls"), 1);
}

/// The handler of a timer, which the function never stops, raises in every attempt.
void TestStoredState::failedSnapshotReplacesTheOlderState()
{
    writeFile(m_function, "import signal\n"
                          "def handle(number, frame):\n"
                          "    raise KeyboardInterrupt\n"
                          "signal.signal(signal.SIGALRM, handle)\n"
                          "def handler(input, context):\n"
                          "    context.env['calls'] = context.env.get('calls', 0) + 1\n"
                          "    if input['n'] == 2:\n"
                          "        context.env['large'] = [{'a': number} for number in range(100_000)]\n"
                          "        signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)\n"
                          "    return {'n': input['n']}\n");
    putNumber(1);
    QVERIFY(startRuntime(m_function));
    const auto isStored = [this] { return m_server->get(envKey(outputKey)).contains(R"("env": {"calls": 1})"); };
    QTRY_VERIFY_WITH_TIMEOUT(isStored(), waitTimeout);
    putNumber(2);
    QTRY_VERIFY_WITH_TIMEOUT(!isStored(), waitTimeout);
}

void TestStoredState::importsNothingForTheFunction()
{
    writeFile(m_function, "import sys\n"
                          "def handler(input, context):\n"
                          "    context.env.setdefault('x', (1, 2))\n"
                          "    return {'n': input['n'], 'kind': type(context.env['x']).__name__,\n"
                          "            'imported': [name for name in ('numpy', 'pandas', 'zoneinfo') if name in "
                          "sys.modules]}\n");
    QVERIFY(startRuntime(m_function));
    for (int i = 1; i <= 2; ++i) {
        putNumber(i);
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), i, waitTimeout);
        QCOMPARE(result().value("kind"_L1).toString(), u"tuple"_s);
        QCOMPARE(result().value("imported"_L1).toArray(), QJsonArray());
        killWorker();
    }
}

void TestStoredState::getAndSetAreEnough()
{
    QVERIFY(m_server->call({"ACL", "SETUSER", "narrow", "on", ">word", "~metrics", "~" + outputKey, "+get", "+set"}));
    setVariable("REDIS_HOST", {});
    setVariable("REDIS_PORT", {});
    setVariable("REDIS_URL", u"redis://narrow:word@127.0.0.1:%1"_s.arg(m_server->port()));
    writeFile(m_function, countingSource(""));
    QVERIFY(startRuntime(m_function));
    for (int i = 1; i <= 10; ++i) {
        putNumber(i);
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), i, waitTimeout);
    }
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("State: not stored, because the server refuses it"), 1, waitTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog(statusKey(outputKey) + " is not stored, because the server refuses it"), 1,
                              waitTimeout);
    QCOMPARE(m_server->call({"DBSIZE"})->integer, 2);
}

void TestStoredState::foreignValueIsIgnored()
{
    QVERIFY(m_server->call({"SET", envKey(outputKey), "\xff not ours"}));
    writeFile(m_function, countingSource(""));
    putNumber(1);
    QVERIFY(startRuntime(m_function));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("calls"), 1, waitTimeout);
}

QTEST_GUILESS_MAIN(TestStoredState)
#include "tst_storedstate.moc"

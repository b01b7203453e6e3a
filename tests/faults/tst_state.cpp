// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/outputkeys.h"
#include "tests/support/python.h"
#include "tests/support/runtimefixture.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>

#include <csignal>

using namespace pulse;
using namespace pulse::test;

namespace {

constexpr int kills = 50;

/// A function that counts its calls in env, twice: in what JSON can carry, and as `expression` says.
QByteArray countingSource(const QByteArray &expression)
{
    return "import collections, datetime, queue\n"
           "def handler(input, context):\n"
           "    context.env['calls'] = context.env.get('calls', 0) + 1\n" +
           expression +
           "\n    return {'calls': context.env['calls'], 'n': input['n'], 'first': context.last_execution is None}\n";
}

} // namespace

/// What the function keeps in context.env outlives its worker and the runtime.
class TestState : public QObject, private RuntimeFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { tearDown(); }
    void movingAverages_data();
    void movingAverages();
    void killedInMidCall();
    void valueIsNotCalledTwice();
    void lastCallsBeforeTheEnd();
    void otherCodeStartsAnew();
    void whatJsonCannotCarry_data();
    void whatJsonCannotCarry();
    void notAllowed();
    void somebodyElsesKey();

private:
    bool restart();
    pid_t worker() const;
    void killWorker();
    qint64 historyLength() const { return m_server->call({"XLEN", historyKey(outputKey)})->integer; }

    QTemporaryDir m_folder;
    QString m_function;
};

void TestState::init()
{
    setUp();
    m_function = m_folder.filePath(QStringLiteral("function.py"));
}

bool TestState::restart()
{
    return m_runtime->start();
}

/// The supervisor's only child; 0 where there is none.
pid_t TestState::worker() const
{
    QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(m_runtime->pid()));
    return children.open(QIODevice::ReadOnly) ? children.readAll().trimmed().split(' ').constFirst().toInt() : 0;
}

void TestState::killWorker()
{
    const pid_t pid = worker();
    QVERIFY(pid > 1);
    QCOMPARE(::kill(pid, SIGKILL), 0);
    QTRY_VERIFY_WITH_TIMEOUT(worker() != pid && worker() != 0, patience);
}

void TestState::movingAverages_data()
{
    QTest::addColumn<bool>("wholeRuntime");
    QTest::newRow("worker killed") << false;
    QTest::newRow("runtime killed") << true;
}

void TestState::movingAverages()
{
    QFETCH(bool, wholeRuntime);
    const QString sample = QStringLiteral(PULSE_TEST_RESOURCES "/handlers/metrics.py");
    const QStringList measurements =
        runPython({QStringLiteral(PULSE_TEST_DATA "/measurements.py"), QString::number(kills + 1)})
            .split(QLatin1Char('\n'));
    writeFile(m_folder.filePath(QStringLiteral("measurements")), measurements.join(QLatin1Char('\n')).toUtf8() + '\n');
    const QStringList undisturbed =
        runPython({QStringLiteral("-c"),
                   QStringLiteral(
                       "import subprocess, sys\n"
                       "subprocess.run([sys.executable, '-B', *sys.argv[2:]], stdin=open(sys.argv[1]), check=True)"),
                   m_folder.filePath(QStringLiteral("measurements")),
                   QStringLiteral(PULSE_TEST_DATA "/reference_loop.py"), sample, QStringLiteral("h"),
                   QStringLiteral("1"), QStringLiteral("i"), QStringLiteral("o")})
            .split(QLatin1Char('\n'));
    QCOMPARE(undisturbed.size(), kills + 1);

    QVERIFY(startRuntime(sample));
    for (int i = 0; i <= kills; ++i) {
        put(measurements[i].toUtf8());
        QTRY_COMPARE_WITH_TIMEOUT(historyLength(), i + 1, patience);
        QCOMPARE(result(), QJsonDocument::fromJson(undisturbed[i].toUtf8()).object());
        if (wholeRuntime) {
            m_runtime->kill();
            QVERIFY(restart());
        } else {
            killWorker();
        }
    }
}

void TestState::killedInMidCall()
{
    put(R"({"wait_for": "go"})");
    QVERIFY(startRuntime(functionFile("waiting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("function: waiting"), 1, patience);
    killWorker();
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("function: waiting"), 2, patience); // that one input again
    QVERIFY(m_server->call({"SET", "go", "1"}));
    QTRY_COMPARE_WITH_TIMEOUT(historyLength(), 1, patience);
}

void TestState::valueIsNotCalledTwice()
{
    putNumber(1);
    writeFile(m_function, countingSource(""));
    QVERIFY(startRuntime(m_function));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("calls"), 1, patience);
    killWorker();
    waitForLooks(5);
    QCOMPARE(m_runtime->terminate(), 0);
    QVERIFY(restart());
    waitForLooks(5);
    QCOMPARE(historyLength(), 1);
    putNumber(2);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 2, patience);
    QCOMPARE(resultOf("calls"), 2);
    QVERIFY(!result().value(QLatin1String("first")).toBool()); // last_execution lives on, too
}

/// At most ten states a second are stored; the last one at the end.
void TestState::lastCallsBeforeTheEnd()
{
    writeFile(m_function, countingSource(""));
    QVERIFY(startRuntime(m_function));
    for (int i = 1; i <= 10; ++i) {
        putNumber(i);
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), i, patience);
    }
    QCOMPARE(m_runtime->terminate(), 0);
    QVERIFY(m_server->get(envKey(outputKey)).contains(R"("env": {"calls": 10})"));
    QVERIFY(restart());
    putNumber(11);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 11, patience);
    QCOMPARE(resultOf("calls"), 11);
}

void TestState::otherCodeStartsAnew()
{
    writeFile(m_function, countingSource(""));
    putNumber(1);
    QVERIFY(startRuntime(m_function));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("calls"), 1, patience);
    QCOMPARE(m_runtime->terminate(), 0);
    writeFile(m_function, countingSource("    # another version"));
    QVERIFY(restart());
    QTRY_COMPARE_WITH_TIMEOUT(historyLength(), 2, patience); // the same value, but other code
    QCOMPARE(resultOf("calls"), 1);
}

void TestState::whatJsonCannotCarry_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const char *expression, const char *message) {
        QTest::newRow(name) << QByteArray("    ") + expression << QByteArray(message);
    };
    row("deque", "context.env['x'] = collections.deque([1])", "under 'x' (deque)");
    row("datetime", "context.env['x'] = [(datetime.datetime(2026, 1, 1), 1)]", "under 'x' (list)");
    row("queue", "context.env['x'] = queue.Queue()", "under 'x' (Queue)");
    row("integer keys", "context.env[1] = 2", "its key 1 is of type int");
    row("tuple", "context.env['x'] = (1, 2)", "under 'x' (tuple)");
    row("numpy", "import numpy; context.env['x'] = numpy.float64(1.5)", "under 'x' (float64)");
    row("set", "context.env['x'] = {1}", "under 'x' (set)");
    row("cycle", "context.env['x'] = context.env", "under 'x' (dict)");
}

void TestState::whatJsonCannotCarry()
{
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, message);
    writeFile(m_function, countingSource(expression));
    QVERIFY(startRuntime(m_function));
    for (int i = 1; i <= 3; ++i) {
        putNumber(i);
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), i, patience);
        QCOMPARE(resultOf("calls"), i); // the live object is what counts
    }
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("context.env: lives in memory only"), 1, patience);
    QVERIFY2(m_runtime->log().contains(message), m_runtime->log().constData());
    const QByteArray lastInput = QCryptographicHash::hash(m_server->get(inputKey), QCryptographicHash::Sha256).toHex();
    QTRY_VERIFY_WITH_TIMEOUT(m_server->get(envKey(outputKey)).contains(lastInput), patience); // 0.1 s later at most
    killWorker();
    waitForLooks(5);
    QCOMPARE(historyLength(), 3); // what was called is not called again
    putNumber(4);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 4, patience);
    QCOMPARE(resultOf("calls"), 1);
}

void TestState::notAllowed()
{
    QVERIFY(m_server->call({"ACL", "SETUSER", "narrow", "on", ">word", "~metrics", "~" + outputKey, "+get", "+set"}));
    setVariable("REDIS_HOST", {});
    setVariable("REDIS_PORT", {});
    setVariable("REDIS_URL", QStringLiteral("redis://narrow:word@127.0.0.1:%1").arg(m_server->port()));
    writeFile(m_function, countingSource(""));
    QVERIFY(startRuntime(m_function));
    for (int i = 1; i <= 10; ++i) {
        putNumber(i);
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), i, patience);
    }
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("State: not kept, the server refuses it"), 1, patience);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog(statusKey(outputKey) + " is not kept, the server refuses it"), 1, patience);
    QCOMPARE(m_server->call({"DBSIZE"})->integer, 2);
}

void TestState::somebodyElsesKey()
{
    QVERIFY(m_server->call({"SET", envKey(outputKey), "\xff not ours"}));
    writeFile(m_function, countingSource(""));
    putNumber(1);
    QVERIFY(startRuntime(m_function));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("calls"), 1, patience);
}

QTEST_GUILESS_MAIN(TestState)
#include "tst_state.moc"

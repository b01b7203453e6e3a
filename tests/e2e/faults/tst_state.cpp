// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/support/python.h"
#include "tests/support/runtimefixture.h"
#include "tests/support/statefixture.h"
#include "tests/support/timeouts.h"

#include <QFileInfo>
#include <QJsonDocument>

using namespace pulse;
using namespace pulse::test;

/// The state in context.env survives the end of the worker and of the runtime.
class TestState : public QObject, private StateFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void movingAveragesSurviveKills_data();
    void movingAveragesSurviveKills();
    void stateOfPublicFunctionsSurvivesKills_data();
    void stateOfPublicFunctionsSurvivesKills();
    void inputOfAKilledCallIsRetried();
    void valueIsHandledOnce();
    void lastStateIsStoredAtTheEnd();
    void otherCodeStartsEmpty();

private:
    bool restart();
    QStringList undisturbedResults(const QString &function, const QStringList &measurements);
    void compareOverKills(const QString &function, int count, bool killsRuntime);
};

namespace {

constexpr int kills = 50;
constexpr int killsPerHabit = 5;

} // namespace

bool TestState::restart()
{
    return m_runtime->start();
}

void TestState::movingAveragesSurviveKills_data()
{
    QTest::addColumn<bool>("wholeRuntime");
    QTest::newRow("worker killed") << false;
    QTest::newRow("runtime killed") << true;
}

void TestState::movingAveragesSurviveKills()
{
    QFETCH(bool, wholeRuntime);
    compareOverKills(test::resourcePath("/handlers/metrics.py"), kills, wholeRuntime);
}

/// The ways in which public functions keep their state; each is one of tests/data/functions/corpus.
void TestState::stateOfPublicFunctionsSurvivesKills_data()
{
    QTest::addColumn<bool>("wholeRuntime");
    bool wholeRuntime = false;
    for (const char *name :
         {"datetime_tuples", "deque_in_env", "queue_in_env", "integer_keys", "numpy_scalars", "numpy_arrays",
          "env_by_set_env", "input_changed", "whole_inputs_kept", "trailing_one_last_input", "two_windows"}) {
        QTest::newRow(name) << wholeRuntime;
        wholeRuntime = !wholeRuntime;
    }
}

void TestState::stateOfPublicFunctionsSurvivesKills()
{
    QFETCH(bool, wholeRuntime);
    const QByteArray file = QByteArrayLiteral("corpus/") + QTest::currentDataTag() + ".py";
    compareOverKills(functionFile(file.constData()), killsPerHabit, wholeRuntime);
    QCOMPARE(countInLog("is kept in memory only"), 0);
}

/// Returns the function's results for these measurements in one uninterrupted process.
QStringList TestState::undisturbedResults(const QString &function, const QStringList &measurements)
{
    const QString file = m_folder.filePath(u"measurements"_s);
    writeFile(file, measurements.join('\n'_L1).toUtf8() + '\n');
    QStringList arguments{u"-c"_s,
                          u"import subprocess, sys\n"
                          "subprocess.run([sys.executable, '-B', *sys.argv[2:]], stdin=open(sys.argv[1]), "
                          "check=True)"_s,
                          file, test::dataPath("/reference_loop.py")};
    if (QFileInfo(function).fileName().startsWith("trailing_one_"_L1))
        arguments << u"--twins"_s;
    arguments << function << u"h"_s << u"1"_s << u"i"_s << u"o"_s;
    return runPython(arguments).split('\n'_L1);
}

/// Kills the process after each call: the results must be equal to those of an uninterrupted one.
void TestState::compareOverKills(const QString &function, int count, bool killsRuntime)
{
    const QStringList measurements =
        runPython({test::dataPath("/measurements.py"), QString::number(count + 1)}).split('\n'_L1);
    const QStringList undisturbed = undisturbedResults(function, measurements);
    QCOMPARE(undisturbed.size(), count + 1);

    QVERIFY(startRuntime(function));
    for (int i = 0; i <= count; ++i) {
        put(measurements[i].toUtf8());
        QTRY_COMPARE_WITH_TIMEOUT(historyLength(), i + 1, waitTimeout);
        QCOMPARE(result(), QJsonDocument::fromJson(undisturbed[i].toUtf8()).object());
        if (killsRuntime) {
            m_runtime->kill();
            QVERIFY(restart());
        } else {
            killWorker();
        }
    }
}

void TestState::inputOfAKilledCallIsRetried()
{
    put(R"({"wait_for": "go"})");
    QVERIFY(startRuntime(functionFile("waiting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("function: waiting"), 1, waitTimeout);
    killWorker();
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("function: waiting"), 2, waitTimeout); // the same input again
    QVERIFY(m_server->call({"SET", "go", "1"}));
    QTRY_COMPARE_WITH_TIMEOUT(historyLength(), 1, waitTimeout);
}

void TestState::valueIsHandledOnce()
{
    putNumber(1);
    writeFile(m_function, countingSource(""));
    QVERIFY(startRuntime(m_function));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("calls"), 1, waitTimeout);
    killWorker();
    waitForReads(5);
    QCOMPARE(m_runtime->terminate(), 0);
    QVERIFY(restart());
    waitForReads(5);
    QCOMPARE(historyLength(), 1);
    putNumber(2);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 2, waitTimeout);
    QCOMPARE(resultOf("calls"), 2);
    QVERIFY(!result().value("first"_L1).toBool()); // last_execution is restored, too
}

/// At most ten states per second are stored; the last one is stored at the end.
void TestState::lastStateIsStoredAtTheEnd()
{
    writeFile(m_function, countingSource(""));
    QVERIFY(startRuntime(m_function));
    for (int i = 1; i <= 10; ++i) {
        putNumber(i);
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), i, waitTimeout);
    }
    QCOMPARE(m_runtime->terminate(), 0);
    QVERIFY(m_server->get(envKey(outputKey)).contains(R"("env": {"calls": 10})"));
    QVERIFY(restart());
    putNumber(11);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 11, waitTimeout);
    QCOMPARE(resultOf("calls"), 11);
}

void TestState::otherCodeStartsEmpty()
{
    writeFile(m_function, countingSource(""));
    putNumber(1);
    QVERIFY(startRuntime(m_function));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("calls"), 1, waitTimeout);
    QCOMPARE(m_runtime->terminate(), 0);
    writeFile(m_function, countingSource("    # another version"));
    QVERIFY(restart());
    QTRY_COMPARE_WITH_TIMEOUT(historyLength(), 2, waitTimeout); // the same value, but different code
    QCOMPARE(resultOf("calls"), 1);
}

QTEST_GUILESS_MAIN(TestState)
#include "tst_state.moc"

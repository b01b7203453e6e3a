// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "tests/support/runtimefixture.h"
#include "tests/support/timeouts.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>

using namespace pulse;
using namespace pulse::test;

namespace {

#if PULSE_TEST_SANITIZED
constexpr int endsWithin = 4000; // ms; the sanitizer's own work at the end is slow
#else
constexpr int endsWithin = 1000;
#endif

} // namespace

/// How the runtime ends at SIGTERM: at once, or after the current call.
class TestRuntimeEnd : public QObject, private RuntimeFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void endsAtOnceOnSigterm();
    void endsAfterTheCurrentCall();
    void endsAtOnceWhileRedisIsFrozen();
    void endsAtOnceWithThreadsOfTheFunction();
    void endsAtOnceWhileTheModuleIsImported();
};

void TestRuntimeEnd::endsAtOnceOnSigterm()
{
    put(R"({"n": 1})");
    m_runtime->setVariable(u"INTERVAL"_s, u"60"_s);
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(result().value("calls"_L1).toInt(), 1, waitTimeout);
    const int worker = result().value("pid"_L1).toInt();
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(m_runtime->terminate(), 0);
    QVERIFY2(timer.elapsed() < endsWithin, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(::kill(worker, 0), -1); // no process remains
}

void TestRuntimeEnd::endsAfterTheCurrentCall()
{
    put(R"({"wait_for": "go"})");
    QVERIFY(startRuntime(functionFile("waiting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("function: waiting"), 1, waitTimeout);
    ::kill(static_cast<pid_t>(m_runtime->pid()), SIGTERM);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Stopping after the current call"), 1, waitTimeout);
    QVERIFY(m_server->call({"SET", "go", "1"})); // makes the function end
    QCOMPARE(m_runtime->waitForEnd(), 0);
    QCOMPARE(result().value("waited"_L1).toBool(), true); // its result is stored
}

void TestRuntimeEnd::endsAtOnceWhileRedisIsFrozen()
{
    put(R"({"n": 1})");
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(result().value("calls"_L1).toInt(), 1, waitTimeout);
    m_server->freeze();
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(m_runtime->terminate(), 0);
    QVERIFY2(timer.elapsed() < endsWithin, qPrintable(QString::number(timer.elapsed())));
}

void TestRuntimeEnd::endsAtOnceWithThreadsOfTheFunction()
{
    put(R"({"n": 1})");
    QVERIFY(startRuntime(functionFile("threads.py")));
    QTRY_COMPARE_WITH_TIMEOUT(result().value("threads"_L1).toInt(), 2, waitTimeout);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(m_runtime->terminate(), 0);
    QVERIFY2(timer.elapsed() < endsWithin, qPrintable(QString::number(timer.elapsed())));
}

void TestRuntimeEnd::endsAtOnceWhileTheModuleIsImported()
{
    QVERIFY(startRuntime(functionFile("slow_import.py")));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("function: importing"), 1, waitTimeout);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(m_runtime->terminate(), 0);
    QVERIFY2(timer.elapsed() < endsWithin, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestRuntimeEnd)
#include "tst_runtimeend.moc"

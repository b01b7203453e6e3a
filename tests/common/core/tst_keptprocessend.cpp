// SPDX-License-Identifier: GPL-3.0-or-later
// How processes are stopped, and what ends with them. Real processes: shells with a few commands.
#include "common/core/keptprocess.h"
#include "common/core/literals.h"
#include "tests/support/shellprocess.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <cstdio>
#include <memory>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

namespace {

bool isAlive(qint64 pid)
{
    QFile stat(u"/proc/%1/stat"_s.arg(pid));
    return stat.open(QIODevice::ReadOnly) && !stat.readAll().contains(") Z ");
}

/// Names the process that the script has put into the background.
qint64 pidIn(const QSignalSpy &printed)
{
    return printed.isEmpty() ? 0 : printed[0][0].toByteArray().toLongLong();
}

} // namespace

class TestKeptProcessEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stopSendsSigterm();
    void stopKillsAfterTheTimeout();
    void stopClosesTheInputFirst();
    void stopWithoutARunIsReportedAtOnce();
    void stopCancelsTheNextRun();
    void stopAndWaitReturnsWhenItHasEnded_data();
    void stopAndWaitReturnsWhenItHasEnded();
    void killEndsAllOfTheGroup();
    void whatARunLeftBehindIsKilled();
    void destructorKills();
    void programEndsWithAKilledParent_data();
    void programEndsWithAKilledParent();
};

void TestKeptProcessEnd::stopSendsSigterm()
{
    KeptProcess::Options options = runs(u"trap 'echo term; exit 0' TERM; echo up; while :; do sleep 0.01; done"_s);
    options.stopTimeout = 1h;
    KeptProcess process(options);
    QSignalSpy printed(&process, &KeptProcess::printed);
    QSignalSpy ends(&process, &KeptProcess::ended);
    QSignalSpy stops(&process, &KeptProcess::stopped);
    process.start();
    QTRY_COMPARE(printed.size(), 1);
    process.stop();
    QVERIFY(stops.isEmpty());
    QTRY_COMPARE(stops.size(), 1);
    QCOMPARE(linesOf(printed), (QByteArrayList{"up", "term"}));
    QVERIFY(ends.isEmpty());
    QVERIFY(!process.isRunning());
}

void TestKeptProcessEnd::stopKillsAfterTheTimeout()
{
    KeptProcess::Options options = runs(u"trap '' TERM; echo up; while :; do sleep 0.01; done"_s);
    options.stopTimeout = 100ms;
    KeptProcess process(options);
    QSignalSpy printed(&process, &KeptProcess::printed);
    QSignalSpy timeouts(&process, &KeptProcess::stopTimedOut);
    QSignalSpy stops(&process, &KeptProcess::stopped);
    process.start();
    QTRY_COMPARE(printed.size(), 1);
    QElapsedTimer sinceStop;
    sinceStop.start();
    process.stop();
    QTRY_COMPARE(stops.size(), 1);
    QCOMPARE(timeouts.size(), 1);
    QVERIFY(sinceStop.elapsed() >= 95);
}

void TestKeptProcessEnd::stopClosesTheInputFirst()
{
    KeptProcess::Options options = runs(u"trap 'echo term' TERM; echo up; cat; echo end of input"_s);
    options.endsWithInput = true;
    options.stopTimeout = 1h;
    KeptProcess process(options);
    QSignalSpy printed(&process, &KeptProcess::printed);
    QSignalSpy stops(&process, &KeptProcess::stopped);
    process.start();
    QTRY_COMPARE(printed.size(), 1);
    process.stop();
    QTRY_COMPARE(stops.size(), 1);
    QCOMPARE(linesOf(printed), (QByteArrayList{"up", "end of input"}));
}

void TestKeptProcessEnd::stopWithoutARunIsReportedAtOnce()
{
    KeptProcess process(runs(u"exit 0"_s));
    QSignalSpy stops(&process, &KeptProcess::stopped);
    process.stop();
    QCOMPARE(stops.size(), 1);
}

void TestKeptProcessEnd::stopCancelsTheNextRun()
{
    KeptProcess::Options options = runs(u"exit 1"_s);
    options.retry = {.shortest = 50ms, .longest = 50ms};
    KeptProcess process(options);
    QSignalSpy starts(&process, &KeptProcess::started);
    QSignalSpy ends(&process, &KeptProcess::ended);
    QSignalSpy stops(&process, &KeptProcess::stopped);
    connect(&process, &KeptProcess::ended, &process, &KeptProcess::startLater);
    process.start();
    QTRY_COMPARE(ends.size(), 1);
    process.stop();
    QCOMPARE(stops.size(), 1);
    QVERIFY(!starts.wait(100));
}

void TestKeptProcessEnd::stopAndWaitReturnsWhenItHasEnded_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<int>("least"); // ms
    QTest::newRow("at the end of its input") << "trap '' TERM; echo up; cat; sleep 0.02" << 20;
    QTest::newRow("by SIGTERM") << "echo up; exec sleep 60" << 95;
    QTest::newRow("by SIGKILL") << "trap '' TERM; echo up; while :; do sleep 0.01; done" << 190;
}

void TestKeptProcessEnd::stopAndWaitReturnsWhenItHasEnded()
{
    QFETCH(QString, script);
    QFETCH(int, least);
    KeptProcess::Options options = runs(script);
    options.endsWithInput = true;
    options.stopTimeout = 100ms;
    KeptProcess process(options);
    QSignalSpy printed(&process, &KeptProcess::printed);
    QSignalSpy ends(&process, &KeptProcess::ended);
    QSignalSpy stops(&process, &KeptProcess::stopped);
    process.start();
    QTRY_COMPARE(printed.size(), 1);
    const qint64 pid = process.pid();
    QElapsedTimer sinceStop;
    sinceStop.start();
    process.stopAndWait();
    QVERIFY(sinceStop.elapsed() >= least);
    QVERIFY(!isAlive(pid));
    QVERIFY(!process.isRunning());
    QVERIFY(ends.isEmpty() && stops.isEmpty());
}

void TestKeptProcessEnd::killEndsAllOfTheGroup()
{
    KeptProcess process(runs(u"sleep 60 & echo $!; wait"_s));
    QSignalSpy printed(&process, &KeptProcess::printed);
    QSignalSpy ends(&process, &KeptProcess::ended);
    process.start();
    QTRY_COMPARE(printed.size(), 1);
    QVERIFY(isAlive(pidIn(printed)));
    process.kill();
    QTRY_COMPARE(ends.size(), 1);
    QCOMPARE(endOf(ends).code, 9);
    QTRY_VERIFY(!isAlive(pidIn(printed)));
}

void TestKeptProcessEnd::whatARunLeftBehindIsKilled()
{
    KeptProcess process(runs(u"sleep 60 & echo $!"_s));
    QSignalSpy printed(&process, &KeptProcess::printed);
    QSignalSpy ends(&process, &KeptProcess::ended);
    process.start();
    QTRY_COMPARE(ends.size(), 1);
    QVERIFY(endOf(ends).isSuccess());
    QVERIFY(pidIn(printed) > 0);
    QTRY_VERIFY(!isAlive(pidIn(printed)));
}

void TestKeptProcessEnd::destructorKills()
{
    auto process = std::make_unique<KeptProcess>(runs(u"trap '' TERM; sleep 60 & echo $!; wait"_s));
    QSignalSpy printed(process.get(), &KeptProcess::printed);
    process->start();
    QTRY_COMPARE(printed.size(), 1);
    const qint64 pid = process->pid();
    process.reset();
    QVERIFY(!isAlive(pid));
    QTRY_VERIFY(!isAlive(pidIn(printed)));
}

void TestKeptProcessEnd::programEndsWithAKilledParent_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGKILL") << SIGKILL;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TestKeptProcessEnd::programEndsWithAKilledParent()
{
    QFETCH(int, signal);
    QProcess parent;
    QByteArray output;
    connect(&parent, &QProcess::readyRead, &parent, [&] { output += parent.readAll(); });
    parent.start(QCoreApplication::applicationFilePath(), {u"--hold"_s, QString::number(signal)});
    QTRY_VERIFY(output.contains('\n'));
    const qint64 pid = output.trimmed().toLongLong();
    QVERIFY(isAlive(pid));
    parent.kill();
    QVERIFY(parent.waitForFinished());
    QTRY_VERIFY(!isAlive(pid));
}

/// The parent in the last test: runs a program, prints its process id, and waits to be killed.
static int hold(int deathSignal)
{
    KeptProcess::Options options = runs(u"echo up; exec sleep 60"_s);
    options.deathSignal = deathSignal;
    KeptProcess process(options);
    QObject::connect(&process, &KeptProcess::printed, &process, [&process] {
        std::printf("%lld\n", process.pid());
        std::fflush(stdout);
    });
    process.start();
    return QCoreApplication::exec();
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--hold") == 0)
        return hold(QByteArray(argv[2]).toInt());
    TestKeptProcessEnd test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keptprocessend.moc"

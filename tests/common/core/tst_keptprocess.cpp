// SPDX-License-Identifier: GPL-3.0-or-later
// Real processes: shells with a few commands.
#include "common/core/keptprocess.h"
#include "common/core/literals.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using namespace pulse;
using namespace std::chrono_literals;

namespace {

KeptProcess::Options runs(const QString &script)
{
    return {.prepare = [script] { return ProcessCommand{.program = u"/bin/sh"_s, .arguments = {u"-c"_s, script}}; }};
}

bool isAlive(qint64 pid)
{
    QFile stat(u"/proc/%1/stat"_s.arg(pid));
    return stat.open(QIODevice::ReadOnly) && !stat.readAll().contains(") Z ");
}

QByteArrayList linesOf(const QSignalSpy &printed)
{
    QByteArrayList lines;
    for (const QList<QVariant> &arguments : printed)
        lines << arguments[0].toByteArray();
    return lines;
}

ProcessEnd endOf(const QSignalSpy &ends)
{
    return ends.isEmpty() ? ProcessEnd() : ends[0][0].value<ProcessEnd>();
}

/// Names the process that the script has put into the background.
qint64 pidIn(const QSignalSpy &printed)
{
    return printed.isEmpty() ? 0 : printed[0][0].toByteArray().toLongLong();
}

} // namespace

class TestKeptProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commandIsPassedOn();
    void descriptorsArePassedOn();
    void childIsSetUp();
    void linesAreReported();
    void longLinesAreCut();
    void endsAreReported_data();
    void endsAreReported();
    void failureToPrepareIsReported();
    void failureToStartIsReportedAfterStart();
    void startsAgainAfterPauses();
    void startsOnceAtATime();
    void startDoesNotWaitForThePause();
    void startsAgainInsideEnded();
    void aLongRunResetsThePause();
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

void TestKeptProcess::commandIsPassedOn()
{
    QTemporaryDir folder;
    QProcessEnvironment environment;
    environment.insert(u"NAME"_s, u"value"_s);
    KeptProcess process({.prepare = [&] {
        return ProcessCommand{.program = u"/bin/sh"_s,
                              .arguments = {u"-c"_s, u"echo \"$1,$NAME,$HOME\"; pwd"_s, u"sh"_s, u"an argument"_s},
                              .environment = environment,
                              .workingDirectory = folder.path()};
    }});
    QSignalSpy printed(&process, &KeptProcess::printed);
    QSignalSpy ends(&process, &KeptProcess::ended);
    process.start();
    QTRY_COMPARE(ends.size(), 1);
    QCOMPARE(linesOf(printed), (QByteArrayList{"an argument,value,", folder.path().toUtf8()}));
}

// Each descriptor gets the number that the other one may have here.
void TestKeptProcess::descriptorsArePassedOn()
{
    QTemporaryDir folder;
    for (const char *name : {"a", "b"}) {
        QFile file(folder.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(name) + "\n");
    }
    const int a = ::open(qPrintable(folder.filePath(u"a"_s)), O_RDONLY | O_CLOEXEC);
    const int b = ::open(qPrintable(folder.filePath(u"b"_s)), O_RDONLY | O_CLOEXEC);
    const auto runWith = [](int third, int fourth) {
        KeptProcess::Options options = runs(u"cat <&3; cat <&4"_s);
        options.prepare = [prepare = options.prepare, third, fourth] {
            ProcessCommand command = *prepare();
            command.descriptors = {{third, 3}, {fourth, 4}};
            return command;
        };
        KeptProcess process(options);
        QSignalSpy printed(&process, &KeptProcess::printed);
        QSignalSpy ends(&process, &KeptProcess::ended);
        process.start();
        [&] { QTRY_COMPARE(ends.size(), 1); }();
        return linesOf(printed).join(' ');
    };
    QCOMPARE(runWith(a, b), QByteArray("a b"));
    ::lseek(a, 0, SEEK_SET);
    ::lseek(b, 0, SEEK_SET);
    QCOMPARE(runWith(b, a), QByteArray("b a"));
    ::close(a);
    ::close(b);
}

void TestKeptProcess::childIsSetUp()
{
    sigset_t blocked;
    sigset_t before;
    ::sigemptyset(&blocked);
    ::sigaddset(&blocked, SIGTERM);
    ::sigprocmask(SIG_BLOCK, &blocked, &before);
    KeptProcess process(runs(u"grep SigBlk /proc/self/status; ps -o pgid=,sid= $$; echo $$; readlink /proc/$$/fd/0"_s));
    QSignalSpy printed(&process, &KeptProcess::printed);
    QSignalSpy ends(&process, &KeptProcess::ended);
    process.start();
    ::sigprocmask(SIG_SETMASK, &before, nullptr);
    QTRY_COMPARE(ends.size(), 1);
    const QByteArrayList lines = linesOf(printed);
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[0], QByteArray("SigBlk:\t0000000000000000"));
    QCOMPARE(lines[1].simplified(), lines[2] + ' ' + lines[2]);
    QCOMPARE(lines[3], QByteArray("/dev/null"));
}

void TestKeptProcess::linesAreReported()
{
    KeptProcess process(runs(u"echo one; echo two >&2; printf 'without end'"_s));
    QSignalSpy printed(&process, &KeptProcess::printed);
    QSignalSpy ends(&process, &KeptProcess::ended);
    process.start();
    QTRY_COMPARE(ends.size(), 1);
    QCOMPARE(printed.size(), 3);
    QByteArrayList output;
    for (const QList<QVariant> &arguments : printed) {
        if (arguments[1].value<QProcess::ProcessChannel>() == QProcess::StandardOutput)
            output << arguments[0].toByteArray();
        else
            QCOMPARE(arguments[0].toByteArray(), QByteArray("two"));
    }
    QCOMPARE(output, (QByteArrayList{"one", "without end"}));
}

void TestKeptProcess::longLinesAreCut()
{
    KeptProcess::Options options = runs(u"echo 0123456789; echo next"_s);
    options.longestLine = 5;
    KeptProcess process(options);
    QSignalSpy printed(&process, &KeptProcess::printed);
    QSignalSpy ends(&process, &KeptProcess::ended);
    process.start();
    QTRY_COMPARE(ends.size(), 1);
    QCOMPARE(linesOf(printed), (QByteArrayList{"01234 …", "next"}));
}

void TestKeptProcess::endsAreReported_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<ProcessEnd::Kind>("kind");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("text");
    QTest::newRow("success") << "exit 0" << ProcessEnd::Kind::Exited << 0 << "exited with code 0";
    QTest::newRow("failure") << "exit 7" << ProcessEnd::Kind::Exited << 7 << "exited with code 7";
    QTest::newRow("signal") << "kill -9 $$" << ProcessEnd::Kind::Killed << 9 << "was killed by signal 9";
}

void TestKeptProcess::endsAreReported()
{
    QFETCH(QString, script);
    QFETCH(ProcessEnd::Kind, kind);
    QFETCH(int, code);
    QFETCH(QString, text);
    KeptProcess process(runs(script));
    QSignalSpy starts(&process, &KeptProcess::started);
    QSignalSpy ends(&process, &KeptProcess::ended);
    process.start();
    QCOMPARE(starts.size(), 1);
    QVERIFY(process.isRunning());
    QTRY_COMPARE(ends.size(), 1);
    QCOMPARE(endOf(ends).kind, kind);
    QCOMPARE(endOf(ends).code, code);
    QCOMPARE(endOf(ends).toString(), text);
    QCOMPARE(endOf(ends).isSuccess(), kind == ProcessEnd::Kind::Exited && code == 0);
    QVERIFY(!process.isRunning());
    QCOMPARE(process.pid(), 0);
}

void TestKeptProcess::failureToPrepareIsReported()
{
    KeptProcess process({.prepare = []() -> Result<ProcessCommand> { return Error{u"there is none"_s}; }});
    QSignalSpy starts(&process, &KeptProcess::started);
    QSignalSpy ends(&process, &KeptProcess::ended);
    process.start();
    QCOMPARE(ends.size(), 1);
    QCOMPARE(endOf(ends).kind, ProcessEnd::Kind::NotPrepared);
    QCOMPARE(endOf(ends).toString(), u"there is none"_s);
    QVERIFY(starts.isEmpty());
}

void TestKeptProcess::failureToStartIsReportedAfterStart()
{
    KeptProcess process({.prepare = [] { return ProcessCommand{.program = u"/nowhere/nothing"_s}; }});
    QSignalSpy ends(&process, &KeptProcess::ended);
    process.start();
    QVERIFY(ends.isEmpty());
    QTRY_COMPARE(ends.size(), 1);
    QCOMPARE(endOf(ends).kind, ProcessEnd::Kind::NotStarted);
    QVERIFY2(endOf(ends).toString().startsWith("could not be started: "_L1), qPrintable(endOf(ends).toString()));
    process.start(); // is possible again
    QTRY_COMPARE(ends.size(), 2);
}

void TestKeptProcess::startsAgainAfterPauses()
{
    KeptProcess::Options options = runs(u"exit 1"_s);
    options.retry = {.shortest = 10ms, .longest = 20ms, .lasting = 1h};
    KeptProcess process(options);
    QList<std::chrono::milliseconds> pauses;
    connect(&process, &KeptProcess::ended, &process, [&] { pauses << process.startLater(); });
    process.start();
    QTRY_VERIFY(pauses.size() >= 3);
    QCOMPARE(pauses.first(3), (QList<std::chrono::milliseconds>{10ms, 20ms, 20ms}));
}

void TestKeptProcess::startsOnceAtATime()
{
    KeptProcess process(runs(u"sleep 60"_s));
    QSignalSpy starts(&process, &KeptProcess::started);
    process.start();
    const qint64 pid = process.pid();
    process.start();
    QCOMPARE(starts.size(), 1);
    QCOMPARE(process.pid(), pid);
}

void TestKeptProcess::startDoesNotWaitForThePause()
{
    KeptProcess::Options options = runs(u"exit 1"_s);
    options.retry = {.shortest = 1h, .longest = 1h};
    KeptProcess process(options);
    QSignalSpy ends(&process, &KeptProcess::ended);
    connect(&process, &KeptProcess::ended, &process, &KeptProcess::startLater);
    process.start();
    QTRY_COMPARE(ends.size(), 1);
    process.start();
    QTRY_COMPARE(ends.size(), 2);
}

void TestKeptProcess::startsAgainInsideEnded()
{
    KeptProcess process(runs(u"echo here"_s));
    QSignalSpy printed(&process, &KeptProcess::printed);
    QSignalSpy ends(&process, &KeptProcess::ended);
    connect(&process, &KeptProcess::ended, &process, [&] {
        if (ends.size() < 3)
            process.start();
    });
    process.start();
    QTRY_COMPARE(ends.size(), 3);
    QCOMPARE(linesOf(printed), (QByteArrayList{"here", "here", "here"}));
}

void TestKeptProcess::aLongRunResetsThePause()
{
    KeptProcess::Options options = runs(u"sleep 0.05"_s);
    options.retry = {.shortest = 1ms, .longest = 1h, .lasting = 10ms};
    KeptProcess process(options);
    QList<std::chrono::milliseconds> pauses;
    connect(&process, &KeptProcess::ended, &process, [&] { pauses << process.startLater(); });
    process.start();
    QTRY_VERIFY(pauses.size() >= 3);
    QCOMPARE(pauses.first(3), (QList<std::chrono::milliseconds>{1ms, 1ms, 1ms}));
}

void TestKeptProcess::stopSendsSigterm()
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

void TestKeptProcess::stopKillsAfterTheTimeout()
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

void TestKeptProcess::stopClosesTheInputFirst()
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

void TestKeptProcess::stopWithoutARunIsReportedAtOnce()
{
    KeptProcess process(runs(u"exit 0"_s));
    QSignalSpy stops(&process, &KeptProcess::stopped);
    process.stop();
    QCOMPARE(stops.size(), 1);
}

void TestKeptProcess::stopCancelsTheNextRun()
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

void TestKeptProcess::stopAndWaitReturnsWhenItHasEnded_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<int>("least"); // ms
    QTest::newRow("at the end of its input") << "trap '' TERM; echo up; cat; sleep 0.02" << 20;
    QTest::newRow("by SIGTERM") << "echo up; exec sleep 60" << 95;
    QTest::newRow("by SIGKILL") << "trap '' TERM; echo up; while :; do sleep 0.01; done" << 190;
}

void TestKeptProcess::stopAndWaitReturnsWhenItHasEnded()
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

void TestKeptProcess::killEndsAllOfTheGroup()
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

void TestKeptProcess::whatARunLeftBehindIsKilled()
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

void TestKeptProcess::destructorKills()
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

void TestKeptProcess::programEndsWithAKilledParent_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGKILL") << SIGKILL;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TestKeptProcess::programEndsWithAKilledParent()
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
    TestKeptProcess test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keptprocess.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// How processes are started again, and what they report. Real processes: shells with a few commands.
#include "common/core/keptprocess.h"
#include "common/core/literals.h"
#include "tests/support/shellprocess.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

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

QTEST_GUILESS_MAIN(TestKeptProcess)
#include "tst_keptprocess.moc"

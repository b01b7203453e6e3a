// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/core/callboard.h"
#include "runtime/service/heartbeat.h"

#include "common/results/record.h"

#include <QTest>

#include <cstring>
#include <limits>
#include <unistd.h>

using namespace pulse;
using namespace std::chrono_literals;

/// The figures that the supervisor reads from memory to which the worker, and so the user's code, can write.
class TestCallBoard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsCalls();
    void sizeIsSealed();
    void figuresOutOfRangeStartAgain_data();
    void figuresOutOfRangeStartAgain();
    void passBeginsWithinTheLifeOfTheBoard_data();
    void passBeginsWithinTheLifeOfTheBoard();
    void stateBelongsToThePassOfItsCall();
    void heartbeatIsOverdue();
    void stoppedSupervisorDoesNotCount();
    void heartbeatWithoutLimitIsNeverOverdue();
};

void TestCallBoard::countsCalls()
{
    const Result<CallBoard> board = CallBoard::make();
    QVERIFY(board);
    board->beginPass(7);
    QCOMPARE(board->page().callInput.load(), quint64(7));
    board->beginCall();
    board->endCall(Outcome::Success);
    QVERIFY(board->running() > 0ns); // the state is still to be saved
    board->endPass();
    QCOMPARE(board->running(), 0ns);
    const CallBoard::Figures figures = board->figures();
    QCOMPARE(figures.outcomes.at(static_cast<std::size_t>(Outcome::Success)), quint64(1));
    QVERIFY(figures.lastDuration > 0 && figures.lastDuration < 60);
    QCOMPARE(figures.durationSum, figures.lastDuration);
    QVERIFY(figures.lastCall > 0 && figures.lastInput > 0);
}

/// Otherwise a shortened file would end the supervisor with SIGBUS.
void TestCallBoard::sizeIsSealed()
{
    const Result<CallBoard> board = CallBoard::make();
    QVERIFY(board);
    QCOMPARE(::ftruncate(board->descriptor(), 0), -1);
    QCOMPARE(errno, EPERM);
    QCOMPARE(::ftruncate(board->descriptor(), 1 << 20), -1);
    QCOMPARE(errno, EPERM);
    QVERIFY(!board->figures().connected);
}

void TestCallBoard::figuresOutOfRangeStartAgain_data()
{
    QTest::addColumn<int>("byte");
    for (const int byte : {0xff, 0x7f, 0x80, 0x01})
        QTest::addRow("0x%02x", static_cast<unsigned>(byte)) << byte;
}

void TestCallBoard::figuresOutOfRangeStartAgain()
{
    QFETCH(int, byte);
    const Result<CallBoard> board = CallBoard::make();
    QVERIFY(board);
    const QByteArray bytes(sizeof(CallBoard::Page), static_cast<char>(byte));
    QCOMPARE(::pwrite(board->descriptor(), bytes.constData(), sizeof(CallBoard::Page), 0), bytes.size());
    const CallBoard::Figures figures = board->figures();
    QCOMPARE(figures.connected, byte == 1);
    QVERIFY(figures.lastCall >= 0 && figures.lastCall <= latestTime);
    QVERIFY(figures.lastInput >= 0 && figures.lastInput <= latestTime);
    QVERIFY(figures.lastDuration >= 0 && figures.lastDuration < 60);
    QVERIFY(figures.durationSum >= 0 && figures.durationSum < 60);
    for (const quint64 count : figures.outcomes)
        QCOMPARE(count, quint64(0));
    board->beginPass(1);
    board->endCall(Outcome::Raised);
    QCOMPARE(board->figures().outcomes.at(static_cast<std::size_t>(Outcome::Raised)), quint64(1));
}

void TestCallBoard::passBeginsWithinTheLifeOfTheBoard_data()
{
    QTest::addColumn<qint64>("started");
    QTest::newRow("future") << std::numeric_limits<qint64>::max();
    QTest::newRow("past") << std::numeric_limits<qint64>::min();
    QTest::newRow("boot") << qint64(1);
}

void TestCallBoard::passBeginsWithinTheLifeOfTheBoard()
{
    QFETCH(qint64, started);
    const Result<CallBoard> board = CallBoard::make();
    QVERIFY(board);
    board->page().passStarted = started;
    QVERIFY(board->running() >= 0ns && board->running() < 60s);
}

void TestCallBoard::stateBelongsToThePassOfItsCall()
{
    const Result<CallBoard> board = CallBoard::make();
    QVERIFY(board);
    board->beginPass(1);
    board->beginCall();
    board->endCall(Outcome::Success);
    const qint64 started = board->page().passStarted;
    board->beginState(1);
    QCOMPARE(board->page().passStarted.load(), started); // one timeout for both
    QVERIFY(board->page().phase == CallBoard::SavingState);
    board->endPass();
    board->beginState(2); // later, in a pass of its own
    QCOMPARE(board->page().callInput.load(), quint64(2));
    QVERIFY(board->running() > 0ns);
}

void TestCallBoard::heartbeatIsOverdue()
{
    Heartbeat heartbeat(2s);
    QVERIFY(!heartbeat.isOverdue(1, 1s));
    QVERIFY(!heartbeat.isOverdue(1, 1s));
    QVERIFY(!heartbeat.isOverdue(1, 1s));
    QVERIFY(heartbeat.isOverdue(1, 1ms));
    QVERIFY(!heartbeat.isOverdue(2, 1s)); // the heartbeat continues
    QVERIFY(!heartbeat.isOverdue(2, 1s));
    heartbeat.restart();
    QVERIFY(!heartbeat.isOverdue(2, 1s));
}

/// While the machine is suspended or both processes are stopped, the worker cannot send a heartbeat either.
void TestCallBoard::stoppedSupervisorDoesNotCount()
{
    Heartbeat heartbeat(35s);
    QVERIFY(!heartbeat.isOverdue(1, 100ms));
    QVERIFY(!heartbeat.isOverdue(1, 24h));
    QVERIFY(!heartbeat.isOverdue(1, 24h));
}

void TestCallBoard::heartbeatWithoutLimitIsNeverOverdue()
{
    Heartbeat heartbeat(0s);
    for (int i = 0; i < 100; ++i)
        QVERIFY(!heartbeat.isOverdue(1, 1h));
}

QTEST_GUILESS_MAIN(TestCallBoard)
#include "tst_callboard.moc"

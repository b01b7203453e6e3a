// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/results/sourceclock.h"

#include <QProcess>
#include <QTest>

#include <ctime>

using namespace pulse;

namespace {

constexpr qint64 second = 1000;
constexpr qint64 hour = 3600 * second;
constexpr qint64 wall = 1'764'079'200'000;
constexpr qint64 steady = 123'456'789;

/// Returns this machine's clocks, in ms after the beginning of a test.
ClockReading at(qint64 time)
{
    return {wall + time, steady + time};
}

} // namespace

class TestSourceClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ageIsUnknownAtFirst();
    void liveRecordsHaveTheirAge_data();
    void liveRecordsHaveTheirAge();
    void historyHasItsAge_data();
    void historyHasItsAge();
    void unknownAgeStaysUnknown();
    void settingTheWallClockChangesNoAge();
    void suspensionCountsAsAge();
    void offsetIsTheMedianOfTwenty();
    void missedRecordsDoNotChangeTheOffset();
    void steadyClockIsBootTime();
    void steadyClockCountsSuspension();
};

void TestSourceClock::ageIsUnknownAtFirst()
{
    const SourceClock clock;
    QCOMPARE(clock.age(at(0)), std::nullopt);
    QCOMPARE(clock.leastAge(at(0)), 0);
    QCOMPARE(clock.newestTime(), std::nullopt);
    QCOMPARE(clock.sourceTime(at(0)), std::nullopt);
    QCOMPARE(clock.offset(at(0)), std::nullopt);
}

void TestSourceClock::liveRecordsHaveTheirAge_data()
{
    QTest::addColumn<qint64>("ahead"); // of the source's clock
    for (const qint64 seconds : {-600, -30, 0, 30, 600})
        QTest::addRow("%lld s", static_cast<long long>(seconds)) << seconds * second;
}

/// It is the time since their arrival, whatever their times are.
void TestSourceClock::liveRecordsHaveTheirAge()
{
    QFETCH(qint64, ahead);
    SourceClock clock;
    for (qint64 time = 0; time <= 30 * second; time += second)
        clock.addLive(wall + time + ahead, at(time));
    QCOMPARE(clock.age(at(30 * second)), 0);
    QCOMPARE(clock.age(at(34 * second)), 4 * second);
    QCOMPARE(clock.offset(at(34 * second)), -ahead);
    QCOMPARE(clock.sourceTime(at(34 * second)), wall + 34 * second + ahead);
}

void TestSourceClock::historyHasItsAge_data()
{
    liveRecordsHaveTheirAge_data();
}

/// It is the server's value, so the source's clock is known before a live record arrives.
void TestSourceClock::historyHasItsAge()
{
    QFETCH(qint64, ahead);
    SourceClock clock;
    clock.setAge(2 * hour, at(0));
    clock.addPast(wall - 2 * hour + ahead, at(0));
    QCOMPARE(clock.age(at(5 * second)), 2 * hour + 5 * second);
    QCOMPARE(clock.sourceTime(at(5 * second)), wall + 5 * second + ahead);
    QCOMPARE(clock.offset(at(5 * second)), std::nullopt); // one record is not enough to determine it
}

/// It is unknown until the next record arrives, but it is at least the time since then.
void TestSourceClock::unknownAgeStaysUnknown()
{
    SourceClock clock;
    clock.addPast(wall, at(0));
    QCOMPARE(clock.age(at(20 * second)), std::nullopt);
    QCOMPARE(clock.leastAge(at(20 * second)), 20 * second);
    QCOMPARE(clock.sourceTime(at(20 * second)), std::nullopt);
    clock.addLive(wall + 21 * second, at(21 * second));
    QCOMPARE(clock.age(at(22 * second)), second);
    clock.setAge({}, at(30 * second)); // records were missed
    clock.addPast(wall + 29 * second, at(30 * second));
    QCOMPARE(clock.age(at(30 * second)), std::nullopt);
}

void TestSourceClock::settingTheWallClockChangesNoAge()
{
    SourceClock clock;
    clock.addLive(wall, at(0));
    const ClockReading later{wall + hour + second, steady + second}; // the clock was set forward by an hour
    QCOMPARE(clock.age(later), second);
    QCOMPARE(clock.sourceTime(later), wall + second);
    QCOMPARE(clock.offset(later), hour);
}

/// After 8 hours of suspension the newest record is old, and the difference of the clocks is unchanged.
void TestSourceClock::suspensionCountsAsAge()
{
    SourceClock clock;
    clock.addLive(wall - 30 * second, at(0));
    QCOMPARE(clock.age(at(8 * hour)), 8 * hour);
    QCOMPARE(clock.offset(at(8 * hour)), 30 * second);
    QCOMPARE(clock.sourceTime(at(8 * hour)), wall + 8 * hour - 30 * second);
}

void TestSourceClock::offsetIsTheMedianOfTwenty()
{
    SourceClock clock;
    for (qint64 i = 0; i < 20; ++i) {
        const qint64 delay = i % 3 == 0 ? 40 * second : 0; // a third of them arrives late
        clock.addLive(wall + i * second - 7 * second - delay, at(i * second));
    }
    QCOMPARE(clock.offset(at(20 * second)), 7 * second);
    for (qint64 i = 20; i < 40; ++i) // the source's clock was set
        clock.addLive(wall + i * second, at(i * second));
    QCOMPARE(clock.offset(at(40 * second)), 0);
}

void TestSourceClock::missedRecordsDoNotChangeTheOffset()
{
    SourceClock clock;
    clock.addLive(wall, at(0));
    for (qint64 time = second; time < 60 * second; time += second)
        clock.addPast(wall + time, at(60 * second));
    clock.setAge(second, at(60 * second));
    QCOMPARE(clock.offset(at(60 * second)), 0);
    QCOMPARE(clock.age(at(60 * second)), second);
}

/// Linux documents that this clock continues while the machine is suspended.
void TestSourceClock::steadyClockIsBootTime()
{
    const auto bootTime = [] {
        timespec time = {};
        ::clock_gettime(CLOCK_BOOTTIME, &time);
        return qint64(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
    };
    const qint64 before = bootTime();
    const qint64 read = ClockReading::now().steady;
    QVERIFY(before <= read && read <= bootTime());
}

/// A real machine cannot be suspended here. In a time namespace the clock is ahead of CLOCK_MONOTONIC, as after a
/// suspension.
void TestSourceClock::steadyClockCountsSuspension()
{
    const QStringList after{u"--map-root-user"_s, u"--time"_s, u"--boottime"_s, u"100000"_s};
    const QString unshare = u"unshare"_s;
    if (QProcess::execute(unshare, after + QStringList{u"true"_s}) != 0)
        QSKIP("this system allows no time namespaces");
    const QStringList itself{QCoreApplication::applicationFilePath(), u"steadyClockIsBootTime"_s};
    QCOMPARE(QProcess::execute(unshare, after + itself), 0);
}

QTEST_GUILESS_MAIN(TestSourceClock)
#include "tst_sourceclock.moc"

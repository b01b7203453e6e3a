// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/timewindow.h"

#include <QSignalSpy>
#include <QTest>

using namespace pulse;
using namespace std::chrono_literals;

class TestTimeWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void liveRangeEndsAtTheNewestResult_data();
    void liveRangeEndsAtTheNewestResult();
    void withoutDataItEndsNow();
    void rangeGrowsWithTheData_data();
    void rangeGrowsWithTheData();
    void chosenLengthDoesNotFollowTheData();
    void zoomEndsInTheFollowedLength();
    void liveRangeScrollsByWholeBuckets_data();
    void liveRangeScrollsByWholeBuckets();
    void pausedRangeDoesNotMove();
    void resumeForgetsTheZoom();
    void setLengthKeepsTheEnd_data();
    void setLengthKeepsTheEnd();
    void panStaysInsideTheData_data();
    void panStaysInsideTheData();
    void panWithoutOlderDataStaysLive_data();
    void panWithoutOlderDataStaysLive();
    void droppedDataDoNotMoveTheRange();
    void zoomToShowsTheRange_data();
    void zoomToShowsTheRange();
    void zoomByScalesTheRange_data();
    void zoomByScalesTheRange();
    void zoomBeyondTheBoundsDoesNothing_data();
    void zoomBeyondTheBoundsDoesNothing();
    void changesAreReportedOnce();
};

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;
constexpr qint64 now = 1'080 * hour; // a multiple of every preset's bucket

/// Fills the window with two hours of data up to now.
void fill(TimeWindow &window)
{
    window.advance(now - 2 * hour, now, now);
}

} // namespace

void TestTimeWindow::liveRangeEndsAtTheNewestResult_data()
{
    QTest::addColumn<TimeWindow::Duration>("length");
    QTest::addColumn<qint64>("newest");
    QTest::addColumn<qint64>("end");
    const auto row = [](const char *name, TimeWindow::Duration length, qint64 newest, qint64 end) {
        QTest::newRow(name) << length << newest << end;
    };
    row("a result just now", 5min, now, now);
    row("the last one 30 s ago", 5min, now - 30'000, now);
    row("the last one a minute ago", 5min, now - minute, now);
    row("the last one long ago", 5min, now - hour, now - hour + minute);
    row("a short range keeps it in sight", 1min, now - hour, now - hour + 30'000);
    row("the server's clock is ahead", 5min, now + 3'000, now + 3'000);
}

void TestTimeWindow::liveRangeEndsAtTheNewestResult()
{
    QFETCH(TimeWindow::Duration, length);
    QFETCH(qint64, newest);
    TimeWindow window;
    window.setLength(length);
    window.advance(now - 2 * hour, newest, now);
    QVERIFY(window.isLive());
    QTEST(window.range().to, "end");
    QCOMPARE(window.range().length(), qint64(length.count()));
}

void TestTimeWindow::withoutDataItEndsNow()
{
    TimeWindow window;
    window.advance({}, {}, now);
    QCOMPARE(window.range(), (TimeRange{now - minute / 2, now}));
}

void TestTimeWindow::rangeGrowsWithTheData_data()
{
    QTest::addColumn<qint64>("span");
    QTest::addColumn<qint64>("age"); // of the newest result
    QTest::addColumn<qint64>("length");
    const auto row = [](const char *name, qint64 span, qint64 age, qint64 length) {
        QTest::newRow(name) << span << age << length;
    };
    row("one result", 0, 0, minute / 2);
    row("half a minute", minute / 2, 0, minute / 2);
    row("more than that", minute / 2 + 1, 0, minute);
    row("a minute", minute, 0, minute);
    row("more than a minute", minute + 1, 0, 2 * minute);
    row("more than two minutes", 2 * minute + 1, 0, 5 * minute);
    row("hours", 2 * hour, 0, 5 * minute);
    row("half a minute with its age", minute / 3, minute / 6, minute / 2);
    row("more than that with its age", minute / 3, minute / 6 + 1, minute);
    row("short, long ago", minute / 4, hour, minute / 2);
    row("longer, long ago", minute / 3, hour, minute);
}

/// The empty part after the newest result counts, too.
void TestTimeWindow::rangeGrowsWithTheData()
{
    QFETCH(qint64, span);
    QFETCH(qint64, age);
    TimeWindow window;
    QVERIFY(!window.chosenLength());
    window.advance(now - age - span, now - age, now);
    QTEST(qint64(window.length().count()), "length");
    QVERIFY(span > 5 * minute || window.range().from <= now - age - span);
    window.advance({}, {}, now); // another source
    QCOMPARE(qint64(window.length().count()), minute / 2);
}

void TestTimeWindow::chosenLengthDoesNotFollowTheData()
{
    TimeWindow window;
    QSignalSpy chosen(&window, &TimeWindow::chosen);
    window.setLength(15min);
    window.advance(now, now, now);
    QCOMPARE(window.length(), TimeWindow::Duration(15min));
    fill(window);
    QCOMPARE(window.length(), TimeWindow::Duration(15min));
    QCOMPARE(window.chosenLength(), std::optional<TimeWindow::Duration>(15min));
    window.panBy(hour);
    window.setLength(std::nullopt);
    QVERIFY(window.isLive());
    QCOMPARE(window.range(), (TimeRange{now - 5 * minute, now}));
    window.setLength(5min); // the same range, but from now on it is kept
    QCOMPARE(chosen.count(), 4);
    window.advance(now, now, now);
    QCOMPARE(window.length(), TimeWindow::Duration(5min));
}

void TestTimeWindow::zoomEndsInTheFollowedLength()
{
    TimeWindow window;
    window.advance(now - minute / 2, now, now);
    window.zoomTo(now - minute / 4, now);
    window.advance(now - minute / 2, now + minute, now + minute);
    QCOMPARE(window.range(), (TimeRange{now - minute / 4, now})); // does not move
    window.resume();
    QCOMPARE(window.range(), (TimeRange{now - minute, now + minute}));
}

void TestTimeWindow::liveRangeScrollsByWholeBuckets_data()
{
    QTest::addColumn<TimeWindow::Duration>("length");
    QTest::addColumn<qint64>("bucket");
    QTest::newRow("1 min") << TimeWindow::Duration(1min) << qint64(60);
    QTest::newRow("5 min") << TimeWindow::Duration(5min) << qint64(300);
    QTest::newRow("15 min") << TimeWindow::Duration(15min) << qint64(900);
    QTest::newRow("1 h") << TimeWindow::Duration(1h) << qint64(3'600);
    QTest::newRow("6 h") << TimeWindow::Duration(6h) << qint64(21'600);
}

void TestTimeWindow::liveRangeScrollsByWholeBuckets()
{
    QFETCH(TimeWindow::Duration, length);
    QFETCH(qint64, bucket);
    TimeWindow window;
    fill(window);
    window.setLength(length);
    QCOMPARE(window.bucket(), bucket);
    for (qint64 time = now; time < now + 3 * bucket; time += bucket / 6) {
        window.advance(now - 2 * hour, now, time);
        const qint64 end = window.range().to;
        QCOMPARE(end % bucket, qint64(0));
        QVERIFY2(end >= time && end < time + bucket, qPrintable(QString::number(end - time)));
    }
}

void TestTimeWindow::pausedRangeDoesNotMove()
{
    TimeWindow window;
    fill(window);
    const TimeRange range = window.range();
    window.pause();
    QVERIFY(!window.isLive());
    window.advance(now - hour, now + hour, now + hour);
    QCOMPARE(window.range(), range);
    window.resume();
    QVERIFY(window.isLive());
    QCOMPARE(window.range().to, now + hour);
}

void TestTimeWindow::resumeForgetsTheZoom()
{
    TimeWindow window;
    fill(window);
    window.setLength(15min);
    window.zoomTo(now - hour, now - hour + minute);
    QCOMPARE(window.length(), TimeWindow::Duration(1min));
    window.resume();
    QCOMPARE(window.range(), (TimeRange{now - 15 * minute, now}));
}

void TestTimeWindow::setLengthKeepsTheEnd_data()
{
    QTest::addColumn<bool>("paused");
    QTest::newRow("live") << false;
    QTest::newRow("the end while paused") << true;
}

void TestTimeWindow::setLengthKeepsTheEnd()
{
    QFETCH(bool, paused);
    TimeWindow window;
    fill(window);
    if (paused)
        window.panBy(hour);
    const qint64 end = window.range().to;
    window.setLength(15min);
    QCOMPARE(window.isLive(), !paused);
    QCOMPARE(window.range(), (TimeRange{end - 15 * minute, end}));
}

void TestTimeWindow::panStaysInsideTheData_data()
{
    QTest::addColumn<QList<qint64>>("steps");
    QTest::addColumn<qint64>("end");
    const auto row = [](const char *name, const QList<qint64> &steps, qint64 end) {
        QTest::newRow(name) << steps << end;
    };
    row("a little back", {1'234}, now - 1'234);
    row("back and forth", {10 * minute, -4 * minute}, now - 6 * minute);
    row("not beyond now", {10 * minute, -hour}, now);
    row("half a length before the oldest", {9 * hour}, now - 2 * hour + 150'000);
    row("and no further", {9 * hour, minute}, now - 2 * hour + 150'000);
}

void TestTimeWindow::panStaysInsideTheData()
{
    QFETCH(QList<qint64>, steps);
    TimeWindow window;
    fill(window);
    for (const qint64 step : steps)
        window.panBy(step);
    QVERIFY(!window.isLive());
    QTEST(window.range().to, "end");
    QCOMPARE(window.length(), TimeWindow::Duration(5min));
}

void TestTimeWindow::panWithoutOlderDataStaysLive_data()
{
    QTest::addColumn<std::optional<qint64>>("oldest");
    QTest::addColumn<qint64>("step");
    QTest::newRow("into the future") << std::optional<qint64>(now - 2 * hour) << -minute;
    QTest::newRow("back where there are few data") << std::optional<qint64>(now - minute) << minute;
    QTest::newRow("back where there are no data") << std::optional<qint64>() << minute;
}

void TestTimeWindow::panWithoutOlderDataStaysLive()
{
    QFETCH(std::optional<qint64>, oldest);
    QFETCH(qint64, step);
    TimeWindow window;
    window.setLength(5min);
    window.advance(oldest, oldest ? std::optional(now) : std::nullopt, now);
    QSignalSpy changed(&window, &TimeWindow::changed);
    window.panBy(step);
    QVERIFY(window.isLive());
    QCOMPARE(window.range().to, now);
    QCOMPARE(changed.count(), 0);
}

void TestTimeWindow::droppedDataDoNotMoveTheRange()
{
    TimeWindow window;
    fill(window);
    window.panBy(2 * hour);
    const TimeRange range = window.range();
    window.advance(now - hour, now, now);
    QCOMPARE(window.range(), range);
    window.panBy(minute); // further away from the data: no effect
    QCOMPARE(window.range(), range);
    window.panBy(-minute);
    QCOMPARE(window.range().to, range.to + minute);
}

void TestTimeWindow::zoomToShowsTheRange_data()
{
    QTest::addColumn<TimeRange>("wanted");
    QTest::addColumn<TimeRange>("range");
    const auto row = [](const char *name, TimeRange wanted, TimeRange range) {
        QTest::newRow(name) << wanted << range;
    };
    const qint64 then = now - hour;
    row("as wanted", {then, then + 12'345}, {then, then + 12'345});
    row("too short", {then, then + 1'000}, {then - 2'000, then + 3'000});
    row("a click", {then, then}, {then - 2'500, then + 2'500});
    row("too long", {now - 8 * hour, now}, {now - 7 * hour, now - hour});
    row("into the future", {now - minute, now + minute}, {now - 2 * minute, now});
    row("before the oldest", {now - 3 * hour, now - 3 * hour + minute},
        {now - 2 * hour - minute / 2, now - 2 * hour + minute / 2});
}

void TestTimeWindow::zoomToShowsTheRange()
{
    QFETCH(TimeRange, wanted);
    QFETCH(TimeRange, range);
    TimeWindow window;
    window.advance(now - (wanted.length() > 6 * hour ? 9 : 2) * hour, now, now);
    window.zoomTo(wanted.from, wanted.to);
    QVERIFY(!window.isLive());
    QCOMPARE(window.range(), range);
    QCOMPARE(window.bucket(), range.length() / 1000);
}

void TestTimeWindow::zoomByScalesTheRange_data()
{
    QTest::addColumn<double>("factor");
    QTest::addColumn<qint64>("around");
    QTest::addColumn<TimeRange>("range");
    // The range is the five minutes before an hour ago.
    const qint64 end = now - hour;
    QTest::newRow("in, at the right") << 0.5 << end << TimeRange{end - 150'000, end};
    QTest::newRow("in, at the left") << 0.5 << end - 300'000 << TimeRange{end - 300'000, end - 150'000};
    QTest::newRow("in, around the middle") << 0.8 << end - 150'000 << TimeRange{end - 270'000, end - 30'000};
    QTest::newRow("out") << 2.0 << end - 150'000 << TimeRange{end - 450'000, end + 150'000};
    QTest::newRow("in to the shortest range") << 0.001 << end - 60'000 << TimeRange{end - 64'000, end - 59'000};
}

void TestTimeWindow::zoomByScalesTheRange()
{
    QFETCH(double, factor);
    QFETCH(qint64, around);
    TimeWindow window;
    fill(window);
    window.panBy(hour);
    window.zoomBy(factor, around);
    QTEST(window.range(), "range");
}

void TestTimeWindow::zoomBeyondTheBoundsDoesNothing_data()
{
    QTest::addColumn<qint64>("length");
    QTest::addColumn<double>("factor");
    QTest::newRow("in") << qint64(5'000) << 0.5;
    QTest::newRow("out") << 6 * hour << 2.0;
}

void TestTimeWindow::zoomBeyondTheBoundsDoesNothing()
{
    QFETCH(qint64, length);
    QFETCH(double, factor);
    TimeWindow window;
    fill(window);
    window.zoomTo(now - length, now);
    QSignalSpy changed(&window, &TimeWindow::changed);
    window.zoomBy(factor, now - 1'000);
    QCOMPARE(window.range(), (TimeRange{now - length, now}));
    QCOMPARE(changed.count(), 0);
}

void TestTimeWindow::changesAreReportedOnce()
{
    TimeWindow window;
    fill(window);
    window.setLength(5min);
    QSignalSpy changed(&window, &TimeWindow::changed);
    window.advance(now - 2 * hour, now, now);
    window.advance(now - hour, now, now); // older data alone do not change the range
    window.resume();
    window.setLength(5min);
    QCOMPARE(changed.count(), 0);
    window.advance(now - hour, now, now + 1);
    QCOMPARE(changed.count(), 1);
    window.advance(now - hour, now, now + 300); // the same bucket
    QCOMPARE(changed.count(), 1);
    window.pause();
    QCOMPARE(changed.count(), 2);
    window.pause();
    window.advance(now - hour, now, now + hour);
    QCOMPARE(changed.count(), 2);
    window.zoomTo(now - minute, now);
    QCOMPARE(changed.count(), 3);
    window.resume();
    QCOMPARE(changed.count(), 4);
}

QTEST_GUILESS_MAIN(TestTimeWindow)
#include "tst_timewindow.moc"

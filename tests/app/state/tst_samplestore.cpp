// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/samplestore.h"
#include "common/core/literals.h"
#include "tests/support/samples.h"
#include "tests/support/serieskeys.h"
#include "tests/support/storesamples.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>
#include <optional>

using namespace pulse;
using namespace pulse::test;

class TestSampleStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyStoreHasNoValues();
    void newestValuesAreThoseOfTheNewestResult();
    void lateResultsAreSortedIn_data();
    void lateResultsAreSortedIn();
    void resultOfTheSameTimeIsReplaced();
    void seriesAppearAndDisappear();
    void unreadableResultsAreRefused_data();
    void unreadableResultsAreRefused();
    void replaceRemovesAllOlderResults();
    void unreadableMeasurementIsLeftOut();
    void meanIsOverCpusThatHaveAValue();
    void longestGapFollowsTheSlowestPeriodInSight();
    void recordAtReturnsTheNearestOne_data();
    void recordAtReturnsTheNearestOne();
    void usualPeriodIsNotChangedByGaps_data();
    void usualPeriodIsNotChangedByGaps();
    void valuesReachTheEdges_data();
    void valuesReachTheEdges();
    void valuesBeyondAGapAreLeftOut();
    void meansStayFinite();
    void loadingTakesTimeInProportion();
};

void TestSampleStore::emptyStoreHasNoValues()
{
    const SampleStore store;
    QVERIFY(store.isEmpty());
    QCOMPARE(store.size(), std::size_t(0));
    QVERIFY(!store.newestTime());
    QVERIFY(!store.oldestTime());
    QVERIFY(!store.usualPeriod());
    QCOMPARE(store.longestGap(), 15'000);
    QVERIFY(store.keys(u"cpu_average"_s).isEmpty());
    QVERIFY(store.windows(u"cpu_average"_s).isEmpty());
    QVERIFY(all(store, cpu(0)).isEmpty());
    QVERIFY(store.meanValues({cpu(0)}, {0, forever}, {}).isEmpty());
    QVERIFY(!store.newest(egress));
    QVERIFY(!store.newestRecord());
    QVERIFY(!store.recordAt(5));
}

void TestSampleStore::newestValuesAreThoseOfTheNewestResult()
{
    SampleStore store;
    append(store, recordOf(1000, R"({"moving_average_cpu_percent-0": 10, "outgoing_traffic": 12, "queue": 3})"));
    QCOMPARE(store.newest(cpu(0)), 10.0);
    QCOMPARE(store.newest(egress), 12.0);
    QCOMPARE(store.newest(named("", "queue")), 3.0);
    append(store, cpusAt(2000, {40}));
    QCOMPARE(store.newest(cpu(0)), 40.0);
    QVERIFY(!store.newest(egress)); // known, but not in the newest result
    QCOMPARE(all(store, egress), (Values{{1000, 12}}));
    QCOMPARE(store.newestRecord(), cpusAt(2000, {40}));
}

void TestSampleStore::lateResultsAreSortedIn_data()
{
    QTest::addColumn<QList<qint64>>("times");
    QTest::newRow("in order") << QList<qint64>{1, 2, 3};
    QTest::newRow("late") << QList<qint64>{1, 3, 2};
    QTest::newRow("backwards") << QList<qint64>{3, 2, 1};
}

void TestSampleStore::lateResultsAreSortedIn()
{
    QFETCH(QList<qint64>, times);
    SampleStore store;
    for (const qint64 time : times)
        append(store, cpusAt(time, {static_cast<double>(time)}));
    QCOMPARE(store.newestTime(), 3);
    QCOMPARE(store.oldestTime(), 1);
    QCOMPARE(store.newest(cpu(0)), 3.0);
    QCOMPARE(store.newestRecord()->time, 3);
    QCOMPARE(all(store, cpu(0)), (Values{{1, 1}, {2, 2}, {3, 3}}));
}

void TestSampleStore::resultOfTheSameTimeIsReplaced()
{
    SampleStore store;
    append(store, cpusAt(1, {10, 11}));
    append(store, cpusAt(2, {15}));
    append(store, cpusAt(1, {20}));
    QCOMPARE(store.size(), std::size_t(2));
    QCOMPARE(all(store, cpu(0)), (Values{{1, 20}, {2, 15}}));
    QVERIFY(all(store, cpu(1)).isEmpty());
    QCOMPARE(store.recordAt(1), cpusAt(1, {20}));
}

void TestSampleStore::seriesAppearAndDisappear()
{
    SampleStore store = storeOf({.rows = 3});
    append(store, cpusAt(1, {10, 90}));
    append(store, cpusAt(2, {20}));
    QCOMPARE(store.keys(u"cpu_average"_s).size(), 2);
    append(store, cpusAt(3, {30, 70, 80}));
    QCOMPARE(all(store, cpu(2)), (Values{{3, 80}}));
    for (qint64 time = 4; time < 7; ++time)
        append(store, cpusAt(time, {40}));
    QCOMPARE(store.keys(u"cpu_average"_s), QList<SeriesKey>{cpu(0)}); // all values of the others were dropped
}

void TestSampleStore::unreadableResultsAreRefused_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QString>("message");
    QTest::newRow("not JSON") << QByteArray("hello") << "The result is not JSON";
    QTest::newRow("no object") << QByteArray("[1]") << "The result is JSON, but not an object";
}

void TestSampleStore::unreadableResultsAreRefused()
{
    QFETCH(QByteArray, output);
    QFETCH(QString, message);
    SampleStore store;
    append(store, cpusAt(1, {10}));
    const Result<void> appended = store.append(recordOf(2, output));
    QVERIFY(!appended);
    QCOMPARE(appended.error().message, message);
    QCOMPARE(store.newestTime(), 1);
    QCOMPARE(store.newestRecord()->time, 1);

    const Result<void> replaced = store.replace({cpusAt(3, {30}), recordOf(4, output)});
    QVERIFY(!replaced);
    QCOMPARE(replaced.error().message, message);
    QCOMPARE(store.newestTime(), 3);
    QVERIFY(store.replace({recordOf(3, output), cpusAt(4, {40})}));
    QCOMPARE(store.size(), std::size_t(1));
}

void TestSampleStore::replaceRemovesAllOlderResults()
{
    SampleStore store;
    append(store, cpusAt(100, {1, 2, 3}));
    QVERIFY(store.replace({cpusAt(1, {5}), cpusAt(2, {6})}));
    QCOMPARE(store.newestTime(), 2);
    QCOMPARE(store.keys(u"cpu_average"_s), QList<SeriesKey>{cpu(0)});
    QCOMPARE(store.size(), std::size_t(2));
    QCOMPARE(store.recordAt(100)->time, 2);
    QVERIFY(store.replace({}));
    QVERIFY(store.isEmpty());
}

void TestSampleStore::unreadableMeasurementIsLeftOut()
{
    SampleStore store;
    append(store, recordOf(1, R"({"n_pids": 5})", "not JSON"));
    append(store, recordOf(2, R"({"a": 5})", R"({"n_pids": 6, "virtual_memory-slab": 1})"));
    QCOMPARE(all(store, key("processes")), (Values{{1, 5}, {2, 6}}));
    QCOMPARE(store.keys({}), QList<SeriesKey>{named("", "a")}); // unknown names of a measurement are no series
}

void TestSampleStore::meanIsOverCpusThatHaveAValue()
{
    SampleStore store;
    append(store, cpusAt(1, {10, 20, 30}));
    append(store, cpusAt(2, {10}));
    append(store, recordOf(3, QByteArray("{}")));
    append(store, cpusAt(4, {40, 60}));
    const QList<SeriesKey> keys{cpu(0), cpu(1), cpu(2), cpu(99)};
    QCOMPARE(store.meanValues(keys, {0, forever}, {}), (Values{{1, 20}, {2, 10}, {4, 50}}));
    QCOMPARE(store.meanValues(keys, {3, 3}, {}), (Values{{2, 10}, {4, 50}}));
    QCOMPARE(store.meanValues({cpu(2)}, {0, forever}, {}), (Values{{1, 30}}));
    QVERIFY(store.meanValues({}, {0, forever}, {}).isEmpty());
}

void TestSampleStore::longestGapFollowsTheSlowestPeriodInSight()
{
    SampleStore store;
    qint64 time = 0;
    const auto appendEach = [&](qint64 period, int count) {
        for (int i = 0; i < count; ++i)
            append(store, recordOf(time += period, QByteArray("{}")));
    };
    appendEach(5000, 120);
    const qint64 change = time;
    appendEach(60'000, 1); // a gap
    appendEach(1000, 3000);
    QCOMPARE(store.usualPeriod(), std::optional<qint64>(1000));
    QCOMPARE(store.longestGap(), 3000);
    QCOMPARE(store.longestGap({0, time}), 15'000);
    QCOMPARE(store.longestGap({0, change}), 15'000);
    QCOMPARE(store.longestGap({change + 60'000, time}), 3000);
    // In ranges with so few results, the intervals around them decide.
    QCOMPARE(store.longestGap({change, change + 60'000}), 15'000); // nothing but the gap
    QCOMPARE(store.longestGap({change, change + 61'000}), 15'000);
    QCOMPARE(store.longestGap({change - 5000, change}), 15'000);
    QCOMPARE(store.longestGap({change - 4000, change - 1000}), 15'000); // between two results
    QCOMPARE(store.longestGap({time - 5500, time - 5400}), 3000);
}

void TestSampleStore::recordAtReturnsTheNearestOne_data()
{
    QTest::addColumn<qint64>("time");
    QTest::addColumn<qint64>("found");
    QTest::newRow("before all") << qint64(0) << qint64(1000);
    QTest::newRow("at") << qint64(2000) << qint64(2000);
    QTest::newRow("nearer the earlier") << qint64(1499) << qint64(1000);
    QTest::newRow("nearer the later") << qint64(1501) << qint64(2000);
    QTest::newRow("after all") << qint64(9000) << qint64(2000);
}

void TestSampleStore::recordAtReturnsTheNearestOne()
{
    QFETCH(qint64, time);
    QFETCH(qint64, found);
    SampleStore store;
    append(store, recordOf(1000, R"({"a": 1})", R"({"n_pids": 1})"));
    append(store, cpusAt(2000, {20}));
    QCOMPARE(store.recordAt(time)->time, found);
    QCOMPARE(store.recordAt(1000)->input, QByteArray(R"({"n_pids": 1})"));
}

void TestSampleStore::usualPeriodIsNotChangedByGaps_data()
{
    QTest::addColumn<QList<qint64>>("times");
    QTest::addColumn<std::optional<qint64>>("period");
    QTest::newRow("one result") << QList<qint64>{5} << std::optional<qint64>();
    QTest::newRow("regular") << QList<qint64>{0, 5000, 10'000, 15'000} << std::optional<qint64>(5000);
    QTest::newRow("one gap") << QList<qint64>{0, 5000, 10'000, 3'000'000, 3'005'000} << std::optional<qint64>(5000);
    QTest::newRow("jitter") << QList<qint64>{0, 990, 2010, 3000} << std::optional<qint64>(990);
}

void TestSampleStore::usualPeriodIsNotChangedByGaps()
{
    QFETCH(QList<qint64>, times);
    QFETCH(std::optional<qint64>, period);
    SampleStore store;
    for (const qint64 time : times)
        append(store, cpusAt(time, {1}));
    QCOMPARE(store.usualPeriod(), period);
}

void TestSampleStore::valuesReachTheEdges_data()
{
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("to");
    QTest::addColumn<QList<qint64>>("times");
    QTest::newRow("all") << qint64(0) << qint64(90) << QList<qint64>{0, 10, 40, 50};
    QTest::newRow("between") << qint64(12) << qint64(38) << QList<qint64>{10, 40};
    QTest::newRow("on a value") << qint64(10) << qint64(40) << QList<qint64>{0, 10, 40, 50};
    QTest::newRow("before all") << qint64(-50) << qint64(-10) << QList<qint64>{0};
    QTest::newRow("after all") << qint64(60) << qint64(90) << QList<qint64>{50};
}

void TestSampleStore::valuesReachTheEdges()
{
    QFETCH(qint64, from);
    QFETCH(qint64, to);
    QFETCH(QList<qint64>, times);
    SampleStore store;
    for (const qint64 time : {0, 10, 20, 30, 40, 50}) // two results do not contain the CPU
        append(store, time == 20 || time == 30 ? recordOf(time, QByteArray("{}"))
                                               : cpusAt(time, {1.0 * static_cast<double>(time)}));
    QList<qint64> found;
    for (const TimedValue &value : store.values(cpu(0), {from, to}, {}))
        found.append(value.time);
    QCOMPARE(found, times);
}

/// They would change the scale of a chart that does not show them.
void TestSampleStore::valuesBeyondAGapAreLeftOut()
{
    SampleStore store;
    for (const qint64 time : {0, 100'000, 101'000, 102'000, 200'000})
        append(store, cpusAt(time, {1.0 * static_cast<double>(time)}));
    const auto times = [&](qint64 from, qint64 to) {
        QList<qint64> found;
        for (const TimedValue &value : store.values(cpu(0), {from, to}, {.bucket = 1, .longestGap = 10'000}))
            found.append(value.time);
        return found;
    };
    QCOMPARE(times(90'000, 110'000), (QList<qint64>{100'000, 101'000, 102'000}));
    QCOMPARE(times(100'500, 101'500), (QList<qint64>{100'000, 101'000, 102'000}));
}

void TestSampleStore::meansStayFinite()
{
    SampleStore store;
    QVERIFY(store.append(cpusAt(1000, {1.7e308, 1.7e308})));
    const Values means = store.meanValues({cpu(0), cpu(1)}, {0, forever}, {});
    QVERIFY(std::isfinite(means.constFirst().value));
}

void TestSampleStore::loadingTakesTimeInProportion()
{
    const QList<double> values(64, 12.5);
    const auto load = [&](qint64 count) {
        QList<Record> records;
        for (qint64 i = 0; i < count; ++i)
            records.append(cpusAt(i * 5000, values));
        SampleStore store;
        QElapsedTimer timer;
        timer.start();
        const bool isLoaded =
            store.replace(records) && store.size() == std::size_t(count) && store.keys(u"cpu_average"_s).size() == 64;
        return isLoaded ? timer.elapsed() : -1;
    };
    const qint64 ofPart = load(540);
    const qint64 ofAll = load(4320); // six hours
    qInfo("an eighth in %lld ms, all in %lld ms", ofPart, ofAll);
    QVERIFY(ofPart >= 0);
    QVERIFY(ofAll >= 0);
    QVERIFY(ofAll < 32 * std::max<qint64>(1, ofPart)); // 64 times in a quadratic store
}

QTEST_GUILESS_MAIN(TestSampleStore)
#include "tst_samplestore.moc"

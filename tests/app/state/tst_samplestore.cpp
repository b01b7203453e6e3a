// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/samplestore.h"
#include "app/state/seriescsv.h"
#include "common/core/literals.h"
#include "tests/support/files.h"
#include "tests/support/samples.h"
#include "tests/support/serieskeys.h"

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
    void isBoundedByCount();
    void isBoundedByTime();
    void isBoundedByValues();
    void isBoundedBySeries();
    void recordsAreBoundedByBytes();
    void tooOldForAFullStoreIsIgnored();
    void aResultFarAheadIsHeldBack();
    void aResultFarBackIsHeldBack();
    void aClockSetAheadIsFollowed();
    void aMomentAheadDropsNothing();
    void rareResultsAreNotHeldBack();
    void clockSetBackFarDropsOlderResults();
    void clockSetBackALittleKeepsOlderResults();
    void fewLateResultsDropNothing();
    void keysAreOrdered();
    void windowsAreKeptApart();
    void chartKeysFollowTheTable();
    void countersAreShownAsRates_data();
    void countersAreShownAsRates();
    void ratesSkipResultsWithoutAMeasurement();
    void fractionsBecomePercent();
    void idleCpusAreNotTakenForFractions();
    void cpuFractionsAreFoundByTheMeasurement();
    void historiesFillMissingTimes();
    void historiesDoNotReplaceKnownValues();
    void listsAreReadByTheirFamily();
    void replacedHistoriesKeepTheirPeriod();
    void meanIsOverCpusThatHaveAValue();
    void longestGapFollowsTheSlowestPeriodInSight();
    void recordAtReturnsTheNearestOne_data();
    void recordAtReturnsTheNearestOne();
    void usualPeriodIsNotChangedByGaps_data();
    void usualPeriodIsNotChangedByGaps();
    void valuesReachTheEdges_data();
    void valuesReachTheEdges();
    void emptyAndUnprintableNamesAreVisible();
    void meansStayFinite();
    void realFlatResultIsRead();
    void realNestedHistoryIsRead();
    void realMeasurementsAreRead();
    void sixHoursOfSixtyFourCpusLoadQuickly();
};

namespace {

constexpr qint64 forever = 10'000'000;

using Values = QList<TimedValue>;

SeriesKey cpu(int index)
{
    return key("cpu_average", index, 60);
}

const SeriesKey egress = key("egress");

void append(SampleStore &store, const Record &record)
{
    const Result<void> appended = store.append(record);
    QVERIFY2(appended, qPrintable(appended ? QString() : appended.error().message));
}

/// Appends one result a second, from second `from` to `to`.
void appendSeconds(SampleStore &store, qint64 from, qint64 to)
{
    for (qint64 second = from; second <= to; ++second)
        append(store, cpusAt(second * 1000, {1}));
}

Values all(const SampleStore &store, const SeriesKey &series)
{
    return store.values(series, {0, forever}, {});
}

QList<double> numbers(const Values &values)
{
    QList<double> result;
    for (const TimedValue &one : values)
        result << one.value;
    return result;
}

SampleStore storeOf(const SampleStore::Limits &limits)
{
    return SampleStore(MetricFamilies::standard(), limits);
}

} // namespace

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

void TestSampleStore::isBoundedByCount()
{
    SampleStore store = storeOf({.rows = 100});
    for (qint64 time = 1; time <= 1000; ++time)
        append(store, cpusAt(time, {1, 2}));
    QCOMPARE(store.size(), std::size_t(100));
    QCOMPARE(store.oldestTime(), 901);
    QCOMPARE(all(store, cpu(1)).size(), 100);
    QCOMPARE(all(store, cpu(1)).first().time, 901);
    QCOMPARE(store.recordAt(0)->time, 901);
}

void TestSampleStore::isBoundedByTime()
{
    SampleStore store = storeOf({.span = 1000});
    for (const qint64 time : {100, 600, 1100, 1700})
        append(store, cpusAt(time, {1}));
    QCOMPARE(store.size(), std::size_t(2));
    QCOMPARE(store.oldestTime(), 1100);
    QCOMPARE(store.recordAt(0)->time, 1100);
}

void TestSampleStore::isBoundedByValues()
{
    SampleStore store = storeOf({.values = 100});
    for (qint64 time = 1; time <= 60; ++time)
        append(store, cpusAt(time, {1, 2}));
    QCOMPARE(store.size(), std::size_t(50));
    append(store, cpusAt(61, QList<double>(20, 5.0)));
    QCOMPARE(store.size(), std::size_t(5));
    append(store, cpusAt(62, QList<double>(200, 5.0)));
    QCOMPARE(store.size(), std::size_t(1)); // the newest one is always kept
}

void TestSampleStore::isBoundedBySeries()
{
    SampleStore store = storeOf({.rows = 2, .series = 4, .unknownSeries = 2});
    append(store, recordOf(1, R"({"a": 1, "b": 2, "c": 3, "n_pids": 4, "outgoing_traffic": 5, "memory_caching": 6})"));
    QCOMPARE(store.keys({}), (QList<SeriesKey>{named("", "a"), named("", "b")}));
    QCOMPARE(store.newest(egress), 5.0);
    QVERIFY(!store.newest(key("cache")));
    append(store, recordOf(2, R"({"c": 3})"));
    QVERIFY(!store.newest(named("", "c")));
    append(store, recordOf(3, R"({"c": 3})")); // the first result and its series were dropped
    append(store, recordOf(4, R"({"c": 3})"));
    QCOMPARE(store.keys({}), QList<SeriesKey>{named("", "c")});
}

void TestSampleStore::recordsAreBoundedByBytes()
{
    SampleStore store = storeOf({.bytes = 100});
    const QByteArray forty = R"({"a": 1, "t": "0123456789012345678901"})";
    for (const qint64 time : {10, 20, 30})
        append(store, recordOf(time, forty));
    QCOMPARE(store.size(), std::size_t(3));
    QCOMPARE(store.recordAt(0)->time, 20);
    append(store, recordOf(40, forty, QByteArray(200, ' ')));
    QCOMPARE(store.recordAt(0)->time, 40); // the newest one is always kept
    append(store, recordOf(40, forty));
    append(store, recordOf(50, forty));
    QCOMPARE(store.recordAt(0)->time, 40); // the size of the replacement is counted
}

void TestSampleStore::tooOldForAFullStoreIsIgnored()
{
    SampleStore store = storeOf({.rows = 2});
    for (const qint64 time : {10, 20, 30})
        append(store, cpusAt(time, {1}));
    append(store, cpusAt(5, {3, 4}));
    QCOMPARE(all(store, cpu(0)), (Values{{20, 1}, {30, 1}}));
    QVERIFY(all(store, cpu(1)).isEmpty());
    QCOMPARE(store.recordAt(0)->time, 20);
}

void TestSampleStore::aResultFarAheadIsHeldBack()
{
    constexpr qint64 farAhead = 10LL * 365 * 24 * 3'600'000;
    SampleStore store;
    appendSeconds(store, 1, 100);
    append(store, cpusAt(farAhead, {2}));
    QVERIFY(store.isHeldBack(farAhead));
    QCOMPARE(store.newestTime(), 100'000);
    appendSeconds(store, 101, 101);
    QVERIFY(!store.isHeldBack(farAhead));
    QCOMPARE(store.size(), std::size_t(101));
    QCOMPARE(store.newestTime(), 101'000);

    QVERIFY(store.replace({cpusAt(1000, {1}), cpusAt(2000, {1}), cpusAt(farAhead, {2})})); // as when a source is opened
    QCOMPARE(store.oldestTime(), 1000);
    QCOMPARE(store.newestTime(), 2000);
}

void TestSampleStore::aResultFarBackIsHeldBack()
{
    SampleStore store = storeOf({.span = 10'000});
    appendSeconds(store, 1000, 1005);
    append(store, cpusAt(0, {2})); // 1970: a clock that is not set
    QVERIFY(store.isHeldBack(0));
    appendSeconds(store, 1006, 1006);
    QCOMPARE(store.oldestTime(), 1'000'000);
    QCOMPARE(store.newestTime(), 1'006'000);
    QCOMPARE(store.size(), std::size_t(7));
}

void TestSampleStore::aClockSetAheadIsFollowed()
{
    SampleStore store = storeOf({.span = 10'000});
    appendSeconds(store, 1, 5);
    appendSeconds(store, 5000, 5001);
    QCOMPARE(store.newestTime(), 5'001'000); // the second one confirms it
    QCOMPARE(store.size(), std::size_t(7));
    appendSeconds(store, 5002, 5030);
    QCOMPARE(store.oldestTime(), 5'020'000);
}

void TestSampleStore::aMomentAheadDropsNothing()
{
    for (const qint64 ahead : {5, 24}) {              // hours: within the span, which is 6 h, and beyond it
        SampleStore store = storeOf({.bytes = 1000}); // so that not all records are kept
        appendSeconds(store, 1, 600);
        appendSeconds(store, ahead * 3600, ahead * 3600 + 9);
        QCOMPARE(store.newestTime(), (ahead * 3600 + 9) * 1000);
        appendSeconds(store, 611, 620);
        QCOMPARE(store.oldestTime(), 1000);
        QCOMPARE(store.newestTime(), 620'000);
        QVERIFY(store.size() >= 608); // late ones are held back until the clock is known
        QCOMPARE(all(store, cpu(0)).constFirst().time, 1000);
        QCOMPARE(store.newestRecord()->time, 620'000);
    }
}

void TestSampleStore::rareResultsAreNotHeldBack()
{
    constexpr qint64 day = 86'400'000;
    SampleStore store;
    QVERIFY(store.replace({cpusAt(day, {1}), cpusAt(2 * day, {1}), cpusAt(3 * day, {1})}));
    QCOMPARE(store.newestTime(), 3 * day);
    append(store, cpusAt(4 * day, {1}));
    QCOMPARE(store.newestTime(), 4 * day);
    QVERIFY(store.append(cpusAt(9 * day, {1}), 9 * day + 5000)); // the source's clock shows that time
    QCOMPARE(store.newestTime(), 9 * day);
}

void TestSampleStore::clockSetBackFarDropsOlderResults()
{
    SampleStore store = storeOf({.span = 1000});
    append(store, cpusAt(5000, {1}));
    append(store, cpusAt(6000, {2}));
    append(store, cpusAt(100, {3}));
    append(store, cpusAt(200, {4}));
    QCOMPARE(all(store, cpu(0)), (Values{{100, 3}, {200, 4}}));
    QCOMPARE(store.newestRecord()->time, 200);
}

/// Results from the time when the clock was ahead would otherwise hide the new ones until these are later.
void TestSampleStore::clockSetBackALittleKeepsOlderResults()
{
    SampleStore store;
    for (qint64 second = 1; second <= 700; ++second)
        append(store, cpusAt(second * 1000, {1}));
    for (qint64 second = 101; second <= 103; ++second) // 600 s less
        append(store, cpusAt(second * 1000 + 1, {2}));
    QCOMPARE(store.newestTime(), 103'001);
    QCOMPARE(store.newest(cpu(0)), 2.0);
    QCOMPARE(store.newestRecord()->time, 103'001);
    QCOMPARE(store.oldestTime(), 1000);
    QCOMPARE(all(store, cpu(0)).constLast(), (TimedValue{103'001, 2}));
}

void TestSampleStore::fewLateResultsDropNothing()
{
    SampleStore store;
    for (qint64 second = 1; second <= 700; ++second)
        append(store, cpusAt(second * 1000, {1}));
    for (qint64 i = 0; i < 10; ++i) { // of another writer, whose clock is behind
        append(store, cpusAt(100'500 + i * 1000, {2}));
        append(store, cpusAt((701 + i) * 1000, {1}));
    }
    QCOMPARE(store.newestTime(), 710'000);
    QCOMPARE(store.newest(cpu(0)), 1.0);
}

void TestSampleStore::keysAreOrdered()
{
    SampleStore store;
    append(
        store,
        recordOf(1, R"({"avg-cpu10-60s": 1, "avg-cpu9-60s": 1, "avg-cpu0-1h": 1, "net_io_counters_eth10-bytes_sent": 1,
                                  "net_io_counters_eth9-bytes_sent": 1, "b": 1, "a10": 1, "a9": 1})"));
    QCOMPARE(store.keys(u"cpu_average"_s), (QList<SeriesKey>{cpu(9), cpu(10), key("cpu_average", 0, 3600)}));
    QCOMPARE(store.keys(u"net_sent"_s), (QList<SeriesKey>{named("net_sent", "eth9"), named("net_sent", "eth10")}));
    QCOMPARE(store.keys({}), (QList<SeriesKey>{named("", "a9"), named("", "a10"), named("", "b")}));
}

void TestSampleStore::windowsAreKeptApart()
{
    SampleStore store;
    append(store,
           recordOf(1, R"({"avg-util-cpu0-60sec": 10, "avg-util-cpu0-1h": 20, "mvg_avg_cpu_0_last_5_minutes": 30})"));
    QCOMPARE(store.windows(u"cpu_average"_s), (QList<int>{60, 300, 3600}));
    QCOMPARE(store.newest(cpu(0)), 10.0);
    QCOMPARE(store.newest(key("cpu_average", 0, 300)), 30.0);
    QCOMPARE(store.newest(key("cpu_average", 0, 3600)), 20.0);
    QCOMPARE(store.windows(u"egress"_s), QList<int>());
}

void TestSampleStore::chartKeysFollowTheTable()
{
    SampleStore store;
    append(store, recordOf(1, "{}", payload("metrics-2022-07-16")));
    QCOMPARE(store.chartKeys(u"memory"_s),
             (QList<SeriesKey>{key("memory_used"), key("memory_buffers"), key("memory_cached"), key("memory_free")}));
    QCOMPARE(store.chartKeys(u"network"_s),
             (QList<SeriesKey>{named("net_sent", "eth0"), named("net_received", "eth0")}));
    QCOMPARE(store.title(named("net_sent", "eth0")), u"eth0 sent"_s);
    QCOMPARE(store.unit(named("net_sent", "eth0")), u"B/s"_s);
    QVERIFY(store.chartKeys(u"egress"_s).isEmpty());
}

void TestSampleStore::countersAreShownAsRates_data()
{
    QTest::addColumn<Values>("counts");
    QTest::addColumn<Values>("rates");
    QTest::newRow("one") << Values{{1000, 500}} << Values{};
    QTest::newRow("steady") << Values{{1000, 500}, {3000, 700}, {4000, 900}} << Values{{3000, 100}, {4000, 200}};
    QTest::newRow("beyond 32 bits") << Values{{1000, 15'545'135'406}, {2000, 15'545'135'500}} << Values{{2000, 94}};
    QTest::newRow("standstill") << Values{{1000, 500}, {2000, 500}} << Values{{2000, 0}};
    QTest::newRow("reset") << Values{{1000, 500}, {2000, 600}, {3000, 10}, {4000, 60}}
                           << Values{{2000, 100}, {4000, 50}};
    QTest::newRow("late") << Values{{1000, 500}, {3000, 700}, {2000, 550}} << Values{{2000, 50}, {3000, 150}};
}

void TestSampleStore::countersAreShownAsRates()
{
    QFETCH(Values, counts);
    QFETCH(Values, rates);
    SampleStore store;
    for (const TimedValue &one : counts)
        append(store, recordOf(one.time, "{}",
                               "{\"net_io_counters_eth0-bytes_sent\": " +
                                   QByteArray::number(static_cast<qint64>(one.value)) + "}"));
    const SeriesKey sent = named("net_sent", "eth0");
    QCOMPARE(all(store, sent), rates);
    if (!rates.isEmpty())
        QCOMPARE(store.newest(sent), rates.last().value);
    else
        QVERIFY(!store.newest(sent));
}

void TestSampleStore::ratesSkipResultsWithoutAMeasurement()
{
    SampleStore store;
    for (qint64 i = 1; i <= 9; ++i) // every second result has no measurement
        append(store, recordOf(i * 1000, "{}",
                               i % 2 == 1 ? R"({"cpu_stats-interrupts": )" + QByteArray::number(i * 100) + "}"
                                          : QByteArray()));
    QCOMPARE(store.values(key("interrupts"), {6000, 6500}, {}), (Values{{5000, 100}, {7000, 100}}));
    QVERIFY(!store.newest(named("interrupts", "none")));
    QCOMPARE(store.newest(key("interrupts")), 100.0);
}

void TestSampleStore::fractionsBecomePercent()
{
    SampleStore store;
    append(store, recordOf(1, R"({"outgoing_traffic": 0.25, "memory_caching": 0.5})"));
    QCOMPARE(store.newest(egress), 25.0);
    append(store, recordOf(2, R"({"outgoing_traffic": 0.75, "memory_caching": 1})"));
    QCOMPARE(all(store, egress), (Values{{1, 25}, {2, 75}}));
    QCOMPARE(numbers(all(store, key("cache"))), (QList<double>{50, 100}));
    append(store, recordOf(3, R"({"outgoing_traffic": 0.5, "memory_caching": 60})")); // so all values were percent
    QCOMPARE(numbers(all(store, egress)), (QList<double>{0.25, 0.75, 0.5}));
    QCOMPARE(numbers(all(store, key("cache"))), (QList<double>{0.5, 1, 60}));
    append(store,
           recordOf(
               3, R"({"outgoing_traffic": 0.5, "memory_caching": 0.5})")); // replaced, so that all are fractions again
    QCOMPARE(store.newest(key("cache")), 50.0);
}

void TestSampleStore::idleCpusAreNotTakenForFractions()
{
    SampleStore store;
    append(store, cpusAt(1, {0.5, 0.25}));
    QCOMPARE(store.newest(cpu(0)), 0.5); // no measurement shows that it is a fraction
    append(store, recordOf(2, R"({"avg-cpu0-60s": 0.5})", R"({"cpu_percent-0": 2.5})"));
    QCOMPARE(store.newest(cpu(0)), 0.5);
}

void TestSampleStore::cpuFractionsAreFoundByTheMeasurement()
{
    SampleStore store;
    append(store, recordOf(1, R"({"avg-cpu0-60s": 0.5})", R"({"cpu_percent-0": 40})"));
    QCOMPARE(store.newest(cpu(0)), 50.0);
    QCOMPARE(store.newest(key("cpu_percent", 0)), 40.0);
    append(store, recordOf(2, R"({"avg-cpu0-60s": 1.5})", R"({"cpu_percent-0": 40})"));
    QCOMPARE(numbers(all(store, cpu(0))), (QList<double>{0.5, 1.5}));
}

void TestSampleStore::historiesFillMissingTimes()
{
    SampleStore store;
    append(store, recordOf(100'000, R"({"cpu_percent_ma": [[1, 10], [2, 20], [3, null], [4, 40]]})"));
    QCOMPARE(all(store, cpu(0)), (Values{{85'000, 1}, {90'000, 2}, {95'000, 3}, {100'000, 4}}));
    QCOMPARE(all(store, cpu(1)), (Values{{85'000, 10}, {90'000, 20}, {100'000, 40}}));
    QCOMPARE(store.size(), std::size_t(1)); // results
    QCOMPARE(store.oldestTime(), 85'000);
    QVERIFY(!store.usualPeriod());
    QCOMPARE(store.newestRecord()->time, 100'000);
}

void TestSampleStore::historiesDoNotReplaceKnownValues()
{
    SampleStore store; // a result every 4 s
    append(store, cpusAt(10'000, {1}));
    append(store, cpusAt(14'000, {2}));
    append(store, cpusAt(18'000, {3}));
    append(store, recordOf(22'000, R"({"moving_average_cpu_percent-0": 4, "outgoing_traffic": 30})"));
    // One result is missed, and the next one is 0.4 s late.
    append(store, recordOf(30'400, R"({"cpu_percent_ma": [[50], [51], [52], [53], [54], [55], [60]],
                                       "outgoing_traffic": [38, 39, 40, 41, 42]})"));
    QCOMPARE(all(store, cpu(0)),
             (Values{{6'400, 50}, {10'000, 1}, {14'000, 2}, {18'000, 3}, {22'000, 4}, {26'400, 55}, {30'400, 60}}));
    QCOMPARE(all(store, egress), (Values{{14'000, 38}, {18'000, 39}, {22'000, 30}, {26'400, 41}, {30'400, 42}}));
    QCOMPARE(store.size(), std::size_t(5));
    QCOMPARE(store.usualPeriod(), 4000);
}

void TestSampleStore::listsAreReadByTheirFamily()
{
    SampleStore store;
    append(store, recordOf(50'000, R"({"outgoing_traffic": [10, 20, 30], "queues": [1, 2], "cpus_avg": [5, 6]})"));
    QCOMPARE(all(store, egress), (Values{{40'000, 10}, {45'000, 20}, {50'000, 30}}));
    QCOMPARE(store.keys({}), (QList<SeriesKey>{named("", "queues.0"), named("", "queues.1")}));
    QCOMPARE(store.newest(cpu(1)), 6.0);
}

void TestSampleStore::replacedHistoriesKeepTheirPeriod()
{
    SampleStore store;
    QVERIFY(store.replace({recordOf(50'000, R"({"cpu_percent_ma": [[1], [2], [3]]})"),
                           recordOf(51'000, R"({"cpu_percent_ma": [[2], [3], [4]]})")}));
    QCOMPARE(all(store, cpu(0)), (Values{{48'000, 1}, {49'000, 2}, {50'000, 3}, {51'000, 4}}));
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

void TestSampleStore::emptyAndUnprintableNamesAreVisible()
{
    SampleStore store;
    append(store, recordOf(1000, R"({"": 1, "a\nb": 2, "net_io_counters_e\u001bth-bytes_sent": 3})"));
    QCOMPARE(store.title(named("", "")), u"\"\""_s);
    QCOMPARE(store.title(named("", "a\nb")), u"a\\nb"_s);
    QCOMPARE(store.title(named("net_sent", "e\x1bth")), u"e\\x1bth sent"_s);
    const QByteArray csv = seriesCsv(store, {0, 2000}, {named("", ""), named("", "a\nb")});
    QCOMPARE(csv, QByteArray("time,\"\"\"\"\"\",\"a\nb\"\r\n1970-01-01T00:00:01.000Z,1,2\r\n"));
}

void TestSampleStore::meansStayFinite()
{
    SampleStore store;
    QVERIFY(store.append(cpusAt(1000, {1.7e308, 1.7e308})));
    const Values means = store.meanValues({cpu(0), cpu(1)}, {0, forever}, {});
    QVERIFY(std::isfinite(means.constFirst().value));
}

void TestSampleStore::realFlatResultIsRead()
{
    SampleStore store;
    append(store, recordOf(1, payload("output-flat-2025-12-04")));
    QCOMPARE(store.keys(u"cpu_average"_s).size(), 8);
    QCOMPARE(store.newest(cpu(4)), 99.93);
    QCOMPARE(store.newest(egress), 0.0);
    QCOMPARE(store.newest(key("cache")), 70.52);
    QCOMPARE(store.keys({}), QList<SeriesKey>{named("", "num_cpus_monitored")});
}

void TestSampleStore::realNestedHistoryIsRead()
{
    SampleStore store;
    append(store, recordOf(100'000, payload("output-nested-history-2023-03-03")));
    QCOMPARE(store.keys(u"cpu_average"_s).size(), 16);
    QCOMPARE(store.keys(u"cpu_percent"_s).size(), 16);
    QCOMPARE(numbers(all(store, key("cpu_percent", 0))),
             (QList<double>{53.1, 45.8, 5.0, 25.8, 5.2, 1.6, 2.2, 7.5, 3.0, 24.1}));
    QCOMPARE(all(store, cpu(15)).first(), (TimedValue{55'000, 6.93}));
    QCOMPARE(store.newest(key("memory_used")), 13'064'077'312.0);
    QCOMPARE(store.newest(key("processes")), 580.0);
    QVERIFY(store.keys({}).isEmpty());
}

void TestSampleStore::realMeasurementsAreRead()
{
    SampleStore store;
    append(store, recordOf(1000, "{}", payload("metrics-2022-07-16")));
    append(store, recordOf(2000, "{}", payload("metrics-2023-02-27")));
    QCOMPARE(store.keys(u"cpu_percent"_s).size(), 16);
    QCOMPARE(store.newest(key("memory_percent")), 39.4);
    QCOMPARE(store.newest(key("cpu_frequency")), 2999.998999999999);
    QCOMPARE(store.newest(named("net_sent", "eth0")), 6'372'734'463.0 - 3'126'008'909.0);
    QVERIFY(!store.newest(key("context_switches"))); // another machine, or a restart
    QVERIFY(store.keys({}).isEmpty());
}

void TestSampleStore::sixHoursOfSixtyFourCpusLoadQuickly()
{
    const QList<double> values(64, 12.5);
    QList<Record> records;
    for (qint64 i = 0; i < 4320; ++i)
        records.append(cpusAt(i * 5000, values));
    SampleStore store;
    QElapsedTimer timer;
    timer.start();
    QVERIFY(store.replace(records));
    qInfo("loaded in %lld ms", timer.elapsed());
    QCOMPARE(store.keys(u"cpu_average"_s).size(), 64);
    QCOMPARE(store.size(), std::size_t(4320));
    QVERIFY(timer.elapsed() < 10'000); // much more than needed; a quadratic store takes minutes
}

QTEST_GUILESS_MAIN(TestSampleStore)
#include "tst_samplestore.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Which results a store keeps: its limits, and results whose times differ much from those of the others.
#include "app/state/samplestore.h"
#include "tests/support/samples.h"
#include "tests/support/serieskeys.h"
#include "tests/support/storesamples.h"

#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestSampleLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
};

void TestSampleLimits::isBoundedByCount()
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

void TestSampleLimits::isBoundedByTime()
{
    SampleStore store = storeOf({.span = 1000});
    for (const qint64 time : {100, 600, 1100, 1700})
        append(store, cpusAt(time, {1}));
    QCOMPARE(store.size(), std::size_t(2));
    QCOMPARE(store.oldestTime(), 1100);
    QCOMPARE(store.recordAt(0)->time, 1100);
}

void TestSampleLimits::isBoundedByValues()
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

void TestSampleLimits::isBoundedBySeries()
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

void TestSampleLimits::recordsAreBoundedByBytes()
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

void TestSampleLimits::tooOldForAFullStoreIsIgnored()
{
    SampleStore store = storeOf({.rows = 2});
    for (const qint64 time : {10, 20, 30})
        append(store, cpusAt(time, {1}));
    append(store, cpusAt(5, {3, 4}));
    QCOMPARE(all(store, cpu(0)), (Values{{20, 1}, {30, 1}}));
    QVERIFY(all(store, cpu(1)).isEmpty());
    QCOMPARE(store.recordAt(0)->time, 20);
}

void TestSampleLimits::aResultFarAheadIsHeldBack()
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

void TestSampleLimits::aResultFarBackIsHeldBack()
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

void TestSampleLimits::aClockSetAheadIsFollowed()
{
    SampleStore store = storeOf({.span = 10'000});
    appendSeconds(store, 1, 5);
    appendSeconds(store, 5000, 5001);
    QCOMPARE(store.newestTime(), 5'001'000); // the second one confirms it
    QCOMPARE(store.size(), std::size_t(7));
    appendSeconds(store, 5002, 5030);
    QCOMPARE(store.oldestTime(), 5'020'000);
}

void TestSampleLimits::aMomentAheadDropsNothing()
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

void TestSampleLimits::rareResultsAreNotHeldBack()
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

void TestSampleLimits::clockSetBackFarDropsOlderResults()
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
void TestSampleLimits::clockSetBackALittleKeepsOlderResults()
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

void TestSampleLimits::fewLateResultsDropNothing()
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

QTEST_GUILESS_MAIN(TestSampleLimits)
#include "tst_samplelimits.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Which series and values a store makes of the results and measurements.
#include "app/state/samplestore.h"
#include "app/state/seriescsv.h"
#include "common/core/literals.h"
#include "tests/support/files.h"
#include "tests/support/samples.h"
#include "tests/support/serieskeys.h"
#include "tests/support/storesamples.h"

#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestSampleSeries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
    void emptyAndUnprintableNamesAreVisible();
    void realFlatResultIsRead();
    void realNestedHistoryIsRead();
    void realMeasurementsAreRead();
};

void TestSampleSeries::keysAreOrdered()
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

void TestSampleSeries::windowsAreKeptApart()
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

void TestSampleSeries::chartKeysFollowTheTable()
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

void TestSampleSeries::countersAreShownAsRates_data()
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

void TestSampleSeries::countersAreShownAsRates()
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

void TestSampleSeries::ratesSkipResultsWithoutAMeasurement()
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

void TestSampleSeries::fractionsBecomePercent()
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

void TestSampleSeries::idleCpusAreNotTakenForFractions()
{
    SampleStore store;
    append(store, cpusAt(1, {0.5, 0.25}));
    QCOMPARE(store.newest(cpu(0)), 0.5); // no measurement shows that it is a fraction
    append(store, recordOf(2, R"({"avg-cpu0-60s": 0.5})", R"({"cpu_percent-0": 2.5})"));
    QCOMPARE(store.newest(cpu(0)), 0.5);
}

void TestSampleSeries::cpuFractionsAreFoundByTheMeasurement()
{
    SampleStore store;
    append(store, recordOf(1, R"({"avg-cpu0-60s": 0.5})", R"({"cpu_percent-0": 40})"));
    QCOMPARE(store.newest(cpu(0)), 50.0);
    QCOMPARE(store.newest(key("cpu_percent", 0)), 40.0);
    append(store, recordOf(2, R"({"avg-cpu0-60s": 1.5})", R"({"cpu_percent-0": 40})"));
    QCOMPARE(numbers(all(store, cpu(0))), (QList<double>{0.5, 1.5}));
}

void TestSampleSeries::historiesFillMissingTimes()
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

void TestSampleSeries::historiesDoNotReplaceKnownValues()
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

void TestSampleSeries::listsAreReadByTheirFamily()
{
    SampleStore store;
    append(store, recordOf(50'000, R"({"outgoing_traffic": [10, 20, 30], "queues": [1, 2], "cpus_avg": [5, 6]})"));
    QCOMPARE(all(store, egress), (Values{{40'000, 10}, {45'000, 20}, {50'000, 30}}));
    QCOMPARE(store.keys({}), (QList<SeriesKey>{named("", "queues.0"), named("", "queues.1")}));
    QCOMPARE(store.newest(cpu(1)), 6.0);
}

void TestSampleSeries::replacedHistoriesKeepTheirPeriod()
{
    SampleStore store;
    QVERIFY(store.replace({recordOf(50'000, R"({"cpu_percent_ma": [[1], [2], [3]]})"),
                           recordOf(51'000, R"({"cpu_percent_ma": [[2], [3], [4]]})")}));
    QCOMPARE(all(store, cpu(0)), (Values{{48'000, 1}, {49'000, 2}, {50'000, 3}, {51'000, 4}}));
}

void TestSampleSeries::emptyAndUnprintableNamesAreVisible()
{
    SampleStore store;
    append(store, recordOf(1000, R"({"": 1, "a\nb": 2, "net_io_counters_e\u001bth-bytes_sent": 3})"));
    QCOMPARE(store.title(named("", "")), u"\"\""_s);
    QCOMPARE(store.title(named("", "a\nb")), u"a\\nb"_s);
    QCOMPARE(store.title(named("net_sent", "e\x1bth")), u"e\\x1bth sent"_s);
    const QByteArray csv = seriesCsv(store, {0, 2000}, {named("", ""), named("", "a\nb")});
    QCOMPARE(csv, QByteArray("time,\"\"\"\"\"\",\"a\nb\"\r\n1970-01-01T00:00:01.000Z,1,2\r\n"));
}

void TestSampleSeries::realFlatResultIsRead()
{
    SampleStore store;
    append(store, recordOf(1, payload("output-flat-2025-12-04")));
    QCOMPARE(store.keys(u"cpu_average"_s).size(), 8);
    QCOMPARE(store.newest(cpu(4)), 99.93);
    QCOMPARE(store.newest(egress), 0.0);
    QCOMPARE(store.newest(key("cache")), 70.52);
    QCOMPARE(store.keys({}), QList<SeriesKey>{named("", "num_cpus_monitored")});
}

void TestSampleSeries::realNestedHistoryIsRead()
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

void TestSampleSeries::realMeasurementsAreRead()
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

QTEST_GUILESS_MAIN(TestSampleSeries)
#include "tst_sampleseries.moc"

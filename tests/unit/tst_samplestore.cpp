// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/decimate.h"
#include "app/models/samplestore.h"

#include <QElapsedTimer>
#include <QTest>

using namespace pulse;

class TestSampleStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyStoreKnowsNothing();
    void newestValues();
    void order_data();
    void order();
    void sameTimeReplaces();
    void cpusComeAndGo();
    void isBounded();
    void tooOldForAFullStoreIsIgnored();
    void replaceForgetsWhatWasKnown();
    void unknownMetricsCountAsResults();
    void usualPeriod_data();
    void usualPeriod();
    void decimation_data();
    void decimation();
    void sixHoursOfSixtyFourCpusLoadQuickly();
};

namespace {

Sample sampleOf(qint64 time, const QList<double> &cpus)
{
    Sample sample{time, {}};
    for (qsizetype i = 0; i < cpus.size(); ++i)
        sample.readings.append({QStringLiteral("moving_average_cpu_percent-%1").arg(i), cpus[i]});
    return sample;
}

Sample with(Sample sample, const char *name, double value)
{
    sample.readings.append({QString::fromLatin1(name), value});
    return sample;
}

QList<TimedValue> toList(const Column &column)
{
    return {column.begin(), column.end()};
}

} // namespace

void TestSampleStore::emptyStoreKnowsNothing()
{
    const SampleStore store;
    QVERIFY(store.isEmpty());
    QVERIFY(!store.newestTime());
    QVERIFY(!store.usualPeriod());
    QVERIFY(!store.cpuMean());
    QVERIFY(!store.busiestCpu());
    QVERIFY(!store.newestShare(MetricFamily::Egress));
    QVERIFY(store.newestCpus().isEmpty());
}

void TestSampleStore::newestValues()
{
    SampleStore store;
    store.append(with(with(sampleOf(1000, {10, 50, 30}), "outgoing_traffic", 12), "memory_caching", 70));
    QCOMPARE(store.cpuMean(), 30.0);
    QCOMPARE(store.busiestCpu(), (CpuValue{1, 50}));
    QCOMPARE(store.newestShare(MetricFamily::Egress), 12.0);
    QCOMPARE(store.newestShare(MetricFamily::Cache), 70.0);
    store.append(sampleOf(2000, {40, 40, 40}));
    QCOMPARE(store.busiestCpu(), (CpuValue{0, 40}));
    QVERIFY(!store.newestShare(MetricFamily::Egress)); // known, but not in the newest result
    QCOMPARE(toList(store.share(MetricFamily::Egress)), (QList<TimedValue>{{1000, 12}}));
}

void TestSampleStore::order_data()
{
    QTest::addColumn<QList<qint64>>("times");
    QTest::newRow("in order") << QList<qint64>{1, 2, 3};
    QTest::newRow("late") << QList<qint64>{1, 3, 2};
    QTest::newRow("backwards") << QList<qint64>{3, 2, 1};
}

void TestSampleStore::order()
{
    QFETCH(QList<qint64>, times);
    SampleStore store;
    for (const qint64 time : times)
        store.append(sampleOf(time, {static_cast<double>(time)}));
    QCOMPARE(store.newestTime(), 3);
    QCOMPARE(store.cpuMean(), 3.0);
    QCOMPARE(toList(store.cpus().at(0)), (QList<TimedValue>{{1, 1}, {2, 2}, {3, 3}}));
}

void TestSampleStore::sameTimeReplaces()
{
    SampleStore store;
    store.append(sampleOf(1, {10}));
    store.append(sampleOf(1, {20}));
    QCOMPARE(store.size(), std::size_t(1));
    QCOMPARE(toList(store.cpus().at(0)), (QList<TimedValue>{{1, 20}}));
}

void TestSampleStore::cpusComeAndGo()
{
    SampleStore store(3);
    store.append(sampleOf(1, {10, 90}));
    store.append(sampleOf(2, {20}));
    QCOMPARE(store.newestCpus(), (QList<CpuValue>{{0, 20}}));
    QCOMPARE(store.cpuMean(), 20.0); // not of the one that is gone
    QCOMPARE(store.cpus().size(), std::size_t(2));
    store.append(sampleOf(3, {30, 70, 80}));
    QCOMPARE(store.newestCpus().size(), 3);
    for (qint64 time = 4; time < 7; ++time)
        store.append(sampleOf(time, {40}));
    QCOMPARE(store.cpus().size(), std::size_t(1)); // the others' values are all too old
}

void TestSampleStore::isBounded()
{
    SampleStore store(100);
    for (qint64 time = 0; time < 1000; ++time)
        store.append(with(sampleOf(time, {1, 2}), "outgoing_traffic", 3));
    QCOMPARE(store.size(), std::size_t(100));
    QCOMPARE(store.cpus().at(1).size(), std::size_t(100));
    QCOMPARE(store.cpus().at(1).front().time, 900);
    QCOMPARE(store.share(MetricFamily::Egress).size(), std::size_t(100));
}

void TestSampleStore::tooOldForAFullStoreIsIgnored()
{
    SampleStore store(2);
    store.append(sampleOf(10, {1}));
    store.append(sampleOf(20, {2}));
    store.append(sampleOf(5, {3, 4}));
    QCOMPARE(toList(store.cpus().at(0)), (QList<TimedValue>{{10, 1}, {20, 2}}));
    QCOMPARE(store.cpus().size(), std::size_t(1));
}

void TestSampleStore::replaceForgetsWhatWasKnown()
{
    SampleStore store(10);
    store.append(sampleOf(100, {1, 2, 3}));
    store.replace({sampleOf(1, {5}), sampleOf(2, {6})});
    QCOMPARE(store.newestTime(), 2);
    QCOMPARE(store.newestCpus(), (QList<CpuValue>{{0, 6}}));
    QCOMPARE(store.size(), std::size_t(2));
}

void TestSampleStore::unknownMetricsCountAsResults()
{
    SampleStore store;
    store.append(with({7, {}}, "n_pids", 300));
    QVERIFY(!store.isEmpty());
    QCOMPARE(store.newestTime(), 7);
    QVERIFY(store.cpus().empty());
}

void TestSampleStore::usualPeriod_data()
{
    QTest::addColumn<QList<qint64>>("times");
    QTest::addColumn<std::optional<qint64>>("period");
    QTest::newRow("one") << QList<qint64>{5} << std::optional<qint64>();
    QTest::newRow("two") << QList<qint64>{0, 5000} << std::optional<qint64>(5000);
    QTest::newRow("a gap") << QList<qint64>{0, 5000, 10000, 90000, 95000, 100000} << std::optional<qint64>(5000);
}

void TestSampleStore::usualPeriod()
{
    QFETCH(QList<qint64>, times);
    QFETCH(std::optional<qint64>, period);
    SampleStore store;
    for (const qint64 time : times)
        store.append(sampleOf(time, {1}));
    QCOMPARE(store.usualPeriod(), period);
}

void TestSampleStore::decimation_data()
{
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("to");
    QTest::addColumn<qint64>("bucket");
    QTest::addColumn<QList<qint64>>("times");
    // Values at 0, 10, …, 90: 0 5 1 6 2 7 3 8 4 9
    QTest::newRow("all") << qint64(0) << qint64(90) << qint64(10)
                         << QList<qint64>{0, 10, 20, 30, 40, 50, 60, 70, 80, 90};
    QTest::newRow("neighbours on both sides")
        << qint64(35) << qint64(55) << qint64(10) << QList<qint64>{30, 40, 50, 60};
    QTest::newRow("lowest and highest of each bucket")
        << qint64(0) << qint64(90) << qint64(50) << QList<qint64>{0, 30, 60, 90};
    QTest::newRow("buckets stay where they are")
        << qint64(20) << qint64(90) << qint64(50) << QList<qint64>{20, 30, 60, 90};
    QTest::newRow("before all") << qint64(-50) << qint64(-10) << qint64(10) << QList<qint64>{0};
}

void TestSampleStore::decimation()
{
    QFETCH(qint64, from);
    QFETCH(qint64, to);
    QFETCH(qint64, bucket);
    QFETCH(QList<qint64>, times);
    Column column;
    for (int i = 0; i < 10; ++i)
        column.push_back({10 * i, i % 2 == 0 ? i / 2.0 : 5 + (i - 1) / 2.0});
    QList<qint64> found;
    for (const TimedValue &value : decimate(column, from, to, bucket))
        found.append(value.time);
    QCOMPARE(found, times);
}

void TestSampleStore::sixHoursOfSixtyFourCpusLoadQuickly()
{
    QList<double> values(64, 12.5);
    QList<Sample> samples;
    for (std::size_t i = 0; i < SampleStore::sixHours; ++i)
        samples.append(sampleOf(static_cast<qint64>(i) * 5000, values));
    SampleStore store;
    QElapsedTimer timer;
    timer.start();
    store.replace(samples);
    QCOMPARE(store.cpus().size(), std::size_t(64));
    qInfo("loaded in %lld ms", timer.elapsed());
    QVERIFY(timer.elapsed() < 10'000); // far more than it takes; a quadratic store takes minutes
}

QTEST_GUILESS_MAIN(TestSampleStore)
#include "tst_samplestore.moc"

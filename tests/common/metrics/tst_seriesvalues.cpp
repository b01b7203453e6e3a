// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/metrics/fractions.h"
#include "common/metrics/metricfamilies.h"
#include "common/metrics/samplecodec.h"
#include "common/metrics/seriesvalues.h"

#include <QTest>

#include <limits>

using namespace pulse;

class TestSeriesValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstSpellingCounts();
    void outputComesBeforeInput();
    void namesDecideTheMeaningOfLists();
    void historiesAreRecognized();
    void fractionsAreRecognized_data();
    void fractionsAreRecognized();
    void removedHugeValuesLeaveNoError();
};

namespace {

Reading reading(const char *name, double value)
{
    return {QString::fromLatin1(name), value};
}

/// Returns the names of the series with their values: "cpu_average 0 = 10".
QStringList described(const QList<SeriesValue> &values)
{
    QStringList result;
    for (const SeriesValue &one : values)
        result << u"%1 %2 = %3"_s.arg(one.key.family).arg(one.key.index).arg(one.value);
    return result;
}

ValueSummary summaryOf(const QList<double> &values)
{
    ValueSummary summary;
    for (const double value : values)
        summary.add(value);
    return summary;
}

} // namespace

void TestSeriesValues::firstSpellingCounts()
{
    const Sample sample{1,
                        {reading("avg-util-cpu0-60sec", 10), reading("avg-util-cpu0-1h", 11),
                         reading("moving_average_cpu_percent-0", 20), reading("outgoing_traffic", 30)}};
    QCOMPARE(described(seriesValues(MetricFamilies::standard(), sample, {})),
             (QStringList{u"cpu_average 0 = 10"_s, u"cpu_average 0 = 11"_s, u"egress -1 = 30"_s}));
}

void TestSeriesValues::outputComesBeforeInput()
{
    const Sample output{1, {reading("n_pids", 1), reading("other", 5)}};
    const Sample input{1, {reading("n_pids", 2), reading("cpu_percent-0", 3), reading("virtual_memory-slab", 4)}};
    QCOMPARE(described(seriesValues(MetricFamilies::standard(), output, input)),
             (QStringList{u"processes -1 = 1"_s, u" -1 = 5"_s, u"cpu_percent 0 = 3"_s}));
}

void TestSeriesValues::namesDecideTheMeaningOfLists()
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const Sample sample{1,
                        {},
                        {{u"cpus_avg"_s, {10, none, 30}},
                         {u"outgoing_traffic"_s, {1, 2, 3}},
                         {u"memory_caching"_s, {1, none}},
                         {u"queues"_s, {7}}}};
    const QList<SeriesValue> values = seriesValues(MetricFamilies::standard(), sample, {});
    QCOMPARE(described(values),
             (QStringList{u"cpu_average 0 = 10"_s, u"cpu_average 2 = 30"_s, u"egress -1 = 3"_s, u" -1 = 7"_s}));
    QCOMPARE(values[2].history, (QList<double>{1, 2}));
    QCOMPARE(values[3].name, u"queues.0"_s);
}

void TestSeriesValues::historiesAreRecognized()
{
    const Result<Sample> output =
        decodeSample(1, R"({"cpu_history": {"cpu_percent-0": [1, 2, 3], "cpu_percent-1": [4, 5, 6]}})");
    QVERIFY(output);
    const QList<SeriesValue> values = seriesValues(MetricFamilies::standard(), *output, {});
    QCOMPARE(described(values), (QStringList{u"cpu_percent 0 = 3"_s, u"cpu_percent 1 = 6"_s}));
    QCOMPARE(values[0].history, (QList<double>{1, 2}));
    QCOMPARE(values[1].history, (QList<double>{4, 5}));
}

void TestSeriesValues::fractionsAreRecognized_data()
{
    QTest::addColumn<QList<double>>("egress");
    QTest::addColumn<QList<double>>("cache");
    QTest::addColumn<QList<double>>("averages");
    QTest::addColumn<QList<double>>("measured");
    QTest::addColumn<QStringList>("groups");
    const QStringList shares{u"shares"_s};
    const QStringList cpus{u"cpu_average"_s};
    using Values = QList<double>;
    QTest::newRow("percent") << Values{2.5} << Values{60} << Values{} << Values{} << QStringList();
    QTest::newRow("fractions") << Values{0.0216} << Values{0.6} << Values{} << Values{} << shares;
    QTest::newRow("no egress at all") << Values{0} << Values{0.6} << Values{} << Values{} << shares;
    QTest::newRow("little egress in percent") << Values{0.3} << Values{60} << Values{} << Values{} << QStringList();
    QTest::newRow("one of many is none") << Values{0.3, 0.4, 1.5} << Values{0.6} << Values{} << Values{}
                                         << QStringList();
    QTest::newRow("one only") << Values{} << Values{0.6} << Values{} << Values{} << shares;
    QTest::newRow("below 0") << Values{-0.1} << Values{0.6} << Values{} << Values{} << QStringList();
    QTest::newRow("idle CPUs") << Values{} << Values{} << Values{0.7, 0.3} << Values{0.9, 0.4} << QStringList();
    QTest::newRow("CPUs in fractions") << Values{} << Values{} << Values{0.7, 0.3} << Values{72, 35} << cpus;
    QTest::newRow("CPUs, nothing measured") << Values{} << Values{} << Values{0.7} << Values{} << QStringList();
    QTest::newRow("nothing") << Values{} << Values{} << Values{} << Values{} << QStringList();
}

/// A huge value that was removed does not affect the sum of the others.
void TestSeriesValues::removedHugeValuesLeaveNoError()
{
    ValueSummary summary = summaryOf({1e300, 0.5, std::numeric_limits<double>::max(), 0.25});
    summary.remove(1e300);
    summary.remove(std::numeric_limits<double>::max());
    QCOMPARE(summary, summaryOf({0.5, 0.25}));
}

void TestSeriesValues::fractionsAreRecognized()
{
    QFETCH(QList<double>, egress);
    QFETCH(QList<double>, cache);
    QFETCH(QList<double>, averages);
    QFETCH(QList<double>, measured);
    QFETCH(QStringList, groups);
    const QHash<QString, ValueSummary> summaries{{u"egress"_s, summaryOf(egress)},
                                                 {u"cache"_s, summaryOf(cache)},
                                                 {u"cpu_average"_s, summaryOf(averages)},
                                                 {u"cpu_percent"_s, summaryOf(measured)}};
    QCOMPARE(fractionGroups(MetricFamilies::standard(), summaries), QSet<QString>(groups.begin(), groups.end()));
}

QTEST_GUILESS_MAIN(TestSeriesValues)
#include "tst_seriesvalues.moc"

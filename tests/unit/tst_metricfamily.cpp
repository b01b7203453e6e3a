// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/metrics/metricfamily.h"
#include "common/metrics/percentages.h"

#include <QTest>

using namespace pulse;

class TestMetricFamily : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cpuAverages_data();
    void cpuAverages();
    void shares_data();
    void shares();
    void otherNames_data();
    void otherNames();
    void firstSpellingCounts();
    void fractions_data();
    void fractions();
};

namespace {

Reading reading(const char *name, double value)
{
    return {QString::fromLatin1(name), value};
}

} // namespace

void TestMetricFamily::cpuAverages_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("cpu");
    const std::pair<const char *, int> names[] = {
        {"moving_average_cpu_percent-0", 0},
        {"moving_average_cpu_percent-63", 63},
        {"avg-util-cpu0-60sec", 0},
        {"avg_util_cpu12_60sec", 12},
        {"avg_util_cpu0_60seg", 0},
        {"avg-cpu3-60sec", 3},
        {"avg-util-cpu0-60s", 0},
        {"avg-util-cpu_percent-7-60sec", 7},
        {"mvg_avg_cpu_0_last_minute", 0},
        {"cpus_avg.moving_average_cpu_percent-5", 5},
        {"cpus_avg.cpu_percent-5", 5},
        {"cpus_avg.cpu-5", 5},
        {"cpus_avg.cpu5", 5},
        {"cpus_avg.5", 5},
        {"result.cpus_avg.5", 5},
        {"cpu_percent_ma.15", 15},
    };
    for (const auto &[name, cpu] : names)
        QTest::newRow(name) << QString::fromLatin1(name) << cpu;
}

void TestMetricFamily::cpuAverages()
{
    QFETCH(QString, name);
    QFETCH(int, cpu);
    const std::optional<MetricMatch> match = matchMetric(name);
    QVERIFY(match);
    QCOMPARE(match->family, MetricFamily::CpuAverage);
    QCOMPARE(match->cpu, cpu);
}

void TestMetricFamily::shares_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<MetricFamily>("family");
    for (const char *name : {"percentage_outgoing_bytes", "percent-network-egress", "percent_network_egress",
                             "percent-outgoing-bytes", "outgoing_traffic", "network.outgoing_traffic"})
        QTest::newRow(name) << QString::fromLatin1(name) << MetricFamily::Egress;
    for (const char *name : {"percentage_memory_caching", "percent-memory-cache", "percent-memory-caching",
                             "percent_network_caching", "memory_caching"})
        QTest::newRow(name) << QString::fromLatin1(name) << MetricFamily::Cache;
}

void TestMetricFamily::shares()
{
    QFETCH(QString, name);
    QFETCH(MetricFamily, family);
    const std::optional<MetricMatch> match = matchMetric(name);
    QVERIFY(match);
    QCOMPARE(match->family, family);
    QCOMPARE(match->cpu, -1);
}

void TestMetricFamily::otherNames_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name :
         {"avg-util-cpu0-1h", "mvg_avg_cpu_0_last_hour", "avg-util-cpu0-60min", "cpu_freq_current", "n_pids",
          "virtual_memory_used", "cpu_percent-0", "cpu_percent_history.0", "num_cpus_monitored", "timestamp",
          "moving_average_cpu_percent-", "moving_average_cpu_percent-x", "moving_average_cpu_percent-99999999999",
          "my_moving_average_cpu_percent-0", "outgoing_traffic_total", "cpus_avg", "5", ""})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestMetricFamily::otherNames()
{
    QFETCH(QString, name);
    QVERIFY(!matchMetric(name));
}

void TestMetricFamily::firstSpellingCounts()
{
    const Sample sample{1,
                        {reading("avg-util-cpu0-60sec", 10), reading("n_pids", 300),
                         reading("moving_average_cpu_percent-0", 20), reading("outgoing_traffic", 30)}};
    const QList<Percentage> expected{{{MetricFamily::CpuAverage, 0}, 10}, {{MetricFamily::Egress, -1}, 30}};
    QCOMPARE(percentagesOf(sample), expected);
}

void TestMetricFamily::fractions_data()
{
    QTest::addColumn<QList<double>>("given"); // egress, cache
    QTest::addColumn<QList<double>>("percent");
    QTest::newRow("percent") << QList<double>{2.5, 60} << QList<double>{2.5, 60};
    QTest::newRow("fractions") << QList<double>{0.0216, 0.6} << QList<double>{2.16, 60};
    QTest::newRow("no egress at all") << QList<double>{0, 0.6} << QList<double>{0, 60};
    QTest::newRow("little egress in percent") << QList<double>{0.3, 60} << QList<double>{0.3, 60};
    QTest::newRow("nothing cached") << QList<double>{0.5, 0} << QList<double>{0.5, 0};
}

void TestMetricFamily::fractions()
{
    QFETCH(QList<double>, given);
    QFETCH(QList<double>, percent);
    const QList<Percentage> percentages =
        percentagesOf({1,
                       {reading("moving_average_cpu_percent-0", 0.7), reading("outgoing_traffic", given[0]),
                        reading("memory_caching", given[1])}});
    QCOMPARE(percentages.size(), 3);
    QCOMPARE(percentages[0].value, 0.7); // an idle CPU, not a fraction
    QCOMPARE(percentages[1].value, percent[0]);
    QCOMPARE(percentages[2].value, percent[1]);
}

QTEST_GUILESS_MAIN(TestMetricFamily)
#include "tst_metricfamily.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The standard table: which names it recognizes, and how it shows their series.
#include "common/core/literals.h"
#include "common/metrics/metricfamilies.h"
#include "common/metrics/windowtext.h"
#include "tests/support/serieskeys.h"

#include <QTest>

#include <optional>
#include <utility>

using namespace pulse;
using namespace pulse::test;
using Origin = MetricFamilies::Origin;

class TestMetricFamilies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void windowsAreRecognized_data();
    void windowsAreRecognized();
    void windowsAreFormatted_data();
    void windowsAreFormatted();
    void cpuAveragesAreRecognized_data();
    void cpuAveragesAreRecognized();
    void sharesAreRecognized_data();
    void sharesAreRecognized();
    void namesOfMeasurementsAreRecognized_data();
    void namesOfMeasurementsAreRecognized();
    void otherNamesHaveNoFamily_data();
    void otherNamesHaveNoFamily();
    void seriesHaveTitlesAndUnits_data();
    void seriesHaveTitlesAndUnits();
    void someFamiliesHaveThresholds();
    void chartsOfPagesExist();
};

namespace {

std::optional<SeriesKey> match(const QString &name, Origin origin = Origin::Output)
{
    return MetricFamilies::standard().match(name, origin);
}

} // namespace

void TestMetricFamilies::windowsAreRecognized_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("seconds");
    const std::pair<const char *, int> rows[] = {
        {"60sec", 60},
        {"60seg", 60},
        {"60s", 60},
        {"60secs", 60},
        {"60seconds", 60},
        {"60segundos", 60},
        {"90_s", 90},
        {"last_minute", 60},
        {"last-minute", 60},
        {"last_5_minutes", 300},
        {"1min", 60},
        {"5min", 300},
        {"5m", 300},
        {"60min", 3600},
        {"1h", 3600},
        {"1hr", 3600},
        {"1hour", 3600},
        {"2horas", 7200},
        {"last_hour", 3600},
        {"1d", 86'400},
        {"last_day", 86'400},
        {"", 0},
        {"60", 0},
        {"h", 0},
        {"minute", 0},
        {"0s", 0},
        {"60x", 0},
        {"last_", 0},
        {"last_week_60s", 0},
        {"99999999999s", 0},
    };
    for (const auto &[text, seconds] : rows)
        QTest::newRow(text) << QString::fromLatin1(text) << seconds;
}

void TestMetricFamilies::windowsAreRecognized()
{
    QFETCH(QString, text);
    QFETCH(int, seconds);
    QCOMPARE(windowSeconds(text), seconds == 0 ? std::nullopt : std::optional(seconds));
}

void TestMetricFamilies::windowsAreFormatted_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("seconds") << 90 << "90 s";
    QTest::newRow("minute") << 60 << "1 min";
    QTest::newRow("hours") << 7200 << "2 h";
    QTest::newRow("day") << 86'400 << "1 d";
}

void TestMetricFamilies::windowsAreFormatted()
{
    QFETCH(int, seconds);
    QFETCH(QString, text);
    QCOMPARE(windowText(seconds), text);
}

void TestMetricFamilies::cpuAveragesAreRecognized_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("cpu");
    QTest::addColumn<int>("window");
    const std::tuple<const char *, int, int> names[] = {
        {"moving_average_cpu_percent-0", 0, 60},
        {"moving_average_cpu_percent-63", 63, 60},
        {"moving_average_cpu_percent-3-1h", 3, 3600},
        {"avg-util-cpu0-60sec", 0, 60},
        {"avg_util_cpu12_60sec", 12, 60},
        {"avg_util_cpu0_60seg", 0, 60},
        {"avg-cpu3-60sec", 3, 60},
        {"avg-util-cpu0-60s", 0, 60},
        {"avg-util-cpu_percent-7-60sec", 7, 60},
        {"mvg_avg_cpu_0_last_minute", 0, 60},
        {"avg-util-cpu0-1h", 0, 3600},
        {"avg-util-cpu0-60min", 0, 3600},
        {"mvg_avg_cpu_255_last_hour", 255, 3600},
        {"avg-cpu2-5min", 2, 300},
        {"cpus_avg.moving_average_cpu_percent-5", 5, 60},
        {"cpus_avg.cpu_percent-5", 5, 60},
        {"cpus_avg.cpu-5", 5, 60},
        {"cpus_avg.cpu5", 5, 60},
        {"cpus_avg.5", 5, 60},
        {"cpu_avg.5", 5, 60},
        {"cpus_avg.1h.5", 5, 3600},
        {"result.cpus_avg.5", 5, 60},
        {"cpu_percent_ma.15", 15, 60},
        {"avg-util-0-60sec", 0, 60},
        {"avg-cpu_percent-0-60sec", 0, 60},
        {"avg-60sec-cpu_percent-0", 0, 60},
        {"avg-util-cpu0-1min", 0, 60},
        {"cpu_0_1min_avg", 0, 60},
        {"cpu_0_1hr_avg", 0, 3600},
        {"cpu_0_1min_ewma", 0, 60},
    };
    for (const auto &[name, cpu, window] : names)
        QTest::newRow(name) << QString::fromLatin1(name) << cpu << window;
}

void TestMetricFamilies::cpuAveragesAreRecognized()
{
    QFETCH(QString, name);
    QFETCH(int, cpu);
    QFETCH(int, window);
    QCOMPARE(match(name), key("cpu_average", cpu, window));
    QCOMPARE(match(name), key("cpu_average", cpu, window)); // from the cache
}

void TestMetricFamilies::sharesAreRecognized_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("family");
    for (const char *name :
         {"percentage_outgoing_bytes", "percent-network-egress", "percent_network_egress", "percent-outgoing-bytes",
          "outgoing_traffic", "network.outgoing_traffic", "percentage_network_egress"})
        QTest::newRow(name) << QString::fromLatin1(name) << "egress";
    for (const char *name :
         {"percentage_memory_caching", "percent-memory-cache", "percent-memory-caching", "percent_network_caching",
          "memory_caching", "memory.cache.percent", "percent-memory-cached", "percentage_memory_cached"})
        QTest::newRow(name) << QString::fromLatin1(name) << "cache";
}

void TestMetricFamilies::sharesAreRecognized()
{
    QFETCH(QString, name);
    QFETCH(QString, family);
    QCOMPARE(match(name), (SeriesKey{family, {}, -1, 0}));
    QCOMPARE(match(name, Origin::Input), std::nullopt);
}

void TestMetricFamilies::namesOfMeasurementsAreRecognized_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<SeriesKey>("expected");
    QTest::newRow("CPU") << "cpu_percent-15" << key("cpu_percent", 15);
    QTest::newRow("history of CPUs") << "cpu_percent_history.3" << key("cpu_percent", 3);
    QTest::newRow("histories by CPU") << "cpu_history.cpu_percent-3" << key("cpu_percent", 3);
    QTest::newRow("histories by short name") << "cpu_history.cpu3" << key("cpu_percent", 3);
    QTest::newRow("frequency") << "cpu_freq_current" << key("cpu_frequency");
    QTest::newRow("context switches") << "cpu_stats-ctx_switches" << key("context_switches");
    QTest::newRow("interrupts") << "cpu_stats-interrupts" << key("interrupts");
    QTest::newRow("soft interrupts") << "cpu_stats-soft_interrupts" << key("soft_interrupts");
    QTest::newRow("memory in percent") << "virtual_memory-percent" << key("memory_percent");
    QTest::newRow("memory used") << "virtual_memory-used" << key("memory_used");
    QTest::newRow("memory used, of a result") << "virtual_memory_used" << key("memory_used");
    QTest::newRow("memory free") << "virtual_memory-free" << key("memory_free");
    QTest::newRow("memory buffers") << "virtual_memory-buffers" << key("memory_buffers");
    QTest::newRow("memory cached") << "virtual_memory-cached" << key("memory_cached");
    QTest::newRow("processes") << "n_pids" << key("processes");
    const auto ofInterface = [](const char *family, const char *name) {
        return SeriesKey{QString::fromLatin1(family), QString::fromLatin1(name), -1, 0};
    };
    QTest::newRow("sent") << "net_io_counters_eth0-bytes_sent" << ofInterface("net_sent", "eth0");
    QTest::newRow("sent, with 1") << "net_io_counters_eth0-bytes_sent1" << ofInterface("net_sent", "eth0");
    QTest::newRow("received") << "net_io_counters_eth0-bytes_recv" << ofInterface("net_received", "eth0");
    QTest::newRow("received, with 1") << "net_io_counters_eth0-bytes_recv1" << ofInterface("net_received", "eth0");
    QTest::newRow("VLAN") << "net_io_counters_eth0.100-bytes_recv" << ofInterface("net_received", "eth0.100");
    QTest::newRow("bridge") << "net_io_counters_br-1a2b-bytes_recv" << ofInterface("net_received", "br-1a2b");
    QTest::newRow("packets sent") << "net_io_counters_ens3-packets_sent" << ofInterface("packets_sent", "ens3");
    QTest::newRow("packets received") << "net_io_counters_ens3-packets_recv" << ofInterface("packets_received", "ens3");
}

void TestMetricFamilies::namesOfMeasurementsAreRecognized()
{
    QFETCH(QString, name);
    QFETCH(SeriesKey, expected);
    QCOMPARE(match(name, Origin::Input), expected);
    QCOMPARE(match(name, Origin::Output), expected); // functions return them unchanged
}

void TestMetricFamilies::otherNamesHaveNoFamily_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name :
         {"num_cpus_monitored", "timestamp", "moving_average_cpu_percent-", "moving_average_cpu_percent-x",
          "moving_average_cpu_percent-99999999999", "my_moving_average_cpu_percent-0", "avg-util-cpu0-60parsecs",
          "outgoing_traffic_total", "cpus_avg", "avg-util-60sec", "cpu_0_avg", "cpu_history", "cpu_history.0",
          "virtual_memory-total", "cpu_stats-syscalls", "5", ""})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestMetricFamilies::otherNamesHaveNoFamily()
{
    QFETCH(QString, name);
    QCOMPARE(match(name), (SeriesKey{{}, name, -1, 0}));
    QCOMPARE(match(name, Origin::Input), std::nullopt);
}

void TestMetricFamilies::seriesHaveTitlesAndUnits_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("unit");
    QTest::newRow("CPU") << "avg-cpu3-60sec"
                         << "CPU 3"
                         << "%";
    QTest::newRow("interface") << "net_io_counters_eth0-bytes_sent"
                               << "eth0 sent"
                               << "B/s";
    QTest::newRow("memory") << "virtual_memory-used"
                            << "used"
                            << "B";
    QTest::newRow("frequency") << "cpu_freq_current"
                               << "CPU frequency"
                               << "MHz";
    QTest::newRow("count") << "n_pids"
                           << "Processes"
                           << "";
    QTest::newRow("average count") << "avg-util-n_pids-60sec"
                                   << "Processes, 1 min average"
                                   << "";
    QTest::newRow("active memory") << "active_mem_percent"
                                   << "Active memory"
                                   << "%";
    QTest::newRow("rate") << "cpu_stats-interrupts"
                          << "Interrupts"
                          << "/s";
    QTest::newRow("unknown") << "queue.length"
                             << "queue.length"
                             << "";
    QTest::newRow("braces in a name") << "net_io_counters_{index}-bytes_sent"
                                      << "{index} sent"
                                      << "B/s";
}

void TestMetricFamilies::seriesHaveTitlesAndUnits()
{
    QFETCH(QString, name);
    QFETCH(QString, title);
    QFETCH(QString, unit);
    const MetricFamilies &families = MetricFamilies::standard();
    QCOMPARE(families.title(*match(name)), title);
    QCOMPARE(families.unit(*match(name)), unit);
}

void TestMetricFamilies::someFamiliesHaveThresholds()
{
    const MetricFamilies &families = MetricFamilies::standard();
    QCOMPARE(families.family(u"cpu_average"_s)->thresholds, (Thresholds{80, 95}));
    QCOMPARE(families.family(u"memory_percent"_s)->thresholds, (Thresholds{85, 95}));
    QCOMPARE(families.family(u"egress"_s)->thresholds, Thresholds{});
}

void TestMetricFamilies::chartsOfPagesExist()
{
    const MetricFamilies &families = MetricFamilies::standard();
    const std::pair<const char *, const char *> charts[] = {
        {"cpu_average", "cpus"}, {"cpu_percent", "cpus"},      {"egress", "overview"},         {"cache", "overview"},
        {"memory", "system"},    {"memory_percent", "system"}, {"cpu_frequency", "system"},    {"processes", "system"},
        {"network", "system"},   {"packets", "system"},        {"context_switches", "system"}, {"interrupts", "system"},
    };
    for (const auto &[id, page] : charts) {
        const ChartDefinition *chart = families.chart(QString::fromLatin1(id));
        QVERIFY2(chart, id);
        QCOMPARE(chart->page, QString::fromLatin1(page));
        QCOMPARE(chart->stacked, QLatin1String(id) == "memory"_L1);
    }
    QVERIFY(!families.chart(u"none"_s));
    QVERIFY(!families.family(QString()));
}

QTEST_GUILESS_MAIN(TestMetricFamilies)
#include "tst_metricfamilies.moc"

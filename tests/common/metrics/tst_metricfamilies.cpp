// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/metrics/fractions.h"
#include "common/metrics/metricfamilies.h"
#include "common/metrics/samplecodec.h"
#include "common/metrics/seriesvalues.h"
#include "common/metrics/windowtext.h"
#include "tests/support/paths.h"
#include "tests/support/serieskeys.h"

#include <QFile>
#include <QTest>

#include <limits>

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
    void firstSpellingCounts();
    void outputComesBeforeInput();
    void namesDecideTheMeaningOfLists();
    void historiesAreRecognized();
    void fractionsAreRecognized_data();
    void fractionsAreRecognized();
    void removedHugeValuesLeaveNoError();
    void userTableAddsFamilies();
    void userEntriesOverrideStandardOnes();
    void documentedExampleWorks();
    void errorsLeaveTheTableUnchanged();
    void errorsInTheTableAreExplained_data();
    void errorsInTheTableAreExplained();
};

namespace {

std::optional<SeriesKey> match(const QString &name, Origin origin = Origin::Output)
{
    return MetricFamilies::standard().match(name, origin);
}

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

QByteArray family(const char *fields)
{
    return QByteArray(R"({"charts": [{"id": "c", "page": "other", "title": "C"}], "families": [{)") + fields + "}]}";
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

void TestMetricFamilies::firstSpellingCounts()
{
    const Sample sample{1,
                        {reading("avg-util-cpu0-60sec", 10), reading("avg-util-cpu0-1h", 11),
                         reading("moving_average_cpu_percent-0", 20), reading("outgoing_traffic", 30)}};
    QCOMPARE(described(seriesValues(MetricFamilies::standard(), sample, {})),
             (QStringList{u"cpu_average 0 = 10"_s, u"cpu_average 0 = 11"_s, u"egress -1 = 30"_s}));
}

void TestMetricFamilies::outputComesBeforeInput()
{
    const Sample output{1, {reading("n_pids", 1), reading("other", 5)}};
    const Sample input{1, {reading("n_pids", 2), reading("cpu_percent-0", 3), reading("virtual_memory-slab", 4)}};
    QCOMPARE(described(seriesValues(MetricFamilies::standard(), output, input)),
             (QStringList{u"processes -1 = 1"_s, u" -1 = 5"_s, u"cpu_percent 0 = 3"_s}));
}

void TestMetricFamilies::namesDecideTheMeaningOfLists()
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

void TestMetricFamilies::historiesAreRecognized()
{
    const Result<Sample> output =
        decodeSample(1, R"({"cpu_history": {"cpu_percent-0": [1, 2, 3], "cpu_percent-1": [4, 5, 6]}})");
    QVERIFY(output);
    const QList<SeriesValue> values = seriesValues(MetricFamilies::standard(), *output, {});
    QCOMPARE(described(values), (QStringList{u"cpu_percent 0 = 3"_s, u"cpu_percent 1 = 6"_s}));
    QCOMPARE(values[0].history, (QList<double>{1, 2}));
    QCOMPARE(values[1].history, (QList<double>{4, 5}));
}

void TestMetricFamilies::fractionsAreRecognized_data()
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
void TestMetricFamilies::removedHugeValuesLeaveNoError()
{
    ValueSummary summary = summaryOf({1e300, 0.5, std::numeric_limits<double>::max(), 0.25});
    summary.remove(1e300);
    summary.remove(std::numeric_limits<double>::max());
    QCOMPARE(summary, summaryOf({0.5, 0.25}));
}

void TestMetricFamilies::fractionsAreRecognized()
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

void TestMetricFamilies::userTableAddsFamilies()
{
    MetricFamilies families = MetricFamilies::standard();
    QVERIFY(families.match(u"gpu1_temp"_s, Origin::Output)->family.isEmpty());
    const QByteArray table = R"json({
        "charts": [{"id": "gpu", "page": "system", "title": "GPU temperature", "unit": "°C"}],
        "families": [{"id": "gpu", "chart": "gpu", "title": "GPU {index} ({window})", "of": ["output"],
                      "patterns": ["gpu(?<index>\\d+)_temp(?:_(?<window>\\w+))?"], "window": 60, "warning": 85}]
    })json";
    const Result<void> extended = families.extend(table, u"mine.json"_s);
    QVERIFY2(extended, qPrintable(extended ? QString() : extended.error().message));
    const std::optional<SeriesKey> gpu = families.match(u"gpu1_temp"_s, Origin::Output);
    QCOMPARE(gpu, key("gpu", 1, 60));
    QCOMPARE(families.title(*gpu), u"GPU 1 (1 min)"_s);
    QCOMPARE(families.unit(*gpu), u"°C"_s);
    QCOMPARE(families.match(u"a.gpu2_temp_1h"_s, Origin::Output), key("gpu", 2, 3600));
    QCOMPARE(families.match(u"gpu2_temp"_s, Origin::Input), std::nullopt);
    QCOMPARE(families.family(u"gpu"_s)->thresholds, (Thresholds{85, {}}));
    QCOMPARE(families.match(u"n_pids"_s, Origin::Output), key("processes"));
    QVERIFY(!MetricFamilies::standard().family(u"gpu"_s));
}

void TestMetricFamilies::userEntriesOverrideStandardOnes()
{
    MetricFamilies families = MetricFamilies::standard();
    QVERIFY(families.extend(R"({
        "charts": [{"id": "processes", "title": "Programs"}],
        "families": [{"id": "cpu_average", "warning": 50, "critical": null, "fractions": null},
                     {"id": "pids", "chart": "processes", "title": "PIDs", "of": ["output"], "patterns": ["n_pids"]}]
    })",
                            u"mine.json"_s));
    const MetricFamily *cpus = families.family(u"cpu_average"_s);
    QCOMPARE(cpus->thresholds, (Thresholds{50, {}}));
    QVERIFY(!cpus->fractions);
    QCOMPARE(cpus->title, u"CPU {index}"_s);
    QCOMPARE(families.match(u"avg-cpu1-60s"_s, Origin::Output), key("cpu_average", 1, 60));
    QCOMPARE(families.chart(u"processes"_s)->title, u"Programs"_s);
    QCOMPARE(families.match(u"n_pids"_s, Origin::Output), key("pids")); // the user's has precedence
    QCOMPARE(families.match(u"n_pids"_s, Origin::Input), key("processes"));
}

void TestMetricFamilies::documentedExampleWorks()
{
    QFile document(test::sourcePath("/docs/families.md"));
    QVERIFY(document.open(QIODevice::ReadOnly));
    const QByteArray text = document.readAll();
    const qsizetype begin = text.indexOf("```json") + 7;
    const QByteArray example = text.sliced(begin, text.indexOf("```", begin) - begin);
    MetricFamilies families = MetricFamilies::standard();
    const Result<void> extended = families.extend(example, u"families.md"_s);
    QVERIFY2(extended, qPrintable(extended ? QString() : extended.error().message));
    const std::optional<SeriesKey> gpu = families.match(u"gpus.gpu1_temp"_s, Origin::Output);
    QCOMPARE(gpu, key("gpu_temperature", 1));
    QCOMPARE(families.title(*gpu), u"GPU 1"_s);
    QCOMPARE(families.match(u"gpus.gpu0_temp_1h"_s, Origin::Output), key("gpu_temperature", 0, 3600));
    QCOMPARE(families.family(u"cpu_average"_s)->thresholds, (Thresholds{60, 95}));
}

void TestMetricFamilies::errorsLeaveTheTableUnchanged()
{
    MetricFamilies families = MetricFamilies::standard();
    QVERIFY(!families.extend(R"({"charts": [{"id": "x", "page": "system", "title": "X"}], "families": [{}]})", {}));
    QVERIFY(!families.chart(u"x"_s));
    QCOMPARE(families.families(), MetricFamilies::standard().families());
}

void TestMetricFamilies::errorsInTheTableAreExplained_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QByteArray &json, const char *message) {
        QTest::newRow(name) << json << u"t.json"_s + QString::fromUtf8(message);
    };
    const QByteArray rest = R"("id": "f", "chart": "c", "title": "F", "of": ["output"], "patterns": ["f"])";
    const auto with = [&rest](const char *fields) { return family((rest + ", " + fields).constData()); };
    row("not JSON", "{\n\"charts\": [,]}",
        " is not JSON: line 2 cannot be read; check its commas, quotes and brackets");
    row("empty", "", " is not JSON: line 1 cannot be read; check its commas, quotes and brackets");
    row("huge number", R"({"charts": 1e999})", " holds a number that is too large; correct it");
    row("a list", "[]", " is JSON, but not an object; write {\"charts\": […], \"families\": […]}");
    row("unknown list", R"({"chart": []})",
        " has an unknown list \"chart\"; remove it, or use one of \"charts\", \"families\"");
    row("no list", R"({"charts": {}})", ", \"charts\" has to be a list in square brackets");
    row("no object", R"({"families": [1]})", ", families[0] has to be an object in braces");
    row("no id", R"({"charts": [{"page": "other", "title": "C"}]})",
        ", charts[0], field \"id\" is missing; give a text");
    row("id is a number", R"({"charts": [{"id": 1}]})", ", charts[0], field \"id\" has to be a text in quotes");
    row("twice", R"({"charts": [{"id": "a", "page": "other", "title": "A"}, {"id": "a"}]})",
        ", charts[1] (a), field \"id\" occurs twice; give each entry its own id");
    row("no page", R"({"charts": [{"id": "a", "title": "A"}]})",
        ", charts[0] (a), field \"page\" is missing; give a text");
    row("page", R"({"charts": [{"id": "a", "page": "home", "title": "A"}]})",
        ", charts[0] (a), field \"page\" has to be one of \"overview\", \"cpus\", \"system\", \"other\"");
    row("limits", R"({"charts": [{"id": "a", "page": "other", "title": "A", "lowest": 5, "highest": 5}]})",
        ", charts[0] (a), field \"highest\" has to be above \"lowest\"");
    row("limit is a text", R"({"charts": [{"id": "a", "page": "other", "title": "A", "lowest": "5"}]})",
        ", charts[0] (a), field \"lowest\" has to be a number, or null for none");
    row("stacked", R"({"charts": [{"id": "a", "page": "other", "title": "A", "stacked": 1}]})",
        ", charts[0] (a), field \"stacked\" has to be true or false");
    row("color", R"({"charts": [{"id": "a", "page": "other", "title": "A", "color": -1}]})",
        ", charts[0] (a), field \"color\" is out of range");
    row("color is a fraction", R"({"charts": [{"id": "a", "page": "other", "title": "A", "color": 1.5}]})",
        ", charts[0] (a), field \"color\" has to be a whole number that is in range");
    row("unknown field", with(R"("warn": 5)"),
        ", families[0] (f) has an unknown field \"warn\"; remove it, or use one of \"id\", \"chart\", \"title\", "
        "\"of\", \"patterns\", \"window\", \"counter\", \"fractions\", \"tile\", \"warning\", \"critical\"");
    row("no chart", family(R"("id": "f")"), ", families[0] (f), field \"chart\" is missing; give a text");
    row("unknown chart", with(R"("chart": "d")"),
        ", families (f), field \"chart\": there is no chart \"d\"; add it to \"charts\", or name an existing one");
    row("placeholder", family(R"("id": "f", "chart": "c", "title": "CPU {cpu}", "of": ["output"], "patterns": ["f"])"),
        ", families[0] (f), field \"title\" has {cpu}; placeholders are {index}, {name} and {window}");
    row("no origin", family(R"("id": "f", "chart": "c", "title": "F", "patterns": ["f"])"),
        ", families[0] (f), field \"of\" is missing; give a list of \"output\", \"input\"");
    row("origin is a text", with(R"("of": "output")"),
        ", families[0] (f), field \"of\" has to be a list of texts in quotes");
    row("unknown origin", with(R"("of": ["result"])"),
        ", families[0] (f), field \"of\" has \"result\"; it has to be a list of \"output\", \"input\"");
    row("no patterns", with(R"("patterns": [])"),
        ", families[0] (f), field \"patterns\" is missing; give a list of regular expressions");
    row("patterns of numbers", with(R"("patterns": [5])"),
        ", families[0] (f), field \"patterns\" has to be a list of texts in quotes");
    row("broken pattern", with(R"json("patterns": ["f("])json"),
        ", families[0] (f), field \"patterns\" has \"f(\", which is not a regular expression (missing closing "
        "parenthesis "
        "at its "
        "character 2); correct it");
    row("unknown group", with(R"json("patterns": ["f(?<cpu>1)"])json"),
        ", families[0] (f), field \"patterns\" has \"f(?<cpu>1)\" with a group \"cpu\"; groups are called \"index\", "
        "\"name\", \"window\"");
    row("window", with(R"("window": 1.5)"),
        ", families[0] (f), field \"window\" has to be a whole number of seconds, at most a year");
    row("window below 0", with(R"("window": -60)"),
        ", families[0] (f), field \"window\" has to be a whole number of seconds, at most a year");
    row("counter", with(R"("counter": "yes")"), ", families[0] (f), field \"counter\" has to be true or false");
    row("fractions", with(R"("fractions": true)"), ", families[0] (f), \"fractions\" has to be an object in braces");
    row("fractions without a group", with(R"("fractions": {})"),
        ", families[0] (f), \"fractions\", field \"group\" is missing; give a text");
    row("fractions by whom", with(R"("fractions": {"group": "g", "measured": "m"})"),
        ", families (f), field \"fractions\": there is no family \"m\"; name an existing one, or leave \"measured\" "
        "out");
    row("thresholds", with(R"("warning": 5, "critical": 4)"),
        ", families[0] (f), field \"critical\" has to be at least \"warning\"");
}

void TestMetricFamilies::errorsInTheTableAreExplained()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, message);
    const Result<MetricFamilies> families = MetricFamilies::parse(json, u"t.json"_s);
    QVERIFY(!families);
    QCOMPARE(families.error().message, message);
}

QTEST_GUILESS_MAIN(TestMetricFamilies)
#include "tst_metricfamilies.moc"

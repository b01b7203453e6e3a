// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "runtime/collector/gaplog.h"
#include "runtime/collector/measurement.h"
#include "tests/support/paths.h"
#include "tests/support/proctree.h"

#include <QRegularExpression>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace pulse;
using Json = nlohmann::ordered_json;

class TestCollectorMeasurement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timestampHasMicroseconds_data();
    void timestampHasMicroseconds();
    void sixteenCpusAsInTheRealPayload();
    void numbersKeepTheirType();
    void firstMeasurementHasNoPercentages();
    void missingFileOmitsItsValues_data();
    void missingFileOmitsItsValues();
    void emptyRootGivesOnlyATimestamp();
    void offlineCpuIsOmitted();
    void gapsAreLoggedOnce();
};

namespace {

const QString twoCpus = u"two-cpus"_s;
const QString sixteenCpus = u"sixteen-cpus"_s;

Measurement measure(Measurer &measurer)
{
    return measurer.measure(std::chrono::system_clock::now());
}

Json parse(const Measurement &measurement)
{
    return Json::parse(measurement.json.toStdString());
}

QStringList keysOf(const Json &object)
{
    QStringList keys;
    for (const auto &[key, value] : object.items())
        keys << QString::fromStdString(key);
    return keys;
}

QStringList gapKeys(const Measurement &measurement)
{
    QStringList keys;
    for (const Gap &gap : measurement.gaps)
        keys << gap.key;
    return keys;
}

/// Measures twice; the second reading is that of the tree "<name>-later".
Measurement measureTwice(const QString &name)
{
    const test::ProcTree tree(name);
    Measurer measurer(ProcReader(tree.root()), {});
    measure(measurer);
    tree.apply(name + u"-later"_s);
    return measure(measurer);
}

} // namespace

void TestCollectorMeasurement::timestampHasMicroseconds_data()
{
    QTest::addColumn<qint64>("microseconds");
    QTest::addColumn<QString>("end");
    QTest::newRow("whole second") << qint64(1677474840000000) << u":00.000000"_s;
    QTest::newRow("microsecond") << qint64(1677474840000001) << u":00.000001"_s;
    QTest::newRow("last of a second") << qint64(1677474840999999) << u":00.999999"_s;
}

void TestCollectorMeasurement::timestampHasMicroseconds()
{
    QFETCH(qint64, microseconds);
    const std::chrono::system_clock::time_point time{std::chrono::microseconds(microseconds)};
    const QString minute = QDateTime::fromMSecsSinceEpoch(microseconds / 1000).toString(u"yyyy-MM-dd HH:mm"_s);
    QFETCH(QString, end);
    QCOMPARE(timestampText(time), minute + end);
}

void TestCollectorMeasurement::sixteenCpusAsInTheRealPayload()
{
    QFile file(test::dataPath("/payloads/metrics-2023-02-27.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    Json expected = Json::parse(file.readAll().toStdString());
    const Measurement measurement = measureTwice(sixteenCpus);
    const Json json = parse(measurement);
    QCOMPARE(keysOf(json), keysOf(expected));
    QCOMPARE(json.size(), 42U);
    expected["timestamp"] = json["timestamp"];
    expected["n_pids"] = 3; // that many are in the tree
    QCOMPARE(measurement.json, QByteArray::fromStdString(expected.dump()));
    QCOMPARE(measurement.gaps, QList<Gap>());
}

void TestCollectorMeasurement::numbersKeepTheirType()
{
    const Json json = parse(measureTwice(twoCpus));
    for (const char *key : {"cpu_percent-0", "cpu_percent-1", "cpu_freq_current", "virtual_memory-percent"})
        QVERIFY2(json[key].is_number_float(), key);
    QVERIFY(json["cpu_stats-syscalls"].is_number_integer());
    QCOMPARE(QString::fromStdString(json["cpu_freq_current"].dump()), u"2600.0"_s);
    const QString timestamp = QString::fromStdString(json["timestamp"]);
    QVERIFY(QRegularExpression(u"^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}$"_s).match(timestamp).hasMatch());
}

void TestCollectorMeasurement::firstMeasurementHasNoPercentages()
{
    const test::ProcTree tree(twoCpus);
    Measurer measurer(ProcReader(tree.root()), {});
    const Measurement first = measure(measurer);
    QVERIFY(!first.json.contains("cpu_percent"));
    QVERIFY(first.json.contains("cpu_freq_current"));
    QCOMPARE(first.gaps, QList<Gap>()); // everything is measured
}

void TestCollectorMeasurement::missingFileOmitsItsValues_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("prefix"); // of the omitted keys
    QTest::addColumn<QStringList>("gaps");
    QTest::newRow("stat") << u"proc/stat"_s << u"cpu_(percent|stats)-"_s
                          << QStringList{u"cpu_percent"_s, u"cpu_stats"_s};
    QTest::newRow("meminfo") << u"proc/meminfo"_s << u"virtual_memory-"_s << QStringList{u"virtual_memory"_s};
    QTest::newRow("cpuinfo") << u"proc/cpuinfo"_s << u"cpu_freq_current"_s << QStringList{u"cpu_freq_current"_s};
    QTest::newRow("net/dev") << u"proc/net/dev"_s << u"net_io_counters_eth0-"_s
                             << QStringList{u"net_io_counters_eth0"_s};
}

void TestCollectorMeasurement::missingFileOmitsItsValues()
{
    QFETCH(QString, path);
    QFETCH(QString, prefix);
    const test::ProcTree tree(sixteenCpus);
    Measurer measurer(ProcReader(tree.root()), {});
    measure(measurer);
    tree.apply(sixteenCpus + u"-later"_s);
    const QStringList whole = keysOf(parse(measureTwice(sixteenCpus)));

    tree.remove(path);
    const Measurement without = measure(measurer);
    QStringList expected = whole;
    expected.removeIf([&](const QString &key) { return QRegularExpression('^'_L1 + prefix).match(key).hasMatch(); });
    QVERIFY(expected.size() < whole.size());
    QCOMPARE(keysOf(parse(without)).join(' '_L1), expected.join(' '_L1));
    QTEST(gapKeys(without), "gaps");
    QVERIFY2(without.gaps.constFirst().why.contains(path.section('/'_L1, -1)) ||
                 without.gaps.constFirst().why.contains(u"cpuinfo"_s),
             qPrintable(without.gaps.constFirst().why));
}

void TestCollectorMeasurement::emptyRootGivesOnlyATimestamp()
{
    const QTemporaryDir empty;
    Measurer measurer(ProcReader(empty.path()), {});
    measure(measurer);
    const Measurement measurement = measure(measurer);
    QCOMPARE(keysOf(parse(measurement)), QStringList{u"timestamp"_s});
    QCOMPARE(gapKeys(measurement).join(' '_L1),
             u"cpu_percent cpu_freq_current cpu_stats virtual_memory n_pids net_io_counters_eth0"_s);
}

void TestCollectorMeasurement::offlineCpuIsOmitted()
{
    const test::ProcTree tree(sixteenCpus);
    Measurer measurer(ProcReader(tree.root()), {});
    measure(measurer);
    QByteArrayList lines;
    for (const QByteArray &line : test::ProcTree(sixteenCpus + u"-later"_s).read(u"proc/stat"_s).split('\n')) {
        if (!line.startsWith("cpu3 "))
            lines << line;
    }
    tree.write(u"proc/stat"_s, lines.join('\n'));
    const Measurement measurement = measure(measurer);
    const Json json = parse(measurement);
    QVERIFY(!json.contains("cpu_percent-3"));
    QCOMPARE(json["cpu_percent-4"].get<double>(), 1.2); // not moved to another number
    QCOMPARE(measurement.gaps, (QList<Gap>{{u"cpu_percent-3"_s, u"the CPU is offline"_s}}));
}

void TestCollectorMeasurement::gapsAreLoggedOnce()
{
    const Gap gap{u"n_pids"_s, u"no"_s};
    QTest::failOnWarning(QRegularExpression(u".*"_s)); // except the expected ones
    GapLog log;
    log.update({});
    QTest::ignoreMessage(QtWarningMsg, "Not measured: n_pids: no");
    log.update({gap});
    log.update({gap});
    QTest::ignoreMessage(QtInfoMsg, "Measured again: n_pids");
    log.update({});
    QTest::ignoreMessage(QtWarningMsg, "Not measured: n_pids: no");
    log.update({gap});
}

QTEST_GUILESS_MAIN(TestCollectorMeasurement)
#include "tst_collector_measurement.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
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
    void timestamp_data();
    void timestamp();
    void sixteenCpusAsInTheRealPayload();
    void numbersKeepTheirType();
    void firstMeasurementHasNoPercentages();
    void missingFile_data();
    void missingFile();
    void nothingToRead();
    void offlineCpu();
    void gapsAreLoggedOnce();
};

namespace {

const QString twoCpus = QStringLiteral("two-cpus");
const QString sixteenCpus = QStringLiteral("sixteen-cpus");

Measurement measure(Measurer &measurer)
{
    return measurer.take(std::chrono::system_clock::now());
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

/// What a tree gives when its second reading is the one of the tree "<name>-later".
Measurement measureTwice(const QString &name)
{
    const test::ProcTree tree(name);
    Measurer measurer(ProcReader(tree.root()), {});
    measure(measurer);
    tree.apply(name + QStringLiteral("-later"));
    return measure(measurer);
}

} // namespace

void TestCollectorMeasurement::timestamp_data()
{
    QTest::addColumn<qint64>("microseconds");
    QTest::addColumn<QString>("end");
    QTest::newRow("whole second") << qint64(1677474840000000) << QStringLiteral(":00.000000");
    QTest::newRow("microsecond") << qint64(1677474840000001) << QStringLiteral(":00.000001");
    QTest::newRow("last of a second") << qint64(1677474840999999) << QStringLiteral(":00.999999");
}

void TestCollectorMeasurement::timestamp()
{
    QFETCH(qint64, microseconds);
    const std::chrono::system_clock::time_point time{std::chrono::microseconds(microseconds)};
    const QString minute =
        QDateTime::fromMSecsSinceEpoch(microseconds / 1000).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
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
    QCOMPARE(QString::fromStdString(json["cpu_freq_current"].dump()), QStringLiteral("2600.0"));
    const QString timestamp = QString::fromStdString(json["timestamp"]);
    QVERIFY(QRegularExpression(QStringLiteral("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}$"))
                .match(timestamp)
                .hasMatch());
}

void TestCollectorMeasurement::firstMeasurementHasNoPercentages()
{
    const test::ProcTree tree(twoCpus);
    Measurer measurer(ProcReader(tree.root()), {});
    const Measurement first = measure(measurer);
    QVERIFY(!first.json.contains("cpu_percent"));
    QVERIFY(first.json.contains("cpu_freq_current"));
    QCOMPARE(first.gaps, QList<Gap>()); // it is as it should be
}

void TestCollectorMeasurement::missingFile_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("prefix"); // of the keys that are left out
    QTest::addColumn<QStringList>("gaps");
    QTest::newRow("stat") << QStringLiteral("proc/stat") << QStringLiteral("cpu_(percent|stats)-")
                          << QStringList{QStringLiteral("cpu_percent"), QStringLiteral("cpu_stats")};
    QTest::newRow("meminfo") << QStringLiteral("proc/meminfo") << QStringLiteral("virtual_memory-")
                             << QStringList{QStringLiteral("virtual_memory")};
    QTest::newRow("cpuinfo") << QStringLiteral("proc/cpuinfo") << QStringLiteral("cpu_freq_current")
                             << QStringList{QStringLiteral("cpu_freq_current")};
    QTest::newRow("net/dev") << QStringLiteral("proc/net/dev") << QStringLiteral("net_io_counters_eth0-")
                             << QStringList{QStringLiteral("net_io_counters_eth0")};
}

void TestCollectorMeasurement::missingFile()
{
    QFETCH(QString, path);
    QFETCH(QString, prefix);
    const test::ProcTree tree(sixteenCpus);
    Measurer measurer(ProcReader(tree.root()), {});
    measure(measurer);
    tree.apply(sixteenCpus + QStringLiteral("-later"));
    const QStringList whole = keysOf(parse(measureTwice(sixteenCpus)));

    tree.remove(path);
    const Measurement without = measure(measurer);
    QStringList expected = whole;
    expected.removeIf(
        [&](const QString &key) { return QRegularExpression(QLatin1Char('^') + prefix).match(key).hasMatch(); });
    QVERIFY(expected.size() < whole.size());
    QCOMPARE(keysOf(parse(without)).join(QLatin1Char(' ')), expected.join(QLatin1Char(' ')));
    QTEST(gapKeys(without), "gaps");
    QVERIFY2(without.gaps.constFirst().why.contains(path.section(QLatin1Char('/'), -1)) ||
                 without.gaps.constFirst().why.contains(QStringLiteral("cpuinfo")),
             qPrintable(without.gaps.constFirst().why));
}

void TestCollectorMeasurement::nothingToRead()
{
    const QTemporaryDir empty;
    Measurer measurer(ProcReader(empty.path()), {});
    measure(measurer);
    const Measurement measurement = measure(measurer);
    QCOMPARE(keysOf(parse(measurement)), QStringList{QStringLiteral("timestamp")});
    QCOMPARE(gapKeys(measurement).join(QLatin1Char(' ')),
             QStringLiteral("cpu_percent cpu_freq_current cpu_stats virtual_memory n_pids net_io_counters_eth0"));
}

void TestCollectorMeasurement::offlineCpu()
{
    const test::ProcTree tree(sixteenCpus);
    Measurer measurer(ProcReader(tree.root()), {});
    measure(measurer);
    QByteArrayList lines;
    for (const QByteArray &line :
         test::ProcTree(sixteenCpus + QStringLiteral("-later")).read(QStringLiteral("proc/stat")).split('\n')) {
        if (!line.startsWith("cpu3 "))
            lines << line;
    }
    tree.write(QStringLiteral("proc/stat"), lines.join('\n'));
    const Measurement measurement = measure(measurer);
    const Json json = parse(measurement);
    QVERIFY(!json.contains("cpu_percent-3"));
    QCOMPARE(json["cpu_percent-4"].get<double>(), 1.2); // not shifted to another number
    QCOMPARE(measurement.gaps, (QList<Gap>{{QStringLiteral("cpu_percent-3"), QStringLiteral("the CPU is offline")}}));
}

void TestCollectorMeasurement::gapsAreLoggedOnce()
{
    const Gap gap{QStringLiteral("n_pids"), QStringLiteral("no")};
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); // but for those expected
    GapLog log;
    log.update({});
    QTest::ignoreMessage(QtWarningMsg, "Left out: n_pids: no");
    log.update({gap});
    log.update({gap});
    QTest::ignoreMessage(QtInfoMsg, "Measured again: n_pids");
    log.update({});
    QTest::ignoreMessage(QtWarningMsg, "Left out: n_pids: no");
    log.update({gap});
}

QTEST_GUILESS_MAIN(TestCollectorMeasurement)
#include "tst_collector_measurement.moc"

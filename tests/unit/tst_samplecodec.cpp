// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/metrics/percentages.h"
#include "common/metrics/samplecodec.h"

#include <QFile>
#include <QTest>

using namespace pulse;

class TestSampleCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readings_data();
    void readings();
    void refused_data();
    void refused();
    void deepObjectsAreCutOff();
    void flatPayload();
    void nestedHistoryPayload();
};

namespace {

QByteArray payload(const char *name)
{
    QFile file(QStringLiteral(PULSE_TEST_DATA "/payloads/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<double> cpuAverages(const Sample &sample)
{
    QList<double> result;
    for (const Percentage &one : percentagesOf(sample)) {
        if (one.metric == MetricMatch{MetricFamily::CpuAverage, static_cast<int>(result.size())})
            result.append(one.value);
    }
    return result;
}

} // namespace

void TestSampleCodec::readings_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("expected"); // "name=value name=value …"
    QTest::newRow("empty") << QByteArray("{}") << "";
    QTest::newRow("the function's order") << QByteArray(R"({"b": 1, "a": 2.5})") << "b=1 a=2.5";
    QTest::newRow("beyond 32 bits") << QByteArray(R"({"n": 15545135406})") << "n=15545135406";
    QTest::newRow("objects") << QByteArray(R"({"a": {"b": {"c": 1}}, "d": 2})") << "a.b.c=1 d=2";
    QTest::newRow("newest row") << QByteArray(R"({"h": [[1, 2], [3, null, 4]]})") << "h.0=3 h.2=4";
    QTest::newRow("plain list") << QByteArray(R"({"h": [1, 2], "e": [], "o": [{}]})") << "";
    QTest::newRow("no numbers") << QByteArray(R"({"t": "2025", "n": null, "b": true})") << "";
    QTest::newRow("unicode") << QByteArray("{\"m\xc3\xa9\": 1}") << "mé=1";
}

void TestSampleCodec::readings()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, expected);
    const Result<Sample> sample = decodeSample(42, json);
    QVERIFY(sample);
    QCOMPARE(sample->time, 42);
    QStringList found;
    for (const Reading &reading : sample->readings)
        found << QStringLiteral("%1=%2").arg(reading.name, QString::number(reading.value, 'g', 15));
    QCOMPARE(found.join(QLatin1Char(' ')), expected);
}

void TestSampleCodec::refused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("message");
    const QString notJson = QStringLiteral("The result is not JSON");
    const QString noObject = QStringLiteral("The result is JSON, but not an object");
    QTest::newRow("nothing") << QByteArray() << notJson;
    QTest::newRow("text") << QByteArray("hello") << notJson;
    QTest::newRow("cut off") << QByteArray(R"({"a": 1)") << notJson;
    QTest::newRow("Python's") << QByteArray("{'a': 1}") << notJson;
    QTest::newRow("NaN") << QByteArray(R"({"a": NaN})") << notJson;
    QTest::newRow("broken UTF-8") << QByteArray("{\"a\xff\": 1}") << notJson;
    QTest::newRow("list") << QByteArray("[1]") << noObject;
    QTest::newRow("number") << QByteArray("1") << noObject;
    QTest::newRow("null") << QByteArray("null") << noObject;
}

void TestSampleCodec::refused()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, message);
    const Result<Sample> sample = decodeSample(42, json);
    QVERIFY(!sample);
    QCOMPARE(sample.error().message, message);
}

void TestSampleCodec::deepObjectsAreCutOff()
{
    const auto nested = [](int depth) {
        return QByteArray(R"({"a":)").repeated(depth) + "1" + QByteArray("}").repeated(depth);
    };
    QCOMPARE(decodeSample(0, nested(16))->readings.size(), 1);
    QCOMPARE(decodeSample(0, nested(17))->readings.size(), 0);
    QCOMPARE(decodeSample(0, nested(100'000))->readings.size(), 0);
}

void TestSampleCodec::flatPayload()
{
    const Result<Sample> sample = decodeSample(0, payload("output-flat-2025-12-04.json"));
    QVERIFY(sample);
    QCOMPARE(cpuAverages(*sample), (QList<double>{72.92, 13.07, 13.01, 13.05, 99.93, 12.89, 13.04, 12.55}));
    QVERIFY(percentagesOf(*sample).contains({{MetricFamily::Egress, -1}, 0}));
    QVERIFY(percentagesOf(*sample).contains({{MetricFamily::Cache, -1}, 70.52}));
    QVERIFY(sample->readings.contains({QStringLiteral("num_cpus_monitored"), 8}));
}

void TestSampleCodec::nestedHistoryPayload()
{
    const Result<Sample> sample = decodeSample(0, payload("output-nested-history-2023-03-03.json"));
    QVERIFY(sample);
    const QList<double> averages = cpuAverages(*sample);
    QCOMPARE(averages.size(), 16);
    QCOMPARE(averages.first(), 17.33); // of the last row
    QCOMPARE(averages.last(), 5.2);
    QVERIFY(sample->readings.contains({QStringLiteral("cpu_percent_history.0"), 24.1}));
    QVERIFY(sample->readings.contains({QStringLiteral("virtual_memory_used"), 13064077312.0}));
    QVERIFY(sample->readings.contains({QStringLiteral("n_pids"), 580}));
}

QTEST_GUILESS_MAIN(TestSampleCodec)
#include "tst_samplecodec.moc"

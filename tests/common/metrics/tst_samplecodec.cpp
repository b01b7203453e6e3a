// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/metrics/samplecodec.h"
#include "common/metrics/seriesvalues.h"
#include "tests/support/files.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace pulse;
using namespace pulse::test;

class TestSampleCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersAreRead_data();
    void numbersAreRead();
    void lenientJsonIsRead_data();
    void lenientJsonIsRead();
    void invalidJsonIsRefused_data();
    void invalidJsonIsRefused();
    void historiesAreRead_data();
    void historiesAreRead();
    void listsAreRead_data();
    void listsAreRead();
    void deepObjectsAreCutOff();
    void deepListsAreCutOff();
    void realFlatResultIsRead();
    void realNestedHistoryIsRead();
};

namespace {

/// Returns the numbers of a family, ordered by index.
QList<double> valuesOf(const Sample &sample, const char *family)
{
    QList<double> result;
    for (const SeriesValue &one : seriesValues(MetricFamilies::standard(), sample, {})) {
        if (one.key.family == QLatin1String(family) && one.key.index == (one.key.index < 0 ? -1 : result.size()))
            result.append(one.value);
    }
    return result;
}

/// Returns "1 2 -" with a dash for a missing value.
QString describe(const QList<double> &values)
{
    QStringList texts;
    for (const double value : values)
        texts << (std::isnan(value) ? u"-"_s : QString::number(value, 'g', 15));
    return texts.join(' '_L1);
}

} // namespace

void TestSampleCodec::numbersAreRead_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("expected"); // "name=value name=value …"
    QTest::newRow("empty") << QByteArray("{}") << "";
    QTest::newRow("the function's order") << QByteArray(R"({"b": 1, "a": 2.5})") << "b=1 a=2.5";
    QTest::newRow("beyond 32 bits") << QByteArray(R"({"n": 15545135406})") << "n=15545135406";
    QTest::newRow("objects") << QByteArray(R"({"a": {"b": {"c": 1}}, "d": 2})") << "a.b.c=1 d=2";
    QTest::newRow("newest row") << QByteArray(R"({"h": [[1, 2], [3, null, 4]]})") << "h.0=3 h.2=4";
    QTest::newRow("ragged rows") << QByteArray(R"({"h": [[1], [2, 3], []]})") << "";
    QTest::newRow("last is no row") << QByteArray(R"({"h": [[1], 2]})") << "";
    QTest::newRow("lists of other things") << QByteArray(R"({"h": [1, 2], "e": [], "o": [{"a": 1}], "n": 3})") << "n=3";
    QTest::newRow("lists in rows") << QByteArray(R"({"h": [[1, [2, {"a": 5}], 3]], "n": 4})") << "h.0=1 h.2=3 n=4";
    QTest::newRow("objects in rows") << QByteArray(R"({"h": [[{"a": [1]}, 2]], "n": 4})") << "h.1=2 n=4";
    QTest::newRow("after an object") << QByteArray(R"({"a": {"b": 1}, "c": 2, "d": {"e": 3}})") << "a.b=1 c=2 d.e=3";
    QTest::newRow("counters") << QByteArray(R"({"i": -5, "u": 18446744073709551615})") << "i=-5 u=1.84467440737096e+19";
    QTest::newRow("no numbers") << QByteArray(R"({"t": "2025", "n": null, "b": true})") << "";
    QTest::newRow("unicode") << QByteArray("{\"m\xc3\xa9\": 1}") << "mé=1";
}

void TestSampleCodec::numbersAreRead()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, expected);
    const Result<Sample> sample = decodeSample(42, json);
    QVERIFY(sample);
    QCOMPARE(sample->time, 42);
    QStringList found;
    for (const Reading &reading : sample->readings)
        found << u"%1=%2"_s.arg(reading.name, QString::number(reading.value, 'g', 15));
    QCOMPARE(found.join(' '_L1), expected);
}

/// Written by foreign runtimes and accepted by lenient readers.
void TestSampleCodec::lenientJsonIsRead_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("expected");
    const QByteArray huge = "1" + QByteArray(309, '0');
    QTest::newRow("NaN") << QByteArray(R"({"a": NaN, "b": 1})") << "b=1";
    QTest::newRow("Infinity") << QByteArray(R"({"a":Infinity,"b":-Infinity,"c":1})") << "c=1";
    QTest::newRow("beyond a double") << QByteArray(R"({"a": 1e400, "b": -1.5E+999, "c": 1})") << "c=1";
    QTest::newRow("huge integer") << QByteArray("{\"a\": " + huge + ", \"b\": -" + huge + ", \"c\": 1}") << "c=1";
    QTest::newRow("in a list") << QByteArray(R"({"h": [[1, NaN], [2, 1e400], [3, 4]]})") << "h.0=3 h.1=4";
    QTest::newRow("lone surrogate") << QByteArray(R"({"t": "\ud800", "a": 1})") << "a=1";
    QTest::newRow("lone low surrogate") << QByteArray(R"({"t": "x\uDFFFy", "a": 1})") << "a=1";
    QTest::newRow("surrogate in a key") << QByteArray(R"({"a\ud83d": 1})") << u"a\ufffd=1"_s;
    QTest::newRow("two high surrogates") << QByteArray(R"({"\ud83d\ud83d\ude00": 1})") << u"\ufffd😀=1"_s;
    QTest::newRow("pair beside NaN") << QByteArray(R"({"\ud83d\ude00": 1, "b": NaN})") << u"😀=1"_s;
    QTest::newRow("NaN in texts") << QByteArray(R"({"NaN \" 1e400": 1, "b\\": NaN})") << u"NaN \" 1e400=1"_s;
}

void TestSampleCodec::lenientJsonIsRead()
{
    numbersAreRead();
}

void TestSampleCodec::invalidJsonIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("message");
    const QString notJson = u"The result is not JSON"_s;
    const QString noObject = u"The result is JSON, but not an object"_s;
    QTest::newRow("nothing") << QByteArray() << notJson;
    QTest::newRow("text") << QByteArray("hello") << notJson;
    QTest::newRow("cut off") << QByteArray(R"({"a": 1)") << notJson;
    QTest::newRow("Python's") << QByteArray("{'a': 1}") << notJson;
    QTest::newRow("broken UTF-8") << QByteArray("{\"a\xff\": 1}") << notJson;
    QTest::newRow("list") << QByteArray("[1]") << noObject;
    QTest::newRow("list of objects") << QByteArray(R"([{"a": 1}])") << noObject;
    QTest::newRow("cut off list") << QByteArray("[1") << notJson;
    QTest::newRow("something behind it") << QByteArray("{} 1") << notJson;
    QTest::newRow("half a repair") << QByteArray(R"({"a": NaN, "b": nan})") << notJson;
    QTest::newRow("cut off escape") << QByteArray(R"({"a": "\ud8)") << notJson;
    QTest::newRow("cut off text") << QByteArray(R"({"a": "\)") << notJson;
    QTest::newRow("number") << QByteArray("1") << noObject;
    QTest::newRow("null") << QByteArray("null") << noObject;
}

void TestSampleCodec::invalidJsonIsRefused()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, message);
    const Result<Sample> sample = decodeSample(42, json);
    QVERIFY(!sample);
    QCOMPARE(sample.error().message, message);
}

void TestSampleCodec::historiesAreRead_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("history"); // of h.1
    QTest::newRow("one row") << QByteArray(R"({"h": [[1, 2]]})") << "";
    QTest::newRow("oldest first") << QByteArray(R"({"h": [[1, 2], [3, 4], [5, 6]]})") << "2 4";
    QTest::newRow("holes") << QByteArray(R"({"h": [[1, null], [3], [5, "x"], [7, 8], [9, 10]]})") << "- - - 8";
    QTest::newRow("inside an object") << QByteArray(R"({"a": 1, "h": [[1, 2], [3, 4]], "b": 2})") << "2";
}

void TestSampleCodec::historiesAreRead()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, history);
    const Result<Sample> sample = decodeSample(0, json);
    QVERIFY(sample);
    const auto at = std::ranges::find(sample->readings, u"h.1"_s, &Reading::name);
    QVERIFY(at != sample->readings.end());
    QCOMPARE(describe(at->history), history);
}

void TestSampleCodec::listsAreRead_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("expected"); // "name: values; name: values"
    QTest::newRow("numbers") << QByteArray(R"({"a": [1, 2.5], "b": {"c": [3]}})") << "a: 1 2.5; b.c: 3";
    QTest::newRow("holes") << QByteArray(R"({"a": [null, 2, "x", true]})") << "a: - 2 - -";
    QTest::newRow("no numbers") << QByteArray(R"({"a": ["x"], "b": [], "c": [null]})") << "";
    QTest::newRow("objects") << QByteArray(R"({"a": [1, {"b": 2}]})") << "";
    QTest::newRow("history") << QByteArray(R"({"a": [[1, 2]]})") << "";
}

void TestSampleCodec::listsAreRead()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, expected);
    const Result<Sample> sample = decodeSample(0, json);
    QVERIFY(sample);
    QStringList found;
    for (const NumberList &list : sample->lists)
        found << u"%1: %2"_s.arg(list.name, describe(list.values));
    QCOMPARE(found.join(u"; "_s), expected);
    QCOMPARE(sample->isEmpty(), sample->readings.isEmpty() && expected.isEmpty());
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

void TestSampleCodec::deepListsAreCutOff()
{
    const QByteArray deep = QByteArray("[").repeated(100'000) + "1" + QByteArray("]").repeated(100'000);
    const Result<Sample> sample = decodeSample(0, "{\"a\": " + deep + ", \"b\": 2}");
    QVERIFY(sample);
    QVERIFY(sample->lists.isEmpty());
    QCOMPARE(sample->readings, (QList<Reading>{{u"b"_s, 2}}));
}

void TestSampleCodec::realFlatResultIsRead()
{
    const Result<Sample> sample = decodeSample(0, payload("output-flat-2025-12-04"));
    QVERIFY(sample);
    QCOMPARE(valuesOf(*sample, "cpu_average"), (QList<double>{72.92, 13.07, 13.01, 13.05, 99.93, 12.89, 13.04, 12.55}));
    QCOMPARE(valuesOf(*sample, "egress"), QList<double>{0});
    QCOMPARE(valuesOf(*sample, "cache"), QList<double>{70.52});
    QVERIFY(sample->readings.contains({u"num_cpus_monitored"_s, 8}));
}

void TestSampleCodec::realNestedHistoryIsRead()
{
    const Result<Sample> sample = decodeSample(0, payload("output-nested-history-2023-03-03"));
    QVERIFY(sample);
    const QList<double> averages = valuesOf(*sample, "cpu_average");
    QCOMPARE(averages.size(), 16);
    QCOMPARE(averages.first(), 17.33); // of the last row
    QCOMPARE(averages.last(), 5.2);
    QCOMPARE(valuesOf(*sample, "cpu_percent").size(), 16);
    QCOMPARE(valuesOf(*sample, "cpu_percent").first(), 24.1);
    QCOMPARE(describe(sample->readings.first().history), u"53.1 45.8 5 25.8 5.2 1.6 2.2 7.5 3"_s);
    QCOMPARE(valuesOf(*sample, "memory_used"), QList<double>{13064077312.0});
    QCOMPARE(valuesOf(*sample, "processes"), QList<double>{580});
}

QTEST_GUILESS_MAIN(TestSampleCodec)
#include "tst_samplecodec.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/jsontreemodel.h"
#include "app/state/numbertext.h"
#include "app/state/readingsmodel.h"
#include "app/state/sortedrows.h"
#include "common/core/literals.h"
#include "tests/support/itemtexts.h"
#include "tests/support/jsonnodes.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestReadingsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readingsAreFlat();
    void emptyAndUnprintableNamesAreVisible();
    void numbersHaveSixDigits_data();
    void numbersHaveSixDigits();
    void readingsChangeInPlace();
    void readingsAreReturnedAsJson();
    void readingsAreSortedByNameAndNumber();
    void readingsAreFoundByNameAndValue();
    void largeObjectsAreShownQuickly();
};

namespace {

constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::Fatal;

} // namespace

void TestReadingsModel::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestReadingsModel::readingsAreFlat()
{
    ReadingsModel model;
    const JsonNode result = node(R"({"a": {"b": [1, [2, "x"]]}, "e": [], "f": false, "n": null})");
    const JsonNode measurement = node(R"({"a": 7})");
    model.show(&result, &measurement);
    QCOMPARE(column(model, ReadingsModel::Name),
             QStringList({u"a.b.0"_s, u"a.b.1.0"_s, u"a.b.1.1"_s, u"e"_s, u"f"_s, u"n"_s, u"a"_s}));
    QCOMPARE(column(model, ReadingsModel::Value),
             QStringList({u"1"_s, u"2"_s, u"x"_s, u"[]"_s, u"false"_s, u"null"_s, u"7"_s}));
    QCOMPARE(column(model, ReadingsModel::Origin).last(), u"measurement"_s);
    QCOMPARE(column(model, ReadingsModel::Origin).first(), u"result"_s);
}

void TestReadingsModel::emptyAndUnprintableNamesAreVisible()
{
    const JsonNode result = node(R"({"": 1, "two\nlines": 2, "a": {"": 3}})");
    ReadingsModel readings;
    readings.show(&result, nullptr);
    QCOMPARE(column(readings, ReadingsModel::Name), QStringList({u"\"\""_s, u"two\\nlines"_s, u"a."_s}));
    QCOMPARE(readings.json({0}), toJson(node(R"({"": 1})")));
    JsonTreeModel tree;
    tree.setValue(result);
    QCOMPARE(tree.index(0, JsonTreeModel::Name).data().toString(), u"\"\""_s);
    QCOMPARE(tree.index(1, JsonTreeModel::Name).data().toString(), u"two\\nlines"_s);
    const JsonNode whole = node("7");
    readings.show(&whole, nullptr);
    QCOMPARE(column(readings, ReadingsModel::Name), QStringList{u"(whole value)"_s});
}

void TestReadingsModel::numbersHaveSixDigits_data()
{
    QTest::addColumn<QString>("number");
    QTest::addColumn<QString>("text");
    QTest::newRow("short") << "1.0"
                           << "1.0";
    QTest::newRow("six digits") << "-0.00123456"
                                << "-0.00123456";
    QTest::newRow("integer") << "123456"
                             << "123456";
    QTest::newRow("exponent") << "1e-300"
                              << "1e-300";
    QTest::newRow("long") << "0.33333333333333333"
                          << "0.333333";
    QTest::newRow("small") << "0.0000123456789"
                           << "1.23457e-05";
    QTest::newRow("bytes") << "25276502016"
                           << "25.2765 G";
    QTest::newRow("negative") << "-1234567"
                              << "-1.23457 M";
    QTest::newRow("almost a million") << "999999.96"
                                      << "1 M";
    QTest::newRow("almost a billion") << "999999999"
                                      << "1 G";
    QTest::newRow("huge") << "1234567890123456789012345"
                          << "1.23457e+24";
    QTest::newRow("not finite") << "1234567e400"
                                << "1234567e400";
}

void TestReadingsModel::numbersHaveSixDigits()
{
    QFETCH(QString, number);
    QFETCH(QString, text);
    QCOMPARE(sixDigits(number), text);
}

void TestReadingsModel::readingsChangeInPlace()
{
    ReadingsModel model;
    const QAbstractItemModelTester tester(&model, strict);
    SortedRows rows;
    rows.setSourceModel(&model);
    rows.sort(ReadingsModel::Value, Qt::DescendingOrder);
    const QAbstractItemModelTester rowsTester(&rows, strict);
    const QList<QByteArray> results = {R"({"a": 1, "b": 2, "c": 3})",
                                       R"({"a": 1, "b": 9, "c": 3})",
                                       R"({"b": 2, "x": [1, 2], "c": 3})",
                                       R"("text")",
                                       R"({"": "text"})",
                                       R"({"c": "3", "a": null})"};
    const JsonNode measurement = node(R"({"a": 5, "c": 6})");
    for (const QByteArray &json : results) {
        const JsonNode result = node(json);
        model.show(&result, &measurement);
        QCOMPARE(rows.rowCount(), model.rowCount());
        ReadingsModel fresh;
        fresh.show(&result, &measurement);
        for (int i = 0; i < ReadingsModel::ColumnCount; ++i)
            QCOMPARE(column(model, i), column(fresh, i));
    }
    model.show(nullptr, nullptr);
    QCOMPARE(model.rowCount(), 0);

    const JsonNode first = node(results[0]);
    const JsonNode second = node(results[1]);
    model.show(&first, &measurement);
    const QPersistentModelIndex c = model.index(2, ReadingsModel::Value);
    const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.show(&second, &measurement);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0][0].toModelIndex().row(), 1);
    QCOMPARE(c.data().toString(), u"3"_s);
}

void TestReadingsModel::readingsAreReturnedAsJson()
{
    ReadingsModel model;
    const JsonNode result = node(R"({"a": {"b": 1.0}, "t": "x", "e": []})");
    const JsonNode measurement = node(R"({"a": 7})");
    model.show(&result, &measurement);
    QCOMPARE(model.json({0, 1, 2}), toJson(node(R"({"a.b": 1.0, "t": "x", "e": []})")));
    QCOMPARE(model.json({3}), toJson(node(R"({"a": 7})")));
    QCOMPARE(model.json({1, 3}), toJson(node(R"({"result": {"t": "x"}, "measurement": {"a": 7}})")));
}

void TestReadingsModel::readingsAreSortedByNameAndNumber()
{
    ReadingsModel model;
    SortedRows rows;
    rows.setSourceModel(&model);
    const JsonNode result = node(R"({"cpu-10": 9, "cpu-2": 10.5, "Cpu-1": "text", "flag": true})");
    model.show(&result, nullptr);
    QCOMPARE(column(rows, 0).first(), u"cpu-10"_s); // in the order of the result
    rows.sort(ReadingsModel::Name);
    QCOMPARE(column(rows, 0), QStringList({u"Cpu-1"_s, u"cpu-2"_s, u"cpu-10"_s, u"flag"_s}));
    rows.sort(ReadingsModel::Value);
    QCOMPARE(column(rows, 1), QStringList({u"9"_s, u"10.5"_s, u"text"_s, u"true"_s}));
    rows.sort(-1);
    QCOMPARE(column(rows, 0).first(), u"cpu-10"_s);
}

void TestReadingsModel::readingsAreFoundByNameAndValue()
{
    ReadingsModel model;
    SortedRows rows;
    rows.setSourceModel(&model);
    const QAbstractItemModelTester tester(&rows, strict);
    const JsonNode result = node(R"({"cpus": [7, 42.5], "host": "vm7"})");
    model.show(&result, &result);
    rows.setSearchText(u"CPUS"_s);
    QCOMPARE(rows.rowCount(), 4);
    rows.setSearchText(u"vm7"_s);
    QCOMPARE(rows.rowCount(), 2);
    const JsonNode other = node(R"({"cpus": [7, "vm7"], "host": "vm8"})");
    model.show(&other, &result);
    QCOMPARE(column(rows, 0), QStringList({u"cpus.1"_s, u"host"_s}));
    rows.setSearchText(u"["_s);
    QCOMPARE(rows.rowCount(), 0);
    rows.setSearchText({});
    QCOMPARE(rows.rowCount(), 6);
}

/// 10 MB in one object of 400,000 keys are read and shown without a noticeable delay (0.1 s on our machine).
void TestReadingsModel::largeObjectsAreShownQuickly()
{
    QByteArray json = "{";
    for (int i = 0; json.size() < 10'000'000; ++i)
        json += "\"reading-" + QByteArray::number(i) + "\": " + QByteArray::number(i * 0.5) + ", ";
    json += "\"last\": 1}";
    QElapsedTimer timer;
    timer.start();
    const JsonNode first = node(json);
    ReadingsModel readings;
    readings.show(&first, nullptr);
    JsonTreeModel tree;
    tree.setValue(first);
    const qint64 shown = timer.restart();
    const JsonNode second = node(json.replace(".5,", ".25,"));
    readings.show(&second, nullptr);
    tree.setValue(second);
    const qint64 updated = timer.elapsed();
    qInfo("10 MB: shown in %lld ms, updated in %lld ms", shown, updated);
    QCOMPARE(readings.rowCount(), 20'000); // the last row stands for the rest
    QCOMPARE(cell(readings, readings.rowCount() - 1, ReadingsModel::Value), u"the rest is not shown"_s);
    QVERIFY2(shown + updated < 3000, "too slow");
}

QTEST_GUILESS_MAIN(TestReadingsModel)
#include "tst_readingsmodel.moc"

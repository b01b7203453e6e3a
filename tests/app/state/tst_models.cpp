// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/calltext.h"
#include "app/state/failuresmodel.h"
#include "app/state/itemroles.h"
#include "app/state/jsontreemodel.h"
#include "app/state/naturalorder.h"
#include "app/state/outcometext.h"
#include "app/state/readingsmodel.h"
#include "app/state/rowsync.h"
#include "app/state/sortedrows.h"
#include "common/core/literals.h"
#include "tests/support/paths.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace pulse;

class TestModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void jsonIsReadAsWritten();
    void lenientJsonIsRead();
    void brokenJson_data();
    void brokenJson();
    void jsonStopsAtItsLimits_data();
    void jsonStopsAtItsLimits();
    void deepJsonIsNoTrouble();
    void rowsAreSynced_data();
    void rowsAreSynced();
    void treeShowsAPayload();
    void treeChangesInPlace_data();
    void treeChangesInPlace();
    void treeKeepsItsRows();
    void treeTellsWhatChanged();
    void treeGivesJson();
    void readingsAreFlat();
    void namesCanBeSeen();
    void readingsChangeInPlace();
    void readingsGiveJson();
    void readingsAreSorted();
    void membersAreSearched_data();
    void membersAreSearched();
    void readingsAreSearched();
    void namesSortNaturally_data();
    void namesSortNaturally();
    void failuresStay();
    void failuresShowTheirFacts();
    void outcomes();
    void durations_data();
    void durations();
    void largeValuesAreQuick();
};

namespace {

JsonNode node(const QByteArray &json)
{
    Result<JsonNode> value = parseJson(json);
    if (!value)
        qFatal("Not JSON: %s", json.constData());
    return *std::move(value);
}

QByteArray payload(const char *name)
{
    QFile file(test::dataPath("/payloads/%1.json").arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString cell(const QAbstractItemModel &model, int row, int column, const QModelIndex &parent = {})
{
    return model.index(row, column, parent).data().toString();
}

QStringList column(const QAbstractItemModel &model, int column)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.append(cell(model, row, column));
    return texts;
}

Failure failureAt(qint64 time)
{
    return {.time = time,
            .outcome = u"raised"_s,
            .errorType = u"ZeroDivisionError"_s,
            .errorMessage = u"division by zero"_s,
            .stackTrace = u"  File \"/opt/usermodule.py\", line 3, in handler"_s,
            .inputDigest = u"2c26b46b68ff"_s,
            .duration = 0.00042};
}

constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::Fatal;

} // namespace

void TestModels::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestModels::jsonIsReadAsWritten()
{
    const JsonNode value = node(R"({"b": 1.0, "a": [true, null, "x\ny"], "n": 12345678901234567890, "o": {}})");
    QCOMPARE(value.members.size(), std::size_t(4));
    QCOMPARE(value.members[0].name, u"b"_s);
    QCOMPARE(value.members[0].text, u"1.0"_s);
    QCOMPARE(value.members[1].members[2].text, u"x\ny"_s);
    QCOMPARE(value.members[2].text, u"12345678901234567890"_s);
    QCOMPARE(toJson(value), QByteArray(R"({
    "b": 1.0,
    "a": [
        true,
        null,
        "x\ny"
    ],
    "n": 12345678901234567890,
    "o": {}
})"));
    QCOMPARE(node(toJson(value)), value);
}

/// As foreign runtimes write it.
void TestModels::lenientJsonIsRead()
{
    const JsonNode value =
        node(R"({"n": NaN, "i": [-Infinity, 1e400, 1.0], "t\ud800": "\udc00x", "big": 1)" + QByteArray(400, '0') + "}");
    QCOMPARE(value.members[0].kind, JsonNode::Kind::Null);
    QCOMPARE(value.members[1].members[0].kind, JsonNode::Kind::Null);
    QCOMPARE(value.members[1].members[1].kind, JsonNode::Kind::Null);
    QCOMPARE(value.members[1].members[2].text, u"1.0"_s);
    QCOMPARE(value.members[2].name, u"t\ufffd"_s);
    QCOMPARE(value.members[2].text, u"\ufffdx"_s);
    QCOMPARE(value.members[3].kind, JsonNode::Kind::Null);
}

void TestModels::brokenJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a word") << QByteArray("nan");
    QTest::newRow("cut off") << QByteArray(R"({"a": [1, 2)");
    QTest::newRow("more after it") << QByteArray("{} {}");
    QTest::newRow("no UTF-8") << QByteArray("\"\xff\"");
}

void TestModels::brokenJson()
{
    QFETCH(QByteArray, json);
    QVERIFY(!parseJson(json));
}

void TestModels::jsonStopsAtItsLimits_data()
{
    QTest::addColumn<JsonLimits>("limits");
    QTest::addColumn<QByteArray>("kept");
    QTest::newRow("room") << JsonLimits{.values = 9} << QByteArray(R"({"a": [1, [2], 3], "b": 4, "c": 5})");
    QTest::newRow("values") << JsonLimits{.values = 4} << QByteArray(R"({"a": [1, []]})");
    QTest::newRow("depth") << JsonLimits{.depth = 2} << QByteArray(R"({"a": [1]})");
}

void TestModels::jsonStopsAtItsLimits()
{
    QFETCH(JsonLimits, limits);
    QFETCH(QByteArray, kept);
    const Result<JsonNode> value = parseJson(R"({"a": [1, [2], 3], "b": 4, "c": 5})", limits);
    QVERIFY(value);
    QCOMPARE(toJson(*value), toJson(node(kept)));
    const bool isCut = kept.size() < 30;
    QCOMPARE(value->members.back().kind == JsonNode::Kind::Rest, isCut);
    QCOMPARE(value->members.front().members.back().kind == JsonNode::Kind::Rest, isCut);
}

void TestModels::deepJsonIsNoTrouble()
{
    const QByteArray json = QByteArray(1'000'000, '[') + QByteArray(1'000'000, ']');
    const Result<JsonNode> value = parseJson(json);
    QVERIFY(value);
    JsonTreeModel model;
    model.setValue(*value);
    QCOMPARE(cell(model, 0, JsonTreeModel::Value), u"more than 1"_s);
}

void TestModels::rowsAreSynced_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("calls");
    QTest::newRow("the same") << "abc"
                              << "abc" << 0;
    QTest::newRow("from nothing") << ""
                                  << "abc" << 1;
    QTest::newRow("to nothing") << "abc"
                                << "" << 1;
    QTest::newRow("all others") << "abc"
                                << "xyz" << 2;
    QTest::newRow("one before") << "abc"
                                << "xabc" << 1;
    QTest::newRow("some within") << "abcd"
                                 << "abxycd" << 1;
    QTest::newRow("some gone") << "abcdef"
                               << "adf" << 2;
    QTest::newRow("first in, last out") << "abc"
                                        << "xab" << 2;
    QTest::newRow("swapped") << "abc"
                             << "bac" << 2;
    QTest::newRow("turned round") << "abcd"
                                  << "dcba" << 2;
    QTest::newRow("doubles") << "aab"
                             << "abab" << -1;
    QTest::newRow("mixed") << "abcdefg"
                           << "gxfbya" << -1;
}

void TestModels::rowsAreSynced()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(int, calls);
    QStringList rows = before.split(QString(), Qt::SkipEmptyParts);
    const QStringList wanted = after.split(QString(), Qt::SkipEmptyParts);
    int called = 0;
    const auto remove = [&](int row, int count) {
        rows.remove(row, count);
        ++called;
    };
    const auto insert = [&](int row, int count, int first) {
        rows = rows.mid(0, row) + wanted.mid(first, count) + rows.mid(row);
        ++called;
    };
    syncRows(QStringList(rows), wanted, remove, insert);
    QCOMPARE(rows, wanted);
    QVERIFY2(calls < 0 || called == calls, qPrintable(QString::number(called)));
}

void TestModels::treeShowsAPayload()
{
    JsonTreeModel model;
    const QAbstractItemModelTester tester(&model, strict);
    model.setValue(node(payload("output-nested-history-2023-03-03")));
    QCOMPARE(cell(model, 0, JsonTreeModel::Name), u"timestamp"_s);
    QCOMPARE(cell(model, 0, JsonTreeModel::Value), u"2023-03-03 04:00:45.848791"_s);
    QCOMPARE(cell(model, 1, JsonTreeModel::Name), u"cpu_percent_history"_s);
    QCOMPARE(cell(model, 1, JsonTreeModel::Value), u"%1 values"_s.arg(model.rowCount(model.index(1, 0))));
    const QModelIndex history = model.index(1, 0);
    QVERIFY(model.rowCount(history) > 1);
    QCOMPARE(cell(model, 1, JsonTreeModel::Name, history), u"1"_s);
    const QModelIndex second = model.index(1, 0, history);
    QCOMPARE(model.rowCount(second), 16);
    QCOMPARE(cell(model, 1, JsonTreeModel::Value, second), u"25.3"_s);
    QVERIFY(!model.index(0, JsonTreeModel::Value).data(QuietRole).toBool());
    QVERIFY(model.index(1, JsonTreeModel::Value).data(QuietRole).toBool());
}

void TestModels::treeChangesInPlace_data()
{
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("value") << QByteArray(R"({"a": 1, "b": {"c": [1, 2, 4]}})");
    QTest::newRow("longer list") << QByteArray(R"({"a": 1, "b": {"c": [1, 2, 3, 4, 5]}})");
    QTest::newRow("shorter list") << QByteArray(R"({"a": 1, "b": {"c": [1]}})");
    QTest::newRow("list to number") << QByteArray(R"({"a": 1, "b": {"c": 7}})");
    QTest::newRow("number to object") << QByteArray(R"({"a": {"x": 1}, "b": {"c": [1, 2, 3]}})");
    QTest::newRow("object to list") << QByteArray(R"({"a": 1, "b": [[1, 2], {"c": 3}]})");
    QTest::newRow("other order") << QByteArray(R"({"b": {"c": [1, 2, 3]}, "a": 1})");
    QTest::newRow("more keys") << QByteArray(R"({"x": 0, "a": 1, "y": [], "b": {"z": 1, "c": [1, 2, 3]}})");
    QTest::newRow("fewer keys") << QByteArray(R"({"b": {}})");
    QTest::newRow("list at the top") << QByteArray("[1, 2]");
    QTest::newRow("a number at the top") << QByteArray("42");
}

void TestModels::treeChangesInPlace()
{
    QFETCH(QByteArray, after);
    const QByteArray before = R"({"a": 1, "b": {"c": [1, 2, 3]}})";
    JsonTreeModel model;
    const QAbstractItemModelTester tester(&model, strict);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    for (const QByteArray &json : {before, after, before}) {
        model.setValue(node(json));
        const QByteArray shown = json.startsWith('4') ? model.json(model.index(0, 0)) : model.json({});
        QCOMPARE(shown, toJson(node(json)));
    }
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(resets.size(), 0);
}

void TestModels::treeKeepsItsRows()
{
    JsonTreeModel model;
    model.setValue(node(R"({"a": 1, "b": {"c": [1, 2, 3]}})"));
    const QPersistentModelIndex b = model.index(1, 0);
    const QPersistentModelIndex second = model.index(1, 0, model.index(0, 0, b));
    model.setValue(node(R"({"new": 0, "a": 2, "b": {"c": [4, 5, 6, 7], "d": 1}})"));
    QVERIFY(b.isValid() && second.isValid());
    QCOMPARE(b.row(), 2);
    QCOMPARE(second.sibling(second.row(), JsonTreeModel::Value).data().toString(), u"5"_s);
}

void TestModels::treeTellsWhatChanged()
{
    JsonTreeModel model;
    model.setValue(node(R"({"a": 1, "b": 2, "c": 3, "d": 4})"));
    const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setValue(node(R"({"a": 1, "b": 5, "c": 6, "d": 4})"));
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0][0].toModelIndex().row(), 1);
    QCOMPARE(changes[0][1].toModelIndex().row(), 2);
    model.setValue(node(R"({"a": 1, "b": 5, "c": 6, "d": 4})"));
    QCOMPARE(changes.size(), 1);
}

void TestModels::treeGivesJson()
{
    JsonTreeModel model;
    model.setValue(node(R"({"a": 1, "b": {"c": [1.50, "x"]}})"));
    const QModelIndex b = model.index(1, 1);
    QCOMPARE(model.json(b), toJson(node(R"({"c": [1.50, "x"]})")));
    QCOMPARE(model.json(model.index(0, 0)), QByteArray("1"));
}

void TestModels::readingsAreFlat()
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

void TestModels::namesCanBeSeen()
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
    QCOMPARE(column(readings, ReadingsModel::Name), QStringList{u"(the whole)"_s});
}

void TestModels::readingsChangeInPlace()
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

void TestModels::readingsGiveJson()
{
    ReadingsModel model;
    const JsonNode result = node(R"({"a": {"b": 1.0}, "t": "x", "e": []})");
    const JsonNode measurement = node(R"({"a": 7})");
    model.show(&result, &measurement);
    QCOMPARE(model.json({0, 1, 2}), toJson(node(R"({"a.b": 1.0, "t": "x", "e": []})")));
    QCOMPARE(model.json({3}), toJson(node(R"({"a": 7})")));
    QCOMPARE(model.json({1, 3}), toJson(node(R"({"result": {"t": "x"}, "measurement": {"a": 7}})")));
}

void TestModels::readingsAreSorted()
{
    ReadingsModel model;
    SortedRows rows;
    rows.setSourceModel(&model);
    const JsonNode result = node(R"({"cpu-10": 9, "cpu-2": 10.5, "Cpu-1": "text", "flag": true})");
    model.show(&result, nullptr);
    QCOMPARE(column(rows, 0).first(), u"cpu-10"_s); // as written
    rows.sort(ReadingsModel::Name);
    QCOMPARE(column(rows, 0), QStringList({u"Cpu-1"_s, u"cpu-2"_s, u"cpu-10"_s, u"flag"_s}));
    rows.sort(ReadingsModel::Value);
    QCOMPARE(column(rows, 1), QStringList({u"9"_s, u"10.5"_s, u"text"_s, u"true"_s}));
    rows.sort(-1);
    QCOMPARE(column(rows, 0).first(), u"cpu-10"_s);
}

void TestModels::membersAreSearched_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QByteArray>("left");
    QTest::newRow("name") << u"HOST"_s << QByteArray(R"({"host": "vm7"})");
    QTest::newRow("value") << u"vm7"_s << QByteArray(R"({"host": "vm7"})");
    QTest::newRow("name within") << u"cached"_s << QByteArray(R"({"memory": {"cached": 2}})");
    QTest::newRow("value within") << u"42.5"_s << QByteArray(R"({"cpus": [42.5]})");
    QTest::newRow("all that is in it") << u"memory"_s << QByteArray(R"({"memory": {"free": 1, "cached": 2}})");
    QTest::newRow("none") << u"["_s << QByteArray("{}");
}

void TestModels::membersAreSearched()
{
    QFETCH(QString, wanted);
    QFETCH(QByteArray, left);
    const JsonNode all = node(R"({"cpus": [7, 42.5], "host": "vm7", "memory": {"free": 1, "cached": 2}})");
    QCOMPARE(toJson(membersWith(all, wanted)), toJson(node(left)));
    JsonTreeModel model;
    const QAbstractItemModelTester tester(&model, strict);
    model.setValue(all);
    model.setValue(membersWith(all, wanted));
    if (wanted == "42.5"_L1)
        QCOMPARE(cell(model, 0, JsonTreeModel::Name, model.index(0, 0)), u"1"_s); // its place in all
    model.setValue(all);
    QCOMPARE(model.json({}), toJson(all));
}

void TestModels::readingsAreSearched()
{
    ReadingsModel model;
    SortedRows rows;
    rows.setSourceModel(&model);
    const QAbstractItemModelTester tester(&rows, strict);
    const JsonNode result = node(R"({"cpus": [7, 42.5], "host": "vm7"})");
    model.show(&result, &result);
    rows.setWanted(u"CPUS"_s);
    QCOMPARE(rows.rowCount(), 4);
    rows.setWanted(u"vm7"_s);
    QCOMPARE(rows.rowCount(), 2);
    const JsonNode other = node(R"({"cpus": [7, "vm7"], "host": "vm8"})");
    model.show(&other, &result);
    QCOMPARE(column(rows, 0), QStringList({u"cpus.1"_s, u"host"_s}));
    rows.setWanted(u"["_s);
    QCOMPARE(rows.rowCount(), 0);
    rows.setWanted({});
    QCOMPARE(rows.rowCount(), 6);
}

void TestModels::namesSortNaturally_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::newRow("numbers") << "cpu-2"
                             << "cpu-10";
    QTest::newRow("two numbers") << "avg-cpu2-60sec"
                                 << "avg-cpu10-1h";
    QTest::newRow("case") << "Alpha"
                          << "beta";
    QTest::newRow("leading zeros") << "a007"
                                   << "a10";
    QTest::newRow("digits before letters") << "a1"
                                           << "ab";
    QTest::newRow("prefix") << "cpu"
                            << "cpu-1";
    QTest::newRow("long numbers") << "99999999999999999999"
                                  << "100000000000000000000";
}

void TestModels::namesSortNaturally()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    QVERIFY(naturallyBefore(first, second));
}

void TestModels::failuresStay()
{
    FailuresModel model;
    const QAbstractItemModelTester tester(&model, strict);
    QList<Failure> failures;
    for (int i = 0; i < 100; ++i)
        failures.prepend(failureAt(1000 * i));
    model.show(failures);
    QCOMPARE(model.rowCount(), 100);
    const QPersistentModelIndex newest = model.index(0, 0);
    const QPersistentModelIndex oldest = model.index(99, 0);
    failures.prepend(failureAt(200'000));
    failures.removeLast();
    model.show(failures);
    QCOMPARE(model.rowCount(), 100);
    QCOMPARE(newest.row(), 1);
    QVERIFY(!oldest.isValid());
    QCOMPARE(model.failure(0).time, 200'000);
    model.show({});
    QCOMPARE(model.rowCount(), 0);
}

void TestModels::failuresShowTheirFacts()
{
    FailuresModel model;
    const qint64 today = QDateTime(QDate::currentDate(), QTime(14, 3, 22)).toMSecsSinceEpoch();
    const qint64 longAgo = QDateTime(QDate(2024, 2, 29), QTime(1, 2, 3)).toMSecsSinceEpoch();
    model.show({failureAt(today), failureAt(longAgo)});
    QCOMPARE(cell(model, 0, FailuresModel::Time), u"14:03:22"_s);
    QCOMPARE(cell(model, 1, FailuresModel::Time), u"2024-02-29 01:02:03"_s);
    QCOMPARE(cell(model, 0, FailuresModel::Outcome), u"raised"_s);
    QCOMPARE(cell(model, 0, FailuresModel::Type), u"ZeroDivisionError"_s);
    QCOMPARE(cell(model, 0, FailuresModel::Message), u"division by zero"_s);
    QCOMPARE(cell(model, 0, FailuresModel::Duration), u"0.42 ms"_s);
}

void TestModels::outcomes()
{
    QCOMPARE(OutcomeText::of(u"timed_out"_s), u"timed out"_s);
    QCOMPARE(OutcomeText::of(u"invented"_s), u"invented"_s);
    QCOMPARE(OutcomeText::failures({{u"success"_s, 10}, {u"nothing"_s, 5}, {u"raised"_s, 2}, {u"crashed"_s, 1}}), 3);
}

void TestModels::durations_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << 0.0 << "0.00 ms";
    QTest::newRow("short") << 0.00042 << "0.42 ms";
    QTest::newRow("ten") << 0.0123 << "12.3 ms";
    QTest::newRow("hundreds") << 0.4321 << "432 ms";
    QTest::newRow("almost a second") << 0.9996 << "1.00 s";
    QTest::newRow("seconds") << 12.34 << "12.3 s";
    QTest::newRow("minutes") << 600.0 << "600 s";
}

void TestModels::durations()
{
    QFETCH(double, seconds);
    QFETCH(QString, text);
    QCOMPARE(CallText::duration(seconds), text);
}

/// 10 MB in one object of 400,000 keys: read and shown in a time that nobody notices (here in 0.1 s).
void TestModels::largeValuesAreQuick()
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
    QCOMPARE(readings.rowCount(), 20'000); // the last one tells of the rest
    QCOMPARE(cell(readings, readings.rowCount() - 1, ReadingsModel::Value), u"the rest is not shown"_s);
    QVERIFY2(shown + updated < 3000, "too slow");
}

QTEST_GUILESS_MAIN(TestModels)
#include "tst_models.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/itemroles.h"
#include "app/state/jsontreemodel.h"
#include "common/core/literals.h"
#include "tests/support/files.h"
#include "tests/support/itemtexts.h"
#include "tests/support/jsonnodes.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestJsonTreeModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void jsonIsReadAsWritten();
    void lenientJsonIsRead();
    void brokenJsonIsRefused_data();
    void brokenJsonIsRefused();
    void jsonStopsAtItsLimits_data();
    void jsonStopsAtItsLimits();
    void deepJsonIsShown();
    void treeShowsARealResult();
    void treeChangesInPlace_data();
    void treeChangesInPlace();
    void rowsKeepTheirPersistentIndex();
    void changedRowsAreReported();
    void rowsAreReturnedAsJson();
    void membersAreFoundByNameAndValue_data();
    void membersAreFoundByNameAndValue();
};

namespace {

constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::Fatal;

} // namespace

void TestJsonTreeModel::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestJsonTreeModel::jsonIsReadAsWritten()
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

/// Foreign runtimes write such JSON.
void TestJsonTreeModel::lenientJsonIsRead()
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

void TestJsonTreeModel::brokenJsonIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a word") << QByteArray("nan");
    QTest::newRow("cut off") << QByteArray(R"({"a": [1, 2)");
    QTest::newRow("more after it") << QByteArray("{} {}");
    QTest::newRow("no UTF-8") << QByteArray("\"\xff\"");
}

void TestJsonTreeModel::brokenJsonIsRefused()
{
    QFETCH(QByteArray, json);
    QVERIFY(!parseJson(json));
}

void TestJsonTreeModel::jsonStopsAtItsLimits_data()
{
    QTest::addColumn<JsonLimits>("limits");
    QTest::addColumn<QByteArray>("kept");
    QTest::newRow("room") << JsonLimits{.values = 9} << QByteArray(R"({"a": [1, [2], 3], "b": 4, "c": 5})");
    QTest::newRow("values") << JsonLimits{.values = 4} << QByteArray(R"({"a": [1, []]})");
    QTest::newRow("depth") << JsonLimits{.depth = 2} << QByteArray(R"({"a": [1]})");
}

void TestJsonTreeModel::jsonStopsAtItsLimits()
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

void TestJsonTreeModel::deepJsonIsShown()
{
    const QByteArray json = QByteArray(1'000'000, '[') + QByteArray(1'000'000, ']');
    const Result<JsonNode> value = parseJson(json);
    QVERIFY(value);
    JsonTreeModel model;
    model.setValue(*value);
    QCOMPARE(cell(model, 0, JsonTreeModel::Value), u"more than 1"_s);
}

void TestJsonTreeModel::treeShowsARealResult()
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

void TestJsonTreeModel::treeChangesInPlace_data()
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

void TestJsonTreeModel::treeChangesInPlace()
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

void TestJsonTreeModel::rowsKeepTheirPersistentIndex()
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

void TestJsonTreeModel::changedRowsAreReported()
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

void TestJsonTreeModel::rowsAreReturnedAsJson()
{
    JsonTreeModel model;
    model.setValue(node(R"({"a": 1, "b": {"c": [1.50, "x"]}})"));
    const QModelIndex b = model.index(1, 1);
    QCOMPARE(model.json(b), toJson(node(R"({"c": [1.50, "x"]})")));
    QCOMPARE(model.json(model.index(0, 0)), QByteArray("1"));
}

void TestJsonTreeModel::membersAreFoundByNameAndValue_data()
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

void TestJsonTreeModel::membersAreFoundByNameAndValue()
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
        QCOMPARE(cell(model, 0, JsonTreeModel::Name, model.index(0, 0)), u"1"_s); // its index in the whole list
    model.setValue(all);
    QCOMPARE(model.json({}), toJson(all));
}

QTEST_GUILESS_MAIN(TestJsonTreeModel)
#include "tst_jsontreemodel.moc"

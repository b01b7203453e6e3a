// SPDX-License-Identifier: GPL-3.0-or-later
// The user's table of families.
#include "common/core/literals.h"
#include "common/metrics/metricfamilies.h"
#include "tests/support/paths.h"
#include "tests/support/serieskeys.h"

#include <QFile>
#include <QTest>

#include <optional>

using namespace pulse;
using namespace pulse::test;
using Origin = MetricFamilies::Origin;

class TestFamilyTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void userTableAddsFamilies();
    void userEntriesOverrideStandardOnes();
    void documentedExampleWorks();
    void errorsLeaveTheTableUnchanged();
    void errorsInTheTableAreExplained_data();
    void errorsInTheTableAreExplained();
};

namespace {

QByteArray family(const char *fields)
{
    return QByteArray(R"({"charts": [{"id": "c", "page": "other", "title": "C"}], "families": [{)") + fields + "}]}";
}

} // namespace

void TestFamilyTable::userTableAddsFamilies()
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

void TestFamilyTable::userEntriesOverrideStandardOnes()
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

void TestFamilyTable::documentedExampleWorks()
{
    QFile document(test::sourcePath("/docs/reference/families.md"));
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

void TestFamilyTable::errorsLeaveTheTableUnchanged()
{
    MetricFamilies families = MetricFamilies::standard();
    QVERIFY(!families.extend(R"({"charts": [{"id": "x", "page": "system", "title": "X"}], "families": [{}]})", {}));
    QVERIFY(!families.chart(u"x"_s));
    QCOMPARE(families.families(), MetricFamilies::standard().families());
}

void TestFamilyTable::errorsInTheTableAreExplained_data()
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
        "\"of\", \"patterns\", \"window\", \"counter\", \"space\", \"fractions\", \"tile\", \"warning\", \"critical\"");
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

void TestFamilyTable::errorsInTheTableAreExplained()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, message);
    const Result<MetricFamilies> families = MetricFamilies::parse(json, u"t.json"_s);
    QVERIFY(!families);
    QCOMPARE(families.error().message, message);
}

QTEST_GUILESS_MAIN(TestFamilyTable)
#include "tst_familytable.moc"

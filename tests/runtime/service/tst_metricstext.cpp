// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/redis/redisreply.h"
#include "runtime/http/processfigures.h"
#include "runtime/service/metricstext.h"
#include "tests/support/exposition.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/support/processmemory.h"
#include "tests/support/runtimestatuses.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

#include <cmath>
#include <ctime>
#include <limits>

#include <unistd.h>

using namespace pulse;
using namespace pulse::test;

namespace {

using Labels = Exposition::Labels;
using Sample = Exposition::Sample;

Labels label(const char *name, const char *value)
{
    return {{QString::fromLatin1(name), QString::fromUtf8(value)}};
}

/// Returns the metrics in docs/reference/metrics.md, with their types.
QMap<QString, QString> documented()
{
    QFile file(test::sourcePath("/docs/reference/metrics.md"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression row(u"^\\| `(pulseboard_\\w+)` \\| (\\w+) \\|"_s,
                                        QRegularExpression::MultilineOption);
    QMap<QString, QString> result;
    QRegularExpressionMatchIterator matches = row.globalMatch(QString::fromUtf8(file.readAll()));
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        result.insert(match.captured(1), match.captured(2));
    }
    return result;
}

} // namespace

class TestMetricsText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readerOfTheTestIsStrict_data();
    void readerOfTheTestIsStrict();
    void fullStatusIsValid();
    void documentationListsAllMetrics();
    void valuesAreThoseOfTheStatus();
    void durationsAreAHistogram();
    void emptyStatusIsValid();
    void labelsAreEscaped_data();
    void labelsAreEscaped();
    void numbersOfResultsAreMetrics_data();
    void numbersOfResultsAreMetrics();
    void resultsAreBounded();
    void longNamesAreOmitted();
    void processFiguresAreMeasured();
    void endedProcessesHaveNoFigures();
};

/// The parser of this test rejects invalid texts.
void TestMetricsText::readerOfTheTestIsStrict_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    const QByteArray head = "# HELP pulseboard_a A.\n# TYPE pulseboard_a gauge\n";
    QTest::newRow("good") << head + "pulseboard_a{b=\"c\",d=\"\\\\\\\"\\n\"} 1\n" << true;
    QTest::newRow("no type") << QByteArray("# HELP pulseboard_a A.\npulseboard_a 1\n") << false;
    QTest::newRow("no help") << QByteArray("pulseboard_a 1\n") << false;
    QTest::newRow("another's sample") << head + "pulseboard_b 1\n" << false;
    QTest::newRow("twice") << head + "pulseboard_a 1\npulseboard_a 2\n" << false;
    QTest::newRow("quote") << head + "pulseboard_a{b=\"\"\"} 1\n" << false;
    QTest::newRow("backslash") << head + "pulseboard_a{b=\"\\x\"} 1\n" << false;
    QTest::newRow("no number") << head + "pulseboard_a true\n" << false;
    QTest::newRow("no line end") << head + "pulseboard_a 1" << false;
    const QByteArray h = "# HELP pulseboard_h H.\n# TYPE pulseboard_h histogram\n";
    QTest::newRow("not cumulative")
        << h + "pulseboard_h_bucket{le=\"1\"} 2\npulseboard_h_bucket{le=\"+Inf\"} 1\npulseboard_h_count 1\n"
        << false;
    QTest::newRow("count") << h + "pulseboard_h_bucket{le=\"+Inf\"} 1\npulseboard_h_count 2\n" << false;
}

void TestMetricsText::readerOfTheTestIsStrict()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, valid);
    QCOMPARE(Exposition(text).error().isEmpty(), valid);
}

void TestMetricsText::fullStatusIsValid()
{
    const Exposition text(metricsText(fullStatus(), jsonObject(R"({"a": 1, "b": {"c": [2.5, -1e300]}})")));
    QVERIFY2(text.error().isEmpty(), qPrintable(text.error()));
    for (auto it = text.metrics().cbegin(); it != text.metrics().cend(); ++it)
        QVERIFY2(!it->samples.isEmpty(), qPrintable(it.key()));
}

void TestMetricsText::documentationListsAllMetrics()
{
    const Exposition text(metricsText(fullStatus(), jsonObject(R"({"a": 1})")));
    QMap<QString, QString> printed;
    for (auto it = text.metrics().cbegin(); it != text.metrics().cend(); ++it)
        printed.insert(it.key(), it->type);
    QCOMPARE(documented(), printed);
}

void TestMetricsText::valuesAreThoseOfTheStatus()
{
    const Exposition text(metricsText(fullStatus(), {}));
    QCOMPARE(text.value("pulseboard_build_info", label("version", "0.1.0")), 1);
    const Labels function = {
        {u"origin"_s, u"/opt/usermodule.py"_s}, {u"code_hash"_s, u"ab12"_s}, {u"modified"_s, u"2026-11-22 10:30:00"_s}};
    QCOMPARE(text.value("pulseboard_function_info", function), 1);
    QCOMPARE(text.value("pulseboard_start_time_seconds"), 1'795'343'400.123);
    QCOMPARE(text.value("pulseboard_last_invocation_timestamp_seconds"), 1'795'343'460.5);
    QCOMPARE(text.value("pulseboard_redis_connected"), 1);
    QCOMPARE(text.value("pulseboard_function_loaded"), 1);
    const double age = text.value("pulseboard_input_age_seconds");
    QVERIFY2(age >= 2.5 && age < 60, qPrintable(QString::number(age)));
    const QStringList outcomes = {u"success"_s,       u"nothing"_s, u"bad_input"_s, u"raised"_s, u"not_encodable"_s,
                                  u"out_of_memory"_s, u"skipped"_s, u"timed_out"_s, u"crashed"_s};
    for (qsizetype i = 0; i < outcomes.size(); ++i)
        QCOMPARE(text.value("pulseboard_invocations_total", {{u"outcome"_s, outcomes[i]}}), double(i + 1));
    QCOMPARE(text.samples("pulseboard_invocations_total").size(), outcomes.size());
    QCOMPARE(text.value("pulseboard_worker_restarts_total", label("reason", "timeout")), 1);
    QCOMPARE(text.value("pulseboard_worker_restarts_total", label("reason", "memory")), 0);
    QCOMPARE(text.value("pulseboard_worker_restarts_total", label("reason", "crash")), 2);
    QCOMPARE(text.value("pulseboard_worker_restarts_total", label("reason", "exit")), 0);
    QCOMPARE(text.value("pulseboard_redis_reconnects_total"), 3);
    QCOMPARE(text.value("pulseboard_redis_errors_total", label("kind", "timeout")), 3);
    QCOMPARE(text.value("pulseboard_redis_errors_total", label("kind", "other")), 0);
    QCOMPARE(text.samples("pulseboard_redis_errors_total").size(), int(RedisError::Kind::Other) + 1);
    QVERIFY(!text.metrics().contains(u"pulseboard_result"_s));
}

void TestMetricsText::durationsAreAHistogram()
{
    const char *const name = "pulseboard_invocation_duration_seconds";
    const Exposition text(metricsText(fullStatus(), {}));
    QCOMPARE(text.samples(name).size(), qsizetype(durationLimits.size() + 3));
    QCOMPARE(text.value(name, label("le", "0.0001"), "_bucket"), 5);
    QCOMPARE(text.value(name, label("le", "0.00025"), "_bucket"), 5);
    QCOMPARE(text.value(name, label("le", "0.001"), "_bucket"), 8);
    QCOMPARE(text.value(name, label("le", "0.025"), "_bucket"), 9);
    QCOMPARE(text.value(name, label("le", "10"), "_bucket"), 9);
    QCOMPARE(text.value(name, label("le", "+Inf"), "_bucket"), 11);
    QCOMPARE(text.value(name, {}, "_count"), 11);
    QCOMPARE(text.value(name, {}, "_sum"), 27.25);
}

void TestMetricsText::emptyStatusIsValid()
{
    const Exposition text(metricsText({}, {}));
    QVERIFY2(text.error().isEmpty(), qPrintable(text.error()));
    QCOMPARE(text.value("pulseboard_redis_connected"), 0);
    QCOMPARE(text.value("pulseboard_function_loaded"), 0);
    QCOMPARE(text.value("pulseboard_redis_reconnects_total"), 0);
    QCOMPARE(text.samples("pulseboard_invocations_total").size(), qsizetype(outcomeCount));
    QCOMPARE(text.samples("pulseboard_worker_restarts_total").size(), 4);
    for (const char *absent : {"pulseboard_function_info", "pulseboard_last_invocation_timestamp_seconds",
                               "pulseboard_input_age_seconds", "pulseboard_process_open_fds"})
        QVERIFY2(text.samples(absent).isEmpty(), absent);
}

void TestMetricsText::labelsAreEscaped_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("quote") << u"a\"b"_s;
    QTest::newRow("backslash") << u"a\\b\\"_s;
    QTest::newRow("backslash and n") << u"a\\nb"_s;
    QTest::newRow("line end") << u"a\nb\n"_s;
    QTest::newRow("all of them") << u"\\\"\n\"\\"_s;
    QTest::newRow("brackets") << u"a{b=\"c\"} 1"_s;
    QTest::newRow("Unicode") << u"ü \U0001F600"_s;
}

void TestMetricsText::labelsAreEscaped()
{
    QFETCH(QString, value);
    RuntimeStatus status = fullStatus();
    status.function = value;
    const Exposition text(metricsText(status, {{value, 7}}));
    QVERIFY2(text.error().isEmpty(), qPrintable(text.error()));
    QCOMPARE(text.value("pulseboard_result", {{u"name"_s, value}}), 7);
    const QList<Sample> function = text.samples("pulseboard_function_info");
    QCOMPARE(function.size(), 1);
    QCOMPARE(function[0].labels.value(u"origin"_s), value);
}

void TestMetricsText::numbersOfResultsAreMetrics_data()
{
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<QMap<QString, double>>("samples");
    const auto row = [](const char *result, const QMap<QString, double> &samples) {
        QTest::newRow(result) << QByteArray(result) << samples;
    };
    row(R"({"a": 1, "b": -0.25, "c": 1e300})", {{u"a"_s, 1}, {u"b"_s, -0.25}, {u"c"_s, 1e300}});
    row(R"({"text": "1", "yes": true, "no": null, "list": [], "dict": {}})", {});
    row(R"({"cpu": {"load": [0.5, "x", {"deep": 2}], "n": 3}})",
        {{u"cpu.load.0"_s, 0.5}, {u"cpu.load.2.deep"_s, 2}, {u"cpu.n"_s, 3}});
    row(R"({"a": {"b": 1}, "a.b": 2})", {{u"a.b"_s, 1}});
    row(R"({"exact": 0.1, "large": 9007199254740991})", {{u"exact"_s, 0.1}, {u"large"_s, 9007199254740991.0}});
}

void TestMetricsText::numbersOfResultsAreMetrics()
{
    QFETCH(QByteArray, result);
    const Exposition text(metricsText({}, jsonObject(result.constData())));
    QVERIFY2(text.error().isEmpty(), qPrintable(text.error()));
    QMap<QString, double> samples;
    for (const Sample &sample : text.samples("pulseboard_result"))
        samples.insert(sample.labels.value(u"name"_s), sample.value);
    QTEST(samples, "samples");
}

void TestMetricsText::resultsAreBounded()
{
    QJsonArray list;
    for (int i = 0; i < 600; ++i)
        list.append(i);
    const QJsonObject result = {{u"a"_s, list}, {u"b"_s, list}, {u"c"_s, 1}};
    const Exposition text(metricsText({}, result));
    QVERIFY2(text.error().isEmpty(), qPrintable(text.error()));
    QCOMPARE(text.samples("pulseboard_result").size(), 1000);
}

/// Each number in the list would have the long name.
void TestMetricsText::longNamesAreOmitted()
{
    const QJsonArray list{1, 2, 3};
    const QString name(1'000'000, 'x'_L1);
    const QByteArray text = metricsText({}, {{name, list}, {u"a"_s, list}});
    QVERIFY(text.size() < 100'000);
    QCOMPARE(Exposition(text).samples("pulseboard_result").size(), 3);
}

void TestMetricsText::processFiguresAreMeasured()
{
    RuntimeStatus status = fullStatus();
    status.workerPid = ::getpid();
    const qint64 resident = test::ProcessMemory::now().resident;
    const qsizetype openFiles =
        QDir(u"/proc/self/fd"_s).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size();
    const double cpu = double(std::clock()) / CLOCKS_PER_SEC;
    const Exposition text(metricsText(status, {}));
    for (const char *process : {"supervisor", "worker"}) {
        const double bytes = text.value("pulseboard_process_resident_memory_bytes", label("process", process));
        QVERIFY2(std::abs(bytes - double(resident)) < 8e6, qPrintable(QString::number(bytes)));
        // Both counts include the open folder itself.
        QCOMPARE(text.value("pulseboard_process_open_fds", label("process", process)), double(openFiles));
        const double seconds = text.value("pulseboard_process_cpu_seconds_total", label("process", process));
        QVERIFY2(std::abs(seconds - cpu) < 1, qPrintable(QString::number(seconds)));
    }
}

void TestMetricsText::endedProcessesHaveNoFigures()
{
    QVERIFY(!readProcessFigures(0));
    QVERIFY(!readProcessFigures(std::numeric_limits<qint32>::max()));
    RuntimeStatus status = fullStatus();
    status.workerPid = 0;
    const Exposition text(metricsText(status, {}));
    QVERIFY2(text.error().isEmpty(), qPrintable(text.error()));
    QCOMPARE(text.samples("pulseboard_process_open_fds").size(), 1);
}

QTEST_GUILESS_MAIN(TestMetricsText)
#include "tst_metricstext.moc"

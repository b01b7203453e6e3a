// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/redis/redisreply.h"
#include "runtime/http/processfigures.h"
#include "runtime/service/metricstext.h"
#include "runtime/service/statusjson.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/support/processmemory.h"

#include <QDateTime>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <limits>
#include <unistd.h>

using namespace pulse;
using namespace pulse::test;

namespace {

using Labels = QMap<QString, QString>;

struct Sample
{
    QString name;
    Labels labels;
    double value = 0;
};

struct Metric
{
    QString type;
    QList<Sample> samples;
};

/// Parses the text format as strictly as Prometheus, and also checks its conventions.
/// https://prometheus.io/docs/instrumenting/exposition_formats/
class Exposition
{
public:
    explicit Exposition(const QByteArray &text)
    {
        if (!text.endsWith('\n'))
            fail(u"the last line has no end"_s);
        const QStringList lines = QString::fromUtf8(text).chopped(1).split('\n'_L1);
        for (qsizetype i = 0; i < lines.size() && m_error.isEmpty(); ++i) {
            if (lines[i].startsWith("# HELP "_L1))
                readHelp(lines[i]);
            else if (lines[i].startsWith("# TYPE "_L1))
                readType(lines[i]);
            else
                readSample(lines[i]);
        }
        for (auto it = m_metrics.cbegin(); it != m_metrics.cend(); ++it)
            checkConventions(it.key(), *it);
    }

    QString error() const { return m_error; } ///< the first one
    const QMap<QString, Metric> &metrics() const { return m_metrics; }
    QList<Sample> samples(const char *name) const { return m_metrics.value(QString::fromLatin1(name)).samples; }
    /// Returns the value of a sample; NaN if there is none.
    double value(const char *metric, const Labels &labels = {}, const char *suffix = "") const
    {
        for (const Sample &sample : samples(metric)) {
            if (sample.labels == labels && sample.name == QLatin1String(metric) + QLatin1String(suffix))
                return sample.value;
        }
        return std::numeric_limits<double>::quiet_NaN();
    }

private:
    void fail(const QString &why)
    {
        if (m_error.isEmpty())
            m_error = why;
    }

    void readHelp(const QString &line)
    {
        static const QRegularExpression form(u"^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) [A-Z].*\\.$"_s);
        const QRegularExpressionMatch match = form.match(line);
        m_name = match.captured(1);
        if (!match.hasMatch() || m_metrics.contains(m_name))
            fail(line);
        m_metrics[m_name];
    }

    void readType(const QString &line)
    {
        static const QRegularExpression form(u"^# TYPE (\\S+) (counter|gauge|histogram|summary|untyped)$"_s);
        const QRegularExpressionMatch match = form.match(line);
        Metric &metric = m_metrics[m_name];
        if (!match.hasMatch() || match.captured(1) != m_name || !metric.type.isEmpty() || !metric.samples.isEmpty())
            fail(line);
        metric.type = match.captured(2);
    }

    void readSample(const QString &line)
    {
        static const QRegularExpression form(
            u"^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? ([-+]?(?:[0-9.]+(?:e[-+]?[0-9]+)?|Inf)|NaN)$"_s);
        const QRegularExpressionMatch match = form.match(line);
        Metric &metric = m_metrics[m_name];
        if (!match.hasMatch() || metric.type.isEmpty() || !belongs(match.captured(1), metric.type)) {
            fail(line);
            return;
        }
        const Sample sample{match.captured(1), readLabels(match.captured(2)), match.captured(3).toDouble()};
        const auto isSame = [&sample](const Sample &other) {
            return other.name == sample.name && other.labels == sample.labels;
        };
        if (std::ranges::any_of(metric.samples, isSame))
            fail(u"twice: "_s + line);
        metric.samples << sample;
    }

    bool belongs(const QString &sample, const QString &type) const
    {
        if (type != "histogram"_L1)
            return sample == m_name;
        return QStringList{u"_bucket"_s, u"_sum"_s, u"_count"_s}.contains(sample.mid(m_name.size())) &&
               sample.startsWith(m_name);
    }

    Labels readLabels(QString text)
    {
        static const QRegularExpression form(
            u"^([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(?:,|$)"_s);
        Labels labels;
        while (!text.isEmpty()) {
            const QRegularExpressionMatch match = form.match(text);
            if (!match.hasMatch() || labels.contains(match.captured(1))) {
                fail(u"labels: "_s + text);
                return labels;
            }
            labels.insert(match.captured(1), unescaped(match.captured(2)));
            text = text.mid(match.capturedLength());
        }
        return labels;
    }

    static QString unescaped(const QString &text)
    {
        QString result;
        for (qsizetype i = 0; i < text.size(); ++i) {
            const bool isEscape = text[i] == '\\'_L1;
            i += isEscape ? 1 : 0;
            result += isEscape && text[i] == 'n'_L1 ? '\n'_L1 : text[i];
        }
        return result;
    }

    void checkConventions(const QString &name, const Metric &metric)
    {
        if (!name.startsWith("pulseboard_"_L1))
            fail(name + u" has no prefix"_s);
        if (metric.type.isEmpty())
            fail(name + u" has no type"_s);
        if ((metric.type == "counter"_L1) != name.endsWith("_total"_L1))
            fail(name + u": counters and only they end in _total"_s);
        for (const Sample &sample : metric.samples) {
            if (metric.type == "counter"_L1 && !(sample.value >= 0))
                fail(name + u" is negative"_s);
        }
        if (metric.type == "histogram"_L1)
            checkHistogram(name, metric.samples);
    }

    void checkHistogram(const QString &name, const QList<Sample> &samples)
    {
        double limit = -std::numeric_limits<double>::infinity();
        double count = 0;
        for (const Sample &sample : samples) {
            if (!sample.name.endsWith("_bucket"_L1))
                continue;
            const QString text = sample.labels.value(u"le"_s);
            const double le = text == "+Inf"_L1 ? HUGE_VAL : text.toDouble();
            if (le <= limit || sample.value < count)
                fail(name + u": buckets are cumulative and in order; le="_s + text);
            limit = le;
            count = sample.value;
        }
        const auto isCount = [&name](const Sample &sample) { return sample.name == name + u"_count"_s; };
        const auto total = std::ranges::find_if(samples, isCount);
        if (limit != HUGE_VAL || total == samples.end() || total->value != count)
            fail(name + u": le=\"+Inf\" has to be _count"_s);
    }

    QString m_error;
    QString m_name; // of the current metric
    QMap<QString, Metric> m_metrics;
};

RuntimeStatus fullStatus()
{
    RuntimeStatus status;
    status.version = u"0.1.0"_s;
    status.function = u"/opt/usermodule.py"_s;
    status.codeHash = u"ab12"_s;
    status.functionModified = u"2026-11-22 10:30:00"_s;
    status.started = 1'795'343'400'123;
    status.connected = true;
    status.loaded = true;
    for (const Outcome outcome : allOutcomes)
        status.outcomes.append({outcomeName(outcome), static_cast<quint64>(outcome) + 1});
    status.durations = {5, 0, 3, 0, 0, 1, 0, 0, 0, 0, 0, 2};
    status.durationSum = 27.25;
    status.lastCall = 1'795'343'460'500;
    status.lastInput = QDateTime::currentMSecsSinceEpoch() - 2500;
    status.restartsByReason = {{u"timeout"_s, 1}, {u"crash"_s, 2}};
    status.redisConnections = 4;
    status.redisErrors = {{u"timeout"_s, 3}};
    status.supervisorPid = ::getpid();
    status.workerPid = ::getppid();
    return status;
}

Labels label(const char *name, const char *value)
{
    return {{QString::fromLatin1(name), QString::fromUtf8(value)}};
}

/// Returns the metrics in docs/metrics.md, with their types.
QMap<QString, QString> documented()
{
    QFile file(test::sourcePath("/docs/metrics.md"));
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
    void failuresAreWrittenAsJson();
    void readinessHasAReason();
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

void TestMetricsText::failuresAreWrittenAsJson()
{
    const Failure first = {1'795'343'400'007,
                           u"raised"_s,
                           u"ZeroDivisionError"_s,
                           u"division by zero"_s,
                           u"  File \"f.py\", line 1\n    1 / 0\n"_s,
                           u"2c26"_s,
                           0.5};
    Failure second;
    second.outcome = outcomeName(Outcome::TimedOut);
    const QJsonArray list = QJsonDocument::fromJson(errorsJson({first, second})).array();
    QCOMPARE(list.size(), 2);
    const char *const expected = R"({
        "errorType": "ZeroDivisionError", "errorMessage": "division by zero",
        "stackTrace": ["  File \"f.py\", line 1", "    1 / 0"], "outcome": "raised",
        "time": "2026-11-22T10:30:00.007Z", "inputDigest": "2c26", "duration": 0.5})";
    QCOMPARE(list[1].toObject(), jsonObject(expected));
    QCOMPARE(list[0].toObject().value(u"outcome"_s).toString(), u"timed_out"_s);
    QCOMPARE(list[0].toObject().value(u"stackTrace"_s).toArray(), QJsonArray());
    QCOMPARE(errorsJson({}), QByteArray("[]"));
}

void TestMetricsText::readinessHasAReason()
{
    RuntimeStatus status = fullStatus();
    QCOMPARE(jsonObject(readinessJson(status)), jsonObject(R"({"ready": true})"));
    status.connected = false;
    QVERIFY(!isReady(status));
    status.reason = u"redis is away"_s;
    QCOMPARE(jsonObject(readinessJson(status)), jsonObject(R"({"ready": false, "reason": "redis is away"})"));
    status.connected = true;
    status.loaded = false;
    status.reason.clear();
    QCOMPARE(jsonObject(readinessJson(status)), jsonObject(R"({"ready": false, "reason": "no function is loaded"})"));
}

QTEST_GUILESS_MAIN(TestMetricsText)
#include "tst_metricstext.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "common/results/redis/inputreader.h"
#include "common/results/redis/redissource.h"
#include "tests/support/files.h"
#include "tests/support/history.h"
#include "tests/support/redisreplies.h"
#include "tests/support/runtimefixture.h"
#include "tests/support/timeouts.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

class TestRedisSource : public QObject, private RuntimeFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void recordsHaveTheirInput();
    void resultsArePassedOnUnchanged();
    void foreignResultsGetTheInputKey();
    void burstsReadTheInputOnce();
    void recordsKeepTheirOrder();
    void recordsPassWithoutConnection();
    void inputProblemsAreReportedOnce_data();
    void inputProblemsAreReportedOnce();
    void recordsWithInputEndTheProblem();
    void otherKeysAreSuggested();
    void keysAreSuggestedOnlyIfWantedAndPermitted();

    void reportHasTheFieldsOfTheRuntime();
    void realRuntimeHasAReport();
};

namespace {

/// What a source emitted.
struct Listener
{
    explicit Listener(const ResultSource &source)
    {
        QObject::connect(&source, &ResultSource::history, &source,
                         [this](const QList<Record> &all) { histories << all; });
        QObject::connect(&source, &ResultSource::record, &source, [this](const Record &one) { records << one; });
        QObject::connect(&source, &ResultSource::statusChanged, &source, [this](const SourceStatus &status) {
            if (problems.isEmpty() || problems.constLast() != status.inputProblem.sentence)
                problems << status.inputProblem.sentence;
        });
    }

    QList<QList<Record>> histories;
    QList<Record> records;
    QStringList problems; // each changed one; the first is ""
};

OutputFollower::Options optionsFor(const RedisOptions &redis)
{
    return {.redis = redis, .key = outputKey, .pollPeriod = 20ms};
}

} // namespace

void TestRedisSource::recordsHaveTheirInput()
{
    addResult(*m_server, outputKey, 1, "{}", R"({"n": 1})");
    RedisSource source(optionsFor(m_server->options()), inputKey);
    Listener listener(source);
    source.open();
    QTRY_COMPARE(listener.histories, (QList<QList<Record>>{{{1, "{}", R"({"n": 1})"}}}));
    addResult(*m_server, outputKey, 2, "{}", R"({"n": 2})");
    QTRY_COMPARE(listener.records, (QList<Record>{{2, "{}", R"({"n": 2})"}}));
    QCOMPARE(source.status().kind, SourceStatus::Kind::Live);
    QCOMPARE(source.status().inputProblem.sentence, QString()); // the input key does not exist, and was not needed
}

void TestRedisSource::resultsArePassedOnUnchanged()
{
    addResult(*m_server, outputKey, 1, "no JSON", "nor this");
    RedisSource source(optionsFor(m_server->options()), inputKey);
    Listener listener(source);
    source.open();
    QTRY_COMPARE(listener.histories, (QList<QList<Record>>{{{1, "no JSON", "nor this"}}}));
    QCOMPARE(source.status().kind, SourceStatus::Kind::Live);
}

void TestRedisSource::foreignResultsGetTheInputKey()
{
    put("first");
    QVERIFY(m_server->call({"SET", outputKey, "a"}));
    RedisSource source(optionsFor(m_server->options()), inputKey);
    Listener listener(source);
    source.open();
    QTRY_COMPARE(listener.records.size(), 1);
    QCOMPARE(listener.records[0].output, QByteArray("a"));
    QCOMPARE(listener.records[0].input, QByteArray("first"));
    put("second");
    QVERIFY(m_server->call({"SET", outputKey, "b"}));
    QTRY_COMPARE(listener.records.size(), 2);
    QCOMPARE(listener.records[1].output, QByteArray("b"));
    QCOMPARE(listener.records[1].input, QByteArray("second"));
}

void TestRedisSource::burstsReadTheInputOnce()
{
    put("now");
    RedisClient client(m_server->options());
    InputReader reader(client, inputKey);
    QList<Record> records;
    connect(&reader, &InputReader::record, this, [&records](const Record &record) { records << record; });
    for (const int time : {1, 2, 3}) // also while it connects
        reader.take({time, "{}", {}});
    client.open();
    QTRY_COMPARE(records, (QList<Record>{{1, "{}", {}}, {2, "{}", {}}, {3, "{}", "now"}}));
    QCOMPARE(inputReads(), 1);
}

void TestRedisSource::recordsKeepTheirOrder()
{
    put("now");
    RedisClient client(m_server->options());
    InputReader reader(client, inputKey);
    QList<Record> records;
    connect(&reader, &InputReader::record, this, [&records](const Record &record) { records << record; });
    client.open();
    QTRY_VERIFY(client.isReady());
    m_server->freeze();
    reader.take({1, "{}", {}});
    QCoreApplication::processEvents(); // now a read is in progress
    reader.take({2, "{}", {}});
    reader.take({3, "{}", "its own"});
    QCoreApplication::processEvents();
    QVERIFY(records.isEmpty());
    m_server->unfreeze();
    QTRY_COMPARE(records, (QList<Record>{{1, "{}", "now"}, {2, "{}", {}}, {3, "{}", "its own"}}));
    QCOMPARE(inputReads(), 1);

    m_server->freeze();
    reader.take({4, "{}", {}});
    QCoreApplication::processEvents();
    reader.clear();
    m_server->unfreeze();
    reader.take({5, "{}", {}});
    QTRY_COMPARE(records.size(), 4);
    QCOMPARE(records.constLast(), (Record{5, "{}", "now"}));
}

void TestRedisSource::recordsPassWithoutConnection()
{
    RedisClient client(m_server->options()); // not opened
    InputReader reader(client, inputKey);
    QList<Record> records;
    connect(&reader, &InputReader::record, this, [&records](const Record &record) { records << record; });
    QSignalSpy problems(&reader, &InputReader::problemChanged);
    reader.take({1, "{}", {}});
    QTRY_COMPARE(records, (QList<Record>{{1, "{}", {}}}));

    m_server->kill();
    client.open();
    reader.take({2, "{}", {}});
    QTRY_COMPARE(records.size(), 2);
    QVERIFY(problems.isEmpty()); // a missing connection is reported elsewhere
}

void TestRedisSource::inputProblemsAreReportedOnce_data()
{
    QTest::addColumn<QByteArrayList>("arrange");
    QTest::addColumn<QString>("problem");
    QTest::newRow("not allowed") << QByteArrayList{"SET", inputKey, "x"}
                                 << "Ask for the permission to read “metrics” (NOPERM";
    QTest::newRow("another type") << QByteArrayList{"RPUSH", "list", "x"}
                                  << "“list” holds no text; check the input key (WRONGTYPE";
    QTest::newRow("no such key") << QByteArrayList{"DEL", "nothing"}
                                 << "There is no key “nothing”; check the input key";
}

void TestRedisSource::inputProblemsAreReportedOnce()
{
    QFETCH(QByteArrayList, arrange);
    QFETCH(QString, problem);
    QVERIFY(m_server->call(arrange));
    QVERIFY(m_server->call(
        {"ACL", "SETUSER", "few", "on", ">pw", "~*" + outputKey + "*", "~list", "~nothing", "&*", "+@all"}));
    QVERIFY(m_server->call({"SET", outputKey, "a"}));
    RedisSource source(optionsFor(asUser(m_server->options(), u"few"_s)), arrange.at(1));
    Listener listener(source);
    source.open();
    for (const char *value : {"b", "c", "d"}) {
        const qsizetype before = listener.records.size();
        QTRY_VERIFY(before > 0 || listener.records.size() == 1);
        QVERIFY(m_server->call({"SET", outputKey, value}));
        QTRY_COMPARE(listener.records.constLast().output, QByteArray(value));
    }
    QCOMPARE(listener.records.size(), 4);
    QVERIFY(std::ranges::all_of(listener.records, [](const Record &record) { return record.input.isEmpty(); }));
    QVERIFY2(source.status().inputProblem.sentence.startsWith(problem),
             qPrintable(source.status().inputProblem.sentence));
    QCOMPARE(source.status().kind, SourceStatus::Kind::Live);
    QCOMPARE(listener.problems, (QStringList{QString(), source.status().inputProblem.sentence}));
}

void TestRedisSource::recordsWithInputEndTheProblem()
{
    addResult(*m_server, outputKey, 1, "{}", {});
    RedisSource source(optionsFor(m_server->options()), inputKey);
    Listener listener(source);
    source.open();
    QTRY_COMPARE(listener.histories.size(), 1);
    addResult(*m_server, outputKey, 2, "{}", {});
    QTRY_COMPARE(source.status().inputProblem.sentence, u"There is no key “metrics”; check the input key"_s);
    addResult(*m_server, outputKey, 3, "{}", "x");
    QTRY_COMPARE(source.status().inputProblem.sentence, QString());
    put("y");
    addResult(*m_server, outputKey, 4, "{}", {});
    QTRY_COMPARE(listener.records, (QList<Record>{{2, "{}", {}}, {3, "{}", "x"}, {4, "{}", "y"}}));
}

/// While there are no results, the status lists other keys that may have some.
void TestRedisSource::otherKeysAreSuggested()
{
    QVERIFY(m_server->call({"SET", "lab-output", "{}"}));
    QVERIFY(m_server->call({"HSET", statusKey("another"), "ready", "1"}));
    QVERIFY(m_server->call({"HSET", statusKey(outputKey), "ready", "1"})); // of the key itself, which is not suggested
    RedisSource source(optionsFor(m_server->options()), inputKey);
    source.suggestKeys();
    source.open();
    const QStringList others{u"another"_s, u"lab-output"_s};
    QTRY_COMPARE(source.status().resultKeys, std::optional(others));
    QCOMPARE(source.status().kind, SourceStatus::Kind::Waiting);
    addResult(*m_server, outputKey, 1, "{}", {});
    QTRY_COMPARE(source.status().kind, SourceStatus::Kind::Live);
    QVERIFY(!source.status().resultKeys);
}

/// A gateway does not search for keys; a user without the permission finds none.
void TestRedisSource::keysAreSuggestedOnlyIfWantedAndPermitted()
{
    QVERIFY(m_server->call({"SET", "lab-output", "{}"}));
    QVERIFY(m_server->call({"ACL", "SETUSER", "few", "on", ">pw", "~*", "&*", "+@all", "-scan"}));
    RedisSource silent(optionsFor(m_server->options()), inputKey);
    silent.open();
    RedisSource refused(optionsFor(asUser(m_server->options(), u"few"_s)), inputKey);
    refused.suggestKeys();
    refused.open();
    QTRY_COMPARE(refused.status().resultKeys, std::optional(QStringList()));
    QTRY_COMPARE(silent.status().kind, SourceStatus::Kind::Waiting);
    QVERIFY(!silent.status().resultKeys);
}

void TestRedisSource::reportHasTheFieldsOfTheRuntime()
{
    QVERIFY(m_server->call({"HSET",
                            statusKey(outputKey),
                            "raised",
                            "2",
                            "success",
                            "40",
                            "crashed",
                            "0",
                            "version",
                            "1.2",
                            "function",
                            "/opt/usermodule.py",
                            "code_hash",
                            "abc",
                            "trigger",
                            "push",
                            "input_key",
                            "metrics",
                            "started",
                            "1700000000000",
                            "ready",
                            "0",
                            "reason",
                            "there is none",
                            "load_failure",
                            "SyntaxError",
                            "calls",
                            "42",
                            "last_call",
                            "1700000005000",
                            "last_duration",
                            "0.25",
                            "mean_duration",
                            "0.5",
                            "worker_restarts",
                            "3",
                            "function_modified",
                            "2026-11-25 10:00:00"}));
    QVERIFY(m_server->call({"XADD", errorsKey(outputKey), "*", "time", "1700000001000", "outcome", "raised",
                            "errorType", "KeyError", "errorMessage", "'é'", "stackTrace", "Traceback\n  x",
                            "inputDigest", "00ff", "duration", "0.125"}));
    addFailure(*m_server, "newer");
    QVERIFY(m_server->call({"HSET", machineKey("metrics"), "name", "vm7", "cpu", "POWER9", "memory", "1024"}));
    RedisSource source(optionsFor(m_server->options()), inputKey);
    QSignalSpy changes(&source, &ResultSource::reportChanged);
    source.open();
    QTRY_COMPARE(changes.size(), 1);
    const FunctionReport report = source.report();
    QCOMPARE(changes[0][0].value<FunctionReport>(), report);
    const FunctionStatus expected{.version = u"1.2"_s,
                                  .function = u"/opt/usermodule.py"_s,
                                  .functionModified = u"2026-11-25 10:00:00"_s,
                                  .codeHash = u"abc"_s,
                                  .trigger = u"push"_s,
                                  .inputKey = u"metrics"_s,
                                  .started = 1'700'000'000'000,
                                  .ready = false,
                                  .reason = u"there is none"_s,
                                  .loadFailure = u"SyntaxError"_s,
                                  .calls = 42,
                                  .outcomes = {{u"success"_s, 40}, {u"raised"_s, 2}},
                                  .lastCall = 1'700'000'005'000,
                                  .lastDuration = 0.25,
                                  .meanDuration = 0.5,
                                  .workerRestarts = 3};
    QVERIFY(report.status == expected);
    QVERIFY(report.machine == (Machine{u"vm7"_s, u"POWER9"_s, 1024}));
    QCOMPARE(report.failures.size(), 2);
    QCOMPARE(report.failures[0].errorMessage, u"newer"_s);
    QVERIFY(report.failures[0].time > 1'700'000'001'000); // without a time of its own, it has the time of the entry
    QVERIFY(report.failures[1] ==
            (Failure{1'700'000'001'000, u"raised"_s, u"KeyError"_s, u"'é'"_s, u"Traceback\n  x"_s, u"00ff"_s, 0.125}));
    QCOMPARE(report.problem.sentence, QString());
}

void TestRedisSource::realRuntimeHasAReport()
{
    const QString file = m_server->folder() + u"/moody.py"_s;
    writeFile(file, "def handler(input, context):\n    return {'half': 1 / input['n']}\n");
    RedisSource source(optionsFor(m_server->options()), inputKey);
    Listener listener(source);
    source.open();
    QVERIFY(startRuntime(file));
    putNumber(2);
    QTRY_VERIFY_WITH_TIMEOUT(!listener.records.isEmpty(), waitTimeout);
    QCOMPARE(listener.records[0].input, QByteArray(R"({"n": 2})"));
    putNumber(0);
    QTRY_COMPARE_WITH_TIMEOUT(source.report().failures.size(), 1, waitTimeout);
    const Failure failure = source.report().failures[0];
    QCOMPARE(failure.errorType, u"ZeroDivisionError"_s);
    QCOMPARE(failure.outcome, u"raised"_s);
    QVERIFY2(failure.stackTrace.contains("1 / input['n']"_L1), qPrintable(failure.stackTrace));
    QVERIFY(failure.time >= listener.records[0].time && failure.duration > 0);
    QCOMPARE(failure.inputDigest.size(), 64);
    QTRY_COMPARE_WITH_TIMEOUT(source.report().status.value_or(FunctionStatus{}).calls, quint64(2), waitTimeout);
    const FunctionStatus status = *source.report().status;
    QCOMPARE(status.function, file);
    QCOMPARE(status.inputKey, QString::fromLatin1(inputKey));
    QVERIFY(status.ready && status.started > 0 && status.lastCall >= listener.records[0].time &&
            status.lastDuration > 0);
    QVERIFY((status.outcomes == QList<OutcomeCount>{{u"success"_s, 1}, {u"raised"_s, 1}}));
}

QTEST_GUILESS_MAIN(TestRedisSource)
#include "tst_redissource.moc"

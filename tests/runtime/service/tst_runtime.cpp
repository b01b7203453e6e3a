// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/support/runtimefixture.h"
#include "tests/support/timeouts.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace pulse;
using namespace pulse::test;

/// The real program with a real server, with the names of settings that deployments use.
class TestRuntime : public QObject, private RuntimeFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void sampleFunctionWorksOnRealMeasurements();
    void callsOnlyWhenTheValueChanged();
    void contextHasTheDocumentedFields();
    void badCallsKeepTheLastResult_data();
    void badCallsKeepTheLastResult();
    void problemsAreLoggedOnce();
    void serviceLinksAndLineBreaksAreIgnored();
    void failedLoadIsRetried();
    void functionOutputGoesToTheLog();
    void killedWorkerIsReplaced();
    void forkedChildrenDoNotEndTheWorker();
    void spawnedProcessesImportTheModule_data();
    void spawnedProcessesImportTheModule();
    void wrongSettingsAreExplained_data();
    void wrongSettingsAreExplained();
    void everyLogLineIsJson_data();
    void everyLogLineIsJson();

private:
    QTemporaryDir m_folder;
};

void TestRuntime::sampleFunctionWorksOnRealMeasurements()
{
    const QByteArray first = payload("metrics-2022-07-16");
    put(first);
    QVERIFY(startRuntime(test::resourcePath("/handlers/metrics.py")));
    QTRY_COMPARE_WITH_TIMEOUT(result().size(), 18, waitTimeout);
    QCOMPARE(result().value("percentage_outgoing_bytes"_L1).toDouble(),
             100.0 * 3126008909 / (3126008909 + 10043666039));
    QCOMPARE(result().value("percentage_memory_caching"_L1).toDouble(),
             100.0 * (11947249664 + 1236148224) / 20986593280);
    QCOMPARE(result().value("moving_average_cpu_percent-14"_L1).toDouble(), 4.0);

    const std::vector<StreamEntry> entries = history();
    QCOMPARE(entries.size(), std::size_t(1));
    QCOMPARE(entries[0].value("d"), m_server->get(outputKey));
    QCOMPARE(entries[0].value("i"), first);
    const qint64 age = QDateTime::currentMSecsSinceEpoch() - entries[0].value("t").value_or("0").toLongLong();
    QVERIFY2(age >= 0 && age < 60000, qPrintable(QString::number(age)));
}

void TestRuntime::callsOnlyWhenTheValueChanged()
{
    put(R"({"n": 1})");
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(result().value("calls"_L1).toInt(), 1, waitTimeout);
    put(R"({"n": 1})"); // the same value again
    waitForReads(3);
    QCOMPARE(result().value("calls"_L1).toInt(), 1);
    put(R"({"n": 2})");
    QTRY_COMPARE_WITH_TIMEOUT(result().value("n"_L1).toInt(), 2, waitTimeout);
    QCOMPARE(result().value("calls"_L1).toInt(), 2);
    put(R"({"n": 1})");
    QTRY_COMPARE_WITH_TIMEOUT(result().value("n"_L1).toInt(), 1, waitTimeout);
    QCOMPARE(result().value("calls"_L1).toInt(), 3);
    QCOMPARE(history().size(), std::size_t(3));
}

void TestRuntime::contextHasTheDocumentedFields()
{
    put(R"({"n": 1})");
    QVERIFY(startRuntime(functionFile("context_probe.py")));
    const auto facts = [this](int call) {
        put(QByteArray(R"({"n": )") + QByteArray::number(call) + "}");
        for (QDeadlineTimer deadline(waitTimeout); result().value("calls"_L1).toInt() != call;) {
            if (deadline.hasExpired())
                return QJsonObject();
        }
        return result();
    };
    const auto is = [](const QJsonObject &object, const char *name) {
        return object.value(QLatin1String(name)).toBool();
    };
    QJsonObject first = facts(1);
    QCOMPARE(first.value("host"_L1).toString(), u"127.0.0.1"_s);
    QCOMPARE(first.value("port"_L1).toInt(), int(m_server->port()));
    QCOMPARE(first.value("input_key"_L1).toString().toLatin1(), inputKey);
    QCOMPARE(first.value("output_key"_L1).toString().toLatin1(), outputKey);
    QCOMPARE(first.value("last_execution"_L1).toString(), u"NoneType"_s);
    QCOMPARE(first.value("mtime"_L1).toString(),
             QFileInfo(functionFile("context_probe.py")).lastModified().toString(u"yyyy-MM-dd HH:mm:ss"_s));
    for (const char *name : {"port_is_int", "mtime_is_str", "env_is_dict", "as_dict", "contains", "missing"})
        QVERIFY2(is(first, name), name);
    const QJsonObject refused = first.value("refused"_L1).toObject();
    QCOMPARE(refused.size(), 6);
    for (auto it = refused.begin(); it != refused.end(); ++it)
        QCOMPARE(it->toString(), u"context.%1 is read-only; only context.env may be assigned"_s.arg(it.key()));

    const QJsonObject second = facts(2);
    QCOMPARE(second.value("last_execution"_L1).toString(), u"datetime"_s);
    for (const char *name : {"last_execution_recent", "last_execution_naive", "same_env"})
        QVERIFY2(is(second, name), name);
    QCOMPARE(second.value("counter"_L1).toInt(), 1);

    const QJsonObject third = facts(3);
    QVERIFY(is(third.value("env"_L1).toObject(), "re-assigned"));
    QVERIFY(is(third, "confirmed"));

    const QJsonObject fourth = facts(4);
    QVERIFY(is(fourth.value("env"_L1).toObject(), "set"));
    QVERIFY(is(fourth.value("by_item"_L1).toObject(), "by item"));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("function: context, the second argument"), 2, waitTimeout); // help() prints
}

void TestRuntime::badCallsKeepTheLastResult_data()
{
    QTest::addColumn<QByteArray>("measurement");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("raises") << QByteArray(R"({"do": "raise"})") << QByteArray("handler raised ZeroDivisionError");
    QTest::newRow("exits") << QByteArray(R"({"do": "exit"})") << QByteArray("handler raised SystemExit");
    QTest::newRow("returns None") << QByteArray(R"({"do": "none"})") << QByteArray("returned nothing");
    QTest::newRow("returns {}") << QByteArray(R"({"do": "empty"})") << QByteArray("returned nothing");
    QTest::newRow("returns a set") << QByteArray(R"({"do": "set"})") << QByteArray("set has no form in JSON");
    QTest::newRow("returns a cycle") << QByteArray(R"({"do": "cycle"})") << QByteArray("Circular reference");
    QTest::newRow("input is not JSON") << QByteArray("nope") << QByteArray("not a measurement");
    QTest::newRow("input is a list") << QByteArray("[]") << QByteArray("not an object");
}

void TestRuntime::badCallsKeepTheLastResult()
{
    QFETCH(QByteArray, measurement);
    QFETCH(QByteArray, message);
    put(R"({"do": "result"})");
    QVERIFY(startRuntime(functionFile("outcomes.py")));
    QTRY_VERIFY_WITH_TIMEOUT(!result().isEmpty(), waitTimeout);
    const QByteArray good = m_server->get(outputKey);
    put(measurement);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog(message), 1, waitTimeout);
    QCOMPARE(m_server->get(outputKey), good);
    put(R"({"do": "list"})");
    QTRY_COMPARE_WITH_TIMEOUT(m_server->get(outputKey), QByteArray("[1, 2]"), waitTimeout);
    QCOMPARE(history().size(), std::size_t(2));
    QVERIFY(m_runtime->isRunning());
}

void TestRuntime::problemsAreLoggedOnce()
{
    QVERIFY(startRuntime(functionFile("outcomes.py")));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("no value under key metrics yet"), 1, waitTimeout);
    for (int i = 0; i < 5; ++i) {
        put(R"({"do": "raise", "i": )" + QByteArray::number(i) + "}");
        QTRY_COMPARE_WITH_TIMEOUT(countInLog("function: doing"), i + 1, waitTimeout);
    }
    put(R"({"do": "result"})");
    QTRY_VERIFY_WITH_TIMEOUT(!result().isEmpty(), waitTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Function recovered"), 1, waitTimeout);
    QCOMPARE(countInLog("handler raised"), 1);
    QCOMPARE(countInLog("no value under key"), 1);
}

/// A variable that Kubernetes sets for a Service called `http`, and a key from a Secret created with `echo | base64`.
void TestRuntime::serviceLinksAndLineBreaksAreIgnored()
{
    setVariable("HTTP_PORT", u"tcp://10.43.0.7:80"_s);
    setVariable("REDIS_OUTPUT_KEY", QString::fromLatin1(outputKey) + '\n'_L1);
    const QString file = m_folder.filePath(u"echo.py"_s);
    writeFile(file, "def handler(input, context): return input\n");
    QVERIFY(startRuntime(file));
    putNumber(7);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 7, waitTimeout);
    QCOMPARE(countInLog("HTTP_PORT=tcp://10.43.0.7:80 is ignored"), 1);
    QCOMPARE(countInLog("REDIS_OUTPUT_KEY: the line break at the end of the value is ignored"), 1);
    QCOMPARE(countInLog("The function is taken from " + file.toUtf8()), 1);
}

void TestRuntime::failedLoadIsRetried()
{
    const QString path = m_folder.filePath(u"function.py"_s);
    const auto write = [&path](const QByteArray &source) { writeFile(path, source); };
    put(R"({"n": 1})");
    write("def handler(input, context)\n    return {}\n");
    QVERIFY(startRuntime(path));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("cannot be loaded"), 1, waitTimeout);
    QVERIFY2(m_runtime->log().contains("SyntaxError: expected ':' (" + path.toUtf8() + ", line 1)"),
             m_runtime->log().constData());
    write("def other(input, context):\n    return {}\n");
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("defines no function handler(input, context)"), 1, waitTimeout);
    write("def handler(input, context):\n    return {'works': input['n']}\n");
    QTRY_COMPARE_WITH_TIMEOUT(result().value("works"_L1).toInt(), 1, waitTimeout);
    QVERIFY(m_runtime->isRunning());
}

void TestRuntime::functionOutputGoesToTheLog()
{
    put(R"({"n": 1})");
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("function: call 1"), 1, waitTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("function: to stderr"), 1, waitTimeout);
    QCOMPARE(m_runtime->output(), QByteArray());
}

void TestRuntime::killedWorkerIsReplaced()
{
    put(R"({"n": 1})");
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_VERIFY_WITH_TIMEOUT(result().contains("pid"_L1), waitTimeout);
    const int worker = result().value("pid"_L1).toInt();
    QVERIFY(worker > 1 && worker != m_runtime->pid());
    ::kill(worker, SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("The worker was killed by signal 9 and is started again"), 1, waitTimeout);
    put(R"({"n": 2})");
    QTRY_COMPARE_WITH_TIMEOUT(result().value("n"_L1).toInt(), 2, waitTimeout);
    QVERIFY(result().value("pid"_L1).toInt() != worker);
}

void TestRuntime::forkedChildrenDoNotEndTheWorker()
{
    QVERIFY(startRuntime(functionFile("pool.py")));
    for (int call = 1; call <= 5; ++call) { // each call ends its children with SIGTERM
        put(R"({"n": )" + QByteArray::number(call) + "}");
        QTRY_COMPARE_WITH_TIMEOUT(result().value("calls"_L1).toInt(), call, waitTimeout);
        QCOMPARE(result().value("squares"_L1).toArray(), QJsonArray({0, 1, 4, 9}));
    }
    QCOMPARE(countInLog("started again"), 0);
}

void TestRuntime::spawnedProcessesImportTheModule_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<bool>("isText");
    QTest::newRow("spawn") << QByteArray("spawn") << false;
    QTest::newRow("spawn, source text") << QByteArray("spawn") << true;
    QTest::newRow("forkserver") << QByteArray("forkserver") << false;
    QTest::newRow("forkserver, source text") << QByteArray("forkserver") << true;
}

void TestRuntime::spawnedProcessesImportTheModule()
{
    QFETCH(QByteArray, method);
    QFETCH(bool, isText);
    QFile file(functionFile("pool.py"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    if (isText)
        setVariable("PYFILE", QString::fromUtf8(file.readAll()));
    QVERIFY(isText ? m_runtime->start() : startRuntime(file.fileName()));
    for (int call = 1; call <= 2; ++call) {
        put(R"({"method": ")" + method + R"(", "n": )" + QByteArray::number(call) + "}");
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("calls"), call, waitTimeout);
        QCOMPARE(result().value("squares"_L1).toArray(), QJsonArray({0, 1, 4, 9}));
        QVERIFY(result().value("knows its place"_L1).toBool());
    }
    QCOMPARE(countInLog("function: "), 0); // no child logs an error
    QCOMPARE(countInLog("started again"), 0);
}

void TestRuntime::wrongSettingsAreExplained_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("no input key") << "REDIS_INPUT_KEY" << QString()
                                  << QByteArray("REDIS_INPUT_KEY (or --input-key) is not set");
    QTest::newRow("port") << "REDIS_PORT"
                          << "six" << QByteArray("REDIS_PORT=six: must be a whole number");
    QTest::newRow("Kubernetes port") << "REDIS_PORT"
                                     << "tcp://10.0.0.55" << QByteArray("REDIS_PORT=tcp://10.0.0.55: must be a port");
    QTest::newRow("host") << "REDIS_HOST"
                          << "localhost:6379"
                          << QByteArray("REDIS_HOST=localhost:6379: must be a host name or an address alone");
    QTest::newRow("interval") << "INTERVAL"
                              << "-1" << QByteArray("INTERVAL=-1: must be a number of seconds");
    QTest::newRow("file") << "PYFILE_PATH"
                          << "/no/such.py" << QByteArray("PYFILE_PATH=/no/such.py: no such file");
    QTest::newRow("history") << "HISTORY_LENGTH"
                             << "many" << QByteArray("HISTORY_LENGTH=many: must be a whole number");
    QTest::newRow("both") << "REDIS_URL"
                          << "redis://h" << QByteArray("given together with REDIS_URL");
}

void TestRuntime::wrongSettingsAreExplained()
{
    QFETCH(QString, variable);
    QFETCH(QString, value);
    QFETCH(QByteArray, message);
    m_runtime->setVariable(u"PYFILE_PATH"_s, functionFile("counting.py"));
    m_runtime->setVariable(variable, value);
    QVERIFY(m_runtime->start());
    QCOMPARE(m_runtime->waitForEnd(), 1);
    QVERIFY2(m_runtime->log().contains(message), m_runtime->log().constData());

    m_runtime->setVariable(u"LOG_FORMAT"_s, u"json"_s);
    QVERIFY(m_runtime->start({u"--colour"_s}));
    QCOMPARE(m_runtime->waitForEnd(), 1);
    QVERIFY(isJsonLog(m_runtime->log(), "Unknown option 'colour'"));
    QVERIFY(m_runtime->start());
    QCOMPARE(m_runtime->waitForEnd(), 1);
    QVERIFY(isJsonLog(m_runtime->log(), message));
}

void TestRuntime::everyLogLineIsJson_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::newRow("no locale") << "LC_ALL" << QString();
    QTest::newRow("LC_ALL=C") << "LC_ALL" << u"C"_s;
    QTest::newRow("LANG=POSIX") << "LANG" << u"POSIX"_s;
    QTest::newRow("a locale that is not installed") << "LC_ALL" << u"xx_YY.UTF-8"_s;
}

void TestRuntime::everyLogLineIsJson()
{
    QFETCH(QString, variable);
    QFETCH(QString, value);
    m_runtime->setVariable(variable, value);
    m_runtime->setVariable(u"LOG_FORMAT"_s, u"json"_s);
    m_runtime->setVariable(u"PYFILE"_s, u"def handler(i, c):\n    print('ação')\n    return i\n"_s);
    QVERIFY(m_runtime->start());
    put(R"({"n": 1})");
    QTRY_VERIFY_WITH_TIMEOUT(!result().isEmpty(), waitTimeout);
    QCOMPARE(m_runtime->terminate(), 0);
    QVERIFY(isJsonLog(m_runtime->log(), "ação"));
}

QTEST_GUILESS_MAIN(TestRuntime)
#include "tst_runtime.moc"

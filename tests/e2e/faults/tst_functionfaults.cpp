// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/files.h"
#include "tests/support/functionfaultfixture.h"
#include "tests/support/timeouts.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <csignal>

#include <sys/stat.h>

using namespace pulse;
using namespace pulse::test;

/// Faults of a function or a measurement, and the service: it keeps running, the last good result stays, the next good
/// call works, one line of the log reports the fault, and it is counted.
class TestFunctionFaults : public QObject, private FunctionFaultFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void faultyCallsDoNotStopTheRuntime_data();
    void faultyCallsDoNotStopTheRuntime();
    void faultyMeasurementsAreLoggedOnce_data();
    void faultyMeasurementsAreLoggedOnce();
    void figuresOutOfRange();
    void forgedReportsAreLogged();
    void forgedLogsAreLimited();
    void unreadableValuesAreReplaced();
    void timerBetweenCallsIsAFailureOfTheFunction();
    void importErrorsNamingOtherFilesAreHandled_data();
    void importErrorsNamingOtherFilesAreHandled();
    void importClosesDescriptors();
    void importBeyondTheMemoryLimitIsReported();
    void longImportErrorIsCut();
    void longTextsTakeLittleMemory();
};

void TestFunctionFaults::faultyCallsDoNotStopTheRuntime_data()
{
    QTest::addColumn<QByteArray>("outcome");
    QTest::addColumn<QByteArray>("message"); // empty: not a failure
    const auto row = [](const char *name, const char *outcome, const char *message) {
        QTest::newRow(name) << QByteArray(outcome) << QByteArray(message);
    };
    const char *timedOut = "the handler took longer than HANDLER_TIMEOUT allows";
    row("loop", "timed_out", timedOut);
    row("sleep", "timed_out", timedOut);
    row("lock", "timed_out", timedOut);
    row("slow encoding", "timed_out", timedOut);
    row("ignore SIGTERM", "timed_out", timedOut);
    row("leave group", "raised", "PermissionError");
    row("flood link", "timed_out", timedOut);
    row("os._exit", "crashed", "the worker exited with code 3 in the middle of a call");
    row("segfault", "crashed", "in the middle of a call");
    row("abort", "crashed", "in the middle of a call");
    row("kill itself", "crashed", "the worker was killed by signal 9 in the middle of a call");
    if (canLimitMemory)
        row("memory", "out_of_memory", "no more memory under HANDLER_MEMORY_LIMIT");
    const char *lost = "the worker lost its connections, since the function closed or replaced descriptors";
    row("close descriptors", "crashed", lost);
    row("close connections", "crashed", lost);
    row("close link", "crashed", lost);
    row("replace link", "crashed", lost);
    row("replace descriptors", "crashed", lost);
    row("truncate board", "raised", "Operation not permitted");
    row("enlarge board", "raised", "Operation not permitted");
    row("long message", "raised", "characters left out…] x");
    row("long name", "raised", "characters left out…] x");
    row("long key", "raised", "characters left out…] x");
    row("long type", "not_encodable", "characters left out…] x");
    row("sys.exit", "raised", "handler raised SystemExit: 3");
    row("raise", "raised", "handler raised ZeroDivisionError");
    row("unspeakable", "raised", "handler raised Unspeakable: <unprintable Unspeakable object> (");
    row("surrogate in a message", "raised", "handler raised ValueError: \\ud800 (");
    row("cycle", "not_encodable", "Circular reference");
    row("bytes", "not_encodable", "bytes has no form in JSON");
    row("set", "not_encodable", "set has no form in JSON");
    row("tuple keys", "not_encodable", "keys must be str");
    row("large result", "not_encodable", "bytes long; at most");
    row("nothing", "nothing", "returned nothing");
    row("fork", "success", "");
    row("fork and return", "success", "");
    row("forge reports", "success", "");
    row("forge logs", "success", "");
    row("threads", "success", "");
    row("flood", "success", "");
    row("many lines", "success", "");
    row("close streams", "success", "");
    row("change process", "success", "");
    row("__del__", "success", "");
    row("NaN", "success", "NaN or Infinity");
    row("huge int", "success", "a number beyond 1.8e308");
    row("surrogates", "success", "");
}

void TestFunctionFaults::faultyCallsDoNotStopTheRuntime()
{
    QFETCH(QByteArray, outcome);
    QFETCH(QByteArray, message);
    if (outcome == "timed_out")
        setVariable("HANDLER_TIMEOUT", QString::number(timeout));
    put(measurementFor("good", 1));
    QVERIFY(startRuntime(functionFile("faults.py")));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 1, waitTimeout);
    const QByteArray good = m_server->get(outputKey);

    put(measurementFor(QTest::currentDataTag(), 2));
    if (outcome == "success") {
        QTRY_VERIFY_WITH_TIMEOUT(m_server->get(outputKey) != good, waitTimeout);
    } else {
        QTRY_VERIFY_WITH_TIMEOUT(countInLog(message) >= 1, waitTimeout);
        QCOMPARE(m_server->get(outputKey), good);
    }
    putAndExpectGood(3);
    QTRY_VERIFY_WITH_TIMEOUT(counted(outcome) >= 1 + int(outcome == "success"), waitTimeout);
    QVERIFY(m_runtime->isRunning());
    const QByteArray log = m_runtime->log();
    QVERIFY2(log.size() < 1000 * 1000, qPrintable(QString::number(log.size())));
    QCOMPARE(m_runtime->terminate(), 0);
}

void TestFunctionFaults::faultyMeasurementsAreLoggedOnce_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const QByteArray &value, const char *message) {
        QTest::newRow(name) << value << QByteArray(message);
    };
    row("not JSON", "nope", "not a measurement (JSONDecodeError");
    row("list", "[1]", "it is JSON, but not an object");
    row("number", "5", "it is JSON, but not an object");
    row("empty", "", "not a measurement (JSONDecodeError");
    row("binary", QByteArray("\x80\x04\x95\0\1", 5), "not a measurement (UnicodeDecodeError");
    row("deep", QByteArray(200000, '['), "not a measurement (RecursionError");
    row("100 MB", QByteArray(100'000'000, 'x'), "larger than the limit");
    row("key twice", R"({"do": "good", "n": 1, "n": 2})", "it has the key 'n' twice");
    row("NaN", R"({"do": "good", "n": NaN})", "it contains NaN, which JSON does not have");
    row("Infinity", R"({"do": "good", "n": -Infinity})", "it contains -Infinity, which JSON does not have");
}

void TestFunctionFaults::faultyMeasurementsAreLoggedOnce()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, message);
    QVERIFY(startRuntime(functionFile("faults.py")));
    putAndExpectGood(1);
    const QByteArray good = m_server->get(outputKey);
    put(value);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog(message), 1, waitTimeout);
    waitForReads(3);
    QCOMPARE(m_server->get(outputKey), good);
    QCOMPARE(countInLog(message), 1); // once, however often it is read
    putAndExpectGood(2);
    QCOMPARE(resultOf("calls"), 2);
}

/// The function has written into the memory that the supervisor reads.
void TestFunctionFaults::figuresOutOfRange()
{
    QVERIFY(startRuntime(functionFile("faults.py")));
    put(measurementFor("overwrite board", 1));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 1, waitTimeout);
    putAndExpectGood(2);
    putAndExpectGood(3);
    QTRY_VERIFY_WITH_TIMEOUT(counted("success") >= 2, waitTimeout);
    const RedisResult status = m_server->call({"HGETALL", statusKey(outputKey)});
    QVERIFY(status);
    for (const auto &element : status->elements) // alternating names and values
        QVERIFY2(element.bytes.size() < 16 || element.bytes.toULongLong() == 0, element.bytes.constData());
}

void TestFunctionFaults::forgedReportsAreLogged()
{
    QVERIFY(startRuntime(functionFile("faults.py")));
    put(measurementFor("forge reports", 1));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 1, waitTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("A report of the worker is dropped"), 1, waitTimeout);
    putAndExpectGood(2);
}

void TestFunctionFaults::forgedLogsAreLimited()
{
    QVERIFY(startRuntime(functionFile("faults.py")));
    put(measurementFor("forge logs", 1));
    QTRY_VERIFY_WITH_TIMEOUT(m_runtime->log().contains("lines left out; at most 200 a second are logged"), waitTimeout);
    putAndExpectGood(2);
    const int logged = countInLog("forged line"); // of 20,000; a slow machine may need some seconds for them
    QVERIFY2(logged > 0 && logged <= 2000, qPrintable(QString::number(logged)));
    QCOMPARE(countInLog("worker: forged line"), logged); // not as the supervisor's own message
}

/// Every JSON reader can read the result.
void TestFunctionFaults::unreadableValuesAreReplaced()
{
    QVERIFY(startRuntime(functionFile("faults.py")));
    put(measurementFor("huge int", 1));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 1, waitTimeout);
    QVERIFY(result().value("a"_L1).isNull());
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("a number beyond 1.8e308, which JSON cannot represent; null is written"), 1,
                              waitTimeout);
    put(measurementFor("surrogates", 2));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 2, waitTimeout);
    QCOMPARE(result().value("a"_L1).toString(), QString(QChar(QChar::ReplacementCharacter)));
}

/// Its signal handler raises: this is a failure of the function, not of the next measurement.
void TestFunctionFaults::timerBetweenCallsIsAFailureOfTheFunction()
{
    QVERIFY(startRuntime(functionFile("faults.py")));
    put(measurementFor("raise later", 1));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 1, waitTimeout);
    waitForReads(30); // 20 ms each; the handler runs in the next call
    put(measurementFor("good", 2));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("handler raised ValueError: from the timer ("), 1, waitTimeout);
    QCOMPARE(countInLog("not a measurement"), 0);
    putAndExpectGood(3);
    QTRY_COMPARE_WITH_TIMEOUT(counted("raised"), 1, waitTimeout);
}

void TestFunctionFaults::importErrorsNamingOtherFilesAreHandled_data()
{
    QTest::addColumn<QByteArray>("error"); // with the path of a FIFO as %1
    QTest::newRow("FIFO") << QByteArray("OSError(5, '', '%1')");
    QTest::newRow("endless device") << QByteArray("OSError(5, '', '/dev/zero')");
    QTest::newRow("terminal") << QByteArray("OSError(5, '', '/dev/tty')");
    QTest::newRow("folder") << QByteArray("OSError(5, '', '/')");
    QTest::newRow("huge file") << QByteArray("OSError(5, '', '%1.sparse')");
    QTest::newRow("no text") << QByteArray("OSError(5, '', b'x' * 100000)");
    QTest::newRow("long path") << QByteArray("OSError(5, '', '/' + 'x' * 10_000_000)");
}

void TestFunctionFaults::importErrorsNamingOtherFilesAreHandled()
{
    QFETCH(QByteArray, error);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"function.py"_s);
    const QByteArray fifo = folder.filePath(u"fifo"_s).toUtf8();
    QCOMPARE(::mkfifo(fifo.constData(), 0600), 0);
    QFile sparse(QString::fromUtf8(fifo) + u".sparse"_s);
    QVERIFY(sparse.open(QIODevice::WriteOnly) && sparse.resize(1LL << 40));
    writeFile(path, "raise " + error.replace("%1", fifo) + "\n");
    QVERIFY(startRuntime(path));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("The function cannot be loaded"), 1, waitTimeout);
    put(measurementFor("good", 1));
    writeFile(path, "def handler(input, context):\n    return {'n': input['n']}\n");
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 1, waitTimeout);
    QCOMPARE(m_runtime->terminate(), 0);
}

void TestFunctionFaults::importClosesDescriptors()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"function.py"_s);
    const QByteArray rest = "def handler(input, context):\n    return {'n': input['n']}\n";
    writeFile(path, "import os\nos.closerange(0, 256)\n" + rest);
    QVERIFY(startRuntime(path));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("The function cannot be loaded"), 1, waitTimeout);
    QCOMPARE(countInLog("lost its connections"), 1);
    put(measurementFor("good", 1));
    writeFile(path, "import os\nos.closerange(0, 3)\n" + rest); // reopened by the worker
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 1, waitTimeout);
}

void TestFunctionFaults::importBeyondTheMemoryLimitIsReported()
{
    if (!canLimitMemory)
        QSKIP("a sanitizer's own memory is beyond any limit");
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"function.py"_s);
    writeFile(path, "hoard = bytearray(400 << 20)\ndef handler(input, context):\n    return {'n': input['n']}\n");
    QVERIFY(startRuntime(path));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("HANDLER_MEMORY_LIMIT allows 250 MiB"), 1, waitTimeout);
    put(measurementFor("good", 1));
    writeFile(path, "import mmap\n"
                    "shared = mmap.mmap(-1, 400 << 20)\n" // not counted, as docs/reference/functions.md says
                    "def handler(input, context):\n    return {'n': input['n']}\n");
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 1, waitTimeout);
}

void TestFunctionFaults::longImportErrorIsCut()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"function.py"_s);
    writeFile(path, "raise ValueError('x' * 600_000)\n");
    QVERIFY(startRuntime(path));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("The function cannot be loaded"), 1, waitTimeout);
    QCOMPARE(countInLog("characters left out…] x"), 1);
}

/// Messages of 600,000 characters, all different: all are logged and reported, but cut.
void TestFunctionFaults::longTextsTakeLittleMemory()
{
    constexpr int count = 60;
    constexpr int mostText = 5 * 1024 * 1024; // bytes of all texts together
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"function.py"_s);
    writeFile(path, "def handler(input, context):\n    raise ValueError(str(input['n']) + 'x' * 600_000)\n");
    const quint16 port = freePort();
    setVariable("HTTP_PORT", QString::number(port));
    QVERIFY(startRuntime(path));
    for (int n = 1; n <= count; ++n) {
        put(measurementFor("good", n));
        QTRY_COMPARE_WITH_TIMEOUT(countInLog("handler raised ValueError: " + QByteArray::number(n) + "xxx"), 1,
                                  waitTimeout);
    }
    const QByteArray newest = QByteArray::number(count) + "xxx";
    const auto errors = [this] { return entriesOf(*m_server->call({"XREVRANGE", errorsKey(outputKey), "+", "-"})); };
    QTRY_VERIFY_WITH_TIMEOUT(!errors().empty() && errors().front().value("errorMessage")->startsWith(newest),
                             waitTimeout);
    qsizetype size = 0;
    for (const StreamEntry &entry : errors()) {
        QVERIFY(entry.value("errorMessage")->size() <= 64 * 1024);
        QVERIFY(entry.value("errorMessage")->contains("characters left out…] x"));
        QVERIFY(entry.value("stackTrace")->size() <= 64 * 1024);
        size += entry.value("errorMessage")->size() + entry.value("stackTrace")->size();
    }
    QVERIFY2(size > mostText / 2 && size < mostText, qPrintable(QString::number(size)));
    QVERIFY(m_runtime->log().size() < count * 200 * 1000);
    const QJsonArray reported = QJsonDocument::fromJson(contentAt(port, "errors")).array();
    QVERIFY(!reported.isEmpty());
    const QString message = reported.first().toObject().value(u"errorMessage"_s).toString();
    QVERIFY2(message.startsWith(QString::fromLatin1(newest)), qPrintable(message.left(100)));
    QVERIFY(message.contains(u"characters left out…] x"_s));
}

QTEST_GUILESS_MAIN(TestFunctionFaults)
#include "tst_functionfaults.moc"

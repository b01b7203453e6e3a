// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "tests/support/files.h"
#include "tests/support/packagefixture.h"
#include "tests/support/timeouts.h"

#include <QDir>

#include <csignal>

using namespace pulse;
using namespace pulse::test;

/// `--check`: loads the function, calls it once without Redis, and reports the result.
class TestRuntimeCheck : public QObject, private PackageFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void checkReportsTheResult_data();
    void checkReportsTheResult();
    void checkLoadsAPackage();
    void checkKeepsTimeLimits_data();
    void checkKeepsTimeLimits();
    void checkCleansUpAtASignal_data();
    void checkCleansUpAtASignal();
};

void TestRuntimeCheck::checkReportsTheResult_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const char *source, int code, const char *output, const char *message) {
        QTest::newRow(name) << QByteArray(source) << code << QByteArray(output) << QByteArray(message);
    };
    row("result", "def handler(i, c):\n print('working')\n return {'n': i['n']}", 0, "{\"n\": 7}\n", "working");
    row("nothing", "def handler(i, c): pass", 0, "", "returned nothing");
    row("NaN", "def handler(i, c): return [float('nan')]", 0, "[null]\n", "became null");
    row("raises", "def handler(i, c): return 1 / 0", 1, "", "f.py, line 1");
    row("set", "def handler(i, c): return {1, 2}", 1, "", "set has no form in JSON");
    row("syntax", "def handler(i, c)", 1, "", "SyntaxError");
    row("parameters", "def handler(i): pass", 1, "", "cannot be called with two arguments");
}

void TestRuntimeCheck::checkReportsTheResult()
{
    QFETCH(QByteArray, source);
    QFETCH(int, code);
    QFETCH(QByteArray, output);
    QFETCH(QByteArray, message);
    writeFile(path(u"f.py"_s), source);
    writeFile(path(u"input.json"_s), R"({"n": 7})");
    setVariable("HANDLER_FUNCTION", {});
    setVariable("REDIS_PORT", u"1"_s); // no server listens there, and it is not used
    setVariable("PYFILE_PATH", path(u"f.py"_s));
    const QString input = QDir().relativeFilePath(path(u"input.json"_s)); // not from the function's folder
    QVERIFY(m_runtime->start({u"--check"_s, u"--input"_s, input}));
    QCOMPARE(m_runtime->waitForEnd(), code);
    QCOMPARE(m_runtime->output(), output);
    QVERIFY2(m_runtime->log().contains(message), m_runtime->log().constData());
}

void TestRuntimeCheck::checkLoadsAPackage()
{
    writeFile(path(u"f.zip"_s), zipOf(packageOf("1")));
    setVariable("FUNCTION_ZIP", path(u"f.zip"_s));
    QVERIFY(m_runtime->start({u"--check"_s}));
    QCOMPARE(m_runtime->waitForEnd(), 0);
    QVERIFY2(m_runtime->log().contains("The handler was not called; pass a measurement with --input FILE"),
             m_runtime->log().constData());
}

void TestRuntimeCheck::checkKeepsTimeLimits_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("message");
    const QByteArray slow =
        "the handler took longer than HANDLER_TIMEOUT allows (0.5 s); make it faster, or raise HANDLER_TIMEOUT";
    QTest::newRow("import") << QByteArray("import time\ntime.sleep(1000)\ndef handler(i, c): return i")
                            << QByteArray("the function cannot be loaded: importing it takes longer than LOAD_TIMEOUT "
                                          "allows (0.4 s); make it faster, or raise LOAD_TIMEOUT");
    QTest::newRow("call") << QByteArray("def handler(i, c):\n while True: pass") << slow;
    QTest::newRow("call that keeps the interpreter")
        << QByteArray("import re\ndef handler(i, c): re.match('(a+)+$', 'a' * 60 + 'b')") << slow;
    QTest::newRow("encoding") << QByteArray("import time\nclass Slow:\n def tolist(self): time.sleep(1000)\n"
                                            "def handler(i, c): return [Slow()]")
                              << slow;
}

/// The service would report the same.
void TestRuntimeCheck::checkKeepsTimeLimits()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, message);
    writeFile(path(u"f.py"_s), source);
    writeFile(path(u"input.json"_s), R"({"n": 7})");
    setVariable("HANDLER_FUNCTION", {});
    setVariable("LOAD_TIMEOUT", u"0.4"_s);
    setVariable("HANDLER_TIMEOUT", u"0.5"_s);
    setVariable("PYFILE_PATH", path(u"f.py"_s));
    QVERIFY(m_runtime->start({u"--check"_s, u"--input"_s, path(u"input.json"_s)}));
    QCOMPARE(m_runtime->waitForEnd(), 1);
    QVERIFY2(m_runtime->log().contains("pulseboard-runtime: " + message + "\n"), m_runtime->log().constData());
    QVERIFY(QDir(path(u"tmp"_s)).isEmpty());
}

void TestRuntimeCheck::checkCleansUpAtASignal_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QByteArray>("source");
    const QByteArray sleep = " print('sleeping')\n time.sleep(1000)\n";
    QTest::newRow("SIGTERM in a call") << SIGTERM << "import time\ndef handler(i, c):\n" + sleep;
    QTest::newRow("SIGINT in a call") << SIGINT << "import time\ndef handler(i, c):\n" + sleep;
    QTest::newRow("SIGTERM in the import") << SIGTERM << "import time\nif True:\n" + sleep;
    QTest::newRow("SIGTERM before the input") << SIGTERM << QByteArray("def handler(i, c): return i");
}

void TestRuntimeCheck::checkCleansUpAtASignal()
{
    QFETCH(int, number);
    QFETCH(QByteArray, source);
    writeFile(path(u"f.py"_s), source);
    writeFile(path(u"input.json"_s), R"({"n": 7})");
    setVariable("HANDLER_FUNCTION", {});
    setVariable("PYFILE_PATH", path(u"f.py"_s));
    const bool readsInput = !source.contains("sleeping"); // from stdin, which has no data
    QVERIFY(m_runtime->start({u"--check"_s, u"--input"_s, readsInput ? u"-"_s : path(u"input.json"_s)}));
    const QDir folder(path(u"tmp"_s));
    QTRY_VERIFY_WITH_TIMEOUT(readsInput ? !folder.isEmpty() : m_runtime->log().contains("sleeping"), waitTimeout);
    ::kill(static_cast<pid_t>(m_runtime->pid()), number);
    QCOMPARE(m_runtime->waitForEnd(), 128 + number);
    QVERIFY(folder.isEmpty());
}

QTEST_GUILESS_MAIN(TestRuntimeCheck)
#include "tst_runtimecheck.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/files.h"
#include "tests/support/runtimefixture.h"
#include "tests/support/timeouts.h"

#include <QDir>
#include <QFile>

#include <csignal>

using namespace pulse;
using namespace pulse::test;

namespace {

/// A function that returns its version; its calls are counted in env.
QByteArray versionSource(const QByteArray &version)
{
    return "import os\n"
           "def handler(input, context):\n"
           "    context.env['calls'] = context.env.get('calls', 0) + 1\n"
           "    return {'version': " +
           version +
           ", 'calls': context.env['calls'], 'n': input['n'], 'pid': os.getpid(), 'mtime': "
           "context.function_getmtime}\n";
}

} // namespace

/// A changed function is loaded into the running service.
class TestReload : public QObject, private RuntimeFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { tearDown(); }
    void changedFileIsLoaded();
    void fileWrittenInPlaceIsLoaded();
    void changedConfigMapIsLoaded();
    void touchedFileIsNotLoadedAgain();
    void changedSiblingModuleIsLoaded();
    void brokenVersionsKeepTheOldOne_data();
    void brokenVersionsKeepTheOldOne();
    void repairedVersionIsLoaded();
    void oldVersionIsKeptAfterACrash();
    void noMeasurementIsLostWhileLoading();
    void zeroIntervalDisablesReloading();
    void spawnedProcessesRunTheNewVersion();
    void workingDirectoryFollows();

private:
    QString path(const char *name = "function.py") const { return m_folder->filePath(QLatin1String(name)); }
    QString version() const { return result().value("version"_L1).toVariant().toString(); }
    QByteArray loadFailure() const; ///< as the runtime writes it to its status
    QString modified() const { return result().value("mtime"_L1).toString(); }
    void startWithVersion1();
    void callAndExpect(const char *version);

    std::unique_ptr<QTemporaryDir> m_folder;
    int m_n = 0;
};

void TestReload::init()
{
    setUp();
    m_folder = std::make_unique<QTemporaryDir>();
    m_n = 0;
}

void TestReload::startWithVersion1()
{
    writeFile(path(), versionSource("1"));
    QVERIFY(startRuntime(path()));
    callAndExpect("1");
}

QByteArray TestReload::loadFailure() const
{
    const RedisResult reply = m_server->call({"HGET", statusKey(outputKey), "load_failure"});
    return reply ? reply->bytes : QByteArray();
}

/// This version handles the next measurement, in the same worker process.
void TestReload::callAndExpect(const char *expected)
{
    const int pid = resultOf("pid");
    const int calls = resultOf("calls");
    putNumber(++m_n);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), m_n, waitTimeout);
    QCOMPARE(version(), QLatin1String(expected));
    QCOMPARE(resultOf("calls"), calls + 1); // env is kept
    if (pid != 0)
        QCOMPARE(resultOf("pid"), pid);
}

void TestReload::changedFileIsLoaded()
{
    startWithVersion1();
    for (int i = 2; i <= 5; ++i) {
        writeFile(path(), versionSource(QByteArray::number(i)));
        QTRY_COMPARE_WITH_TIMEOUT(countInLog("Loaded " + path().toUtf8()), i, waitTimeout);
        callAndExpect(QByteArray::number(i).constData());
        QCOMPARE(modified(), QFileInfo(path()).lastModified().toString(u"yyyy-MM-dd HH:mm:ss"_s));
    }
    QCOMPARE(countInLog("cannot be loaded"), 0);
}

/// As saved by an editor that does not rename: the file is incomplete for a while.
void TestReload::fileWrittenInPlaceIsLoaded()
{
    startWithVersion1();
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered));
    for (const char byte : versionSource("2"))
        QVERIFY(file.putChar(byte));
    file.close();
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Loaded " + path().toUtf8()), 2, waitTimeout);
    callAndExpect("2");
    QCOMPARE(countInLog("cannot be loaded"), 0);
}

/// As the kubelet does it: files are links through `..data`, a link that is replaced by one to another folder.
void TestReload::changedConfigMapIsLoaded()
{
    const QDir folder(m_folder->path());
    const auto publish = [&](const char *name, const QByteArray &version) {
        QVERIFY(folder.mkdir(QLatin1String(name)));
        writeFile(folder.filePath(QLatin1String(name) + u"/pyfile"_s), versionSource(version));
        QVERIFY(QFile::link(QLatin1String(name), folder.filePath(u"..data_tmp"_s)));
        QCOMPARE(::rename(QFile::encodeName(folder.filePath(u"..data_tmp"_s)).constData(),
                          QFile::encodeName(folder.filePath(u"..data"_s)).constData()),
                 0);
    };
    publish("..2026_1", "1");
    QVERIFY(QFile::link(u"..data/pyfile"_s, path("pyfile")));
    QVERIFY(startRuntime(path("pyfile")));
    callAndExpect("1");
    const QString before = modified();
    QTRY_VERIFY(QDateTime::currentDateTime().toString(u"yyyy-MM-dd HH:mm:ss"_s) > before); // the times differ
    publish("..2026_2", "2");
    QVERIFY(QDir(folder.filePath(u"..2026_1"_s)).removeRecursively());
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Loaded " + path("pyfile").toUtf8()), 2, waitTimeout);
    callAndExpect("2");
    QVERIFY2(modified() > before, qPrintable(modified()));
}

void TestReload::touchedFileIsNotLoadedAgain()
{
    startWithVersion1();
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime(QDate(2020, 2, 3), QTime(4, 5, 6)), QFileDevice::FileModificationTime));
    file.close();
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Only the modification time has changed"), 1, waitTimeout);
    callAndExpect("1");
    QCOMPARE(modified(), u"2020-02-03 04:05:06"_s);
    QCOMPARE(countInLog("Loaded"), 1);
}

void TestReload::changedSiblingModuleIsLoaded()
{
    writeFile(path("helper.py"), "word = 'one'\n");
    writeFile(path(), "import helper\n" + versionSource("helper.word"));
    QVERIFY(startRuntime(path()));
    callAndExpect("one");
    writeFile(path("helper.py"), "word = 'second'\n");
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Loaded"), 2, waitTimeout);
    callAndExpect("second");
    writeFile(path("helper.py"), "word = = 'third'\n");
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("cannot be loaded"), 1, waitTimeout);
    callAndExpect("second");
    writeFile(path("helper.py"), "word = 'fourth'\n");
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Loaded"), 3, waitTimeout);
    callAndExpect("fourth");
}

void TestReload::brokenVersionsKeepTheOldOne_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("takesItsWorkerAlong");
    QTest::newRow("syntax") << QByteArray("def handler(input, context)\n    pass\n")
                            << QByteArray("SyntaxError: expected ':'") << false;
    QTest::newRow("raises") << QByteArray("1 / 0\n") << QByteArray("ZeroDivisionError: division by zero") << false;
    QTest::newRow("no handler") << QByteArray("x = 1\n") << QByteArray("defines no function handler") << false;
    QTest::newRow("empty") << QByteArray("") << QByteArray("defines no function handler") << false;
    QTest::newRow("binary") << QByteArray("\0\1\2\xff", 4) << QByteArray("cannot be loaded") << false;
    QTest::newRow("exits") << QByteArray("import os\nos._exit(3)\n")
                           << QByteArray("the worker exited with code 3 while importing it") << true;
    QTest::newRow("crashes") << QByteArray("import ctypes\nctypes.string_at(0)\n") << QByteArray("while importing it")
                             << true;
    QTest::newRow("hangs") << QByteArray("import time\ntime.sleep(1000)\n")
                           << QByteArray("importing it takes longer than LOAD_TIMEOUT allows (2 s)") << true;
}

void TestReload::brokenVersionsKeepTheOldOne()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, message);
    QFETCH(bool, takesItsWorkerAlong);
    if (message.contains("LOAD_TIMEOUT")) // a sanitizer takes its time to describe a crash
        setVariable("LOAD_TIMEOUT", u"2"_s);
    startWithVersion1();
    writeFile(path(), source);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("The new version of the function cannot be loaded"), 1, waitTimeout);
    QVERIFY2(countInLog(message) >= 1, message.constData());
    QTRY_VERIFY_WITH_TIMEOUT(!loadFailure().isEmpty(), waitTimeout);
    QVERIFY(countInLog(loadFailure()) >= 1);
    if (takesItsWorkerAlong) {
        QTRY_COMPARE_WITH_TIMEOUT(countInLog("Loaded"), 2, waitTimeout); // the previous version again
        putNumber(++m_n);
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), m_n, waitTimeout);
        QCOMPARE(version(), u"1"_s);
    } else {
        callAndExpect("1");
    }
    writeFile(path(), versionSource("3"));
    QTRY_VERIFY_WITH_TIMEOUT(countInLog("Loaded") >= 2 + int(takesItsWorkerAlong), waitTimeout);
    callAndExpect("3");
    QCOMPARE(countInLog("The new version of the function cannot be loaded"), 1);
    QTRY_COMPARE_WITH_TIMEOUT(loadFailure(), QByteArray(), waitTimeout);
}

void TestReload::repairedVersionIsLoaded()
{
    startWithVersion1();
    writeFile(path(), "import tables_of_mine\n" + versionSource("2"));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("No module named 'tables_of_mine'"), 1, waitTimeout);
    writeFile(path("tables_of_mine.py"), "");
    callAndExpect("1");
    writeFile(path(), "import tables_of_mine # now it exists\n" + versionSource("2"));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Loaded"), 2, waitTimeout);
    callAndExpect("2");
}

void TestReload::oldVersionIsKeptAfterACrash()
{
    startWithVersion1();
    writeFile(path(), "1 / 0\n");
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("cannot be loaded"), 1, waitTimeout);
    ::kill(resultOf("pid"), SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Loaded"), 2, waitTimeout);
    putNumber(++m_n);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), m_n, waitTimeout);
    QCOMPARE(version(), u"1"_s);
}

/// A measurement that is written while a version is being loaded is handled.
void TestReload::noMeasurementIsLostWhileLoading()
{
    startWithVersion1();
    writeFile(path(), "import time\nprint('importing')\ntime.sleep(1)\n" + versionSource("2"));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("function: importing"), 1, waitTimeout);
    callAndExpect("2");
    QCOMPARE(history().size(), std::size_t(2));
}

void TestReload::zeroIntervalDisablesReloading()
{
    setVariable("RELOAD_INTERVAL", u"0"_s);
    startWithVersion1();
    writeFile(path(), versionSource("2"));
    waitForReads(20);
    callAndExpect("1");
    QCOMPARE(countInLog("Loaded"), 1);
}

/// The forkserver process survives a reload.
void TestReload::spawnedProcessesRunTheNewVersion()
{
    const auto source = [](const QByteArray &number) {
        return "import multiprocessing\n"
               "def version(_):\n"
               "    return " +
               number + "\n" + versionSource("multiprocessing.get_context('forkserver').Pool(1).map(version, [0])[0]");
    };
    writeFile(path(), source("1"));
    QVERIFY(startRuntime(path()));
    callAndExpect("1");
    writeFile(path(), source("2"));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Loaded " + path().toUtf8()), 2, waitTimeout);
    callAndExpect("2");
}

/// It is the folder of the original file, or / after that was removed.
void TestReload::workingDirectoryFollows()
{
    writeFile(path("data.txt"), "5");
    const auto source = [](const QByteArray &change) {
        return versionSource(
            "open('data.txt').read() if os.path.exists('data.txt') else os.getcwd(), 'change': os.chdir('" + change +
            "')");
    };
    writeFile(path(), source("/usr"));
    QVERIFY(startRuntime(path()));
    callAndExpect("5");
    callAndExpect("/usr");
    writeFile(path(), source("."));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Loaded " + path().toUtf8()), 2, waitTimeout);
    callAndExpect("5");

    QVERIFY(m_folder->remove());
    ::kill(resultOf("pid"), SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Loaded " + path().toUtf8()), 3, waitTimeout);
    QCOMPARE(countInLog("The working directory is /, because " + m_folder->path().toUtf8() + " cannot be entered"), 1);
    putNumber(++m_n);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), m_n, waitTimeout);
    QCOMPARE(version(), u"/"_s);
}

QTEST_GUILESS_MAIN(TestReload)
#include "tst_reload.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "tests/support/loadingfixture.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

/// How one version of the user's module replaces another, in the real interpreter.
class TestVersions : public QObject, private LoadingFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { startPython(); }
    void init() { setUp(); }
    void stateIsKeptAcrossVersions();
    void brokenVersionKeepsThePreviousOne();
    void tracebacksShowTheLoadedVersion();
    void modulesOfThePreviousVersionAreUnloaded();
    void removedVersionsAreForgotten();
    void sameNumberOnlyUpdatesTheTime();
    void workingDirectoryIsTheFunctionsFolder_data();
    void workingDirectoryIsTheFunctionsFolder();
    void workingDirectoryIsSetForEachVersion();
    void missingWorkingDirectoryIsReplaced();
};

void TestVersions::stateIsKeptAcrossVersions()
{
    write(u"a.py"_s, "def handler(i, c):\n c.env['n'] = c.env.get('n', 0) + 1\n return c.env['n']");
    QCOMPARE(failureOf(asFile(u"a.py"_s)), u"loaded"_s);
    QCOMPARE(call(), QByteArray("1"));
    write(u"a.py"_s,
          "def handler(i, c):\n c.env['n'] = c.env.get('n', 0) + 10\n return [c.env['n'], c.last_execution is None]");
    QCOMPARE(failureOf(asFile(u"a.py"_s)), u"loaded"_s);
    QCOMPARE(call(), QByteArray("[11, false]"));
}

void TestVersions::brokenVersionKeepsThePreviousOne()
{
    write(u"pkg/main.py"_s, "import helper\ndef handler(i, c):\n import helper, late\n return helper.x + late.x");
    write(u"pkg/helper.py"_s, "x = 1");
    write(u"pkg/late.py"_s, "x = 2"); // imported by the first call after the failure
    QCOMPARE(failureOf(inFolder(u"handler"_s)), u"loaded"_s);
    const std::unique_ptr<QTemporaryDir> before = std::exchange(m_folder, std::make_unique<QTemporaryDir>());
    write(u"main.py"_s, "import helper\n1 / 0\ndef handler(i, c): return 'new'");
    write(u"helper.py"_s, "x = 'broken'");
    QVERIFY(failureOf(inFolder(u"handler"_s)).startsWith(u"ZeroDivisionError"_s));
    QCOMPARE(call(), QByteArray("3"));
}

void TestVersions::tracebacksShowTheLoadedVersion()
{
    write(u"a.py"_s, "def handler(i, c):\n  return 1 / 0 # old");
    QCOMPARE(failureOf(asFile(u"a.py"_s)), u"loaded"_s);
    for (const char *broken : {"def handler(i, c):\n  return 'new' +", "\n1 / 0 # new"}) {
        write(u"a.py"_s, broken);
        const QString failure = failureOf(asFile(u"a.py"_s));
        QVERIFY2(failure.contains("Error"_L1), qPrintable(failure));
        const CallOutcome outcome = m_host->call("{}");
        QVERIFY2(outcome.failure.trace.contains("return 1 / 0 # old"_L1), qPrintable(outcome.failure.trace));
    }
}

void TestVersions::modulesOfThePreviousVersionAreUnloaded()
{
    write(u"helper.py"_s, "x = 1");
    write(u"main.py"_s, "import helper\ndef handler(i, c): return helper.x");
    QCOMPARE(failureOf(asFile(u"main.py"_s)), u"loaded"_s);
    QCOMPARE(call(), QByteArray("1"));
    write(u"helper.py"_s, "x = 22");
    QCOMPARE(failureOf(asFile(u"main.py"_s)), u"loaded"_s);
    QCOMPARE(call(), QByteArray("22"));
}

/// Python keeps a list of each folder's files, 1.3 KB for a version.
void TestVersions::removedVersionsAreForgotten()
{
    for (int version = 0; version < 3; ++version) {
        m_folder = std::make_unique<QTemporaryDir>(); // removes the one before
        write(u"main.py"_s, "import os, sys\nfrom package import module\ndef handler(i, c):\n"
                            " return [os.path.exists(folder) for folder in sys.path_importer_cache]");
        write(u"package/module.py"_s, "");
        QCOMPARE(failureOf(inFolder(u"main.handler"_s)), u"loaded"_s);
    }
    QVERIFY(call().contains("true"));
    QVERIFY(!call().contains("false"));
}

void TestVersions::sameNumberOnlyUpdatesTheTime()
{
    write(u"a.py"_s, "n = 0\ndef handler(i, c):\n global n\n n += 1\n return [n, c.function_getmtime]");
    FunctionVersion version = asFile(u"a.py"_s);
    QCOMPARE(failureOf(version), u"loaded"_s);
    QCOMPARE(call(), QByteArray(R"([1, "2026-01-02 03:04:05"])"));
    version.modified = u"2026-06-07 08:09:10"_s;
    QCOMPARE(failureOf(version), u"loaded"_s);
    QCOMPARE(call(), QByteArray(R"([2, "2026-06-07 08:09:10"])"));
}

void TestVersions::workingDirectoryIsTheFunctionsFolder_data()
{
    QTest::addColumn<QString>("folder"); // of the function and its data
    QTest::addColumn<bool>("isZip");
    QTest::newRow("file") << "" << false;
    QTest::newRow("file in a folder") << "src/" << false;
    QTest::newRow("zip") << "" << true;
    QTest::newRow("zip with one top folder") << "project/" << true;
}

void TestVersions::workingDirectoryIsTheFunctionsFolder()
{
    QFETCH(QString, folder);
    QFETCH(bool, isZip);
    write(folder + u"data.txt"_s, "data");
    write(folder + u"main.py"_s, "import os\nearly = open('data.txt').read()\n"
                                 "def handler(i, c): return [early, open('data.txt').read(), os.getcwd()]");
    const FunctionVersion version = isZip ? inFolder(u"handler"_s) : asFile(folder + u"main.py"_s);
    QCOMPARE(failureOf(version), u"loaded"_s);
    const QString expected = QDir::cleanPath(m_folder->filePath(folder));
    QCOMPARE(call(), R"(["data", "data", ")" + expected.toUtf8() + R"("])");
}

void TestVersions::workingDirectoryIsSetForEachVersion()
{
    const QByteArray source = "import os\nhere = os.getcwd()\n"
                              "def handler(i, c):\n os.chdir(i.get('to', '.'))\n return [here, os.getcwd()]\n";
    const QByteArray folder = m_folder->path().toUtf8();
    write(u"a.py"_s, source);
    QCOMPARE(failureOf(asFile(u"a.py"_s)), u"loaded"_s);
    QCOMPARE(call(R"({"to": "/usr"})"), "[\"" + folder + R"(", "/usr"])");
    QVERIFY(failureOf(asFile(u"no.py"_s)).startsWith(u"FileNotFoundError"_s));
    QCOMPARE(call(), "[\"" + folder + R"(", "/usr"])"); // as the version that continues left it
    QCOMPARE(failureOf(asFile(u"a.py"_s)), u"loaded"_s);
    QCOMPARE(call(), "[\"" + folder + "\", \"" + folder + "\"]");
}

void TestVersions::missingWorkingDirectoryIsReplaced()
{
    write(u"copy"_s, "import os\ndef handler(i, c): return os.getcwd()");
    FunctionVersion version = asFile(u"gone/a.py"_s);
    version.copy = m_folder->filePath(u"copy"_s);
    QTest::ignoreMessage(QtWarningMsg, qPrintable(u"The working directory is /, because %1 cannot be entered: No such "
                                                  "file or directory"_s.arg(version.folder)));
    QCOMPARE(failureOf(version), u"loaded"_s);
    QCOMPARE(call(), QByteArray("\"/\""));
}

QTEST_GUILESS_MAIN(TestVersions)
#include "tst_versions.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "tests/support/files.h"
#include "tests/support/httpserver.h"
#include "tests/support/packagefixture.h"
#include "tests/support/paths.h"
#include "tests/support/python.h"
#include "tests/support/timeouts.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace pulse;
using namespace pulse::test;

namespace {

QString hexSha256(const QByteArray &content)
{
    return QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
}

} // namespace

/// Functions in zips from all origins, and the packages that pip installs for them.
class TestPackages : public QObject, private PackageFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void zipIsReadFromEveryOrigin_data();
    void zipIsReadFromEveryOrigin();
    void functionIsReadFromSourceText();
    void spawnedProcessesImportTheModule_data();
    void spawnedProcessesImportTheModule();
    void filesBesideTheFunctionAreReadable();
    void namesThatDeploymentsUseWork();
    void entryFilesThatDeploymentsNameWork_data();
    void entryFilesThatDeploymentsNameWork();
    void missingFilesAreSkipped();
    void zipMayHaveAnotherEnding();
    void wrongChecksumIsRefused();
    void packagesThatAreRefused_data();
    void packagesThatAreRefused();
    void requirementsInTheZipAreInstalled();
    void requirementsForAFileAreInstalled();
    void failedInstallationIsExplained();
};

void TestPackages::zipIsReadFromEveryOrigin_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value"); // FILE and PORT are filled in
    QTest::addColumn<bool>("asText");
    QTest::newRow("path") << "FUNCTION_ZIP"
                          << "FILE" << false;
    QTest::newRow("file URL") << "FUNCTION_ZIP"
                              << "file://FILE" << false;
    QTest::newRow("http") << "FUNCTION_ZIP"
                          << "http://127.0.0.1:PORT/file?FILE" << false;
    QTest::newRow("base64 in a file") << "FUNCTION_ZIP"
                                      << "FILE" << true;
    QTest::newRow("base64") << "FUNCTION_ZIP_BASE64"
                            << "TEXT" << true;
}

void TestPackages::zipIsReadFromEveryOrigin()
{
    QFETCH(QString, variable);
    QFETCH(QString, value);
    QFETCH(bool, asText);
    const HttpServer server;
    QVERIFY(server.isValid());
    const QByteArray zip = zipOf(packageOf("1"));
    QByteArray text = zip.toBase64();
    text.insert(76, '\n'); // wrapped as by base64(1)
    writeFile(path(u"f.zip"_s), asText ? text : zip);
    value.replace(u"FILE"_s, path(u"f.zip"_s))
        .replace(u"PORT"_s, QString::number(server.port()))
        .replace(u"TEXT"_s, QString::fromLatin1(text));
    setVariable("FUNCTION_ZIP_SHA256", hexSha256(zip));
    m_runtime->setVariable(variable, value);
    QVERIFY(m_runtime->start());
    callAndExpect("1");
}

void TestPackages::functionIsReadFromSourceText()
{
    setVariable(
        "PYFILE",
        u"def run(input, context):\n    return {'n': input['n'], 'mtime': context.function_getmtime, "
        "'files': len(open_folder()), 'others': others()}\n"
        "def open_folder():\n    import os\n    open('mine', 'w').close()\n    os.remove('mine')\n"
        "    return os.listdir()\n"
        "def others():\n    import os\n    return min(os.stat(path).st_mode & 0o77 for path in ('..', '../..'))\n"_s);
    setVariable("HANDLER_FUNCTION", u"run"_s);
    QVERIFY(m_runtime->start());
    putNumber(5);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 5, waitTimeout);
    QVERIFY(!result().value("mtime"_L1).toString().isEmpty());
    QCOMPARE(result().value("files"_L1).toInt(-1), 0); // its working directory is an empty folder in a private one
    QCOMPARE(result().value("others"_L1).toInt(-1), 0);
}

void TestPackages::spawnedProcessesImportTheModule_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("handler");
    QTest::newRow("module") << "main.py"
                            << "main.run";
    QTest::newRow("folder with a dash") << "my-function/the-main.py"
                                        << "my-function/the-main.py:run";
    QTest::newRow("folder with a dot") << "v1.0/main.py"
                                       << "v1.0/main.py:run";
    QTest::newRow("name of a standard module") << "string.py"
                                               << "string.run";
}

void TestPackages::spawnedProcessesImportTheModule()
{
    QFETCH(QString, file);
    QFETCH(QString, handler);
    const QString helper = QString(file).replace(QFileInfo(file).fileName(), u"helper.py"_s);
    writeFile(path(u"f.zip"_s), zipOf({{file, "import helper, multiprocessing\n"
                                              "def square(number): return helper.square(number)\n"
                                              "def run(input, context):\n"
                                              "    with multiprocessing.get_context('spawn').Pool(2) as pool:\n"
                                              "        return {'n': sum(pool.map(square, range(input['n'])))}\n"},
                                       {helper, "def square(number): return number * number\n"}}));
    setVariable("HANDLER_FUNCTION", handler);
    startWithZip(path(u"f.zip"_s));
    putNumber(4);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 14, waitTimeout);
    QCOMPARE(countInLog("function: "), 0); // no child logs an error
}

void TestPackages::filesBesideTheFunctionAreReadable()
{
    const auto zip = [this](const QString &folder, const QByteArray &number) {
        return zipOf({{folder + u"main.py"_s, "early = open('data.txt').read()\n"
                                              "def run(input, context):\n"
                                              "    return {'n': int(early) + int(open('data.txt').read())}\n"},
                      {folder + u"data.txt"_s, number}});
    };
    setVariable("HANDLER_FUNCTION", u"main.run"_s);
    writeFile(path(u"f.zip"_s), zip({}, "5"));
    startWithZip(path(u"f.zip"_s));
    putNumber(1);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 10, waitTimeout);
    writeFile(path(u"f.zip"_s), zip(u"project/"_s, "7"));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Loaded"), 2, waitTimeout);
    putNumber(2);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 14, waitTimeout);
}

void TestPackages::namesThatDeploymentsUseWork()
{
    writeFile(path(u"f.zip"_s), zipOf(packageOf("1")));
    setVariable("HANDLER_FUNCTION", {});
    setVariable("ZIP_FILE_PATH", path(u"f.zip"_s));
    setVariable("ZIPPED_MODULE_NAME", u"main"_s);
    setVariable("USER_HANDLER_NAME", u"run"_s);
    setVariable("INTERVAL", {});
    setVariable("REDIS_MONITORING_PERIOD_SECONDS", u"0.02"_s);
    QVERIFY(m_runtime->start());
    callAndExpect("1");
}

void TestPackages::entryFilesThatDeploymentsNameWork_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *file, const char *variable, const char *value) {
        const QString path = QString::fromLatin1(file);
        QTest::addRow("%s=%s", variable, value) << path.section('/'_L1, 0, -2) << path.section('/'_L1, -1)
                                                << QString::fromLatin1(variable) << QString::fromLatin1(value);
    };
    row("serverless_function/resource_usage.py", "MAIN_FILE_NAME", "resource_usage");
    row("function/metrics-function.py", "ROOT_FUNCTION_MODULE", "metrics-function");
    row("a/deep/folder/entry.py", "RUNTIME_ZIP_ENTRY", "entry.py");
    row("a/deep/folder/entry.py", "FUNCTION_MODULE", "folder.entry");
    row("function/entry.py", "ZIP_ENTRY_FUNCTION", "entry.py");
}

/// Without its folder, which is not the only one in the zip, and without `.py`.
void TestPackages::entryFilesThatDeploymentsNameWork()
{
    QFETCH(QString, folder);
    QFETCH(QString, file);
    QFETCH(QString, variable);
    QFETCH(QString, value);
    Files files = packageOf("1");
    files[0].first = folder + '/'_L1 + file;
    files[1].first = folder + u"/helper.py"_s;
    files << std::pair(u"docs/readme.txt"_s, QByteArray("text"));
    writeFile(path(u"f.zip"_s), zipOf(files));
    setVariable("HANDLER_FUNCTION", {});
    setVariable("FUNCTION_NAME", u"run"_s);
    m_runtime->setVariable(variable, value);
    startWithZip(path(u"f.zip"_s));
    callAndExpect("1");
}

void TestPackages::missingFilesAreSkipped()
{
    setVariable("ZIP_FILE_PATH", path(u"user_function.zip"_s));
    setVariable("ZIP_BASE64", QString::fromLatin1(zipOf(packageOf("1")).toBase64()));
    setVariable("PYFILE_OR_ZIP", u"zip"_s);
    setVariable("PYFILE_PATH", path(u"usermodule.py"_s));
    QVERIFY(m_runtime->start());
    callAndExpect("1");
    QCOMPARE(countInLog("ZIP_FILE_PATH: no such file, or not readable; ZIP_BASE64 is used instead"), 1);
    QCOMPARE(countInLog("The function is taken from ZIP_BASE64"), 1);
}

void TestPackages::zipMayHaveAnotherEnding()
{
    const HttpServer server;
    writeFile(path(u"export=download"_s), zipOf(packageOf("1")));
    startWithZip(u"http://127.0.0.1:%1/file?%2"_s.arg(server.port()).arg(path(u"export=download"_s)));
    callAndExpect("1");
    QCOMPARE(countInLog("FUNCTION_ZIP: a zip over http:// can be replaced by anyone"), 1);
}

void TestPackages::wrongChecksumIsRefused()
{
    writeFile(path(u"f.zip"_s), zipOf(packageOf("1")));
    setVariable("FUNCTION_ZIP_SHA256", QString(64, '0'_L1));
    startWithZip(path(u"f.zip"_s));
    QCOMPARE(m_runtime->waitForEnd(), 1);
    QCOMPARE(countInLog("but FUNCTION_ZIP_SHA256 is 0000"), 1);
}

void TestPackages::packagesThatAreRefused_data()
{
    QTest::addColumn<QString>("script"); // writes the zip to sys.argv[1]
    QTest::addColumn<QByteArray>("message");
    const QString zip = u"import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)\n"_s;
    QTest::newRow("leads out") << zip + u"z.writestr('../evil.py', 'x')\nz.close()"_s << QByteArray("'../evil.py'");
    QTest::newRow("link") << zip + u"i = zipfile.ZipInfo('l')\ni.external_attr = 0o120777 << 16\n"
                                   "z.writestr(i, '/etc/passwd')\nz.close()"_s
                          << QByteArray("symbolic link");
    QTest::newRow("too large") << zip + u"import os\nz.writestr('a', os.urandom(1 << 21))\nz.close()"_s
                               << QByteArray("unpacks to over 1048576 bytes");
    QTest::newRow("cut short") << zip + u"z.writestr('a', 'x' * 999)\nz.close()\n"
                                        "d = open(sys.argv[1], 'rb').read()\n"
                                        "open(sys.argv[1], 'wb').write(d[:-30])"_s
                               << QByteArray("incomplete or broken");
    QTest::newRow("no zip") << u"import sys\nopen(sys.argv[1], 'w').write('def handler(i, c): pass')"_s
                            << QByteArray("not a zip file");
    QTest::newRow("empty") << u"import sys\nopen(sys.argv[1], 'w')"_s << QByteArray("not a zip file");
}

void TestPackages::packagesThatAreRefused()
{
    QFETCH(QString, script);
    QFETCH(QByteArray, message);
    runPython({u"-c"_s, script, path(u"f.zip"_s)}, m_folder->path());
    setVariable("FUNCTION_ZIP_MAX_MB", u"1"_s);
    startWithZip(path(u"f.zip"_s));
    QCOMPARE(m_runtime->waitForEnd(), 1);
    QVERIFY2(countInLog(message) == 1, m_runtime->log().constData());
    QVERIFY(!QFile::exists(path(u"tmp/evil.py"_s)));
}

void TestPackages::requirementsInTheZipAreInstalled()
{
    Files files = packageOf("1");
    files[1].second = "import answers\nversion = str(answers.ANSWER)\n";
    QVERIFY(QDir().mkdir(path(u"wheels"_s)));
    const QString wheel =
        runPython({test::dataPath("/make_wheel.py"), path(u"wheels"_s), u"answers"_s}, m_folder->path());
    QFile content(path(u"wheels/"_s) + wheel);
    QVERIFY(content.open(QIODevice::ReadOnly));
    files << std::pair(u"my-function/"_s + wheel, content.readAll())
          << std::pair(u"my-function/requirements.txt"_s, "--no-index\n./" + wheel.toUtf8() + '\n');
    writeFile(path(u"f.zip"_s), zipOf(files));
    startWithZip(path(u"f.zip"_s));
    callAndExpect("42");
    QVERIFY(countInLog("Successfully installed answers-1.0") == 1);
    const QString found =
        runPython({u"-c"_s, u"import importlib.util as u; print(u.find_spec('answers'))"_s}, m_folder->path());
    QCOMPARE(found, u"None"_s); // not system-wide
}

void TestPackages::requirementsForAFileAreInstalled()
{
    const QString wheel =
        runPython({test::dataPath("/make_wheel.py"), m_folder->path(), u"answers"_s}, m_folder->path());
    writeFile(path(u"needed.txt"_s), "--no-index\n./" + wheel.toUtf8() + '\n');
    writeFile(path(u"f.py"_s), "import answers\ndef handler(i, c): return {'n': answers.ANSWER}\n");
    setVariable("NEW_REQUERIMENTS", path(u"needed.txt"_s));
    setVariable("HANDLER_FUNCTION", {});
    putNumber(1);
    QVERIFY(startRuntime(path(u"f.py"_s)));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 42, waitTimeout);
}

void TestPackages::failedInstallationIsExplained()
{
    Files files = packageOf("1");
    files << std::pair(u"my-function/requirements.txt"_s, QByteArray("--no-index\nno-such-package==1\n"));
    writeFile(path(u"f.zip"_s), zipOf(files));
    startWithZip(path(u"f.zip"_s));
    QCOMPARE(m_runtime->waitForEnd(), 1);
    QVERIFY2(countInLog("No matching distribution found for no-such-package==1") >= 1, m_runtime->log().constData());
    QCOMPARE(countInLog("error runtime: Cannot install the packages in"), 1);
}

QTEST_GUILESS_MAIN(TestPackages)
#include "tst_packages.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "tests/support/files.h"
#include "tests/support/httpserver.h"
#include "tests/support/packagefixture.h"
#include "tests/support/redisserver.h"
#include "tests/support/timeouts.h"

#include <QFile>
#include <QFileInfo>

#include <memory>

using namespace pulse;
using namespace pulse::test;

/// Changed zips, downloads and requirements are loaded into the running service.
class TestPackageUpdates : public QObject, private PackageFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void changedZipFileIsLoaded();
    void changedRequirementsAreInstalled();
    void changedDownloadIsLoaded();
    void laterServerIsWaitedFor();
};

void TestPackageUpdates::changedZipFileIsLoaded()
{
    const QString zip = path(u"f.zip"_s);
    writeFile(zip, zipOf(packageOf("1")));
    startWithZip(zip);
    callAndExpect("1");
    writeFile(zip, zipOf(packageOf("2")));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Loaded"), 2, waitTimeout);
    callAndExpect("2");
    QCOMPARE(result().value("mtime"_L1).toString(), QFileInfo(zip).lastModified().toString(u"yyyy-MM-dd HH:mm:ss"_s));

    writeFile(zip, zipOf(packageOf("3")).chopped(40));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("The function cannot be updated; the previous version continues to run"), 1,
                              waitTimeout);
    callAndExpect("2");
    writeFile(zip, zipOf({{u"my-function/main.py"_s, "def run(input)"}}));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("The new version of the function cannot be loaded"), 1, waitTimeout);
    callAndExpect("2");
    QVERIFY(QFile::remove(zip));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("cannot be read"), 1, waitTimeout);
    callAndExpect("2");
    writeFile(zip, zipOf(packageOf("4")));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Loaded"), 3, waitTimeout);
    callAndExpect("4");
}

void TestPackageUpdates::changedRequirementsAreInstalled()
{
    const QString zip = path(u"f.zip"_s);
    const auto package = [this](const QByteArray &version, const QByteArray &requirements) {
        Files files = packageOf(version);
        files << std::pair(u"my-function/requirements.txt"_s, "--no-index\n" + requirements);
        return zipOf(files);
    };
    writeFile(zip, package("1", ""));
    startWithZip(zip);
    callAndExpect("1");
    writeFile(zip, package("2", "no-such-package\n"));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("continues to run: Cannot install the packages in"), 1, waitTimeout);
    callAndExpect("1");
    const int installs = countInLog("Installing the packages in");
    writeFile(zip, package("3", "")); // unchanged: nothing is installed again
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Loaded"), 2, waitTimeout);
    callAndExpect("3");
    QCOMPARE(countInLog("Installing the packages in"), installs);
}

void TestPackageUpdates::changedDownloadIsLoaded()
{
    const QString zip = path(u"f.zip"_s);
    writeFile(zip, zipOf(packageOf("1")));
    auto server = std::make_unique<HttpServer>();
    startWithZip(u"http://127.0.0.1:%1/file?%2"_s.arg(server->port()).arg(zip));
    callAndExpect("1");
    QTRY_VERIFY_WITH_TIMEOUT(server->requests().size() > 5, waitTimeout); // answered with 304
    QCOMPARE(countInLog("Loaded"), 1);
    writeFile(zip, zipOf(packageOf("2")));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Loaded"), 2, waitTimeout);
    callAndExpect("2");
    server.reset();
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("continues to run: Cannot download http://127.0.0.1"), 1, waitTimeout);
    callAndExpect("2");
}

void TestPackageUpdates::laterServerIsWaitedFor()
{
    const QString zip = path(u"f.zip"_s);
    const quint16 port = freePort();
    startWithZip(u"http://user:canary@127.0.0.1:%1/file?%2"_s.arg(port).arg(zip));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("will try again"), 1, waitTimeout);
    writeFile(zip, zipOf(packageOf("1")));
    const HttpServer server({u"--port"_s, QString::number(port)});
    callAndExpect("1");
    QCOMPARE(countInLog("canary"), 0);
}

QTEST_GUILESS_MAIN(TestPackageUpdates)
#include "tst_packageupdates.moc"

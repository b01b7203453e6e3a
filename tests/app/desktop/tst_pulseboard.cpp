// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself, as a user starts it.
#include "common/core/buildinfo.h"
#include "common/core/literals.h"
#include "tests/support/dashboardprogram.h"
#include "tests/support/files.h"
#include "tests/support/redisserver.h"

#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestPulseboard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongSettingsAreExplained_data();
    void wrongSettingsAreExplained();
    void helpNeedsNoDisplay_data();
    void helpNeedsNoDisplay();
    void settingsAreReadFromTheEnvironment();
    void terminationClosesTheWindow();
    void windowIsRestored();
    void lastConnectionIsRestored();
    void thisMachineUsesAnExistingServer();
};

void TestPulseboard::wrongSettingsAreExplained_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("message");
    QTest::newRow("no key") << "--redis redis://127.0.0.1"
                            << "PULSEBOARD_OUTPUT_KEY (or --output-key) is not set";
    QTest::newRow("no server") << "--output-key k"
                               << "--output-key=k: needs --redis";
    QTest::newRow("no server, input") << "--input-key k"
                                      << "--input-key=k: needs --redis";
    QTest::newRow("bad URL") << "--redis http://x --output-key k"
                             << "--redis=http://x: must start with";
    QTest::newRow("no URL") << "--redis db:6379 --output-key k"
                            << "--redis=db:6379: must start with redis://, rediss:// or unix://, as in "
                               "redis://host:6379";
    QTest::newRow("two sources") << "--gateway http://x --redis redis://"
                                 << "--gateway: cannot be given together with --redis; give one of them";
    QTest::newRow("a gateway, and here") << "--this-machine --gateway http://x"
                                         << "--gateway: cannot be given together with --this-machine; give one of them";
    QTest::newRow("bad gateway") << "--gateway ftp://x"
                                 << "--gateway: must start with http://";
    QTest::newRow("gateway without host") << "--gateway http://"
                                          << "--gateway: needs a host";
    QTest::newRow("gateway with user") << "--gateway http://me:secret@x"
                                       << "--gateway: cannot contain a user name or a password";
    QTest::newRow("input of a gateway") << "--gateway http://x --input-key k"
                                        << "--input-key=k: only with --redis";
    QTest::newRow("function of a gateway") << "--gateway http://x --function f.py"
                                           << "--function=f.py: only with --this-machine";
    QTest::newRow("no token") << "--gateway http://x --gateway-token-file /nowhere/t"
                              << "--gateway-token-file=/nowhere/t: cannot be read: ";
    QTest::newRow("an empty token") << "--gateway http://x --gateway-token-file /dev/null"
                                    << "--gateway-token-file=/dev/null: must have the token in its first line";
    QTest::newRow("an unused token") << "--gateway-token-file /dev/null"
                                     << "--gateway-token-file=/dev/null: needs --gateway";
    QTest::newRow("function elsewhere") << "--redis redis:// --output-key k --function f.py"
                                        << "--function=f.py: only with --this-machine";
    QTest::newRow("no function") << "--function /nowhere/f.py"
                                 << "--function=/nowhere/f.py: no such file";
    QTest::newRow("language") << "--language xx"
                              << "--language=xx: must be one of: auto, en, pt_BR";
    QTest::newRow("theme") << "--theme pink"
                           << "--theme=pink: must be one of: auto, light, dark";
    QTest::newRow("size") << "--size 10x10"
                          << "--size=10x10: must be WIDTHxHEIGHT";
    QTest::newRow("no size") << "--size big"
                             << "--size=big: must be WIDTHxHEIGHT";
    QTest::newRow("no picture") << "--grab window.jpg"
                                << "--grab=window.jpg: must end in .png";
    QTest::newRow("nowhere to draw") << "--grab /nowhere/w.png"
                                     << "--grab=/nowhere/w.png: cannot be written there";
    QTest::newRow("when") << "--grab w.png --after soon"
                          << "--after=soon: must be a number of seconds";
    QTest::newRow("after what") << "--after 3"
                                << "--after: has an effect with --grab only";
    QTest::newRow("anyway what") << "--grab-anyway"
                                 << "--grab-anyway: has an effect with --grab only";
    QTest::newRow("unknown flag") << "--colour"
                                  << "colour";
    QTest::newRow("no display") << "--redis redis:// --output-key k"
                                << "There is no display: neither DISPLAY nor";
}

void TestPulseboard::wrongSettingsAreExplained()
{
    QFETCH(QString, arguments);
    QFETCH(QString, message);
    const Run result = run(words(arguments));
    QCOMPARE(result.code, 1);
    QVERIFY2(result.errors.startsWith("pulseboard: "_L1) && result.errors.contains(message), qPrintable(result.errors));
    QCOMPARE(result.errors.count('\n'_L1), 1);
}

void TestPulseboard::helpNeedsNoDisplay_data()
{
    QTest::addColumn<QString>("flag");
    QTest::addColumn<QString>("text");
    QTest::newRow("help") << "--help"
                          << "PULSEBOARD_REDIS";
    QTest::newRow("version") << "--version" << u"pulseboard %1\n"_s.arg(versionText());
}

void TestPulseboard::helpNeedsNoDisplay()
{
    QFETCH(QString, flag);
    QFETCH(QString, text);
    const Run result = run({flag});
    QCOMPARE(result.code, 0);
    QVERIFY2(result.output.contains(text), qPrintable(result.output));
}

void TestPulseboard::settingsAreReadFromTheEnvironment()
{
    QProcessEnvironment environment = bareEnvironment();
    environment.insert(u"PULSEBOARD_REDIS"_s, u"nonsense"_s);
    environment.insert(u"PULSEBOARD_OUTPUT_KEY"_s, u"k"_s);
    const Run result = run({}, environment);
    QCOMPARE(result.code, 1);
    QVERIFY2(result.errors.contains("PULSEBOARD_REDIS=nonsense: must start with redis://"_L1),
             qPrintable(result.errors));
}

void TestPulseboard::terminationClosesTheWindow()
{
    RedisServer server;
    QVERIFY(server.start());
    QProcessEnvironment environment = bareEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    QProcess process;
    start(process, {u"--redis"_s, server.url().toString(), u"--output-key"_s, u"k"_s}, environment);
    const auto isConnected = [&] {
        const RedisResult clients = server.call({"CLIENT", "LIST"});
        return clients && clients->bytes.contains(" name=pulseboard ");
    };
    QTRY_VERIFY(isConnected());
    process.terminate();
    QVERIFY(process.waitForFinished(5'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
}

/// Options override the stored view; a run that saves a picture does not store its own.
void TestPulseboard::windowIsRestored()
{
    RedisServer server;
    QVERIFY(server.start());
    const QTemporaryDir configuration;
    const QProcessEnvironment environment = environmentWith(configuration);
    const auto left = [&](const char *more) {
        const Run ended = run(
            words(u"--redis %1 --output-key k %2"_s.arg(server.url().toString(), QLatin1String(more))), environment);
        const QSettings stored(configuration.filePath(u"Pulseboard/pulseboard.conf"_s), QSettings::IniFormat);
        QStringList values{QString::number(ended.code)};
        for (const char *name : {"theme", "language", "view", "range"})
            values.append(stored.value(u"window/"_s + QLatin1String(name)).toString());
        return values.join(' '_L1);
    };
    QCOMPARE(left("--for 1"), u"0 auto auto overview auto"_s);
    QCOMPARE(left("--for 1 --theme dark --language pt_BR --view cpus --range 15m"), u"0 dark pt_BR cpus 15m"_s);
    QCOMPARE(left("--for 1 --view data"), u"0 dark pt_BR data 15m"_s);
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"p.png"_s);
    QCOMPARE(left(qPrintable(u"--after 0.1 --grab-anyway --view system --language en --grab "_s + file)),
             u"0 dark pt_BR data 15m"_s);
    QVERIFY(QFile::exists(file));
    QCOMPARE(left("--for 1 --language en"), u"0 dark en data 15m"_s);
}

/// Without options the program opens the last connection; options choose another one.
void TestPulseboard::lastConnectionIsRestored()
{
    RedisServer server;
    QVERIFY(server.start());
    const QTemporaryDir configuration;
    const QProcessEnvironment environment = environmentWith(configuration);
    const auto connections = [&server] {
        const RedisResult info = server.call({"INFO", "stats"});
        const QByteArray bytes = info ? info->bytes : QByteArray();
        const qsizetype at = bytes.indexOf("total_connections_received:");
        return bytes.mid(at).split(':').value(1).split('\r').constFirst().toInt();
    };
    const auto connects = [&](const QString &arguments) {
        const int before = connections();
        const Run ended = run(words(arguments), environment);
        return ended.code == 0 && connections() > before + 1; // one is the query of this test
    };
    QVERIFY(connects(u"--for 1 --redis %1 --output-key k"_s.arg(server.url().toString())));
    QVERIFY(connects(u"--for 1"_s));
    QVERIFY(!connects(u"--for 1 --demo"_s));
    QVERIFY(!connects(u"--for 1"_s)); // shows demo data again
}

void TestPulseboard::thisMachineUsesAnExistingServer()
{
    RedisServer server;
    QVERIFY(server.start());
    QProcessEnvironment environment = bareEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    const Run result =
        run({u"--this-machine"_s, u"--redis"_s, server.url().toString(), u"--for"_s, u"4"_s}, environment);
    QVERIFY2(result.code == 0, qPrintable(result.errors));
    QVERIFY(server.get("results").contains("moving_average_cpu_percent-0"));
}

QTEST_GUILESS_MAIN(TestPulseboard)
#include "tst_pulseboard.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself, as a user starts it.
#include "app/style/theme.h"
#include "common/core/buildinfo.h"
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/files.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/nginxserver.h"
#include "tests/support/paths.h"
#include "tests/support/pictures.h"
#include "tests/support/sshserver.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QImage>
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
    void grabSavesAPicture_data();
    void grabSavesAPicture();
    void grabWithoutAResultFails();
    void grabReportsTheProblem_data();
    void grabReportsTheProblem();
    void sshQuestionsAreErrors_data();
    void sshQuestionsAreErrors();
    void gatewayIsShown_data();
    void gatewayIsShown();
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

namespace {

struct Run
{
    int code = -1;
    QString output;
    QString errors;
};

/// An environment without a display and without settings.
QProcessEnvironment bareEnvironment()
{
    static const QTemporaryDir configuration;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "PULSEBOARD_REDIS", "PULSEBOARD_SSH",
                             "PULSEBOARD_OUTPUT_KEY", "PULSEBOARD_GATEWAY", "PULSEBOARD_GATEWAY_TOKEN_FILE"})
        environment.remove(QLatin1String(name));
    environment.insert(u"XDG_CONFIG_HOME"_s, configuration.path());
    return environment;
}

void start(QProcess &process, const QStringList &arguments, const QProcessEnvironment &environment = bareEnvironment())
{
    process.setProcessEnvironment(environment);
    process.start(test::programPath("/pulseboard"), arguments);
}

Run run(const QStringList &arguments, const QProcessEnvironment &environment = bareEnvironment())
{
    QProcess process;
    start(process, arguments, environment);
    if (!process.waitForFinished(20'000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

void addHistory(const RedisServer &server, const QByteArray &key)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (int i = 60; i >= 0; --i) {
        const QByteArray json = R"({"avg-cpu0-60sec": 80, "avg-cpu1-60sec": 50, "avg-cpu2-60sec": 20})";
        QVERIFY(server.call({"XADD", historyKey(key), "*", "t", QByteArray::number(now - i * 5000), "d", json}));
    }
}

/// Returns an offscreen environment whose settings are in that folder.
QProcessEnvironment environmentWith(const QTemporaryDir &configuration)
{
    QProcessEnvironment environment = bareEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"XDG_CONFIG_HOME"_s, configuration.path());
    return environment;
}

} // namespace

void TestPulseboard::grabSavesAPicture_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<Theme>("theme");
    QTest::newRow("default size") << "--theme light" << QSize(1100, 700) << Theme::light();
    QTest::newRow("dark and large") << "--theme dark --size 1920x1080" << QSize(1920, 1080) << Theme::darkTheme();
}

void TestPulseboard::grabSavesAPicture()
{
    QFETCH(QString, arguments);
    QFETCH(QSize, size);
    QFETCH(Theme, theme);
    RedisServer server;
    QVERIFY(server.start());
    addHistory(server, "results");
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"window.png"_s);
    const Run grabbed = run(QStringList{u"--redis"_s, server.url().toString(), u"--output-key"_s, u"results"_s,
                                        u"--grab"_s, file, u"--after"_s, u"2"_s} +
                            words(arguments));
    QVERIFY2(grabbed.code == 0, qPrintable(grabbed.errors));
    const QImage image(file);
    QCOMPARE(image.size(), size);
    QCOMPARE(image.pixelColor(2, size.height() / 2), theme.background);
    for (int cpu = 0; cpu < 3; ++cpu)
        QVERIFY2(countNear(image, lineColor(cpu), theme.surface, 0.5) > size.width() / 3,
                 qPrintable(u"CPU %1"_s.arg(cpu)));
}

void TestPulseboard::grabWithoutAResultFails()
{
    RedisServer server;
    QVERIFY(server.start());
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"window.png"_s);
    const QStringList arguments{
        u"--redis"_s, server.url().toString(), u"--output-key"_s, u"nothing"_s, u"--grab"_s, file, u"--after"_s,
        u"1"_s};
    const Run failed = run(arguments);
    QCOMPARE(failed.code, 1);
    QVERIFY2(failed.errors.contains("There was no result to draw after 1 s. Waiting for the first result "
                                    "under `nothing`. Check that this is the output key"_L1),
             qPrintable(failed.errors));
    QVERIFY2(failed.errors.contains("Give it more time with --after"_L1), qPrintable(failed.errors));
    QVERIFY(!QFile::exists(file));
    const Run drawn = run(arguments + QStringList{u"--grab-anyway"_s});
    QVERIFY2(drawn.code == 0, qPrintable(drawn.errors));
    QCOMPARE(QImage(file).size(), QSize(1100, 700));
}

void TestPulseboard::grabReportsTheProblem_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QString>("reason");
    QTest::newRow("login") << QByteArray("CONFIG SET requirepass secret") << u"The login was refused. "_s;
    QTest::newRow("type") << QByteArray("RPUSH results 1") << u"`results` does not hold results. "_s;
    QTest::newRow("not JSON") << QByteArray("SET results hello")
                              << u"Nothing under `results` can be shown yet. The result is not JSON. "_s;
}

void TestPulseboard::grabReportsTheProblem()
{
    QFETCH(QByteArray, command);
    QFETCH(QString, reason);
    RedisServer server;
    QVERIFY(server.start());
    QVERIFY(server.call(command.split(' ')));
    const QTemporaryDir folder;
    const Run failed = run({u"--redis"_s, server.url().toString(), u"--output-key"_s, u"results"_s, u"--grab"_s,
                            folder.filePath(u"window.png"_s), u"--after"_s, u"2"_s, u"--language"_s, u"en"_s});
    QCOMPARE(failed.code, 1);
    QVERIFY2(failed.errors.contains(u"after 2 s. "_s + reason), qPrintable(failed.errors));
    QVERIFY2(!failed.errors.contains("more time"_L1), qPrintable(failed.errors));
}

void TestPulseboard::sshQuestionsAreErrors_data()
{
    QTest::addColumn<QString>("arguments"); // %1: the file of a picture
    QTest::addColumn<bool>("isError");
    QTest::newRow("a picture") << u"--grab %1 --after 60"_s << true;
    QTest::newRow("without a display") << u"--for 60"_s << true;
    QTest::newRow("a picture of anything") << u"--grab %1 --after 3 --grab-anyway"_s << false;
}

/// The question about an unknown host is reported long before the picture is due.
void TestPulseboard::sshQuestionsAreErrors()
{
    QFETCH(QString, arguments);
    QFETCH(bool, isError);
    SshServer server;
    QVERIFY(server.start());
    const QTemporaryDir folder;
    const QTemporaryDir configuration;
    const QString file = folder.filePath(u"window.png"_s);
    QElapsedTimer clock;
    clock.start();
    const Run failed = run(QStringList{u"--ssh"_s, u"127.0.0.1:%1"_s.arg(server.port()), u"--ssh-identity"_s,
                                       server.identityFile(), u"--output-key"_s, u"k"_s} +
                               words(arguments.contains('%'_L1) ? arguments.arg(file) : arguments),
                           environmentWith(configuration));
    QCOMPARE(failed.code, isError ? 1 : 0);
    QVERIFY2(failed.errors.contains("The authenticity of host"_L1), qPrintable(failed.errors));
    QCOMPARE(failed.errors.contains("no window to answer it"_L1), isError);
    QCOMPARE(QFile::exists(file), !isError);
    QVERIFY(clock.elapsed() < 30'000);
}

void TestPulseboard::gatewayIsShown_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("directly") << QString();
    QTest::newRow("below a path, behind nginx") << u"/pulse/"_s;
    QTest::newRow("below a path without its slash") << u"/pulse"_s;
}

/// The argument is what users type: the URL for a browser, without a key.
void TestPulseboard::gatewayIsShown()
{
    QFETCH(QString, path);
    RedisServer server;
    QVERIFY(server.start());
    addHistory(server, feedKey);
    GatewaySettings settings = gatewaySettings(server);
    settings.access.token = "s3cret";
    const RunningGateway gateway(settings, gatewayLimits(server));
    NginxServer nginx;
    nginx.addLocation("/pulse/ { proxy_pass $gateway/; $headers }");
    QVERIFY(path.isEmpty() || nginx.start(gateway.port()));
    const QString origin = path.isEmpty() ? gateway.origin() : nginx.origin();
    const QTemporaryDir folder;
    const QString token = folder.filePath(u"token"_s);
    QFile tokenFile(token);
    QVERIFY(tokenFile.open(QIODevice::WriteOnly) && tokenFile.write(" s3cret \nmore\n") > 0);
    tokenFile.close();
    const QString file = folder.filePath(u"window.png"_s);
    QProcess process;
    start(process, {u"--gateway"_s, origin + path, u"--gateway-token-file"_s, token, u"--theme"_s, u"light"_s,
                    u"--grab"_s, file, u"--after"_s, u"2"_s});
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000);
    QCOMPARE(process.exitCode(), 0);
    const QImage image(file);
    for (int cpu = 0; cpu < 3; ++cpu)
        QVERIFY2(countNear(image, lineColor(cpu), Theme::light().surface, 0.5) > image.width() / 3,
                 qPrintable(u"CPU %1"_s.arg(cpu)));
}

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
    QCOMPARE(left("--for 1"), u"0 auto auto overview 5m"_s);
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
    QVERIFY(server.get("pulseboard:output").contains("moving_average_cpu_percent-0"));
}

QTEST_GUILESS_MAIN(TestPulseboard)
#include "tst_pulseboard.moc"

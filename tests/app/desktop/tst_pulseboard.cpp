// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself, as a user starts it.
#include "app/style/theme.h"
#include "common/core/buildinfo.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/nginxserver.h"
#include "tests/support/paths.h"
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
    void grabsAPicture_data();
    void grabsAPicture();
    void aPictureNeedsAResult();
    void aPictureSaysWhatIsWrong_data();
    void aPictureSaysWhatIsWrong();
    void nobodyAnswersSsh();
    void showsAGateway_data();
    void showsAGateway();
    void wrongSettings_data();
    void wrongSettings();
    void helpNeedsNoDisplay_data();
    void helpNeedsNoDisplay();
    void environmentIsRead();
    void terminationClosesTheWindow();
    void windowIsAsItWasLeft();
    void lastConnectionComesBack();
    void thisMachineOnAnExistingServer();
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
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), configuration.path());
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

int distance(const QColor &a, const QColor &b)
{
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue());
}

/// How many pixels a line of this colour covers by more than half.
int count(const QImage &image, const QColor &color, const QColor &surface)
{
    int found = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            found += 2 * distance(image.pixelColor(x, y), color) < distance(surface, color) ? 1 : 0;
    }
    return found;
}

QStringList words(const QString &text)
{
    return text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

/// Offscreen, with settings of its own in that folder.
QProcessEnvironment environmentWith(const QTemporaryDir &configuration)
{
    QProcessEnvironment environment = bareEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), configuration.path());
    return environment;
}

} // namespace

void TestPulseboard::grabsAPicture_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<Theme>("theme");
    QTest::newRow("default size") << "--theme light" << QSize(1100, 700) << Theme::light();
    QTest::newRow("dark and large") << "--theme dark --size 1920x1080" << QSize(1920, 1080) << Theme::darkTheme();
}

void TestPulseboard::grabsAPicture()
{
    QFETCH(QString, arguments);
    QFETCH(QSize, size);
    QFETCH(Theme, theme);
    RedisServer server;
    QVERIFY(server.start());
    addHistory(server, "results");
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("window.png"));
    const Run grabbed =
        run(QStringList{QStringLiteral("--redis"), server.url().toString(), QStringLiteral("--output-key"),
                        QStringLiteral("results"), QStringLiteral("--grab"), file, QStringLiteral("--after"),
                        QStringLiteral("2")} +
            words(arguments));
    QVERIFY2(grabbed.code == 0, qPrintable(grabbed.errors));
    const QImage image(file);
    QCOMPARE(image.size(), size);
    QCOMPARE(image.pixelColor(2, size.height() / 2), theme.background);
    for (int cpu = 0; cpu < 3; ++cpu)
        QVERIFY2(count(image, lineColor(cpu), theme.surface) > size.width() / 3,
                 qPrintable(QStringLiteral("CPU %1").arg(cpu)));
}

void TestPulseboard::aPictureNeedsAResult()
{
    RedisServer server;
    QVERIFY(server.start());
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("window.png"));
    const QStringList arguments{QStringLiteral("--redis"), server.url().toString(),  QStringLiteral("--output-key"),
                                QStringLiteral("nothing"), QStringLiteral("--grab"), file,
                                QStringLiteral("--after"), QStringLiteral("1")};
    const Run failed = run(arguments);
    QCOMPARE(failed.code, 1);
    QVERIFY2(failed.errors.contains(QLatin1String("There was no result to draw after 1 s. Waiting for the first result "
                                                  "under `nothing`. Check that this is the output key")),
             qPrintable(failed.errors));
    QVERIFY2(failed.errors.contains(QLatin1String("Give it more time with --after")), qPrintable(failed.errors));
    QVERIFY(!QFile::exists(file));
    const Run drawn = run(arguments + QStringList{QStringLiteral("--grab-anyway")});
    QVERIFY2(drawn.code == 0, qPrintable(drawn.errors));
    QCOMPARE(QImage(file).size(), QSize(1100, 700));
}

void TestPulseboard::aPictureSaysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QString>("reason");
    QTest::newRow("login") << QByteArray("CONFIG SET requirepass secret") << QStringLiteral("The login was refused. ");
    QTest::newRow("type") << QByteArray("RPUSH results 1") << QStringLiteral("`results` does not hold results. ");
    QTest::newRow("not JSON") << QByteArray("SET results hello")
                              << QStringLiteral("Nothing under `results` can be shown yet. The result is not JSON. ");
}

void TestPulseboard::aPictureSaysWhatIsWrong()
{
    QFETCH(QByteArray, command);
    QFETCH(QString, reason);
    RedisServer server;
    QVERIFY(server.start());
    QVERIFY(server.call(command.split(' ')));
    const QTemporaryDir folder;
    const Run failed =
        run({QStringLiteral("--redis"), server.url().toString(), QStringLiteral("--output-key"),
             QStringLiteral("results"), QStringLiteral("--grab"), folder.filePath(QStringLiteral("window.png")),
             QStringLiteral("--after"), QStringLiteral("2"), QStringLiteral("--language"), QStringLiteral("en")});
    QCOMPARE(failed.code, 1);
    QVERIFY2(failed.errors.contains(QStringLiteral("after 2 s. ") + reason), qPrintable(failed.errors));
    QVERIFY2(!failed.errors.contains(QLatin1String("more time")), qPrintable(failed.errors));
}

/// Of a host that it does not know, long before the picture is due.
void TestPulseboard::nobodyAnswersSsh()
{
    SshServer server;
    QVERIFY(server.start());
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("window.png"));
    QElapsedTimer clock;
    clock.start();
    const Run failed =
        run({QStringLiteral("--ssh"), QStringLiteral("127.0.0.1:%1").arg(server.port()),
             QStringLiteral("--ssh-identity"), server.identityFile(), QStringLiteral("--output-key"),
             QStringLiteral("k"), QStringLiteral("--grab"), file, QStringLiteral("--after"), QStringLiteral("60")});
    QCOMPARE(failed.code, 1);
    QVERIFY2(failed.errors.contains(QLatin1String("The authenticity of host")), qPrintable(failed.errors));
    QVERIFY2(failed.errors.contains(QLatin1String("nobody can answer")), qPrintable(failed.errors));
    QVERIFY(!QFile::exists(file));
    QVERIFY(clock.elapsed() < 30'000);
}

void TestPulseboard::showsAGateway_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("directly") << QString();
    QTest::newRow("below a path, behind nginx") << QStringLiteral("/pulse/");
    QTest::newRow("below a path without its slash") << QStringLiteral("/pulse");
}

/// With what people type: the URL that they would give a browser, and no key.
void TestPulseboard::showsAGateway()
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
    const QString token = folder.filePath(QStringLiteral("token"));
    QFile tokenFile(token);
    QVERIFY(tokenFile.open(QIODevice::WriteOnly) && tokenFile.write(" s3cret \nmore\n") > 0);
    tokenFile.close();
    const QString file = folder.filePath(QStringLiteral("window.png"));
    QProcess process;
    start(process, {QStringLiteral("--gateway"), origin + path, QStringLiteral("--gateway-token-file"), token,
                    QStringLiteral("--theme"), QStringLiteral("light"), QStringLiteral("--grab"), file,
                    QStringLiteral("--after"), QStringLiteral("2")});
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000);
    QCOMPARE(process.exitCode(), 0);
    const QImage image(file);
    for (int cpu = 0; cpu < 3; ++cpu)
        QVERIFY2(count(image, lineColor(cpu), Theme::light().surface) > image.width() / 3,
                 qPrintable(QStringLiteral("CPU %1").arg(cpu)));
}

void TestPulseboard::wrongSettings_data()
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
    QTest::newRow("a token for nobody") << "--gateway-token-file /dev/null"
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

void TestPulseboard::wrongSettings()
{
    QFETCH(QString, arguments);
    QFETCH(QString, message);
    const Run result = run(words(arguments));
    QCOMPARE(result.code, 1);
    QVERIFY2(result.errors.startsWith(QLatin1String("pulseboard: ")) && result.errors.contains(message),
             qPrintable(result.errors));
    QCOMPARE(result.errors.count(QLatin1Char('\n')), 1);
}

void TestPulseboard::helpNeedsNoDisplay_data()
{
    QTest::addColumn<QString>("flag");
    QTest::addColumn<QString>("text");
    QTest::newRow("help") << "--help"
                          << "PULSEBOARD_REDIS";
    QTest::newRow("version") << "--version" << QStringLiteral("pulseboard %1\n").arg(versionText());
}

void TestPulseboard::helpNeedsNoDisplay()
{
    QFETCH(QString, flag);
    QFETCH(QString, text);
    const Run result = run({flag});
    QCOMPARE(result.code, 0);
    QVERIFY2(result.output.contains(text), qPrintable(result.output));
}

void TestPulseboard::environmentIsRead()
{
    QProcessEnvironment environment = bareEnvironment();
    environment.insert(QStringLiteral("PULSEBOARD_REDIS"), QStringLiteral("nonsense"));
    environment.insert(QStringLiteral("PULSEBOARD_OUTPUT_KEY"), QStringLiteral("k"));
    const Run result = run({}, environment);
    QCOMPARE(result.code, 1);
    QVERIFY2(result.errors.contains(QLatin1String("PULSEBOARD_REDIS=nonsense: must start with redis://")),
             qPrintable(result.errors));
}

void TestPulseboard::terminationClosesTheWindow()
{
    RedisServer server;
    QVERIFY(server.start());
    QProcessEnvironment environment = bareEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    QProcess process;
    start(process,
          {QStringLiteral("--redis"), server.url().toString(), QStringLiteral("--output-key"), QStringLiteral("k")},
          environment);
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

/// What is given is stronger, and pictures have no part in it.
void TestPulseboard::windowIsAsItWasLeft()
{
    RedisServer server;
    QVERIFY(server.start());
    const QTemporaryDir configuration;
    const QProcessEnvironment environment = environmentWith(configuration);
    const auto left = [&](const char *more) {
        const Run ended =
            run(words(QStringLiteral("--redis %1 --output-key k %2").arg(server.url().toString(), QLatin1String(more))),
                environment);
        const QSettings stored(configuration.filePath(QStringLiteral("Pulseboard/pulseboard.conf")),
                               QSettings::IniFormat);
        QStringList values{QString::number(ended.code)};
        for (const char *name : {"theme", "language", "view", "range"})
            values.append(stored.value(QStringLiteral("window/") + QLatin1String(name)).toString());
        return values.join(QLatin1Char(' '));
    };
    QCOMPARE(left("--for 1"), QStringLiteral("0 auto auto overview 5m"));
    QCOMPARE(left("--for 1 --theme dark --language pt_BR --view cpus --range 15m"),
             QStringLiteral("0 dark pt_BR cpus 15m"));
    QCOMPARE(left("--for 1 --view data"), QStringLiteral("0 dark pt_BR data 15m"));
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("p.png"));
    QCOMPARE(left(qPrintable(QStringLiteral("--after 0.1 --grab-anyway --view system --language en --grab ") + file)),
             QStringLiteral("0 dark pt_BR data 15m"));
    QVERIFY(QFile::exists(file));
    QCOMPARE(left("--for 1 --language en"), QStringLiteral("0 dark en data 15m"));
}

/// Without any option it is the connection of before; with one, that.
void TestPulseboard::lastConnectionComesBack()
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
        return ended.code == 0 && connections() > before + 1; // beyond that of the question itself
    };
    QVERIFY(connects(QStringLiteral("--for 1 --redis %1 --output-key k").arg(server.url().toString())));
    QVERIFY(connects(QStringLiteral("--for 1")));
    QVERIFY(!connects(QStringLiteral("--for 1 --demo")));
    QVERIFY(!connects(QStringLiteral("--for 1"))); // demo data again
}

void TestPulseboard::thisMachineOnAnExistingServer()
{
    RedisServer server;
    QVERIFY(server.start());
    QProcessEnvironment environment = bareEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    const Run result = run({QStringLiteral("--this-machine"), QStringLiteral("--redis"), server.url().toString(),
                            QStringLiteral("--for"), QStringLiteral("4")},
                           environment);
    QVERIFY2(result.code == 0, qPrintable(result.errors));
    QVERIFY(server.get("pulseboard:output").contains("moving_average_cpu_percent-0"));
}

QTEST_GUILESS_MAIN(TestPulseboard)
#include "tst_pulseboard.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself, when it saves a picture instead of opening a window.
#include "app/style/theme.h"
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/dashboardprogram.h"
#include "tests/support/files.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/nginxserver.h"
#include "tests/support/pictures.h"
#include "tests/support/redisserver.h"
#include "tests/support/sshserver.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestGrab : public QObject
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
};

namespace {

void addHistory(const RedisServer &server, const QByteArray &key)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (int i = 60; i >= 0; --i) {
        const QByteArray json = R"({"avg-cpu0-60sec": 80, "avg-cpu1-60sec": 50, "avg-cpu2-60sec": 20})";
        QVERIFY(server.call({"XADD", historyKey(key), "*", "t", QByteArray::number(now - i * 5000), "d", json}));
    }
}

} // namespace

void TestGrab::grabSavesAPicture_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<Theme>("theme");
    QTest::newRow("default size") << "--theme light" << QSize(1100, 700) << Theme::light();
    QTest::newRow("dark and large") << "--theme dark --size 1920x1080" << QSize(1920, 1080) << Theme::darkTheme();
}

void TestGrab::grabSavesAPicture()
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

void TestGrab::grabWithoutAResultFails()
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
    QVERIFY2(failed.errors.contains(u"There was no result to draw after 1 s. Waiting for the first result "
                                    "under “nothing”. "_s),
             qPrintable(failed.errors));
    QVERIFY2(failed.errors.contains(u"Check that this is the output key"_s), qPrintable(failed.errors));
    QVERIFY2(failed.errors.contains("Give it more time with --after"_L1), qPrintable(failed.errors));
    QVERIFY(!QFile::exists(file));
    const Run drawn = run(arguments + QStringList{u"--grab-anyway"_s});
    QVERIFY2(drawn.code == 0, qPrintable(drawn.errors));
    QCOMPARE(QImage(file).size(), QSize(1100, 700));
}

void TestGrab::grabReportsTheProblem_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QString>("reason");
    QTest::newRow("login") << QByteArray("CONFIG SET requirepass secret") << u"The login was refused. "_s;
    QTest::newRow("type") << QByteArray("RPUSH results 1") << u"“results” does not hold results. "_s;
    QTest::newRow("not JSON") << QByteArray("SET results hello")
                              << u"The value under “results” cannot be shown yet. The result is not JSON. "_s;
}

void TestGrab::grabReportsTheProblem()
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

void TestGrab::sshQuestionsAreErrors_data()
{
    QTest::addColumn<QString>("arguments"); // %1: the file of a picture
    QTest::addColumn<bool>("isError");
    QTest::newRow("a picture") << u"--grab %1 --after 60"_s << true;
    QTest::newRow("without a display") << u"--for 60"_s << true;
    QTest::newRow("a picture of anything") << u"--grab %1 --after 3 --grab-anyway"_s << false;
}

/// The question about an unknown host is reported long before the picture is due.
void TestGrab::sshQuestionsAreErrors()
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

void TestGrab::gatewayIsShown_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("directly") << QString();
    QTest::newRow("below a path, behind nginx") << u"/pulse/"_s;
    QTest::newRow("below a path without its slash") << u"/pulse"_s;
}

/// The argument is what users type: the URL for a browser, without a key.
void TestGrab::gatewayIsShown()
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

QTEST_GUILESS_MAIN(TestGrab)
#include "tst_grab.moc"

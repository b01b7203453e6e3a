// SPDX-License-Identifier: GPL-3.0-or-later
// The real program: its settings and its connection to Redis.
#include "common/core/literals.h"
#include "tests/support/files.h"
#include "tests/support/finishedprocess.h"
#include "tests/support/paths.h"
#include "tests/support/proctree.h"
#include "tests/support/redisserver.h"
#include "tests/support/runningcollector.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <csignal>

using namespace pulse;
using namespace pulse::test;

class TestCollector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesEveryPeriod();
    void settingsAreReadFromTheEnvironment();
    void startsBeforeTheServer();
    void survivesARestartOfTheServer();
    void refusalsAreLoggedOnce();
    void endsOnSignals_data();
    void endsOnSignals();
    void continuesUnderNohup();
    void wrongSettingsAreExplained_data();
    void wrongSettingsAreExplained();
    void passwordsAreNotShown();
    void printsOneMeasurement();
    void reportsAFullDisk();
    void measuresBelowAnotherRoot();
};

namespace {

const QString program = test::programPath("/pulseboard-collector");

QDateTime timeOf(const QByteArray &json)
{
    const QString text = jsonObject(json)["timestamp"_L1].toString();
    return QDateTime::fromString(text.chopped(3), u"yyyy-MM-dd HH:mm:ss.zzz"_s);
}

} // namespace

void TestCollector::writesEveryPeriod()
{
    test::RedisServer server;
    QVERIFY(server.start());
    RunningCollector collector(arguments(server, u"0.5"_s));
    QList<QByteArray> values{QByteArray()};
    for (int i = 0; i < 4; ++i) {
        QTRY_VERIFY(server.get("metrics") != values.constLast());
        values << server.get("metrics");
    }
    const QDateTime start = timeOf(values.at(1));
    QVERIFY(start.isValid());
    for (int i = 2; i < values.size(); ++i) {
        const qint64 late = start.msecsTo(timeOf(values.at(i))) - (i - 1) * 500;
        QVERIFY2(qAbs(late) < 200, qPrintable(QString::number(late)));
    }
    QVERIFY(values.at(1).contains("\"cpu_percent-")); // the first one is complete
    QCOMPARE(collector.logged("The network counters are those of"), 1);
    QCOMPARE(collector.logged("Connected: writing to the key metrics"), 1);
}

void TestCollector::settingsAreReadFromTheEnvironment()
{
    test::RedisServer server;
    QVERIFY(server.start());
    RunningCollector collector({}, {{u"REDIS_URL"_s, server.unixUrl().toString()},
                                    {u"METRICS_KEY"_s, u"host1:metrics"_s},
                                    {u"COLLECTOR_PERIOD"_s, u"0.2"_s},
                                    {u"COLLECTOR_INTERFACE"_s, u"lo"_s}});
    QTRY_VERIFY(!server.get("host1:metrics").isEmpty());
    QVERIFY(collector.logged("The network counters are those of lo: it is configured") == 1);
}

void TestCollector::startsBeforeTheServer()
{
    test::RedisServer server;
    RunningCollector collector(arguments(server, u"0.1"_s));
    QTRY_COMPARE(collector.logged("No connection to Redis"), 1);
    QVERIFY(server.start());
    QTRY_VERIFY_WITH_TIMEOUT(!server.get("metrics").isEmpty(), 15000);
    QCOMPARE(collector.logged("No connection to Redis"), 1);
    QCOMPARE(collector.logged("Connected again"), 1);
}

void TestCollector::survivesARestartOfTheServer()
{
    test::RedisServer server;
    QVERIFY(server.start());
    RunningCollector collector(arguments(server, u"0.1"_s));
    QTRY_VERIFY(!server.get("metrics").isEmpty());
    for (int restart = 1; restart <= 2; ++restart) {
        server.kill();
        QTRY_COMPARE(collector.logged("No connection to Redis"), restart);
        const QDateTime back = QDateTime::currentDateTime();
        QVERIFY(server.start());
        QTRY_VERIFY_WITH_TIMEOUT(!server.get("metrics").isEmpty(), 15000);
        QVERIFY(timeOf(server.get("metrics")) >= back); // no old measurement
        QCOMPARE(collector.logged("No connection to Redis"), restart);
        QCOMPARE(collector.logged("Connected again"), restart);
    }
}

void TestCollector::refusalsAreLoggedOnce()
{
    test::RedisServer server;
    QVERIFY(server.start());
    RunningCollector collector(arguments(server, u"0.1"_s));
    QTRY_VERIFY(!server.get("metrics").isEmpty());
    for (int time = 1; time <= 2; ++time) {
        QVERIFY(server.call({"CONFIG", "SET", "maxmemory", "1"}));
        QTRY_COMPARE(collector.logged("Redis refuses measurements: OOM"), time);
        const QByteArray old = server.get("metrics");
        QVERIFY(server.call({"CONFIG", "SET", "maxmemory", "0"}));
        QTRY_VERIFY(server.get("metrics") != old);
        QTRY_COMPARE(collector.logged("Redis accepts measurements again"), time);
        QCOMPARE(collector.logged("Redis refuses measurements"), time);
    }
    QCOMPARE(collector.logged("No connection"), 0);
}

void TestCollector::endsOnSignals_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<bool>("withServer");
    QTest::newRow("SIGTERM") << SIGTERM << true;
    QTest::newRow("SIGINT") << SIGINT << true;
    QTest::newRow("SIGTERM without a server") << SIGTERM << false;
}

void TestCollector::endsOnSignals()
{
    QFETCH(int, signal);
    QFETCH(bool, withServer);
    test::RedisServer server;
    QVERIFY(!withServer || server.start());
    RunningCollector collector(arguments(server, u"3600"_s));
    QTRY_COMPARE(collector.logged(withServer ? "Connected" : "No connection to Redis"), 1);
    QElapsedTimer timer;
    timer.start();
    ::kill(static_cast<pid_t>(collector.pid()), signal);
    QCOMPARE(collector.waitForEnd(), 0);
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
}

void TestCollector::continuesUnderNohup()
{
    test::RedisServer server;
    QVERIFY(server.start());
    QProcess shell; // which the collector replaces
    shell.start(u"/bin/sh"_s,
                QStringList{u"-c"_s, u"trap '' HUP; exec \"$0\" \"$@\""_s, program} + arguments(server, u"0.1"_s));
    QVERIFY(shell.waitForStarted());
    QTRY_VERIFY(!server.get("metrics").isEmpty());
    ::kill(static_cast<pid_t>(shell.processId()), SIGHUP);
    for (int i = 0; i < 3; ++i) {
        const QByteArray before = server.get("metrics");
        QTRY_VERIFY(server.get("metrics") != before);
    }
    shell.terminate();
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.exitCode(), 0);
}

void TestCollector::wrongSettingsAreExplained_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("message"); // its start
    const auto row = [](const char *name, const char *flag, const char *value, const char *message) {
        QTest::newRow(name) << QStringList{QString::fromUtf8(flag), QString::fromUtf8(value)} << QByteArray(message);
    };
    row("interface", "--interface", "eth77", "--interface=eth77: there is no such network interface; there are: ");
    row("period", "--period", "0.05", "--period=0.05: must be a number of seconds from 0.1 to 3600");
    row("root", "--root", "/dev/null", "--root=/dev/null: there is no folder proc in it");
    row("key", "--key", "", "METRICS_KEY (or --key) is not set");
    row("redis", "--redis", "http://x", "--redis=http://x: must start with redis://, rediss:// or unix://");
    row("host", "--redis-host", "localhost:6379",
        "--redis-host=localhost:6379: must be a host name or an address alone");
    row("unknown", "--perod", "5", "Unknown option 'perod'; see --help");
}

void TestCollector::wrongSettingsAreExplained()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, message);
    const Finished finished = run(program, arguments);
    QCOMPARE(finished.exitCode, 1);
    QVERIFY2(finished.errors.startsWith("pulseboard-collector: " + message), finished.errors.constData());
    QCOMPARE(finished.errors.count('\n'), 1);
    QCOMPARE(finished.output, QByteArray());
}

void TestCollector::passwordsAreNotShown()
{
    test::RedisServer server({u"--requirepass"_s, u"sesame"_s});
    QVERIFY(server.start());
    RedisUrl url = server.url();
    url.password = u"sesame"_s;
    RunningCollector collector({u"--redis"_s, url.toString()});
    QTRY_COMPARE(collector.logged("Connected"), 1);
    QVERIFY2(!collector.log().contains("sesame"), collector.log().constData());
    const Finished wrong = run(program, {u"--redis"_s, u"redis://:sesame@host:x"_s});
    QCOMPARE(wrong.exitCode, 1);
    QVERIFY2(!wrong.errors.contains("sesame"), wrong.errors.constData());
}

void TestCollector::printsOneMeasurement()
{
    const Finished finished = run(program, {u"--once"_s, u"--period"_s, u"0.2"_s});
    QCOMPARE(finished.exitCode, 0);
    QCOMPARE(finished.output.count('\n'), 1);
    QVERIFY(timeOf(finished.output).isValid());
    QVERIFY(finished.output.contains("\"cpu_percent-"));
}

void TestCollector::reportsAFullDisk()
{
    const QString once = u"exec '%1' --once --period 0.2 > /dev/full"_s.arg(program);
    const Finished finished = run(u"/bin/sh"_s, {u"-c"_s, once});
    QCOMPARE(finished.exitCode, 1);
    QCOMPARE(finished.errors.count("pulseboard-collector: cannot write the measurement: No space left on device"), 1);
}

void TestCollector::measuresBelowAnotherRoot()
{
    const test::ProcTree tree(u"sixteen-cpus"_s);
    const Finished finished = run(program, {u"--once"_s, u"--root"_s, tree.root(), u"--period"_s, u"0.1"_s});
    QCOMPARE(finished.exitCode, 0);
    const QJsonObject measured = jsonObject(finished.output);
    QCOMPARE(measured["virtual_memory-used"_L1].toInteger(), 9416937472);
    QCOMPARE(measured["n_pids"_L1].toInteger(), 3);
    QVERIFY(!measured.contains("cpu_percent-0"_L1)); // recorded times do not change
    QCOMPARE(finished.errors.count("Not measured: cpu_percent-"), 16);
    QVERIFY(finished.errors.contains("The network counters are those of ens160"));
}

QTEST_GUILESS_MAIN(TestCollector)
#include "tst_collector.moc"

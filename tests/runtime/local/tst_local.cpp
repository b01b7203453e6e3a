// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/program.h"
#include "tests/support/rawclient.h"
#include "tests/support/redisserver.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSysInfo>
#include <QTest>
#include <QThread>

#include <csignal>
#include <unistd.h>

using namespace pulse;
using namespace pulse::test;

namespace {

/// Returns the children of a process, by the name of their program.
QMultiHash<QString, pid_t> childrenOf(qint64 pid)
{
    QMultiHash<QString, pid_t> children;
    const QDir proc(u"/proc"_s);
    for (const QString &entry : proc.entryList({u"[0-9]*"_s}, QDir::Dirs)) {
        QFile file(proc.filePath(entry + u"/stat"_s)); // pid (name) state parent …
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray stat = file.readAll();
        const QByteArray name = stat.mid(stat.indexOf('(') + 1, stat.lastIndexOf(')') - stat.indexOf('(') - 1);
        const QByteArrayList rest = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
        if (rest.value(1).toLongLong() == pid && rest.value(0) != "Z")
            children.insert(QString::fromUtf8(name), entry.toInt());
    }
    return children;
}

QJsonObject lastResult(Program &local)
{
    const QByteArrayList lines = local.output().trimmed().split('\n');
    return QJsonDocument::fromJson(lines.constLast()).object();
}

qsizetype resultCount(Program &local)
{
    return local.output().count('\n');
}

bool isGone(pid_t pid)
{
    return ::kill(pid, 0) != 0;
}

} // namespace

/// `pulseboard-local` as it is shipped, with this machine's real measurements.
class TestLocal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void printsResultsOfThisMachine();
    void otherRedisInTheEnvironmentIsIgnored();
    void endsAfterTheGivenTime();
    void leavesNothingBehind();
    void replacesProgramsThatEnd_data();
    void replacesProgramsThatEnd();
    void childrenEndWithIt();
    void loadRaisesTheAverage();
    void runsTheUsersFunction();
    void usesAnExistingServer();
    void survivesAServerThatLosesItsData();
    void servesAnotherProgram();
    void endsWhenStdoutIsClosed();
    void servesBrowsers();
    void wrongSettingsAreExplained_data();
    void wrongSettingsAreExplained();

private:
    bool start(const QStringList &arguments = {});

    std::unique_ptr<Program> m_local;
    std::unique_ptr<QTemporaryDir> m_temporary; // with its own TMPDIR, to check what is left there
};

void TestLocal::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    m_local = std::make_unique<Program>(u"pulseboard-local"_s);
    m_local->setVariable(u"TMPDIR"_s, m_temporary->path());
}

void TestLocal::cleanup()
{
    if (QTest::currentTestFailed())
        qWarning().noquote() << "stderr:" << m_local->log() << "stdout:" << m_local->output();
    m_local.reset();
}

bool TestLocal::start(const QStringList &arguments)
{
    return m_local->start(QStringList{u"--period"_s, u"0.2"_s} + arguments);
}

void TestLocal::printsResultsOfThisMachine()
{
    QVERIFY(start());
    QTRY_VERIFY_WITH_TIMEOUT(resultCount(*m_local) >= 3, 20000);
    const QJsonObject result = lastResult(*m_local);
    const long cpus = ::sysconf(_SC_NPROCESSORS_ONLN);
    QCOMPARE(result.size(), cpus + 2);
    for (auto it = result.begin(); it != result.end(); ++it) {
        QVERIFY2(it->isDouble() && it->toDouble() >= 0 && it->toDouble() <= 100, qPrintable(it.key()));
        QVERIFY2(it.key().startsWith(u"moving_average_cpu_percent-"_s) || it.key().startsWith(u"percentage_"_s),
                 qPrintable(it.key()));
    }
}

/// Another Redis in the environment is not used by the programs of this chain.
void TestLocal::otherRedisInTheEnvironmentIsIgnored()
{
    for (const char *name : {"REDIS_HOST", "REDIS_PORT", "REDIS_USER", "REDIS_PASSWORD"})
        m_local->setVariable(QLatin1String(name), u"1"_s);
    QVERIFY(start());
    QTRY_VERIFY_WITH_TIMEOUT(resultCount(*m_local) >= 1, 20000);
}

void TestLocal::endsAfterTheGivenTime()
{
    QVERIFY(start({u"--for"_s, u"8"_s}));
    QCOMPARE(m_local->waitForEnd(), 0);
    QVERIFY(resultCount(*m_local) > 1);
    QVERIFY(!lastResult(*m_local).isEmpty());
}

void TestLocal::leavesNothingBehind()
{
    QVERIFY(start());
    QTRY_VERIFY_WITH_TIMEOUT(resultCount(*m_local) >= 1, 20000);
    const QMultiHash<QString, pid_t> children = childrenOf(m_local->pid());
    QCOMPARE(children.size(), 3);
    QVERIFY(!QDir(m_temporary->path()).isEmpty());
    QCOMPARE(m_local->terminate(), 0);
    for (const pid_t child : children)
        QVERIFY(isGone(child));
    QVERIFY(QDir(m_temporary->path()).isEmpty());
}

void TestLocal::replacesProgramsThatEnd_data()
{
    QTest::addColumn<QString>("process");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("Redis") << "redis-server" << QByteArray("redis-server");
    QTest::newRow("collector") << "pulseboard-coll" << QByteArray("The collector"); // the kernel keeps 15 characters
    QTest::newRow("runtime") << "pulseboard-runt" << QByteArray("The runtime");
}

void TestLocal::replacesProgramsThatEnd()
{
    QFETCH(QString, process);
    QFETCH(QByteArray, name);
    QVERIFY(start());
    QTRY_VERIFY_WITH_TIMEOUT(resultCount(*m_local) >= 2, 20000);
    const pid_t child = childrenOf(m_local->pid()).value(process);
    QVERIFY(child > 0);
    ::kill(child, SIGKILL);
    QTRY_VERIFY(m_local->log().contains(name + " was killed by signal 9"));
    const qsizetype before = resultCount(*m_local);
    QTRY_VERIFY_WITH_TIMEOUT(resultCount(*m_local) >= before + 3, 20000);
    QVERIFY(m_local->isRunning());
    QCOMPARE(childrenOf(m_local->pid()).size(), 3);
}

void TestLocal::childrenEndWithIt()
{
    QVERIFY(start());
    QTRY_VERIFY_WITH_TIMEOUT(resultCount(*m_local) >= 1, 20000);
    const QMultiHash<QString, pid_t> children = childrenOf(m_local->pid());
    const pid_t worker = childrenOf(children.value(u"pulseboard-runt"_s)).value(u"pulseboard-runt"_s);
    QVERIFY(worker > 0);
    ::kill(static_cast<pid_t>(m_local->pid()), SIGKILL);
    for (const pid_t child : children)
        QTRY_VERIFY(isGone(child));
    QTRY_VERIFY(isGone(worker));
}

void TestLocal::loadRaisesTheAverage()
{
    QVERIFY(start());
    QTRY_VERIFY_WITH_TIMEOUT(resultCount(*m_local) >= 1, 20000);
    // A limited load on CPU 0, which ends with the test.
    std::atomic<bool> done = false;
    const std::unique_ptr<QThread> load(QThread::create([&done] {
        cpu_set_t cpu;
        CPU_ZERO(&cpu);
        CPU_SET(0, &cpu);
        ::sched_setaffinity(0, sizeof cpu, &cpu);
        for (QDeadlineTimer limit(30000); !done && !limit.hasExpired();) {
        }
    }));
    load->start();
    const QString average = u"moving_average_cpu_percent-0"_s;
    const bool rose = QTest::qWaitFor([&] { return lastResult(*m_local).value(average).toDouble() > 75; }, 25000);
    done = true;
    load->wait();
    QVERIFY2(rose, qPrintable(QString::number(lastResult(*m_local).value(average).toDouble())));
}

void TestLocal::runsTheUsersFunction()
{
    QVERIFY(start({u"--function"_s, u"./counting.py"_s}) == true);
    QCOMPARE(m_local->waitForEnd(), 1); // relative to the working directory, where it does not exist
    QVERIFY(m_local->log().contains("--function=./counting.py: no such file"));

    // counting.py needs a key "n" that measurements do not have; the function below accepts them unchanged.
    const QString path = m_temporary->filePath(u"own.py"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("def handler(input, context):\n    return {'keys': len(input), 'key': context.input_key}\n");
    file.close();
    QVERIFY(start({u"--function"_s, path}));
    QTRY_VERIFY_WITH_TIMEOUT(resultCount(*m_local) >= 1, 20000);
    QVERIFY(lastResult(*m_local).value("keys"_L1).toInt() > 20);
    QCOMPARE(m_local->terminate(), 0);
    QVERIFY(file.remove());
}

void TestLocal::usesAnExistingServer()
{
    RedisServer server({u"--requirepass"_s, u"open sesame"_s});
    QVERIFY(server.start());
    RedisUrl url = server.url();
    url.password = u"open sesame"_s;
    QVERIFY(start({u"--redis"_s, url.toString(), u"--output-key"_s, u"here"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(resultCount(*m_local) >= 1, 20000);
    QCOMPARE(childrenOf(m_local->pid()).size(), 2);
    RedisOptions options = server.options();
    options.url = url;
    const RedisResult stored = callOnce(options, {"GET", "here"});
    QVERIFY(stored && stored->isString());
    QVERIFY(!m_local->log().contains("sesame"));
    QTRY_VERIFY(m_local->log().contains("under the key metrics of the Redis server; pulseboard-local --input-key KEY"));
    QVERIFY(!m_local->log().contains("pulseboard-local --output-key KEY")); // it was given
}

void TestLocal::survivesAServerThatLosesItsData()
{
    RedisServer server;
    QVERIFY(server.start());
    QVERIFY(start({u"--redis"_s, server.url().toString()}));
    QTRY_VERIFY_WITH_TIMEOUT(resultCount(*m_local) >= 2, 20000);
    server.kill();
    QVERIFY(server.start());
    const qsizetype before = resultCount(*m_local);
    QTRY_VERIFY_WITH_TIMEOUT(resultCount(*m_local) >= before + 2, 30000);
    QCOMPARE(m_local->terminate(), 0);
}

void TestLocal::servesAnotherProgram()
{
    QVERIFY(start({u"--serve"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(resultCount(*m_local), 1, 20000);
    const QJsonObject where = lastResult(*m_local);
    const Result<RedisUrl, RedisUrlError> url = RedisUrl::parse(where.value("redis"_L1).toString());
    QVERIFY(url);
    RedisOptions options;
    options.url = *url;
    const QByteArray key = where.value("output_key"_L1).toString().toUtf8();
    QCOMPARE(key, QByteArray("results"));
    const auto hasResult = [&] {
        const RedisResult reply = callOnce(options, {"GET", key});
        return reply && reply->isString();
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasResult(), 20000);
    const QByteArray inputKey = where.value("input_key"_L1).toString().toUtf8();
    QCOMPARE(inputKey, QByteArray("metrics"));
    QVERIFY(callOnce(options, {"GET", inputKey})->bytes.contains("cpu_percent-0"));
    const RedisResult host = callOnce(options, {"HGET", machineKey(inputKey), "name"});
    QVERIFY(host && host->bytes == QSysInfo::machineHostName().toUtf8());
    m_local->closeInput();
    QCOMPARE(m_local->waitForEnd(), 0);
    QCOMPARE(resultCount(*m_local), 1);
}

void TestLocal::endsWhenStdoutIsClosed()
{
    QProcess reader;
    m_local->pipeInto(reader);
    QVERIFY(start());
    reader.start(u"head"_s, {u"-n"_s, u"1"_s});
    QVERIFY(reader.waitForFinished());
    QVERIFY(reader.readAll().startsWith('{'));
    QCOMPARE(m_local->waitForEnd(), 0);
    QVERIFY(QDir(m_temporary->path()).isEmpty());
}

/// The gateway logs the port that it uses.
void TestLocal::servesBrowsers()
{
    const QTemporaryDir web;
    QFile page(web.filePath(u"index.html"_s));
    QVERIFY(page.open(QIODevice::WriteOnly) && page.write("<p>the dashboard") > 0);
    page.close();
    QVERIFY(start({u"--web"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--web-files"_s, web.path()}));
    static const QRegularExpression opened(u"Open http://127\\.0\\.0\\.1:(\\d+)/ in a browser"_s);
    QTRY_VERIFY_WITH_TIMEOUT(opened.match(QString::fromUtf8(m_local->log())).hasMatch(), 20000);
    const auto port = opened.match(QString::fromUtf8(m_local->log())).captured(1).toUShort();
    const auto get = [port](const char *path) {
        RawClient client(port, QByteArray("GET ") + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        [&] { QTRY_VERIFY(client.isClosed()); }();
        return client.answer();
    };
    QCOMPARE(get("/").body, QByteArray("<p>the dashboard"));
    QTRY_VERIFY_WITH_TIMEOUT(valueAt(get("/api/latest").object(), "outputs.0.newest.result").isObject(), 20000);
    QCOMPARE(childrenOf(m_local->pid()).size(), 4);
    QCOMPARE(m_local->terminate(), 0);
}

void TestLocal::wrongSettingsAreExplained_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *name, const char *flag, const char *value, const char *message) {
        QTest::newRow(name) << QStringList{QLatin1String(flag), QLatin1String(value)} << QByteArray(message);
    };
    row("function", "--function", "/no/such.py", "--function=/no/such.py: no such file");
    row("redis", "--redis", "http://host", "--redis=http://host: must start with redis://");
    row("redis without a scheme", "--redis", "[::1]:6379", "--redis=[::1]:6379: must start with redis://");
    row("listen", "--listen", "127.0.0.1:0", "--listen=127.0.0.1:0: has an effect with --web only");
    QTest::newRow("listen, wrong") << QStringList{u"--web"_s, u"--listen"_s, u"nonsense"_s}
                                   << QByteArray("--listen=nonsense: must be ADDRESS:PORT");
    QTest::newRow("web files, wrong") << QStringList{u"--web"_s, u"--web-files"_s, u"/nowhere"_s}
                                      << QByteArray("--web-files=/nowhere: there is no such folder");
    row("period", "--period", "0", "--period=0: must be a number of seconds from 0.1 to 3600");
    row("for", "--for", "ever", "--for=ever: must be a number of seconds");
}

void TestLocal::wrongSettingsAreExplained()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, message);
    QVERIFY(m_local->start(arguments));
    QCOMPARE(m_local->waitForEnd(), 1);
    QVERIFY2(m_local->log().contains(message), m_local->log().constData());
}

QTEST_GUILESS_MAIN(TestLocal)
#include "tst_local.moc"

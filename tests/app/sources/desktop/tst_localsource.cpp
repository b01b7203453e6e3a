// SPDX-License-Identifier: GPL-3.0-or-later
// The dashboard's side of "This machine". The child is a small script that speaks the protocol of
// `pulseboard-local --serve`; the Redis server behind it is real.
#include "app/sources/desktop/localsource.h"
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/redisserver.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

class TestLocalSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void resultsOfTheChildAreFollowed();
    void functionIsPassedToTheChild();
    void childEndsWithTheSource_data();
    void childEndsWithTheSource();
    void endedChildIsStartedAgain();
    void openDoesNotWaitForTheNextStart();
    void failuresAreExplained_data();
    void failuresAreExplained();
    void linesOfTheChildAreParsed_data();
    void linesOfTheChildAreParsed();

private:
    QString script(const QByteArray &body) const;
    LocalMachine::Options options(const QByteArray &body) const;
    QByteArray announcement() const;
    QByteArray read(const char *name) const;

    std::unique_ptr<RedisServer> m_server;
};

void TestLocalSource::init()
{
    m_server = std::make_unique<RedisServer>();
    QVERIFY(m_server->start());
}

QString TestLocalSource::script(const QByteArray &body) const
{
    const QString path = m_server->folder() + u"/pulseboard-local"_s;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("Cannot write %s", qPrintable(path));
    file.write("#!/bin/sh\ncd '" + m_server->folder().toUtf8() + "'\n" + body);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

LocalMachine::Options TestLocalSource::options(const QByteArray &body) const
{
    LocalMachine::Options options;
    options.program = script(body);
    options.shortestPause = 20ms;
    options.longestPause = 100ms;
    return options;
}

/// Returns the script's command that announces where the results are.
QByteArray TestLocalSource::announcement() const
{
    return R"(echo '{"redis": ")" + m_server->unixUrl().toString().toUtf8() +
           R"(", "input_key": "in", "output_key": "out"}')" + "\n";
}

QByteArray TestLocalSource::read(const char *name) const
{
    QFile file(m_server->folder() + '/'_L1 + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestLocalSource::resultsOfTheChildAreFollowed()
{
    QVERIFY(m_server->call({"SET", "out", R"({"avg-cpu0-60sec": 12.5})"}));
    QVERIFY(m_server->call({"SET", "in", R"({"n_pids": 7})"}));
    QVERIFY(m_server->call({"HSET", statusKey("out"), "calls", "3"}));
    LocalSource source(options("echo starting >&2\n" + announcement() + "exec cat\n"));
    QSignalSpy reports(&source, &ResultSource::reportChanged);
    QSignalSpy records(&source, &ResultSource::record);
    QCOMPARE(source.status().kind, SourceStatus::Kind::Connecting);
    source.open();
    QTRY_COMPARE(records.size(), 1);
    QCOMPARE(records[0][0].value<Record>().output, QByteArray(R"({"avg-cpu0-60sec": 12.5})"));
    QCOMPARE(records[0][0].value<Record>().input, QByteArray(R"({"n_pids": 7})"));
    QCOMPARE(source.status(),
             (SourceStatus{SourceStatus::Kind::Live, u"this machine"_s, u"out"_s, QString(), QString()}));
    QTRY_VERIFY(source.report().status);
    QCOMPARE(source.report().status->calls, quint64(3));
    QVERIFY(!reports.isEmpty());
}

void TestLocalSource::functionIsPassedToTheChild()
{
    LocalMachine::Options settings =
        options("echo \"$@\" > arguments; mv arguments given\n" + announcement() + "exec cat\n");
    settings.function = u"my function.py"_s;
    LocalSource source(settings);
    source.open();
    QTRY_COMPARE(read("given"), QByteArray("--serve --function my function.py\n"));
}

void TestLocalSource::childEndsWithTheSource_data()
{
    QTest::addColumn<QByteArray>("body"); // after the announcement
    QTest::newRow("at the end of stdin") << QByteArray("trap '' TERM\ncat\necho done > ended\n");
    QTest::newRow("on SIGTERM") << QByteArray("trap 'echo done > ended; exit' TERM\nwhile :; do sleep 0.05; done\n");
}

void TestLocalSource::childEndsWithTheSource()
{
    QFETCH(QByteArray, body);
    auto source = std::make_unique<LocalSource>(options(announcement() + body));
    source->open();
    QTRY_COMPARE(source->status().kind, SourceStatus::Kind::Waiting);
    QVERIFY(read("ended").isEmpty());
    source.reset();
    QCOMPARE(read("ended"), QByteArray("done\n")); // the source waits for the end
}

void TestLocalSource::openDoesNotWaitForTheNextStart()
{
    LocalMachine::Options settings = options("exit 1\n");
    settings.shortestPause = 10min;
    settings.longestPause = 10min;
    LocalSource source(settings);
    source.open();
    QTRY_COMPARE(source.status().kind, SourceStatus::Kind::Lost);
    script("echo again >> starts\n" + announcement() + "exec cat\n");
    source.open();
    QTRY_COMPARE(source.status().kind, SourceStatus::Kind::Waiting);
    source.open(); // a second call does nothing
    QTRY_COMPARE(read("starts"), QByteArray("again\n"));
}

void TestLocalSource::endedChildIsStartedAgain()
{
    // The script ends at once on its first start only.
    LocalSource source(options("if ! [ -e once ]; then touch once; echo 'no room' >&2; echo >&2; exit 1; fi\n" +
                               announcement() + "exec cat\n"));
    QSignalSpy changes(&source, &ResultSource::statusChanged);
    source.open();
    QTRY_COMPARE(source.status().kind, SourceStatus::Kind::Waiting);
    const SourceStatus first = changes[0][0].value<SourceStatus>();
    QCOMPARE(first.kind, SourceStatus::Kind::Lost);
    QCOMPARE(first.problem.sentence, u"pulseboard-local ended: no room; starting it again in 0.02 s"_s);
}

void TestLocalSource::failuresAreExplained_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("reason");
    QTest::newRow("last words") << QByteArray("echo first >&2; echo last >&2; exit 1\n") << "ended: last; starting";
    QTest::newRow("silent") << QByteArray("exit 7\n") << "ended: exit code 7; starting";
    QTest::newRow("crash") << QByteArray("kill -9 $$\n") << "ended: it crashed; starting";
    QTest::newRow("nonsense") << QByteArray("echo hello; exec cat\n")
                              << "printed something unexpected: hello; starting";
}

void TestLocalSource::failuresAreExplained()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, reason);
    LocalSource source(options(body));
    source.open();
    QTRY_COMPARE(source.status().kind, SourceStatus::Kind::Lost);
    QVERIFY2(source.status().problem.sentence.contains(reason), qPrintable(source.status().problem.sentence));
}

void TestLocalSource::linesOfTheChildAreParsed_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("isValid");
    QTest::newRow("all") << QByteArray(R"({"redis": "redis://h", "input_key": "i", "output_key": "k"})") << true;
    QTest::newRow("socket") << QByteArray(R"({"redis": "unix:///run/x.sock", "output_key": "k"})") << true;
    QTest::newRow("TCP") << QByteArray(R"({"redis": "redis://127.0.0.1:7000", "output_key": "k", "more": 1})") << true;
    QTest::newRow("no key") << QByteArray(R"({"redis": "unix:///run/x.sock"})") << false;
    QTest::newRow("no URL") << QByteArray(R"({"output_key": "k"})") << false;
    QTest::newRow("bad URL") << QByteArray(R"({"redis": "x", "output_key": "k"})") << false;
    QTest::newRow("no JSON") << QByteArray("ready") << false;
}

void TestLocalSource::linesOfTheChildAreParsed()
{
    QFETCH(QByteArray, line);
    QFETCH(bool, isValid);
    const Result<LocalEndpoint> endpoint = LocalEndpoint::parse(line);
    QCOMPARE(bool(endpoint), isValid);
    if (endpoint)
        QCOMPARE(endpoint->outputKey, QByteArray("k"));
    if (endpoint && line.contains("input_key"))
        QCOMPARE(endpoint->inputKey, QByteArray("i"));
}

QTEST_GUILESS_MAIN(TestLocalSource)
#include "tst_localsource.moc"

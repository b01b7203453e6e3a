// SPDX-License-Identifier: GPL-3.0-or-later
// What a follower does after lost connections, restarts and deleted data.
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "common/results/redis/outputfollower.h"
#include "tests/support/outputlistener.h"
#include "tests/support/redisserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;
using Kind = RedisError::Kind;
using State = OutputFollower::State;

class TestOutputRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void missedResultsHaveTheirAge();

    void keptDataResumeAfterARestart();
    void lostDataAreReplacedAfterARestart();
    void eachLostConnectionIsReplaced_data();
    void eachLostConnectionIsReplaced();
    void emptiedServerIsFollowed();
    void deletedStreamRestartsTheHistory();
    void silentServerIsReportedUntilItAnswers();

    void unreachableServerIsReported();

private:
    RedisServer m_server;
};

void TestOutputRecovery::initTestCase()
{
    QVERIFY(m_server.start());
}

void TestOutputRecovery::init()
{
    QVERIFY(m_server.call({"FLUSHALL"}));
}

/// Results from a time without a connection are not new.
void TestOutputRecovery::missedResultsHaveTheirAge()
{
    QVERIFY(m_server.call({"ACL", "SETUSER", "away", "reset", "on", ">pw", "~*", "&*", "+@all"}));
    writeResults(m_server, 1, 1);
    OutputFollower follower(withUser(optionsFor(m_server), u"away"_s));
    Listener record(follower);
    follower.open();
    QTRY_VERIFY(isReading(m_server));
    QVERIFY(m_server.call({"ACL", "SETUSER", "away", "off"}));
    QVERIFY(m_server.call({"CLIENT", "KILL", "USER", "away"}));
    QTRY_VERIFY(record.problems.contains(Kind::Auth));
    writeResults(m_server, 2, 4);
    QVERIFY(m_server.call({"ACL", "SETUSER", "away", "on"}));
    QTRY_COMPARE(record.live, (QList<bool>{false, false, false}));
    QCOMPARE(record.ages.size(), 2);
    QVERIFY(record.ages[1] >= 0 && record.ages[1] < 60'000);
    writeResults(m_server, 5, 5);
    QTRY_COMPARE(record.live, (QList<bool>{false, false, false, true}));
    QCOMPARE(record.ages.size(), 2);
}

void TestOutputRecovery::keptDataResumeAfterARestart()
{
    RedisServer server({u"--appendonly"_s, u"yes"_s, u"--appendfsync"_s, u"always"_s});
    QVERIFY(server.start());
    writeResults(server, 1, 3);
    OutputFollower follower(optionsFor(server));
    Listener record(follower);
    follower.open();
    QTRY_COMPARE(record.histories.size(), 1);
    int next = 4;
    for (int round = 0; round < 3; ++round) {
        writeResults(server, next, next + 4); // some may be in transit when the connection is killed
        server.kill();
        QTRY_COMPARE(follower.state(), State::Connecting);
        QVERIFY(server.start());
        for (int i = next + 5; i < next + 10; ++i)
            writeResults(server, i, i);
        next += 10;
    }
    QTRY_VERIFY(!record.outputs.empty() && record.outputs.back().time == next - 1);
    QVERIFY(record.outputs == results(4, next - 1));
    QCOMPARE(record.histories.size(), 1);
    QTRY_COMPARE(follower.state(), State::Live);
    QVERIFY(!record.problems.isEmpty());
}

void TestOutputRecovery::lostDataAreReplacedAfterARestart()
{
    RedisServer server;
    QVERIFY(server.start());
    writeResults(server, 1, 3);
    OutputFollower follower(optionsFor(server));
    Listener record(follower);
    follower.open();
    QTRY_COMPARE(record.histories.size(), 1);
    server.kill();
    QTRY_COMPARE(follower.state(), State::Connecting);
    QVERIFY(server.start());
    QTRY_COMPARE(follower.state(), State::Waiting);
    QCOMPARE(record.histories.size(), 2);
    QVERIFY(record.histories[1].empty());
    writeResults(server, 4, 6);
    QTRY_COMPARE(record.outputs.size(), 3);
    QVERIFY(record.outputs == results(4, 6));
    QCOMPARE(follower.state(), State::Live);
}

void TestOutputRecovery::eachLostConnectionIsReplaced_data()
{
    QTest::addColumn<bool>("reading"); // kill the connection that waits in XREAD
    QTest::addColumn<bool>("asking");  // kill the other connection
    QTest::newRow("the reading one") << true << false;
    QTest::newRow("the asking one") << false << true;
    QTest::newRow("both") << true << true;
}

void TestOutputRecovery::eachLostConnectionIsReplaced()
{
    QFETCH(bool, reading);
    QFETCH(bool, asking);
    writeResults(m_server, 1, 3);
    OutputFollower::Options options = optionsFor(m_server);
    options.redis.clientName = u"follower"_s;
    OutputFollower follower(options);
    Listener record(follower);
    follower.open();
    QTRY_VERIFY(isReading(m_server));
    int next = 4;
    for (int round = 0; round < 10; ++round) {
        QTRY_VERIFY(isReading(m_server));
        for (const QByteArray &id : connectionsWith(m_server, "name=follower")) {
            const bool isReader = connectionsWith(m_server, "cmd=xread").contains(id);
            if (isReader ? reading : asking)
                QVERIFY(m_server.call({"CLIENT", "KILL", "ID", id}));
        }
        for (const int last = next + 4; next <= last; ++next)
            writeResults(m_server, next, next);
        QTRY_COMPARE(follower.state(), State::Live);
    }
    QTRY_VERIFY(isReading(m_server)); // exactly one loop
    writeResults(m_server, next, next);
    QTRY_VERIFY(!record.outputs.empty() && record.outputs.back().time == next);
    QVERIFY(record.outputs == results(4, next));
    QCOMPARE(record.histories.size(), 1);
}

void TestOutputRecovery::emptiedServerIsFollowed()
{
    writeResults(m_server, 1, 3);
    OutputFollower follower(optionsFor(m_server));
    Listener record(follower);
    follower.open();
    QTRY_VERIFY(isReading(m_server));
    QVERIFY(m_server.call({"FLUSHALL"}));
    QTRY_COMPARE_WITH_TIMEOUT(follower.state(), State::Waiting, 12'000);
    QCOMPARE(record.histories.size(), 2);
    QVERIFY(record.histories[1].empty());
    // Ids that are lower than earlier ones, as after a clock was set back.
    QVERIFY(m_server.call({"XADD", historyKey(key), "5-0", "t", "4", "d", "4"}));
    QTRY_COMPARE(record.outputs.size(), 1);
    QVERIFY(record.outputs == results(4, 4));
}

void TestOutputRecovery::deletedStreamRestartsTheHistory()
{
    writeResults(m_server, 1, 3);
    OutputFollower::Options options = optionsFor(m_server);
    options.redis.clientName = u"follower"_s;
    OutputFollower follower(options);
    Listener record(follower);
    follower.open();
    QTRY_VERIFY(isReading(m_server));
    QVERIFY(m_server.call({"DEL", historyKey(key)}));
    for (const QByteArray &id : connectionsWith(m_server, "name=follower"))
        QVERIFY(m_server.call({"CLIENT", "KILL", "ID", id}));
    QTRY_COMPARE_WITH_TIMEOUT(record.histories.size(), 2, 3000);
    QVERIFY(record.histories[1].empty());
    QTRY_COMPARE(record.values(), QByteArrayList{"3"}); // K still exists
}

void TestOutputRecovery::silentServerIsReportedUntilItAnswers()
{
    RedisServer server;
    QVERIFY(server.start());
    OutputFollower::Options options = optionsFor(server, 50ms);
    options.redis.commandDeadline = 200ms;
    OutputFollower follower(options);
    Listener record(follower);
    writePlain(server, "a");
    follower.open();
    QTRY_COMPARE(record.values(), (QByteArrayList{"a"}));
    server.freeze();
    QTRY_COMPARE(follower.state(), State::Connecting);
    QCOMPARE(record.problems.constFirst(), Kind::Timeout);
    server.unfreeze();
    QTRY_COMPARE(follower.state(), State::Live);
    writePlain(server, "b");
    QTRY_COMPARE(record.values(), (QByteArrayList{"a", "b"}));
}

void TestOutputRecovery::unreachableServerIsReported()
{
    RedisServer server; // not started
    OutputFollower follower(optionsFor(server));
    Listener record(follower);
    QSignalSpy problems(&follower, &OutputFollower::problem);
    follower.open();
    QTRY_COMPARE(record.problems, QList<Kind>{Kind::ConnectFailed});
    QVERIFY(record.states.isEmpty()); // it was connecting the whole time
    QVERIFY(server.start());
    QTRY_COMPARE(follower.state(), State::Waiting);
    QCOMPARE(record.problems.size(), 1);
}

QTEST_GUILESS_MAIN(TestOutputRecovery)
#include "tst_outputrecovery.moc"

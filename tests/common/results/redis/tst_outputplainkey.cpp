// SPDX-License-Identifier: GPL-3.0-or-later
// Outputs without a stream, or that have one later: what is read from the plain key.
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "common/results/redis/outputfollower.h"
#include "tests/support/outputlistener.h"
#include "tests/support/redisreplies.h"
#include "tests/support/redisserver.h"

#include <QTest>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;
using Kind = RedisError::Kind;
using State = OutputFollower::State;

class TestOutputPlainKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void plainKeyIsFollowed();
    void plainKeyIsPolled();
    void plainKeyIsFollowedByKeyspaceNotifications();
    void onlyGetIsNeeded();
    void streamIsUsedOncePermitted();

    void firstResultIsWaitedFor_data();
    void firstResultIsWaitedFor();
    void laterStreamIsFollowed();
    void takeoverByAForeignRuntimeIsFollowed();

    void ageOfAPlainKeyIsUnknown();

    void keyOfAnotherTypeIsReported();
    void plainKeyIsPolledIfTheStreamHasAnotherType();

private:
    RedisServer m_server;
};

void TestOutputPlainKey::initTestCase()
{
    QVERIFY(m_server.start());
}

void TestOutputPlainKey::init()
{
    QVERIFY(m_server.call({"FLUSHALL"}));
}

void TestOutputPlainKey::plainKeyIsFollowed()
{
    writePlain(m_server, "a");
    OutputFollower follower(optionsFor(m_server));
    Listener record(follower);
    follower.open();
    QTRY_COMPARE(record.values(), (QByteArrayList{"a"}));
    QCOMPARE(follower.state(), State::Live);
    QTRY_COMPARE(connectionsWith(m_server, "cmd=subscribe").size(), 1);
    for (const char *value : {"b", "b", "c"})
        writePlain(m_server, value);
    QTRY_VERIFY(record.values().endsWith("c"));
    QVERIFY(record.values().count("b") <= 1);
    const qint64 age = QDateTime::currentMSecsSinceEpoch() - record.outputs.back().time;
    QVERIFY(age >= 0 && age < 60'000);
    QVERIFY(record.histories.empty() && record.problems.isEmpty());
    QCOMPARE(record.states, QList<State>{State::Live});

    QVERIFY(m_server.call({"DEL", key}));
    QTRY_COMPARE(follower.state(), State::Waiting);
    writePlain(m_server, "c"); // the same value, written again
    QTRY_COMPARE(record.values().count("c"), 2);
    QCOMPARE(follower.state(), State::Live);
}

void TestOutputPlainKey::plainKeyIsPolled()
{
    QVERIFY(m_server.call({"ACL", "SETUSER", "poller", "on", ">pw", "~*", "resetchannels", "+@all", "-client"}));
    OutputFollower follower(withUser(optionsFor(m_server, 10ms), u"poller"_s));
    Listener record(follower);
    writePlain(m_server, "a");
    follower.open();
    QTRY_COMPARE(record.values(), (QByteArrayList{"a"}));
    writePlain(m_server, "b");
    QTRY_COMPARE(record.values(), (QByteArrayList{"a", "b"}));
    QVERIFY(record.problems.isEmpty());
}

void TestOutputPlainKey::plainKeyIsFollowedByKeyspaceNotifications()
{
    RedisServer server({u"--notify-keyspace-events"_s, u"KA"_s});
    QVERIFY(server.start());
    QVERIFY(server.call({"ACL", "SETUSER", "untracked", "on", ">pw", "~*", "&*", "+@all", "-client|tracking"}));
    OutputFollower follower(withUser(optionsFor(server), u"untracked"_s));
    Listener record(follower);
    follower.open();
    QTRY_COMPARE(connectionsWith(server, "cmd=subscribe").size(), 1);
    writePlain(server, "a");
    QTRY_COMPARE(record.values(), (QByteArrayList{"a"}));
    writePlain(server, "b");
    QTRY_COMPARE(record.values(), (QByteArrayList{"a", "b"}));
    QVERIFY(record.problems.isEmpty());
}

void TestOutputPlainKey::onlyGetIsNeeded()
{
    QVERIFY(m_server.call({"ACL", "SETUSER", "few", "on", ">pw", "~out", "+get"}));
    writeResults(m_server, 1, 3);
    OutputFollower follower(withUser(optionsFor(m_server, 10ms), u"few"_s));
    Listener record(follower);
    follower.open();
    QTRY_COMPARE(record.values(), (QByteArrayList{"3"}));
    writeResults(m_server, 4, 4);
    QTRY_COMPARE(record.values(), (QByteArrayList{"3", "4"}));
    QCOMPARE(follower.state(), State::Live);
    QVERIFY(record.problems.isEmpty() && record.histories.empty());
}

void TestOutputPlainKey::streamIsUsedOncePermitted()
{
    QVERIFY(m_server.call({"ACL", "SETUSER", "later", "on", ">pw", "~*", "+get"}));
    writeResults(m_server, 1, 3);
    OutputFollower follower(withUser(optionsFor(m_server, 10ms), u"later"_s));
    Listener record(follower);
    follower.open();
    QTRY_COMPARE(record.values(), (QByteArrayList{"3"}));
    QVERIFY(m_server.call({"ACL", "SETUSER", "later", "+@all"}));
    QVERIFY(m_server.call({"CLIENT", "KILL", "USER", "later"}));
    QTRY_COMPARE(record.histories.size(), 1);
    QVERIFY(record.histories[0] == results(1, 3));
    QCOMPARE(record.values(), (QByteArrayList{"3"}));
    writeResults(m_server, 4, 4);
    QTRY_COMPARE(record.values(), (QByteArrayList{"3", "4"}));
}

/// The time of the first value is unknown; the others are observed.
void TestOutputPlainKey::ageOfAPlainKeyIsUnknown()
{
    writePlain(m_server, "a");
    OutputFollower follower(optionsFor(m_server));
    Listener record(follower);
    follower.open();
    QTRY_COMPARE(record.live, QList<bool>{false});
    QVERIFY(record.ages == (std::vector<std::optional<qint64>>{std::nullopt}));
    QTRY_COMPARE(connectionsWith(m_server, "cmd=subscribe").size(), 1);
    writePlain(m_server, "b");
    QTRY_COMPARE(record.live, (QList<bool>{false, true}));
    QVERIFY(m_server.call({"DEL", key}));
    QTRY_COMPARE(follower.state(), State::Waiting);
    writePlain(m_server, "b");
    QTRY_COMPARE(record.live, (QList<bool>{false, true, true}));
    QCOMPARE(record.ages.size(), 1);
}

void TestOutputPlainKey::firstResultIsWaitedFor_data()
{
    QTest::addColumn<bool>("plain");
    QTest::newRow("plain key") << true;
    QTest::newRow("stream") << false;
}

void TestOutputPlainKey::firstResultIsWaitedFor()
{
    QFETCH(bool, plain);
    OutputFollower follower(optionsFor(m_server, 20ms));
    Listener record(follower);
    QCOMPARE(follower.state(), State::Connecting);
    follower.open();
    QTRY_COMPARE(follower.state(), State::Waiting);
    if (plain)
        writePlain(m_server, "1");
    else
        writeResults(m_server, 1, 1);
    QTRY_COMPARE(record.values(), (QByteArrayList{"1"}));
    QCOMPARE(record.states, (QList<State>{State::Waiting, State::Live}));
    QVERIFY(record.histories.empty() && record.problems.isEmpty());
}

void TestOutputPlainKey::laterStreamIsFollowed()
{
    writePlain(m_server, "a");
    OutputFollower follower(optionsFor(m_server, 1ms)); // polls as often as possible, to find duplicates
    Listener record(follower);
    follower.open();
    QTRY_COMPARE(record.values(), (QByteArrayList{"a"}));
    QTRY_VERIFY(isReading(m_server));
    const int before = callsOf(m_server, "get");
    QTRY_VERIFY(callsOf(m_server, "get") > before + 10);
    for (int i = 1; i <= 100; ++i)
        writeResults(m_server, i, i);
    QTRY_VERIFY(record.values().endsWith("100"));
    record.outputs.erase(record.outputs.begin());
    QVERIFY(record.outputs == results(1, 100));
    QVERIFY(record.histories.empty());
}

void TestOutputPlainKey::takeoverByAForeignRuntimeIsFollowed()
{
    writeResults(m_server, 1, 2);
    OutputFollower follower(optionsFor(m_server));
    Listener record(follower);
    follower.open();
    QTRY_VERIFY(isReading(m_server));
    writePlain(m_server, "a"); // read after the stream was quiet for a while
    QTRY_COMPARE_WITH_TIMEOUT(record.values(), (QByteArrayList{"a"}), 12'000);
    QTRY_COMPARE(connectionsWith(m_server, "cmd=subscribe").size(), 1);
    writePlain(m_server, "b"); // read at once from now on
    QTRY_COMPARE_WITH_TIMEOUT(record.values(), (QByteArrayList{"a", "b"}), 3000);
    for (int i = 3; i <= 20; ++i) // and back again
        writeResults(m_server, i, i);
    QTRY_VERIFY(record.values().endsWith("20"));
    record.outputs.erase(record.outputs.begin(), record.outputs.begin() + 2);
    QVERIFY(record.outputs == results(3, 20));
    QTRY_COMPARE(connectionsWith(m_server, "cmd=subscribe").size(), 0);
    QCOMPARE(record.histories.size(), 1);

    writePlain(m_server, "c"); // without a follower
    OutputFollower late(optionsFor(m_server));
    Listener lateRecord(late);
    late.open();
    QTRY_COMPARE(lateRecord.values(), (QByteArrayList{"c"}));
    QCOMPARE(lateRecord.histories.size(), 1);
    QVERIFY(lateRecord.histories[0] == results(1, 20));
}

void TestOutputPlainKey::keyOfAnotherTypeIsReported()
{
    QVERIFY(m_server.call({"RPUSH", key, "x"}));
    OutputFollower follower(optionsFor(m_server, 5ms));
    Listener record(follower);
    follower.open();
    QTRY_COMPARE(record.problems, QList<Kind>{Kind::WrongType});
    QCOMPARE(follower.state(), State::Waiting);
    const int before = callsOf(m_server, "get");
    QTRY_VERIFY(callsOf(m_server, "get") > before + 10);
    QCOMPARE(record.problems.size(), 1); // reported once

    QVERIFY(m_server.call({"DEL", key}));
    QTRY_COMPARE(record.states, (QList<State>{State::Waiting, State::Waiting})); // the problem is over
    writePlain(m_server, "a");
    QTRY_COMPARE(record.values(), (QByteArrayList{"a"}));
    QVERIFY(m_server.call({"DEL", key}));
    QVERIFY(m_server.call({"RPUSH", key, "x"}));
    QTRY_COMPARE(record.problems, (QList<Kind>{Kind::WrongType, Kind::WrongType}));
    QCOMPARE(follower.state(), State::Waiting);
    QVERIFY(m_server.call({"SET", key, "a"}));
    QTRY_COMPARE(record.values(), (QByteArrayList{"a", "a"}));
    QCOMPARE(follower.state(), State::Live);
}

void TestOutputPlainKey::plainKeyIsPolledIfTheStreamHasAnotherType()
{
    QVERIFY(m_server.call({"SET", historyKey(key), "no stream"}));
    writePlain(m_server, "a");
    OutputFollower follower(optionsFor(m_server, 20ms));
    Listener record(follower);
    follower.open();
    QTRY_COMPARE(record.values(), (QByteArrayList{"a"}));
    const int before = callsOf(m_server, "xread");
    QTRY_VERIFY(callsOf(m_server, "get") > 20);
    QVERIFY(callsOf(m_server, "xread") - before <= callsOf(m_server, "get")); // not faster than it polls
    QVERIFY(m_server.call({"DEL", historyKey(key)}));
    writeResults(m_server, 1, 3);
    QTRY_COMPARE(record.values(), (QByteArrayList{"a", "1", "2", "3"}));
    QVERIFY(record.problems.isEmpty());
}

QTEST_GUILESS_MAIN(TestOutputPlainKey)
#include "tst_outputplainkey.moc"

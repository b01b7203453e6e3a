// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/redis/redissubscriber.h"
#include "tests/support/redisreplies.h"
#include "tests/support/redisserver.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;
using Kind = RedisError::Kind;

class TestRedisSubscriber : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void messagesOfChannelAndPatternArrive();
    void laterSubscriptionsAreSent();
    void changedKeysAreReported_data();
    void changedKeysAreReported();
    void flushedServerInvalidatesAllKeys();
    void otherKeysAreNotReported();
    void expiryIsReported();
    void subscribesAgainAfterARestart();
    void refusedTrackingIsReported();
    void overlappingPrefixesAreRefused();
    void refusedChannelIsReported();
    void silentServerIsDetected();
    void respondingServerStaysConnected();
    void messageOverTheLimitIsRefused();
    void closeStopsAllSignals();

private:
    RedisServer m_server;
};

namespace {

using Messages = QList<std::pair<QByteArray, QByteArray>>;

Messages messagesOf(const QSignalSpy &spy)
{
    Messages messages;
    for (const QList<QVariant> &arguments : spy)
        messages.append({arguments[0].toByteArray(), arguments[1].toByteArray()});
    return messages;
}

QList<QByteArrayList> keysOf(const QSignalSpy &spy)
{
    QList<QByteArrayList> keys;
    for (const QList<QVariant> &arguments : spy)
        keys << arguments[0].value<QByteArrayList>();
    return keys;
}

bool opens(RedisSubscriber &subscriber)
{
    QSignalSpy ready(&subscriber, &RedisSubscriber::ready);
    subscriber.open();
    return ready.wait();
}

} // namespace

void TestRedisSubscriber::initTestCase()
{
    QVERIFY(m_server.start());
}

void TestRedisSubscriber::init()
{
    QVERIFY(m_server.call({"FLUSHALL"}));
}

void TestRedisSubscriber::messagesOfChannelAndPatternArrive()
{
    RedisSubscriber subscriber(m_server.options());
    QSignalSpy messages(&subscriber, &RedisSubscriber::message);
    subscriber.subscribe("news");
    subscriber.subscribePattern("sport.*");
    QVERIFY(opens(subscriber));
    const QByteArray binary("\0\r\n\xff", 4);
    const Messages expected{{"news", binary}, {"sport.golf", "b"}, {"news", ""}};
    for (const auto &[channel, payload] : expected)
        QVERIFY(m_server.call({"PUBLISH", channel, payload}));
    QVERIFY(m_server.call({"PUBLISH", "other", "x"}));
    QTRY_VERIFY(messages.count() >= expected.size());
    QCOMPARE(messagesOf(messages), expected);
}

void TestRedisSubscriber::laterSubscriptionsAreSent()
{
    RedisSubscriber subscriber(m_server.options());
    QSignalSpy messages(&subscriber, &RedisSubscriber::message);
    QVERIFY(opens(subscriber));
    subscriber.subscribe("late");
    QTRY_COMPARE(m_server.call({"PUBSUB", "NUMSUB", "late"})->elements.at(1).integer, qint64(1));
    QVERIFY(m_server.call({"PUBLISH", "late", "x"}));
    QTRY_COMPARE(messages.count(), 1);
}

void TestRedisSubscriber::changedKeysAreReported_data()
{
    QTest::addColumn<RedisCommand>("command");
    QTest::newRow("SET") << RedisCommand{"SET", "out", "2"};
    QTest::newRow("DEL") << RedisCommand{"DEL", "out"};
    QTest::newRow("EXPIRE") << RedisCommand{"EXPIRE", "out", "100"};
    QTest::newRow("APPEND") << RedisCommand{"APPEND", "out", "x"};
    QTest::newRow("RENAME") << RedisCommand{"RENAME", "out", "elsewhere"};
}

void TestRedisSubscriber::changedKeysAreReported()
{
    QFETCH(RedisCommand, command);
    QVERIFY(m_server.call({"SET", "out", "1"}));
    RedisSubscriber subscriber(m_server.options());
    QSignalSpy invalidated(&subscriber, &RedisSubscriber::invalidated);
    QSignalSpy refused(&subscriber, &RedisSubscriber::trackingRefused);
    subscriber.track("out");
    QVERIFY(opens(subscriber));
    QVERIFY(m_server.call(command));
    QTRY_COMPARE(keysOf(invalidated), QList<QByteArrayList>{{"out"}});
    QCOMPARE(refused.count(), 0);
}

void TestRedisSubscriber::flushedServerInvalidatesAllKeys()
{
    RedisSubscriber subscriber(m_server.options());
    QSignalSpy invalidated(&subscriber, &RedisSubscriber::invalidated);
    subscriber.track("out");
    QVERIFY(opens(subscriber));
    QVERIFY(m_server.call({"FLUSHALL"}));
    QTRY_COMPARE(keysOf(invalidated), QList<QByteArrayList>{{}});
}

void TestRedisSubscriber::otherKeysAreNotReported()
{
    RedisSubscriber subscriber(m_server.options());
    QSignalSpy invalidated(&subscriber, &RedisSubscriber::invalidated);
    QSignalSpy messages(&subscriber, &RedisSubscriber::message);
    subscriber.track("out");
    subscriber.track("in");
    subscriber.subscribe("done");
    QVERIFY(opens(subscriber));
    QVERIFY(m_server.call({"SET", "other", "1"}));
    QVERIFY(m_server.call({"SET", "in:1", "1"}));
    QVERIFY(m_server.call({"PUBLISH", "done", ""}));
    QTRY_COMPARE(messages.count(), 1);
    QTRY_COMPARE(keysOf(invalidated), QList<QByteArrayList>{{"in:1"}});
}

void TestRedisSubscriber::expiryIsReported()
{
    RedisSubscriber subscriber(m_server.options());
    QSignalSpy invalidated(&subscriber, &RedisSubscriber::invalidated);
    subscriber.track("out");
    QVERIFY(opens(subscriber));
    QVERIFY(m_server.call({"SET", "out", "1", "PX", "50"}));
    QTRY_VERIFY(invalidated.count() >= 2); // the SET, and the shutdown
    QVERIFY(m_server.call({"EXISTS", "out"})->integer == 0);
}

void TestRedisSubscriber::subscribesAgainAfterARestart()
{
    RedisServer server;
    QVERIFY(server.start());
    RedisSubscriber subscriber(server.options());
    QSignalSpy ready(&subscriber, &RedisSubscriber::ready);
    QSignalSpy lost(&subscriber, &RedisSubscriber::lost);
    QSignalSpy refused(&subscriber, &RedisSubscriber::trackingRefused);
    QSignalSpy messages(&subscriber, &RedisSubscriber::message);
    QSignalSpy invalidated(&subscriber, &RedisSubscriber::invalidated);
    subscriber.subscribe("news");
    subscriber.subscribePattern("sport.*");
    subscriber.track("out");
    QVERIFY(opens(subscriber));
    for (int round = 1; round <= 3; ++round) {
        server.kill();
        QTRY_VERIFY(!subscriber.isReady());
        QVERIFY(server.start());
        QTRY_COMPARE(ready.count(), round + 1);
        QVERIFY(server.call({"PUBLISH", "news", "a"}));
        QVERIFY(server.call({"PUBLISH", "sport.golf", "b"}));
        QVERIFY(server.call({"SET", "out", "1"}));
        QTRY_COMPARE(messages.count(), 2 * round);
        QTRY_COMPARE(invalidated.count(), round);
    }
    QVERIFY(lost.count() >= 3);
    QCOMPARE(refused.count(), 0);
}

void TestRedisSubscriber::refusedTrackingIsReported()
{
    QVERIFY(m_server.call({"ACL", "SETUSER", "untracked", "on", ">pw", "~*", "&*", "+@all", "-client|tracking"}));
    RedisSubscriber subscriber(asUser(m_server.options(), u"untracked"_s));
    QSignalSpy refused(&subscriber, &RedisSubscriber::trackingRefused);
    QSignalSpy messages(&subscriber, &RedisSubscriber::message);
    subscriber.track("out");
    subscriber.subscribe("news");
    QVERIFY(opens(subscriber));
    QCOMPARE(refused.count(), 1);
    QCOMPARE(refused.at(0).first().value<RedisError>().kind, Kind::NoPermission);
    QVERIFY(m_server.call({"PUBLISH", "news", "a"}));
    QTRY_COMPARE(messages.count(), 1);
}

void TestRedisSubscriber::overlappingPrefixesAreRefused()
{
    RedisSubscriber subscriber(m_server.options());
    QSignalSpy refused(&subscriber, &RedisSubscriber::trackingRefused);
    subscriber.track("out");
    subscriber.track("output");
    QVERIFY(opens(subscriber));
    QCOMPARE(refused.count(), 1);
}

void TestRedisSubscriber::refusedChannelIsReported()
{
    QVERIFY(m_server.call({"ACL", "SETUSER", "restricted", "on", ">pw", "~*", "resetchannels", "&news", "+@all"}));
    RedisSubscriber subscriber(asUser(m_server.options(), u"restricted"_s));
    QSignalSpy refused(&subscriber, &RedisSubscriber::subscriptionRefused);
    QSignalSpy trackingRefused(&subscriber, &RedisSubscriber::trackingRefused);
    QSignalSpy lost(&subscriber, &RedisSubscriber::lost);
    QSignalSpy messages(&subscriber, &RedisSubscriber::message);
    subscriber.subscribe("secret");
    subscriber.subscribe("news");
    subscriber.track("out");
    QVERIFY(opens(subscriber));
    QCOMPARE(refused.count(), 1);
    QCOMPARE(refused.at(0).at(0).toByteArray(), QByteArray("secret"));
    QCOMPARE(refused.at(0).at(1).value<RedisError>().kind, Kind::NoPermission);
    QCOMPARE(trackingRefused.count(), 1); // its channel is forbidden, too
    QVERIFY(m_server.call({"PUBLISH", "news", "a"}));
    QTRY_COMPARE(messages.count(), 1);
    QCOMPARE(lost.count(), 0);
}

void TestRedisSubscriber::silentServerIsDetected()
{
    RedisServer server;
    QVERIFY(server.start());
    RedisOptions options = server.options();
    options.keepAlivePeriod = 100ms;
    options.commandDeadline = 200ms;
    options.connectDeadline = 200ms;
    RedisSubscriber subscriber(options);
    QSignalSpy ready(&subscriber, &RedisSubscriber::ready);
    QSignalSpy lost(&subscriber, &RedisSubscriber::lost);
    subscriber.subscribe("news");
    QVERIFY(opens(subscriber));
    server.freeze();
    QTRY_VERIFY(lost.count() >= 1);
    QCOMPARE(lost.at(0).first().value<RedisError>().kind, Kind::Timeout);
    server.unfreeze();
    QTRY_COMPARE(ready.count(), 2);
}

void TestRedisSubscriber::respondingServerStaysConnected()
{
    RedisOptions options = m_server.options();
    options.clientName = u"living"_s;
    options.keepAlivePeriod = 20ms;
    options.commandDeadline = 500ms;
    RedisSubscriber subscriber(options);
    QSignalSpy lost(&subscriber, &RedisSubscriber::lost);
    subscriber.subscribe("news");
    QVERIFY(opens(subscriber));
    const auto pings = [this] {
        const QByteArray stats = m_server.call({"INFO", "commandstats"})->bytes;
        const QByteArray start = "cmdstat_ping:calls=";
        return stats.mid(stats.indexOf(start) + start.size()).split(',').first().toInt();
    };
    const int before = pings();
    QTRY_VERIFY(pings() >= before + 60); // of which half come from the polling of this test
    QCOMPARE(lost.count(), 0);
    QVERIFY(subscriber.isReady());
}

void TestRedisSubscriber::messageOverTheLimitIsRefused()
{
    RedisOptions options = m_server.options();
    options.maximumReplyBytes = 1000;
    RedisSubscriber subscriber(options);
    QSignalSpy ready(&subscriber, &RedisSubscriber::ready);
    QSignalSpy lost(&subscriber, &RedisSubscriber::lost);
    QSignalSpy messages(&subscriber, &RedisSubscriber::message);
    subscriber.subscribe("news");
    QVERIFY(opens(subscriber));
    QVERIFY(m_server.call({"PUBLISH", "news", QByteArray(2000, 'x')}));
    QTRY_COMPARE(lost.count(), 1);
    QCOMPARE(lost.at(0).first().value<RedisError>().kind, Kind::ReplyTooLarge);
    QTRY_COMPARE(ready.count(), 2);
    QVERIFY(m_server.call({"PUBLISH", "news", "small"}));
    QTRY_COMPARE(messagesOf(messages), (Messages{{"news", "small"}}));
}

void TestRedisSubscriber::closeStopsAllSignals()
{
    RedisSubscriber subscriber(m_server.options());
    QSignalSpy ready(&subscriber, &RedisSubscriber::ready);
    QSignalSpy refused(&subscriber, &RedisSubscriber::trackingRefused);
    QSignalSpy messages(&subscriber, &RedisSubscriber::message);
    subscriber.track("out");
    subscriber.subscribe("news");
    QVERIFY(opens(subscriber));
    subscriber.close();
    QTRY_COMPARE(m_server.call({"PUBLISH", "news", "a"})->integer, qint64(0));
    QCOMPARE(messages.count(), 0);
    QCOMPARE(refused.count(), 0);
    QCOMPARE(ready.count(), 1);
    QVERIFY(opens(subscriber));
    QCOMPARE(m_server.call({"PUBLISH", "news", "b"})->integer, qint64(1));
    QTRY_COMPARE(messages.count(), 1);
}

QTEST_GUILESS_MAIN(TestRedisSubscriber)
#include "tst_redissubscriber.moc"

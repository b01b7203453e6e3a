// SPDX-License-Identifier: GPL-3.0-or-later
// Waiting for replies without the event loop, and when commands are written. The observer is a blocking connection, so
// that nothing else happens in this thread.
#include "common/core/literals.h"
#include "common/redis/redisclient.h"
#include "tests/support/redisreplies.h"
#include "tests/support/redisserver.h"
#include "tests/support/tlscertificates.h"

#include <QDeadlineTimer>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include <hiredis/hiredis.h>

#include <memory>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

namespace {

constexpr auto longEnough = 10s;

/// Repeats something that does not run the event loop until it returns true.
bool becomesTrue(const std::function<bool()> &condition)
{
    const QDeadlineTimer end(longEnough);
    while (!condition()) {
        if (end.hasExpired())
            return false;
    }
    return true;
}

} // namespace

class TestRedisWaiting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void pollAndSleepNeedNoEventLoop_data();
    void pollAndSleepNeedNoEventLoop();
    void nothingIsAwaitedInsideOfAHandler();
    void whatArrivesInsideOfAHandlerIsHandledAfterIt();
    void handlerMayDeleteTheClient();
    void lostConnectionEndsTheWait();
    void repliesOfALostConnectionAreRead_data();
    void repliesOfALostConnectionAreRead();
    void commandsBehindOthersAreWrittenTogether();
    void postponedRepliesWaitForTheNextCommand();
    void postponedRepliesWaitNotLonger();

private:
    QByteArray observed(const char *key) const; ///< the value of a key
    QByteArray clients() const;                 ///< CLIENT LIST; the server has answered the commands in it

    RedisServer m_server;
    TlsCertificates m_certificates;
    std::unique_ptr<redisContext, decltype(&redisFree)> m_observer{nullptr, &redisFree};
};

void TestRedisWaiting::initTestCase()
{
    QVERIFY(m_certificates.isValid());
    m_server.enableTls(m_certificates);
    QVERIFY(m_server.start());
    m_observer.reset(redisConnect("127.0.0.1", m_server.port()));
    QVERIFY(m_observer && m_observer->err == 0);
}

void TestRedisWaiting::init()
{
    QVERIFY(m_server.call({"FLUSHALL"}));
}

QByteArray TestRedisWaiting::observed(const char *key) const
{
    const auto reply = static_cast<redisReply *>(redisCommand(m_observer.get(), "GET %s", key));
    const QByteArray value = reply->type == REDIS_REPLY_STRING ? reply->str : "";
    freeReplyObject(reply);
    return value;
}

QByteArray TestRedisWaiting::clients() const
{
    const auto reply = static_cast<redisReply *>(redisCommand(m_observer.get(), "CLIENT LIST"));
    QByteArray list = reply->str;
    freeReplyObject(reply);
    return list;
}

void TestRedisWaiting::pollAndSleepNeedNoEventLoop_data()
{
    QTest::addColumn<RedisUrl>("url");
    QTest::newRow("tcp") << m_server.url();
    QTest::newRow("unix") << m_server.unixUrl();
    QTest::newRow("tls") << m_server.tlsUrl(m_certificates.caFile());
}

void TestRedisWaiting::pollAndSleepNeedNoEventLoop()
{
    QFETCH(RedisUrl, url);
    RedisOptions options = m_server.options();
    options.url = url;
    RedisClient client(options);
    QVERIFY(!client.poll(1ms));
    QVERIFY(!client.sleep());
    QVERIFY(opens(client));
    QVERIFY(!client.poll());
    int answers = 0;
    const auto count = [&answers](const RedisResult &reply) { answers += reply ? 1 : 0; };

    client.send({"PING"}, this, count);
    QVERIFY(becomesTrue([&] { return client.poll(1ms) || answers == 1; }));
    QCOMPARE(answers, 1);

    client.send({"PING"}, this, count);
    const bool isEncrypted = url.scheme == RedisUrl::Scheme::Tls;
    QVERIFY(isEncrypted ? !client.sleep() : becomesTrue([&] { return client.sleep(); }));
    QTRY_COMPARE(answers, 2);
    QVERIFY(client.isReady());
}

void TestRedisWaiting::nothingIsAwaitedInsideOfAHandler()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    bool isHandled = false;
    client.send({"PING"}, this, [&](const RedisResult &) {
        client.send({"PING"}, this, [&](const RedisResult &) { isHandled = true; });
        QVERIFY(!client.poll(1ms));
        QVERIFY(!client.sleep());
        QVERIFY(!isHandled);
    });
    QTRY_VERIFY(isHandled);
}

void TestRedisWaiting::whatArrivesInsideOfAHandlerIsHandledAfterIt()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    bool isInside = false;
    QList<bool> insides;
    client.send({"PING"}, this, [&](const RedisResult &) {
        isInside = true;
        client.send({"PING"}, this, [&](const RedisResult &) { insides << isInside; });
        client.flush();
        QVERIFY(becomesTrue([&] { return client.receive(); }));
        isInside = false;
    });
    QVERIFY(becomesTrue([&] { return client.poll(1ms) || !insides.isEmpty(); }));
    QTRY_COMPARE(insides, QList<bool>{false});
    QVERIFY(!client.receive());
}

void TestRedisWaiting::handlerMayDeleteTheClient()
{
    auto *client = new RedisClient(m_server.options());
    const QPointer<RedisClient> alive(client);
    QVERIFY(opens(*client));
    client->send({"PING"}, this, [client](const RedisResult &) { delete client; });
    QVERIFY(becomesTrue([&] { return client->poll(1ms); }));
    QVERIFY(!alive);
}

void TestRedisWaiting::lostConnectionEndsTheWait()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    QSignalSpy lost(&client, &RedisClient::lost);
    QStringList kinds;
    client.send({"BLPOP", "nothing", "0"}, this,
                [&](const RedisResult &reply) { kinds << (reply ? QString() : kindName(reply.error().kind)); });
    freeReplyObject(redisCommand(m_observer.get(), "CLIENT KILL TYPE normal SKIPME yes"));
    QVERIFY(becomesTrue([&] {
        client.poll(1ms);
        client.sleep();
        return !client.isReady();
    }));
    QCOMPARE(kinds, QStringList{kindName(RedisError::Kind::ConnectionLost)});
    QCOMPARE(lost.count(), 1);
    QVERIFY(!client.poll(1ms));
}

void TestRedisWaiting::repliesOfALostConnectionAreRead_data()
{
    QTest::addColumn<RedisUrl>("url");
    QTest::newRow("tcp") << m_server.url();
    QTest::newRow("unix") << m_server.unixUrl();
}

/// A server that ends a connection may have executed commands before; their replies say so. (A QSslSocket has read them
/// already, unless the event loop did not run.)
void TestRedisWaiting::repliesOfALostConnectionAreRead()
{
    QFETCH(RedisUrl, url);
    RedisOptions options = m_server.options();
    options.url = url;
    RedisClient client(options);
    QVERIFY(opens(client));
    const auto id = answerOf(client, {"CLIENT", "ID"});
    QVERIFY(id && *id);
    QStringList answers;
    const auto add = [&answers](const RedisResult &reply) {
        answers << (reply ? QString::fromLatin1(reply->bytes) : kindName(reply.error().kind));
    };
    client.send({"ECHO", "before"}, this, add);
    client.postpone(1h);
    QVERIFY(becomesTrue([this] { return clients().contains("cmd=echo"); }));
    const QByteArray number = QByteArray::number((*id)->integer);
    freeReplyObject(redisCommand(m_observer.get(), "CLIENT KILL ID %s", number.constData()));
    QVERIFY(becomesTrue([&] { return !clients().contains("id=" + number + ' '); }));
    for (int i = 0; i < 2; ++i) { // over TCP, only the second one fails at once
        client.send({"ECHO", "after"}, this, add);
        client.flush();
    }
    const QString lost = kindName(RedisError::Kind::ConnectionLost);
    QTRY_COMPARE(answers, (QStringList{u"before"_s, lost, lost}));
}

void TestRedisWaiting::commandsBehindOthersAreWrittenTogether()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    client.send({"SET", "first", "1"}, this, [](const RedisResult &) {});
    QVERIFY2(becomesTrue([&] { return observed("first") == "1"; }), "written immediately, as there is no other one");
    client.send({"SET", "second", "1"}, this, [](const RedisResult &) {});
    client.transaction({{"SET", "third", "1"}}, this, [](const RedisResult &) {});
    QCOMPARE(observed("second"), "");
    client.flush();
    QVERIFY(becomesTrue([&] { return observed("second") == "1" && observed("third") == "1"; }));

    client.send({"SET", "fourth", "1"}, this, [](const RedisResult &) {});
    QTRY_COMPARE(observed("fourth"), "1"); // from the event loop
}

void TestRedisWaiting::postponedRepliesWaitForTheNextCommand()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    QByteArrayList answers;
    const auto add = [&answers](const RedisResult &reply) { answers << (reply ? reply->bytes : "?"); };
    client.send({"ECHO", "first"}, this, add);
    client.postpone(1h);
    QVERIFY(becomesTrue([this] { return clients().contains("cmd=echo"); }));
    for (int i = 0; i < 10; ++i)
        QCoreApplication::processEvents();
    QCOMPARE(answers, QByteArrayList());
    client.send({"ECHO", "second"}, this, add);
    QTRY_COMPARE(answers, (QByteArrayList{"first", "second"}));
}

void TestRedisWaiting::postponedRepliesWaitNotLonger()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    bool isHandled = false;
    client.send({"PING"}, this, [&](const RedisResult &) { isHandled = true; });
    client.postpone(20ms);
    QTRY_VERIFY(isHandled);
}

QTEST_GUILESS_MAIN(TestRedisWaiting)
#include "tst_rediswaiting.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// What a client detects about a server that does not support all commands: twemproxy, which closes the connection on
// the others, and Redis with renamed commands, which answers like Envoy and managed services.
#include "common/core/literals.h"
#include "common/redis/redissubscriber.h"
#include "tests/support/nutcrackerserver.h"
#include "tests/support/redisreplies.h"
#include "tests/support/redisserver.h"

#include <QSignalSpy>
#include <QTest>

#include <chrono>
#include <memory>
#include <optional>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

using Kind = RedisError::Kind;

class TestCommandSupport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void twemproxyCarriesGetAndSet();
    void unsupportedCommandsAreDetected_data();
    void unsupportedCommandsAreDetected();
    void unsupportedTransactionIsDetected();
    void otherUnansweredCommandsStaySupported();
    void clientsShareUnsupportedCommands();
    void otherDatabaseIsRefusedWithAReason();
    void userNameIsOmitted();
    void commandIsRetriedAfterTenMinutes();
    void subscriberRetriesAfterTenMinutes();
    void unknownCommandsAreNotSentAgain();
    void connectsWithoutPing();

private:
    RedisServer m_redis;
    std::unique_ptr<NutcrackerServer> m_proxy;
};

namespace {

/// Sends the command again on each new connection, until it is answered or known to be unsupported.
RedisResult verdictOn(RedisClient &client, const RedisCommand &command)
{
    for (int i = 0; i < 5; ++i) {
        if (!QTest::qWaitFor([&client] { return client.isReady(); }, 10'000))
            break;
        const RedisResult answer = replyTo(client, command);
        if (answer || answer.error().kind == Kind::NotSupported)
            return answer;
    }
    return RedisError{Kind::Timeout, u"no verdict"_s};
}

/// A manual clock, and unsupported commands that use it.
struct Known
{
    std::chrono::milliseconds now{0};
    std::shared_ptr<UnsupportedCommands> commands = std::make_shared<UnsupportedCommands>([this] { return now; });
};

/// Counts how often a text was logged.
class LogCounter
{
public:
    explicit LogCounter(QString text)
    {
        s_text = std::move(text);
        s_count = 0;
        m_before = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &message) {
            s_count += message.contains(s_text) ? 1 : 0;
        });
    }
    ~LogCounter() { qInstallMessageHandler(m_before); }
    LogCounter(const LogCounter &) = delete;
    LogCounter &operator=(const LogCounter &) = delete;

    static int count() { return s_count; }

private:
    static inline QString s_text;
    static inline int s_count = 0;
    QtMessageHandler m_before = nullptr;
};

} // namespace

void TestCommandSupport::initTestCase()
{
    QVERIFY(m_redis.start());
    m_proxy = std::make_unique<NutcrackerServer>(m_redis.port());
    QVERIFY(m_proxy->start());
}

void TestCommandSupport::twemproxyCarriesGetAndSet()
{
    RedisClient client(m_proxy->options());
    const LogCounter log(u"does not support CLIENT"_s);
    QVERIFY(opens(client));
    QVERIFY(replyTo(client, {"SET", "a", "1"}) || verdictOn(client, {"SET", "a", "1"}));
    QTRY_COMPARE(log.count(), 1);
    QSignalSpy lost(&client, &RedisClient::lost);
    const RedisResult value = verdictOn(client, {"GET", "a"});
    QVERIFY(value);
    QCOMPARE(value->bytes, QByteArray("1"));
    QTRY_VERIFY(client.isReady());
    QTest::qWait(200);
    QCOMPARE(lost.count(), 0); // the connection stays open
}

void TestCommandSupport::unsupportedCommandsAreDetected_data()
{
    QTest::addColumn<QByteArrayList>("command");
    const auto row = [](const RedisCommand &command) { QTest::newRow(command.constFirst().constData()) << command; };
    row({"XADD", "s", "*", "a", "1"});
    row({"XREVRANGE", "s", "+", "-"});
    row({"XREAD", "BLOCK", "1000", "STREAMS", "s", "$"});
    row({"SUBSCRIBE", "c"});
    row({"PSUBSCRIBE", "c"});
    row({"SCAN", "0"});
    row({"TIME"});
    row({"CLIENT", "ID"});
    row({"INFO"});
}

void TestCommandSupport::unsupportedCommandsAreDetected()
{
    QFETCH(QByteArrayList, command);
    RedisClient client(m_proxy->options());
    const QByteArray &name = command.constFirst();
    const LogCounter log(u"does not support "_s + QString::fromUtf8(name));
    QVERIFY(opens(client));
    const RedisResult answer = verdictOn(client, command);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, Kind::NotSupported);
    QVERIFY2(answer.error().message.contains(QString::fromUtf8(name)), qPrintable(answer.error().message));
    QVERIFY(!client.supports(name));
    QTRY_VERIFY(client.isReady());
    QSignalSpy lost(&client, &RedisClient::lost);
    QCOMPARE(replyTo(client, command).error().kind, Kind::NotSupported);
    QVERIFY(replyTo(client, {"GET", "a"}));
    QCOMPARE(lost.count(), 0); // nothing was sent
    QCOMPARE(log.count(), 1);
}

void TestCommandSupport::unsupportedTransactionIsDetected()
{
    RedisClient client(m_proxy->options());
    QVERIFY(opens(client));
    std::optional<RedisResult> answer;
    for (int i = 0; i < 10 && !(answer && !*answer && answer->error().kind == Kind::NotSupported); ++i) {
        QTRY_VERIFY(client.isReady());
        answer.reset();
        client.transaction({{"SET", "a", "1"}, {"XADD", "s", "*", "a", "1"}}, this,
                           [&answer](const RedisResult &reply) { answer = reply; });
        QTRY_VERIFY(answer);
        QVERIFY(!*answer);
    }
    QCOMPARE(answer->error().kind, Kind::NotSupported);
    QVERIFY(!client.supports("MULTI"));
    QVERIFY(client.supports("XADD")); // not detected yet
}

/// The commands that were sent together with it were unanswered, too.
void TestCommandSupport::otherUnansweredCommandsStaySupported()
{
    RedisClient client(m_proxy->options());
    QVERIFY(opens(client));
    for (int i = 0; i < 20 && client.supports("XADD"); ++i) {
        QTRY_VERIFY(client.isReady());
        int answered = 0;
        const auto count = [&answered](const RedisResult &) { ++answered; };
        client.send({"EXISTS", "a"}, this, count);
        client.send({"XADD", "s", "*", "a", "1"}, this, count);
        client.send({"HGETALL", "h"}, this, count);
        QTRY_COMPARE(answered, 3);
    }
    QVERIFY(!client.supports("XADD"));
    QVERIFY(client.supports("EXISTS"));
    QVERIFY(client.supports("HGETALL"));
    QTRY_VERIFY(client.isReady());
    QVERIFY(replyTo(client, {"EXISTS", "a"}));
    QVERIFY(replyTo(client, {"HGETALL", "h"}));
}

void TestCommandSupport::clientsShareUnsupportedCommands()
{
    const RedisOptions options = m_proxy->options();
    RedisClient first(options);
    QVERIFY(opens(first));
    QVERIFY(!verdictOn(first, {"TIME"}));
    RedisClient second(options);
    QSignalSpy lost(&second, &RedisClient::lost);
    QVERIFY(opens(second));
    QCOMPARE(replyTo(second, {"TIME"}).error().kind, Kind::NotSupported);
    QCOMPARE(lost.count(), 0);
}

/// Never uses another database than the configured one.
void TestCommandSupport::otherDatabaseIsRefusedWithAReason()
{
    RedisOptions options = m_proxy->options();
    options.url.database = 3;
    RedisClient client(options);
    QSignalSpy ready(&client, &RedisClient::ready);
    QSignalSpy lost(&client, &RedisClient::lost);
    client.open();
    QTRY_VERIFY(!lost.isEmpty() && lost.constLast().constFirst().value<RedisError>().kind == Kind::Protocol);
    const QString message = lost.constLast().constFirst().value<RedisError>().message;
    QVERIFY2(message.contains(u"use database 0"_s), qPrintable(message));
    QCOMPARE(ready.count(), 0);
}

/// twemproxy supports AUTH only with a password. This one has no password, and its reply says so.
void TestCommandSupport::userNameIsOmitted()
{
    RedisOptions options = m_proxy->options();
    options.url.user = u"default"_s;
    options.url.password = u"word"_s;
    RedisClient client(options);
    QSignalSpy lost(&client, &RedisClient::lost);
    client.open();
    QTRY_VERIFY(!lost.isEmpty() && lost.constLast().constFirst().value<RedisError>().kind == Kind::Auth);
    QVERIFY(!client.supports("AUTH"));
}

void TestCommandSupport::commandIsRetriedAfterTenMinutes()
{
    Known known;
    RedisOptions options = m_proxy->options();
    options.unsupported = known.commands;
    const LogCounter log(u"does not support TIME"_s);
    RedisClient client(options);
    QVERIFY(opens(client));
    QVERIFY(!verdictOn(client, {"TIME"}));
    known.now += 10min - 1ms;
    QVERIFY(!client.supports("TIME"));
    known.now += 1ms;
    QVERIFY(client.supports("TIME"));
    QTRY_VERIFY(client.isReady());
    QSignalSpy lost(&client, &RedisClient::lost);
    QCOMPARE(replyTo(client, {"TIME"}).error().kind, Kind::NotSupported);
    QVERIFY(!client.supports("TIME"));
    QCOMPARE(lost.count(), 1); // one connection is enough, and no problem is reported
    QCOMPARE(lost.constFirst().constFirst().value<RedisError>().kind, Kind::NotSupported);
    QCOMPARE(log.count(), 1);
}

void TestCommandSupport::subscriberRetriesAfterTenMinutes()
{
    Known known;
    RedisOptions options = m_redis.options();
    options.unsupported = known.commands;
    options.keepAlivePeriod = 20ms;
    known.commands->add("SUBSCRIBE", {}, false);
    known.commands->add("CLIENT", {}, false);
    RedisSubscriber subscriber(options);
    QSignalSpy ready(&subscriber, &RedisSubscriber::ready);
    QSignalSpy refused(&subscriber, &RedisSubscriber::subscriptionRefused);
    QSignalSpy untracked(&subscriber, &RedisSubscriber::trackingRefused);
    QSignalSpy message(&subscriber, &RedisSubscriber::message);
    QSignalSpy invalidated(&subscriber, &RedisSubscriber::invalidated);
    subscriber.subscribe("channel");
    subscriber.track("key");
    subscriber.open();
    QTRY_COMPARE(ready.count(), 1);
    QVERIFY(refused.count() >= 1);
    QCOMPARE(untracked.count(), 1);
    known.now += 10min;
    QTRY_COMPARE(ready.count(), 2);
    QVERIFY(m_redis.call({"PUBLISH", "channel", "text"}));
    QVERIFY(m_redis.call({"SET", "key", "1"}));
    QTRY_COMPARE(message.count(), 1);
    QTRY_COMPARE(invalidated.count(), 1);
}

/// Envoy and managed services reply instead of closing the connection.
void TestCommandSupport::unknownCommandsAreNotSentAgain()
{
    RedisServer server({u"--rename-command"_s, u"XADD"_s, QString()});
    QVERIFY(server.start());
    const LogCounter log(u"does not support XADD"_s);
    RedisOptions options = server.options();
    options.unsupported = std::make_shared<UnsupportedCommands>();
    RedisClient client(options);
    QVERIFY(opens(client));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(replyTo(client, {"XADD", "s", "*", "a", "1"}).error().kind, Kind::NotSupported);
    QVERIFY(client.supports("CLIENT")); // although this Redis may not know CLIENT SETINFO
    QCOMPARE(log.count(), 1);
}

void TestCommandSupport::connectsWithoutPing()
{
    RedisServer server({u"--rename-command"_s, u"PING"_s, QString()});
    QVERIFY(server.start());
    for (int i = 0; i < 2; ++i) {
        RedisClient client(server.options());
        QVERIFY(opens(client));
        QVERIFY(!replyTo(client, {"PING"}));
        QVERIFY(replyTo(client, {"GET", "a"}));
    }
}

QTEST_GUILESS_MAIN(TestCommandSupport)
#include "tst_commandsupport.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Commands, transactions and handlers, with a real redis-server.
#include "common/core/literals.h"
#include "common/redis/redisclient.h"
#include "tests/support/redisreplies.h"
#include "tests/support/redisserver.h"
#include "tests/support/tlscertificates.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;
using Kind = RedisError::Kind;

class TestRedisClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void pipelineKeepsOrder();
    void binaryValuesAreUnchanged();
    void transactionIsExecuted();
    void refusedTransactionNamesTheFirstRefusal();
    void failureInsideTransactionIsReported();
    void commandsAreSentSinglyWithoutMulti();
    void transactionIsDroppedIfAWatchedKeyChanged();
    void forbiddenCommandIsReported();
    void wrongTypeIsReported();
    void fullServerIsReported();
    void readOnlyReplicaIsReported();

    void eachHandlerIsCalledOnce();
    void handlerOfADestroyedContextIsNotCalled();
    void handlerMayDeleteTheClient_data();
    void handlerMayDeleteTheClient();
    void handlerMayCloseTheClient();
    void handlerMayRunAnEventLoop();
    void closeFailsPendingCommands();

private:
    RedisServer m_server;
    TlsCertificates m_certificates;
};

void TestRedisClient::initTestCase()
{
    QVERIFY(m_certificates.isValid());
    m_server.enableTls(m_certificates);
    QVERIFY(m_server.start());
}

void TestRedisClient::init()
{
    QVERIFY(m_server.call({"FLUSHALL"}));
}

void TestRedisClient::pipelineKeepsOrder()
{
    constexpr int count = 10'000;
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    QList<qint64> answers;
    for (int i = 0; i < count; ++i) {
        client.send({"INCR", "n"}, this,
                    [&answers](const RedisResult &reply) { answers << (reply ? reply->integer : -1); });
    }
    QTRY_COMPARE_WITH_TIMEOUT(answers.size(), qsizetype(count), 20'000);
    for (int i = 0; i < count; ++i)
        QCOMPARE(answers[i], qint64(i + 1));
}

void TestRedisClient::binaryValuesAreUnchanged()
{
    QByteArray value;
    for (int i = 0; i < 100'000; ++i)
        value += static_cast<char>(i * 7);
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    const auto set = answerOf(client, {"SET", value.first(256), value});
    QVERIFY(set && *set);
    const auto got = answerOf(client, {"GET", value.first(256)});
    QVERIFY(got && *got);
    QCOMPARE((*got)->bytes, value);
}

void TestRedisClient::transactionIsExecuted()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    std::optional<RedisResult> answer;
    client.transaction({{"SET", "a", "1"}, {"INCR", "a"}}, this, [&](const RedisResult &reply) { answer = reply; });
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    QCOMPARE((*answer)->elements.size(), std::size_t(2));
    QCOMPARE((*answer)->elements[1].integer, qint64(2));
    QVERIFY(!(*answer)->elements[0].error() && !(*answer)->elements[1].error());
}

void TestRedisClient::refusedTransactionNamesTheFirstRefusal()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    std::optional<RedisResult> answer;
    client.transaction({{"SET", "a", "1"}, {"NOSUCHCOMMAND"}, {"GET"}}, this,
                       [&](const RedisResult &reply) { answer = reply; });
    QTRY_VERIFY(answer);
    QVERIFY(!*answer);
    QVERIFY2(answer->error().message.contains(u"NOSUCHCOMMAND"_s), qPrintable(answer->error().message));
    QCOMPARE(m_server.get("a"), QByteArray());
}

void TestRedisClient::failureInsideTransactionIsReported()
{
    QVERIFY(m_server.call({"RPUSH", "list", "x"}));
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    std::optional<RedisResult> answer;
    client.transaction({{"SET", "a", "1"}, {"INCR", "list"}}, this, [&](const RedisResult &reply) { answer = reply; });
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    QCOMPARE((*answer)->elements.size(), std::size_t(2));
    const std::optional<RedisError> error = (*answer)->elements[1].error();
    QVERIFY(error);
    QCOMPARE(error->kind, Kind::WrongType);
    QCOMPARE(m_server.get("a"), QByteArray("1"));
}

void TestRedisClient::commandsAreSentSinglyWithoutMulti()
{
    QVERIFY(m_server.call({"ACL", "SETUSER", "plain", "on", ">word", "~*", "+@all", "-multi", "-incr"}));
    RedisOptions options = m_server.options();
    options.url.user = u"plain"_s;
    options.url.password = u"word"_s;
    RedisClient client(options);
    QVERIFY(opens(client));
    std::optional<RedisResult> answer;
    client.transaction({{"SET", "one", "1"}, {"INCR", "one"}, {"APPEND", "one", "2"}}, this,
                       [&](const RedisResult &reply) { answer = reply; });
    QTRY_VERIFY(answer);
    QVERIFY(*answer);
    QCOMPARE((*answer)->elements.size(), std::size_t(3));
    QVERIFY(!(*answer)->elements[0].error() && !(*answer)->elements[2].error());
    QVERIFY((*answer)->elements[1].error());
    QCOMPARE((*answer)->elements[1].error()->kind, Kind::NoPermission);
    QCOMPARE(m_server.get("one"), QByteArray("12"));
}

void TestRedisClient::transactionIsDroppedIfAWatchedKeyChanged()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    QVERIFY(answerOf(client, {"WATCH", "w"}));
    QVERIFY(m_server.call({"SET", "w", "other"}));
    std::optional<RedisResult> answer;
    client.transaction({{"SET", "w", "mine"}}, this, [&](const RedisResult &reply) { answer = reply; });
    QTRY_VERIFY(answer);
    QVERIFY(failsWith(answer, Kind::Aborted));
    QCOMPARE(m_server.get("w"), QByteArray("other"));
}

void TestRedisClient::forbiddenCommandIsReported()
{
    QVERIFY(m_server.call({"ACL", "SETUSER", "few", "on", ">pw", "~mine:*", "+get"}));
    RedisClient client(withLogin(m_server.options(), u"few"_s, u"pw"_s));
    QVERIFY(opens(client)); // PING is forbidden, too
    QVERIFY(failsWith(answerOf(client, {"SET", "mine:a", "1"}), Kind::NoPermission));
    QVERIFY(failsWith(answerOf(client, {"GET", "other"}), Kind::NoPermission));
    const auto allowed = answerOf(client, {"GET", "mine:a"});
    QVERIFY(allowed && *allowed);
}

void TestRedisClient::wrongTypeIsReported()
{
    QVERIFY(m_server.call({"RPUSH", "list", "x"}));
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    QVERIFY(failsWith(answerOf(client, {"GET", "list"}), Kind::WrongType));
    QVERIFY(client.isReady());
}

void TestRedisClient::fullServerIsReported()
{
    RedisServer server({u"--maxmemory"_s, u"1"_s, u"--maxmemory-policy"_s, u"noeviction"_s});
    QVERIFY(server.start());
    RedisClient client(server.options());
    QVERIFY(opens(client));
    QVERIFY(failsWith(answerOf(client, {"SET", "k", "v"}), Kind::OutOfMemory));
    const auto read = answerOf(client, {"GET", "k"});
    QVERIFY(read && *read);
}

void TestRedisClient::readOnlyReplicaIsReported()
{
    RedisServer replica({u"--replicaof"_s, u"127.0.0.1 %1"_s.arg(m_server.port())});
    QVERIFY(replica.start());
    RedisClient client(replica.options());
    QVERIFY(opens(client));
    QVERIFY(failsWith(answerOf(client, {"SET", "k", "v"}), Kind::ReadOnly));
}

void TestRedisClient::eachHandlerIsCalledOnce()
{
    constexpr qsizetype count = 1000;
    RedisServer server;
    QVERIFY(server.start());
    QVERIFY(server.call({"SET", "v", QByteArray(20'000, 'v')}));
    RedisClient client(server.options());
    QVERIFY(opens(client));
    Tally tally(count);
    for (qsizetype i = 0; i < count; ++i) {
        client.send({"GET", "v"}, this, [&tally, &server, i](const RedisResult &reply) {
            if (i == 100)
                server.kill();
            tally.handler(i)(reply);
        });
    }
    QTRY_COMPARE(tally.sum, count);
    QSignalSpy lost(&client, &RedisClient::lost);
    QTRY_VERIFY(lost.count() >= 2); // nothing is called later either
    QCOMPARE(tally.calls, QList<int>(count, 1));
    const qsizetype good = tally.kinds.count(QString());
    QVERIFY2(good > 100 && good < count, QByteArray::number(good).constData());
    QCOMPARE(tally.kinds.mid(good), QStringList(count - good, kindName(Kind::ConnectionLost)));
}

void TestRedisClient::handlerOfADestroyedContextIsNotCalled()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    auto context = std::make_unique<QObject>();
    bool called = false;
    client.send({"PING"}, context.get(), [&called](const RedisResult &) { called = true; });
    context.reset();
    const auto behind = answerOf(client, {"PING"});
    QVERIFY(behind && *behind);
    QVERIFY(!called);
}

void TestRedisClient::handlerMayDeleteTheClient_data()
{
    QTest::addColumn<RedisUrl>("url");
    QTest::addColumn<QString>("where");
    const QList<std::pair<const char *, RedisUrl>> transports = {
        {"TCP", {}}, {"Unix", m_server.unixUrl()}, {"TLS", m_server.tlsUrl({})}};
    for (const auto &[name, url] : transports) {
        for (const char *where : {"reply", "lost reply", "late reply", "ready", "lost"})
            QTest::addRow("%s, %s", name, where) << url << QString::fromLatin1(where);
    }
}

void TestRedisClient::handlerMayDeleteTheClient()
{
    QFETCH(RedisUrl, url);
    QFETCH(QString, where);
    RedisServer server;
    server.enableTls(m_certificates);
    QVERIFY(server.start());
    const QList<RedisUrl> urls = {server.url(), server.tlsUrl(m_certificates.caFile()), server.unixUrl()};
    RedisOptions options = withUrl(server.options(), urls[int(url.scheme)]);
    options.commandDeadline = 100ms;
    QPointer<RedisClient> client = new RedisClient(options);
    const auto deleteIt = [&client] { delete client.data(); };
    if (where == "ready"_L1)
        connect(client, &RedisClient::ready, this, deleteIt);
    client->open();
    QTRY_VERIFY(!client || client->isReady());
    if (where == "lost"_L1)
        connect(client, &RedisClient::lost, this, deleteIt);
    if (where == "reply"_L1) {
        client->send({"PING"}, this, [&deleteIt](const RedisResult &) { deleteIt(); });
        client->send({"PING"}, this, [](const RedisResult &) { QFAIL("called by a deleted client"); });
    } else if (where.endsWith("reply"_L1)) {
        client->send({"BLPOP", "nothing", "0"}, this, [&deleteIt](const RedisResult &) { deleteIt(); });
    }
    if (where.startsWith("lost"_L1))
        server.kill();
    QTRY_VERIFY(!client);
    QCoreApplication::sendPostedEvents();
}

void TestRedisClient::handlerMayCloseTheClient()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    QSignalSpy lost(&client, &RedisClient::lost);
    Tally tally(3);
    client.send({"PING"}, this, [&](const RedisResult &reply) {
        tally.handler(0)(reply);
        client.close();
    });
    client.send({"PING"}, this, tally.handler(1));
    client.send({"BLPOP", "nothing", "0"}, this, tally.handler(2));
    QTRY_COMPARE(tally.sum, qsizetype(3));
    const QString notConnected = kindName(Kind::NotConnected);
    QCOMPARE(tally.kinds, (QStringList{QString(), notConnected, notConnected}));
    QCOMPARE(client.state(), RedisClient::State::Closed);
    QCOMPARE(lost.count(), 0);

    QVERIFY(opens(client)); // and may open it again
    const auto answer = answerOf(client, {"PING"});
    QVERIFY(answer && *answer);
}

void TestRedisClient::handlerMayRunAnEventLoop()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    std::optional<RedisResult> behind;
    client.send({"PING"}, this, [&](const RedisResult &) {
        QVERIFY(m_server.call({"RPUSH", "list", "x"})); // the other reply arrives during these
        QVERIFY(m_server.call({"PING"}));
        QVERIFY(m_server.call({"PING"}));
    });
    client.send({"BLPOP", "list", "0"}, this, [&](const RedisResult &reply) { behind = reply; });
    QTRY_VERIFY(behind);
    QVERIFY(*behind);
    QCOMPARE((*behind)->elements.size(), std::size_t(2));
}

void TestRedisClient::closeFailsPendingCommands()
{
    RedisClient client(m_server.options());
    QVERIFY(opens(client));
    Tally tally(2);
    client.send({"BLPOP", "nothing", "0"}, &client, tally.handler(0)); // with the client itself as the context
    client.send({"PING"}, this, tally.handler(1));
    client.close();
    QCOMPARE(tally.kinds, QStringList(2, kindName(Kind::NotConnected)));
}

QTEST_GUILESS_MAIN(TestRedisClient)
#include "tst_redisclient.moc"

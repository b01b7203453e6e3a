// SPDX-License-Identifier: GPL-3.0-or-later
// The search for output keys on a real server, also over a real sshd.
#include "app/desktop/connections/keyfinder.h"
#include "common/core/literals.h"
#include "tests/support/nutcrackerserver.h"
#include "tests/support/paths.h"
#include "tests/support/redisserver.h"
#include "tests/support/sshserver.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestKeyFinder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void keysWithResultsAreFound();
    void serverWithoutResultsHasNoKeys();
    void keysAreFoundAmongManyOthers();
    void numberOfFoundKeysIsLimited();
    void forbiddenScanIsExplained();
    void unsupportedScanIsExplained();
    void unreachableServerIsExplained();
    void keysAreFoundOverSsh();

private:
    Connection connection() const;

    RedisServer m_redis;
};

namespace {

const QByteArrayList wanted{"2021-output", "lab2-output", "lab10-output", "of:{host7}", "plain", "results"};

QStringList texts(const QByteArrayList &keys)
{
    QStringList all;
    for (const QByteArray &key : keys)
        all.append(QString::fromUtf8(key));
    return all;
}

} // namespace

void TestKeyFinder::initTestCase()
{
    QVERIFY(m_redis.start());
}

void TestKeyFinder::init()
{
    QVERIFY(m_redis.call({"FLUSHALL"}));
}

Connection TestKeyFinder::connection() const
{
    Connection connection;
    connection.kind = Connection::Kind::Redis;
    connection.redis = m_redis.url();
    return connection;
}

/// Keys are recognized by the default name, by their ending, and by the status next to them; companions and other keys
/// are not listed.
void TestKeyFinder::keysWithResultsAreFound()
{
    for (const char *key : {"lab10-output", "lab2-output", "2021-output", "results", "results2", "metrics",
                            "output-of-nothing", "{x}:history"})
        QVERIFY(m_redis.call({"SET", key, "1"}));
    for (const char *key : {"{plain}:status", "of:{host7}:status", "{}:status", ":status"})
        QVERIFY(m_redis.call({"HSET", key, "version", "1"}));
    QVERIFY(m_redis.call({"HSET", "{lab2-output}:status", "version", "1"})); // has a status, too; it is listed once
    KeyFinder finder(connection());
    QSignalSpy found(&finder, &KeyFinder::found);
    finder.start();
    QTRY_COMPARE(found.size(), 1);
    QCOMPARE(texts(found.constFirst().constFirst().value<QByteArrayList>()), texts(wanted));
}

void TestKeyFinder::serverWithoutResultsHasNoKeys()
{
    KeyFinder finder(connection());
    QSignalSpy found(&finder, &KeyFinder::found);
    finder.start();
    QTRY_COMPARE(found.size(), 1);
    QVERIFY(found.constFirst().constFirst().value<QByteArrayList>().isEmpty());
}

void TestKeyFinder::keysAreFoundAmongManyOthers()
{
    QVERIFY(m_redis.call({"EVAL", "for i = 1, 50000 do redis.call('SET', i, 1) end", "0"}));
    QVERIFY(m_redis.call({"SET", "the-output", "1"}));
    KeyFinder finder(connection());
    QSignalSpy found(&finder, &KeyFinder::found);
    finder.start();
    QTRY_COMPARE(found.size(), 1);
    QCOMPARE(found.constFirst().constFirst().value<QByteArrayList>(), QByteArrayList{"the-output"});
}

void TestKeyFinder::numberOfFoundKeysIsLimited()
{
    QVERIFY(m_redis.call({"EVAL", "for i = 1, 3000 do redis.call('SET', i .. '-output', 1) end", "0"}));
    KeyFinder finder(connection());
    QSignalSpy found(&finder, &KeyFinder::found);
    finder.start();
    QTRY_COMPARE(found.size(), 1);
    QCOMPARE(found.constFirst().constFirst().value<QByteArrayList>().size(), KeyScan::most);
}

void TestKeyFinder::forbiddenScanIsExplained()
{
    QVERIFY(m_redis.call({"ACL", "SETUSER", "reader", "on", ">pw", "~*", "+get", "+client", "+select"}));
    Connection connection = this->connection();
    connection.redis->user = u"reader"_s;
    connection.redis->password = u"pw"_s;
    KeyFinder finder(connection);
    QSignalSpy failed(&finder, &KeyFinder::failed);
    finder.start();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.constFirst().constFirst().toString(), u"this user may not list the keys (SCAN)"_s);
}

/// Twemproxy closes the connection on SCAN; the finder tries again before it gives up.
void TestKeyFinder::unsupportedScanIsExplained()
{
    NutcrackerServer proxy(m_redis.port());
    QVERIFY(proxy.start());
    Connection connection = this->connection();
    connection.redis = proxy.url();
    KeyFinder finder(connection);
    QSignalSpy failed(&finder, &KeyFinder::failed);
    finder.start();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.constFirst().constFirst().toString(),
             u"this server cannot list its keys (it does not support SCAN)"_s);
}

/// The problem is reported once, and the search is not tried again.
void TestKeyFinder::unreachableServerIsExplained()
{
    Connection connection = this->connection();
    connection.redis->port = freePort();
    KeyFinder finder(connection);
    QSignalSpy failed(&finder, &KeyFinder::failed);
    finder.start();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.constFirst().constFirst().toString().contains(QString::number(connection.redis->port)));
}

void TestKeyFinder::keysAreFoundOverSsh()
{
    SshServer server;
    QVERIFY(server.start());
    QTemporaryDir folder;
    QFile known(folder.filePath(u"known_hosts"_s));
    QVERIFY(known.open(QIODevice::WriteOnly));
    known.write(server.knownHost());
    known.close();
    QFile config(folder.filePath(u"config"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("UserKnownHostsFile \"" + known.fileName().toUtf8() + "\"\n");
    config.close();
    QVERIFY(m_redis.call({"SET", "far-output", "1"}));
    Connection connection = this->connection();
    connection.ssh.emplace();
    connection.ssh->destination = {QString(), u"127.0.0.1"_s, server.port()};
    connection.ssh->identityFile = server.identityFile();
    connection.ssh->configFile = config.fileName();
    connection.ssh->askPassProgram = test::programPath("/pulseboard");
    KeyFinder finder(connection);
    QSignalSpy found(&finder, &KeyFinder::found);
    QVERIFY(finder.tunnel());
    finder.start();
    QTRY_COMPARE_WITH_TIMEOUT(found.size(), 1, 20'000);
    QCOMPARE(found.constFirst().constFirst().value<QByteArrayList>(), QByteArrayList{"far-output"});
}

QTEST_GUILESS_MAIN(TestKeyFinder)
#include "tst_keyfinder.moc"

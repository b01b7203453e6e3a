// SPDX-License-Identifier: GPL-3.0-or-later
// Connections in the user's settings.
#include "app/desktop/connections/connectionstore.h"
#include "common/core/literals.h"
#include "tests/support/connections.h"

#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestConnections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void connectionsAreRestoredUnchanged_data();
    void connectionsAreRestoredUnchanged();
    void secretsAreNotKept();
    void lastUseIsKept();
    void titlesDescribeTheConnection_data();
    void titlesDescribeTheConnection();
    void unreadableConnectionsAreSkipped_data();
    void unreadableConnectionsAreSkipped();
    void namedConnectionsAreReplacedAndSorted();
    void recentConnectionsAreFewAndDistinct();
    void forgottenConnectionLeavesBothLists();
};

namespace {

using Kind = Connection::Kind;

struct Stored
{
    QTemporaryDir folder;
    QSettings settings{folder.filePath(u"s.conf"_s), QSettings::IniFormat};
    ConnectionStore store{settings};
};

Connection behindSsh()
{
    Connection connection =
        redisConnection("rediss://reader@db:6380/2?cafile=/ca.pem&certfile=/c.pem&keyfile=/k.pem", "results");
    connection.ssh.emplace();
    connection.ssh->destination = *SshDestination::parse(u"me@vm:2222"_s);
    connection.ssh->jumps = *SshDestination::parseJumps(u"a,b@c"_s);
    connection.ssh->identityFile = u"/home/me/.ssh/vm"_s;
    connection.inputKey = "other metrics";
    return connection;
}

QStringList titlesOf(const QList<Connection> &connections)
{
    QStringList titles;
    for (const Connection &one : connections)
        titles.append(one.title());
    return titles;
}

} // namespace

void TestConnections::connectionsAreRestoredUnchanged_data()
{
    QTest::addColumn<Connection>("connection");
    Connection here;
    here.function = u"/home/me/my function.py"_s;
    here.name = u"My Ünction"_s;
    Connection demo;
    demo.kind = Kind::Demo;
    QTest::newRow("this machine") << Connection();
    QTest::newRow("demo data") << demo;
    QTest::newRow("this machine, with a function") << here;
    QTest::newRow("Redis") << redisConnection("redis://db:6380/1", "results");
    QTest::newRow("behind SSH") << behindSsh();
    QTest::newRow("a gateway") << gatewayConnection("wss://host:53004/pulse/feed");
}

void TestConnections::connectionsAreRestoredUnchanged()
{
    QFETCH(Connection, connection);
    Stored stored;
    connection.name = u"n"_s;
    stored.store.save(connection);
    const QList<Connection> all = ConnectionStore(stored.settings).named();
    QCOMPARE(all.size(), 1);
    const Connection &back = all.constFirst();
    QCOMPARE(back.toJson(), connection.toJson());
    QCOMPARE(back.kind, connection.kind);
    QVERIFY(back.redis == connection.redis);
    QCOMPARE(back.gateway, connection.gateway);
    QCOMPARE(back.outputKey, connection.outputKey);
    QCOMPARE(back.inputKey, connection.inputKey);
    QCOMPARE(back.function, connection.function);
    QCOMPARE(back.ssh.has_value(), connection.ssh.has_value());
    if (!back.ssh)
        return;
    QCOMPARE(back.ssh->destination, connection.ssh->destination);
    QCOMPARE(back.ssh->jumps, connection.ssh->jumps);
    QCOMPARE(back.ssh->identityFile, connection.ssh->identityFile);
}

void TestConnections::secretsAreNotKept()
{
    Stored stored;
    Connection connection = redisConnection("redis://me:s3cret@db", "k");
    connection.gatewayToken = "s3cret";
    stored.store.use(connection);
    connection.name = u"n"_s;
    stored.store.save(connection);
    stored.settings.sync();
    QFile file(stored.settings.fileName());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.contains("me@db") && !text.contains("s3cret"));
}

/// The time of the last use is kept with the connection, but does not make it another one.
void TestConnections::lastUseIsKept()
{
    Stored stored;
    Connection used = behindSsh();
    used.lastUse = 1'700'000'000'000;
    stored.store.use(used);
    QCOMPARE(stored.store.recent().constFirst().lastUse, used.lastUse);
    Connection again = behindSsh();
    again.lastUse = 1'800'000'000'000;
    QVERIFY(isSame(used, again));
    stored.store.use(again);
    QCOMPARE(stored.store.recent().size(), 1);
    QCOMPARE(stored.store.recent().constFirst().lastUse, again.lastUse);
}

void TestConnections::titlesDescribeTheConnection_data()
{
    QTest::addColumn<Connection>("connection");
    QTest::addColumn<QString>("title");
    Connection named = redisConnection("redis://db", "k");
    named.name = u"Lab"_s;
    Connection here;
    here.redis = RedisUrl();
    QTest::newRow("named") << named << "Lab";
    QTest::newRow("this machine") << Connection() << "This machine";
    QTest::newRow("this machine, on a server") << here << "This machine, on redis://127.0.0.1:6379";
    QTest::newRow("Redis") << redisConnection("redis://me:s3cret@db", "k") << "redis://me@db:6379 · k";
    QTest::newRow("behind SSH") << behindSsh() << "rediss://reader@db:6380/2 over me@vm:2222 · results";
    QTest::newRow("a gateway") << gatewayConnection("ws://host:53004/feed?token=s3cret") << "ws://host:53004/feed";
}

void TestConnections::titlesDescribeTheConnection()
{
    QFETCH(Connection, connection);
    QTEST(connection.title(), "title");
}

void TestConnections::unreadableConnectionsAreSkipped_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("no JSON") << "what";
    QTest::newRow("another kind") << R"({"kind": "carrier pigeon"})";
    QTest::newRow("no server") << R"({"kind": "redis", "outputKey": "k"})";
    QTest::newRow("no key") << R"({"kind": "redis", "redis": "redis://db"})";
    QTest::newRow("a wrong server") << R"({"kind": "redis", "redis": "http://db", "outputKey": "k"})";
    QTest::newRow("an option for ssh")
        << R"({"kind": "redis", "redis": "redis://db", "outputKey": "k", "ssh": "-oX=y"})";
    QTest::newRow("no gateway") << R"({"kind": "gateway"})";
}

void TestConnections::unreadableConnectionsAreSkipped()
{
    QFETCH(QString, text);
    Stored stored;
    stored.settings.setValue(u"connections/recent"_s, QStringList{text, uR"({"kind": "this-machine"})"_s});
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"A connection in .*s.conf"_s));
    QCOMPARE(titlesOf(stored.store.recent()), QStringList{u"This machine"_s});
}

void TestConnections::namedConnectionsAreReplacedAndSorted()
{
    Stored stored;
    for (const char *name : {"b", "a", "c"}) {
        Connection connection = redisConnection("redis://db", "k");
        connection.name = QLatin1String(name);
        stored.store.save(connection);
    }
    Connection again = redisConnection("redis://other", "k");
    again.name = u"b"_s;
    stored.store.save(again);
    const QList<Connection> all = stored.store.named();
    QCOMPARE(titlesOf(all), QStringList({u"a"_s, u"b"_s, u"c"_s}));
    QCOMPARE(all.at(1).redis->host, u"other"_s);
}

void TestConnections::recentConnectionsAreFewAndDistinct()
{
    Stored stored;
    for (int i = 0; i < 10; ++i)
        stored.store.use(redisConnection("redis://db", qPrintable(QString::number(i))));
    stored.store.use(redisConnection("redis://db", "5"));
    const QList<Connection> all = stored.store.recent();
    QCOMPARE(all.size(), ConnectionStore::mostRecent);
    QCOMPARE(all.at(0).outputKey, QByteArray("5"));
    QCOMPARE(all.at(1).outputKey, QByteArray("9"));
    QCOMPARE(all.at(7).outputKey, QByteArray("2"));
}

void TestConnections::forgottenConnectionLeavesBothLists()
{
    Stored stored;
    Connection one = redisConnection("redis://a", "k");
    one.name = u"a"_s;
    const Connection other = redisConnection("redis://b", "k");
    for (const Connection &connection : {one, other})
        stored.store.use(connection);
    stored.store.save(one);
    stored.store.forget(one);
    QVERIFY(stored.store.named().isEmpty());
    QCOMPARE(titlesOf(stored.store.recent()), QStringList{other.title()});
}

QTEST_APPLESS_MAIN(TestConnections)
#include "tst_connections.moc"

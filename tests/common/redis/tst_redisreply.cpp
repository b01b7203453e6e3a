// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/redis/redisreply.h"

#include <QSet>
#include <QTest>

using namespace pulse;
using Kind = RedisError::Kind;

class TestRedisReply : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void serverErrorsHaveAKind_data();
    void serverErrorsHaveAKind();
    void clusterErrorsAreExplained();
    void everyKindHasAName();
};

void TestRedisReply::serverErrorsHaveAKind_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *text, Kind kind) { QTest::newRow(text) << QByteArray(text) << int(kind); };
    row("NOAUTH Authentication required.", Kind::Auth);
    row("WRONGPASS invalid username-password pair or user is disabled.", Kind::Auth);
    row("NOPERM this user has no permissions to run the 'get' command", Kind::NoPermission);
    row("OOM command not allowed when used memory > 'maxmemory'.", Kind::OutOfMemory);
    row("READONLY You can't write against a read only replica.", Kind::ReadOnly);
    row("LOADING Redis is loading the dataset in memory", Kind::Loading);
    row("MASTERDOWN Link with MASTER is down", Kind::Loading);
    row("BUSY Redis is busy running a script.", Kind::Loading);
    row("BUSYKEY Target key name already exists.", Kind::Other);
    row("WRONGTYPE Operation against a key holding the wrong kind of value", Kind::WrongType);
    row("EXECABORT Transaction discarded because of previous errors.", Kind::Aborted);
    row("ERR unknown command", Kind::NotSupported);
    row("ERR unknown command `XADD`, with args beginning with: `a`", Kind::NotSupported);
    row("ERR handle request, command 'MULTI' is not allowed", Kind::NotSupported);
    row("unsupported command", Kind::NotSupported);
    row("ERR unknown subcommand 'SETINFO'. Try CLIENT HELP.", Kind::Other);
    row("ERR wrong number of arguments for 'get' command", Kind::Other);
    row("OOM", Kind::OutOfMemory);
    row("", Kind::Other);
}

void TestRedisReply::serverErrorsHaveAKind()
{
    QFETCH(QByteArray, text);
    QFETCH(int, kind);
    const RedisError error = RedisError::fromServer(text);
    QCOMPARE(int(error.kind), kind);
    QCOMPARE(error.message, QString::fromUtf8(text));
}

void TestRedisReply::clusterErrorsAreExplained()
{
    for (const char *text :
         {"MOVED 3999 127.0.0.1:6381", "ASK 3999 127.0.0.1:6381", "CLUSTERDOWN The cluster is down"}) {
        const RedisError error = RedisError::fromServer(text);
        QCOMPARE(error.kind, Kind::Cluster);
        QVERIFY2(error.message.contains(u"Redis Cluster is not supported"_s), text);
        QVERIFY2(error.message.contains(QLatin1String(text)), text);
    }
}

void TestRedisReply::everyKindHasAName()
{
    QSet<QString> names;
    for (int kind = 0; kind <= int(Kind::Other); ++kind)
        names << kindName(Kind(kind));
    QCOMPARE(names.size(), int(Kind::Other) + 1);
    QVERIFY(!names.contains(QString()));
    QCOMPARE(kindName(Kind::OutOfMemory), u"out_of_memory"_s);
}

QTEST_GUILESS_MAIN(TestRedisReply)
#include "tst_redisreply.moc"

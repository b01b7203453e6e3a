// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redisstream.h"
#include "tests/support/replyvalues.h"

#include <QTest>

#include <limits>
#include <optional>
#include <vector>

using namespace pulse;
using namespace pulse::test::replies;

class TestRedisStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void streamIdsAreParsed_data();
    void streamIdsAreParsed();
    void streamIdsAreOrdered();
    void streamEntriesAreParsed();
};

void TestRedisStream::streamIdsAreParsed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    QTest::newRow("usual") << QByteArray("1700000000000-0") << true;
    QTest::newRow("zero") << QByteArray("0-0") << true;
    QTest::newRow("largest") << QByteArray("18446744073709551615-18446744073709551615") << true;
    QTest::newRow("too large") << QByteArray("18446744073709551616-0") << false;
    QTest::newRow("no counter") << QByteArray("1700000000000") << false;
    QTest::newRow("empty counter") << QByteArray("1-") << false;
    QTest::newRow("empty time") << QByteArray("-1") << false;
    QTest::newRow("word") << QByteArray("a-b") << false;
    QTest::newRow("three parts") << QByteArray("1-2-3") << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void TestRedisStream::streamIdsAreParsed()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, valid);
    const std::optional<StreamId> id = StreamId::parse(text);
    QCOMPARE(id.has_value(), valid);
    if (id)
        QCOMPARE(id->toBytes(), text);
}

void TestRedisStream::streamIdsAreOrdered()
{
    const quint64 most = std::numeric_limits<quint64>::max();
    QVERIFY((StreamId{9, 5} < StreamId{10, 0}));
    QVERIFY((StreamId{10, 0} < StreamId{10, 1}));
    QVERIFY((StreamId{10, 1}.previous() == StreamId{10, 0}));
    QVERIFY((StreamId{10, 0}.previous() == StreamId{9, most}));
    QVERIFY((StreamId{}.previous() == StreamId{}));
}

void TestRedisStream::streamEntriesAreParsed()
{
    const RedisReply good = array({string("5-1"), array({string("t"), string("1"), string("d"), string("{}")})});
    const RedisReply range = array({good, array({string("bad"), array({})}), array({string("6-0"), nil()}), string("x"),
                                    array({string("7-0"), array({string("alone")})})});
    const std::vector<StreamEntry> entries = entriesOf(range);
    QCOMPARE(entries.size(), std::size_t(2));
    QVERIFY((entries[0].id == StreamId{5, 1}));
    QVERIFY(entries[0].value("d") == QByteArray("{}"));
    QVERIFY(entries[0].value("t") == QByteArray("1"));
    QVERIFY(!entries[0].value("1"));
    QVERIFY(!entries[1].value("alone"));

    QVERIFY(entriesOf(nil()).empty());
    QVERIFY(entriesOfRead(nil()).empty());
    QVERIFY(entriesOfRead(array({array({string("key")})})).empty());
    QVERIFY(entriesOfRead(array({array({string("key"), range})})) == entries);
}

QTEST_GUILESS_MAIN(TestRedisStream)
#include "tst_redisstream.moc"

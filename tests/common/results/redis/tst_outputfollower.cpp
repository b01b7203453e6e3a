// SPDX-License-Identifier: GPL-3.0-or-later
// How the history and the live results of a stream are followed, and the age of the history.
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "common/results/redis/outputfollower.h"
#include "tests/support/outputlistener.h"
#include "tests/support/redisserver.h"

#include <QTest>

#include <algorithm>

using namespace pulse;
using namespace pulse::test;
using Kind = RedisError::Kind;
using State = OutputFollower::State;

class TestOutputFollower : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void historyIsFollowedByLiveResults();
    void absurdTimesAreReplacedByTheEntryTime_data();
    void absurdTimesAreReplacedByTheEntryTime();
    void historyIsReadInPages_data();
    void historyIsReadInPages();
    void inputsAreIncluded();
    void inputsOfTheHistoryAreBounded_data();
    void inputsOfTheHistoryAreBounded();
    void burstOverTheLimitIsReadCompletely();
    void entryOverTheLimitIsReportedAndSkipped();

    void historyHasItsAge_data();
    void historyHasItsAge();
    void ageOfAStreamFarAheadIsUnknown_data();
    void ageOfAStreamFarAheadIsUnknown();
    void ageIsUnknownWithoutTheServersTime();

private:
    RedisServer m_server;
};

namespace {

/// Writes the result `number` with its measurement.
void writeWithInput(const RedisServer &server, int number, const QByteArray &input)
{
    const QByteArray text = QByteArray::number(number);
    const QByteArray script = "redis.call('SET', KEYS[1], ARGV[1]) "
                              "redis.call('XADD', KEYS[2], '*', 't', ARGV[1], 'd', ARGV[1], 'i', ARGV[2])";
    QVERIFY(server.call({"EVAL", script, "2", key, historyKey(key), text, input}));
}

/// Writes a result with an age by the server's clock, and with the time of a clock that is ahead of it.
void writeAged(const RedisServer &server, qint64 age, qint64 ahead)
{
    const qint64 written = QDateTime::currentMSecsSinceEpoch() - age;
    QVERIFY(server.call({"XADD", historyKey(key), QByteArray::number(written) + "-0", "t",
                         QByteArray::number(written + ahead), "d", "3"}));
    QVERIFY(server.call({"SET", key, "3"}));
}

} // namespace

void TestOutputFollower::initTestCase()
{
    QVERIFY(m_server.start());
}

void TestOutputFollower::init()
{
    QVERIFY(m_server.call({"FLUSHALL"}));
}

void TestOutputFollower::historyIsFollowedByLiveResults()
{
    writeResults(m_server, 1, 3);
    OutputFollower follower(optionsFor(m_server));
    Listener record(follower);
    follower.open();
    QTRY_VERIFY(!record.histories.empty());
    QCOMPARE(follower.state(), State::Live);
    writeResults(m_server, 4, 4);
    writeResults(m_server, 5, 250);
    QTRY_COMPARE(record.outputs.size(), 247);
    QCOMPARE(record.histories.size(), 1);
    QVERIFY(record.histories[0] == results(1, 3));
    QVERIFY(record.outputs == results(4, 250));
    QCOMPARE(record.states, QList<State>{State::Live});
    QVERIFY(record.problems.isEmpty());
}

void TestOutputFollower::absurdTimesAreReplacedByTheEntryTime_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("writtenTime");
    QTest::addColumn<qint64>("time");
    QTest::newRow("sane") << QByteArray("7-1") << QByteArray("1764079207000") << qint64(1'764'079'207'000);
    QTest::newRow("the end of all numbers") << QByteArray("7-1") << QByteArray("9223372036854775807") << qint64(7);
    QTest::newRow("before the epoch") << QByteArray("7-1") << QByteArray("-5") << qint64(7);
    QTest::newRow("no number") << QByteArray("7-1") << QByteArray("now") << qint64(7);
    QTest::newRow("id, too") << QByteArray("18446744073709551615-1") << QByteArray("x") << qint64(253'402'300'799'999);
}

void TestOutputFollower::absurdTimesAreReplacedByTheEntryTime()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, writtenTime);
    QFETCH(qint64, time);
    QVERIFY(m_server.call({"XADD", historyKey(key), id, "t", writtenTime, "d", "{}"}));
    OutputFollower follower(optionsFor(m_server));
    Listener record(follower);
    follower.open();
    QTRY_VERIFY(!record.histories.empty());
    QCOMPARE(record.histories.at(0).at(0).time, time);
}

void TestOutputFollower::historyIsReadInPages_data()
{
    QTest::addColumn<int>("historyLength");
    QTest::addColumn<int>("padding");
    QTest::addColumn<qint64>("maximumReplyBytes");
    QTest::newRow("all") << 5000 << 0 << qint64(1024 * 1024);
    QTest::newRow("exactly all") << 1200 << 0 << qint64(1024 * 1024);
    QTest::newRow("the newest") << 1100 << 0 << qint64(1024 * 1024);
    QTest::newRow("one page") << 500 << 0 << qint64(1024 * 1024);
    QTest::newRow("one") << 1 << 0 << qint64(1024 * 1024);
    QTest::newRow("large results") << 5000 << 500 << qint64(16 * 1024);
}

void TestOutputFollower::historyIsReadInPages()
{
    QFETCH(int, historyLength);
    QFETCH(int, padding);
    QFETCH(qint64, maximumReplyBytes);
    writeResults(m_server, 1, 1200, padding);
    OutputFollower::Options options = optionsFor(m_server);
    options.historyLength = historyLength;
    options.redis.maximumReplyBytes = maximumReplyBytes;
    OutputFollower follower(options);
    Listener record(follower);
    follower.open();
    QTRY_COMPARE(record.histories.size(), 1);
    QByteArrayList expected;
    for (int i = 1200 - std::min(1200, historyLength) + 1; i <= 1200; ++i)
        expected << QByteArray::number(i) + QByteArray(padding, ' ');
    QCOMPARE(Listener::valuesOf(record.histories[0]), expected);
    QVERIFY(record.outputs.empty() && record.problems.isEmpty());
}

void TestOutputFollower::inputsAreIncluded()
{
    writeWithInput(m_server, 1, "in1");
    writeResults(m_server, 2, 2);
    OutputFollower follower(optionsFor(m_server));
    Listener record(follower);
    follower.open();
    QTRY_VERIFY(!record.histories.empty());
    QVERIFY(record.histories[0] == (QList<Record>{{1, "1", "in1"}, {2, "2", {}}}));
    writeWithInput(m_server, 3, "in3");
    writeResults(m_server, 4, 4);
    QTRY_COMPARE(record.outputs.size(), 2);
    QVERIFY(record.outputs == (QList<Record>{{3, "3", "in3"}, {4, "4", {}}}));
}

void TestOutputFollower::inputsOfTheHistoryAreBounded_data()
{
    QTest::addColumn<qsizetype>("limit");
    QTest::addColumn<QByteArrayList>("kept");
    QTest::newRow("all fit") << qsizetype(8) << QByteArrayList{"1", "22", "333", "44"};
    QTest::newRow("one is over") << qsizetype(7) << QByteArrayList{"", "22", "333", "44"};
    QTest::newRow("none after the first over") << qsizetype(4) << QByteArrayList{"", "", "", "44"};
    QTest::newRow("none") << qsizetype(0) << QByteArrayList{"", "", "", ""};
}

void TestOutputFollower::inputsOfTheHistoryAreBounded()
{
    QFETCH(qsizetype, limit);
    QFETCH(QByteArrayList, kept);
    int number = 0;
    for (const char *input : {"1", "22", "333", "44"})
        writeWithInput(m_server, ++number, input);
    OutputFollower::Options options = optionsFor(m_server);
    options.maximumInputBytes = limit;
    OutputFollower follower(options);
    Listener record(follower);
    follower.open();
    QTRY_VERIFY(!record.histories.empty());
    QByteArrayList inputs;
    for (const Record &output : record.histories[0])
        inputs << output.input;
    QCOMPARE(inputs, kept);
    QTRY_VERIFY(isReading(m_server));
    writeWithInput(m_server, 5, "live results have their input");
    QTRY_COMPARE(record.outputs.size(), 1);
    QCOMPARE(record.outputs[0].input, QByteArray("live results have their input"));
}

void TestOutputFollower::burstOverTheLimitIsReadCompletely()
{
    writeResults(m_server, 1, 1);
    OutputFollower::Options options = optionsFor(m_server);
    options.redis.maximumReplyBytes = 16 * 1024;
    OutputFollower follower(options);
    Listener record(follower);
    follower.open();
    QTRY_VERIFY(isReading(m_server));
    writeResults(m_server, 2, 300, 500);
    QTRY_COMPARE(record.outputs.size(), 299);
    for (int i = 0; i < 299; ++i)
        QCOMPARE(record.outputs[std::size_t(i)].time, qint64(i + 2));
    QVERIFY(record.problems.isEmpty());
}

void TestOutputFollower::entryOverTheLimitIsReportedAndSkipped()
{
    writeResults(m_server, 1, 1);
    OutputFollower::Options options = optionsFor(m_server);
    options.redis.maximumReplyBytes = 4 * 1024;
    OutputFollower follower(options);
    Listener record(follower);
    follower.open();
    QTRY_VERIFY(isReading(m_server));
    writeResults(m_server, 2, 2, 5000);
    QTRY_COMPARE(record.problems, QList<Kind>{Kind::ReplyTooLarge});
    QTRY_VERIFY(isReading(m_server)); // after the history
    writeResults(m_server, 3, 4);
    QTRY_COMPARE(record.outputs.size(), 2);
    QVERIFY(record.outputs == results(3, 4));
    QCOMPARE(record.states, (QList<State>{State::Live, State::Live})); // the second one: the problem is over
}

void TestOutputFollower::historyHasItsAge_data()
{
    QTest::addColumn<qint64>("ahead"); // of the runtime's clock, which wrote `t`
    QTest::newRow("behind") << qint64(-600'000);
    QTest::newRow("in time") << qint64(0);
    QTest::newRow("ahead") << qint64(600'000);
}

/// It depends only on the server's clock.
void TestOutputFollower::historyHasItsAge()
{
    QFETCH(qint64, ahead);
    writeAged(m_server, 7'200'000, ahead);
    OutputFollower follower(optionsFor(m_server));
    Listener record(follower);
    follower.open();
    QTRY_COMPARE(record.histories.size(), 1);
    QCOMPARE(record.ages.size(), 1);
    QVERIFY(record.ages[0] >= 7'200'000 && record.ages[0] < 7'260'000);
    writeResults(m_server, 4, 4);
    QTRY_COMPARE(record.live, QList<bool>{true});
    QCOMPARE(record.ages.size(), 1);
}

void TestOutputFollower::ageOfAStreamFarAheadIsUnknown_data()
{
    QTest::addColumn<qint64>("ahead"); // ms of the newest id, relative to the server's clock
    QTest::addColumn<bool>("isKnown");
    QTest::newRow("an hour") << qint64(3'600'000) << false;
    QTest::newRow("one step of a clock") << qint64(0) << true;
}

/// The ids were not created by the server, or before its clock was set back.
void TestOutputFollower::ageOfAStreamFarAheadIsUnknown()
{
    QFETCH(qint64, ahead);
    QFETCH(bool, isKnown);
    writeAged(m_server, -ahead, 0);
    OutputFollower follower(optionsFor(m_server));
    Listener record(follower);
    follower.open();
    QTRY_COMPARE(record.histories.size(), 1);
    QCOMPARE(record.ages.size(), 1);
    QCOMPARE(record.ages[0].has_value(), isKnown);
}

void TestOutputFollower::ageIsUnknownWithoutTheServersTime()
{
    QVERIFY(m_server.call({"ACL", "SETUSER", "timeless", "on", ">pw", "~*", "&*", "+@all", "-time"}));
    writeAged(m_server, 7'200'000, 0);
    OutputFollower follower(withUser(optionsFor(m_server), u"timeless"_s));
    Listener record(follower);
    follower.open();
    QTRY_COMPARE(record.histories.size(), 1);
    QVERIFY(record.ages == (std::vector<std::optional<qint64>>{std::nullopt}));
    QVERIFY(record.problems.isEmpty());
    writeResults(m_server, 4, 4);
    QTRY_COMPARE(record.live, QList<bool>{true});
}

QTEST_GUILESS_MAIN(TestOutputFollower)
#include "tst_outputfollower.moc"

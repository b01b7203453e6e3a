// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "common/results/redis/outputfollower.h"
#include "tests/support/redisreplies.h"
#include "tests/support/redisserver.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;
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

    void plainKeyIsFollowed();
    void plainKeyIsPolled();
    void plainKeyIsFollowedByKeyspaceNotifications();
    void onlyGetIsNeeded();
    void streamIsUsedOncePermitted();

    void firstResultIsWaitedFor_data();
    void firstResultIsWaitedFor();
    void laterStreamIsFollowed();
    void takeoverByAForeignRuntimeIsFollowed();

    void historyHasItsAge_data();
    void historyHasItsAge();
    void ageOfAStreamFarAheadIsUnknown_data();
    void ageOfAStreamFarAheadIsUnknown();
    void ageIsUnknownWithoutTheServersTime();
    void ageOfAPlainKeyIsUnknown();
    void missedResultsHaveTheirAge();

    void keptDataResumeAfterARestart();
    void lostDataAreReplacedAfterARestart();
    void eachLostConnectionIsReplaced_data();
    void eachLostConnectionIsReplaced();
    void emptiedServerIsFollowed();
    void deletedStreamRestartsTheHistory();
    void silentServerIsReportedUntilItAnswers();

    void keyOfAnotherTypeIsReported();
    void plainKeyIsPolledIfTheStreamHasAnotherType();
    void unreachableServerIsReported();

private:
    RedisServer m_server;
};

namespace {

const QByteArray key = "out";

/// Collects what a follower emitted.
struct Listener
{
    explicit Listener(const OutputFollower &follower)
    {
        QObject::connect(&follower, &OutputFollower::stateChanged, &follower, [this](State s) { states << s; });
        QObject::connect(&follower, &OutputFollower::problem, &follower,
                         [this](const RedisError &error) { problems << error.kind; });
        QObject::connect(&follower, &OutputFollower::history, &follower,
                         [this](const QList<Record> &all) { histories.push_back(all); });
        QObject::connect(&follower, &OutputFollower::record, &follower, [this](const Record &one, bool isLive) {
            outputs.push_back(one);
            live << isLive;
        });
        QObject::connect(&follower, &OutputFollower::aged, &follower,
                         [this](std::optional<qint64> age) { ages.push_back(age); });
    }

    QByteArrayList values() const { return valuesOf(outputs); }
    static QByteArrayList valuesOf(const QList<Record> &some)
    {
        QByteArrayList result;
        for (const Record &one : some)
            result << one.output;
        return result;
    }

    QList<State> states;
    QList<Kind> problems;
    QList<QList<Record>> histories;
    QList<Record> outputs;
    QList<bool> live; // for each of them
    std::vector<std::optional<qint64>> ages;
};

OutputFollower::Options optionsFor(const RedisServer &server, std::chrono::milliseconds pollPeriod = 60s)
{
    return {server.options(), key, 4320, pollPeriod};
}

OutputFollower::Options withUser(OutputFollower::Options options, const QString &user)
{
    options.redis = asUser(options.redis, user);
    return options;
}

/// Writes the results `first`…`last` like the runtime of Pulseboard: K and the stream at once. `t` is the number, too.
void writeResults(const RedisServer &server, int first, int last, int padding = 0)
{
    const QByteArray script = "for i = ARGV[1], ARGV[2] do local v = i .. string.rep(' ', ARGV[3]) "
                              "redis.call('SET', KEYS[1], v) redis.call('XADD', KEYS[2], '*', 't', i, 'd', v) end";
    const RedisResult written = server.call({"EVAL", script, "2", key, historyKey(key), QByteArray::number(first),
                                             QByteArray::number(last), QByteArray::number(padding)});
    QVERIFY(written);
}

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

/// Writes a result like a foreign runtime.
void writePlain(const RedisServer &server, const QByteArray &value)
{
    QVERIFY(server.call({"SET", key, value}));
}

QList<Record> results(int first, int last)
{
    QList<Record> outputs;
    for (int i = first; i <= last; ++i)
        outputs.append({i, QByteArray::number(i), {}});
    return outputs;
}

/// Returns the ids of the connections whose line in CLIENT LIST contains `text`.
QByteArrayList connectionsWith(const RedisServer &server, const QByteArray &text)
{
    QByteArrayList ids;
    for (const QByteArray &line : server.call({"CLIENT", "LIST"})->bytes.split('\n')) {
        if (line.contains(text))
            ids << line.mid(3).split(' ').first();
    }
    return ids;
}

bool isReading(const RedisServer &server)
{
    return connectionsWith(server, "cmd=xread").size() == 1;
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

void TestOutputFollower::plainKeyIsFollowed()
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

void TestOutputFollower::plainKeyIsPolled()
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

void TestOutputFollower::plainKeyIsFollowedByKeyspaceNotifications()
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

void TestOutputFollower::onlyGetIsNeeded()
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

void TestOutputFollower::streamIsUsedOncePermitted()
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

/// The time of the first value is unknown; the others are observed.
void TestOutputFollower::ageOfAPlainKeyIsUnknown()
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

/// Results from a time without a connection are not new.
void TestOutputFollower::missedResultsHaveTheirAge()
{
    QVERIFY(m_server.call({"ACL", "SETUSER", "away", "reset", "on", ">pw", "~*", "&*", "+@all"}));
    writeResults(m_server, 1, 1);
    OutputFollower follower(withUser(optionsFor(m_server), u"away"_s));
    Listener record(follower);
    follower.open();
    QTRY_VERIFY(isReading(m_server));
    QVERIFY(m_server.call({"ACL", "SETUSER", "away", "off"}));
    QVERIFY(m_server.call({"CLIENT", "KILL", "USER", "away"}));
    QTRY_VERIFY(record.problems.contains(Kind::Auth));
    writeResults(m_server, 2, 4);
    QVERIFY(m_server.call({"ACL", "SETUSER", "away", "on"}));
    QTRY_COMPARE(record.live, (QList<bool>{false, false, false}));
    QCOMPARE(record.ages.size(), 2);
    QVERIFY(record.ages[1] >= 0 && record.ages[1] < 60'000);
    writeResults(m_server, 5, 5);
    QTRY_COMPARE(record.live, (QList<bool>{false, false, false, true}));
    QCOMPARE(record.ages.size(), 2);
}

void TestOutputFollower::firstResultIsWaitedFor_data()
{
    QTest::addColumn<bool>("plain");
    QTest::newRow("plain key") << true;
    QTest::newRow("stream") << false;
}

void TestOutputFollower::firstResultIsWaitedFor()
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

void TestOutputFollower::laterStreamIsFollowed()
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

void TestOutputFollower::takeoverByAForeignRuntimeIsFollowed()
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

void TestOutputFollower::keptDataResumeAfterARestart()
{
    RedisServer server({u"--appendonly"_s, u"yes"_s, u"--appendfsync"_s, u"always"_s});
    QVERIFY(server.start());
    writeResults(server, 1, 3);
    OutputFollower follower(optionsFor(server));
    Listener record(follower);
    follower.open();
    QTRY_COMPARE(record.histories.size(), 1);
    int next = 4;
    for (int round = 0; round < 3; ++round) {
        writeResults(server, next, next + 4); // some may be in transit when the connection is killed
        server.kill();
        QTRY_COMPARE(follower.state(), State::Connecting);
        QVERIFY(server.start());
        for (int i = next + 5; i < next + 10; ++i)
            writeResults(server, i, i);
        next += 10;
    }
    QTRY_VERIFY(!record.outputs.empty() && record.outputs.back().time == next - 1);
    QVERIFY(record.outputs == results(4, next - 1));
    QCOMPARE(record.histories.size(), 1);
    QTRY_COMPARE(follower.state(), State::Live);
    QVERIFY(!record.problems.isEmpty());
}

void TestOutputFollower::lostDataAreReplacedAfterARestart()
{
    RedisServer server;
    QVERIFY(server.start());
    writeResults(server, 1, 3);
    OutputFollower follower(optionsFor(server));
    Listener record(follower);
    follower.open();
    QTRY_COMPARE(record.histories.size(), 1);
    server.kill();
    QTRY_COMPARE(follower.state(), State::Connecting);
    QVERIFY(server.start());
    QTRY_COMPARE(follower.state(), State::Waiting);
    QCOMPARE(record.histories.size(), 2);
    QVERIFY(record.histories[1].empty());
    writeResults(server, 4, 6);
    QTRY_COMPARE(record.outputs.size(), 3);
    QVERIFY(record.outputs == results(4, 6));
    QCOMPARE(follower.state(), State::Live);
}

void TestOutputFollower::eachLostConnectionIsReplaced_data()
{
    QTest::addColumn<bool>("reading"); // kill the connection that waits in XREAD
    QTest::addColumn<bool>("asking");  // kill the other connection
    QTest::newRow("the reading one") << true << false;
    QTest::newRow("the asking one") << false << true;
    QTest::newRow("both") << true << true;
}

void TestOutputFollower::eachLostConnectionIsReplaced()
{
    QFETCH(bool, reading);
    QFETCH(bool, asking);
    writeResults(m_server, 1, 3);
    OutputFollower::Options options = optionsFor(m_server);
    options.redis.clientName = u"follower"_s;
    OutputFollower follower(options);
    Listener record(follower);
    follower.open();
    QTRY_VERIFY(isReading(m_server));
    int next = 4;
    for (int round = 0; round < 10; ++round) {
        QTRY_VERIFY(isReading(m_server));
        for (const QByteArray &id : connectionsWith(m_server, "name=follower")) {
            const bool isReader = connectionsWith(m_server, "cmd=xread").contains(id);
            if (isReader ? reading : asking)
                QVERIFY(m_server.call({"CLIENT", "KILL", "ID", id}));
        }
        for (const int last = next + 4; next <= last; ++next)
            writeResults(m_server, next, next);
        QTRY_COMPARE(follower.state(), State::Live);
    }
    QTRY_VERIFY(isReading(m_server)); // exactly one loop
    writeResults(m_server, next, next);
    QTRY_VERIFY(!record.outputs.empty() && record.outputs.back().time == next);
    QVERIFY(record.outputs == results(4, next));
    QCOMPARE(record.histories.size(), 1);
}

void TestOutputFollower::emptiedServerIsFollowed()
{
    writeResults(m_server, 1, 3);
    OutputFollower follower(optionsFor(m_server));
    Listener record(follower);
    follower.open();
    QTRY_VERIFY(isReading(m_server));
    QVERIFY(m_server.call({"FLUSHALL"}));
    QTRY_COMPARE_WITH_TIMEOUT(follower.state(), State::Waiting, 12'000);
    QCOMPARE(record.histories.size(), 2);
    QVERIFY(record.histories[1].empty());
    // Ids that are lower than earlier ones, as after a clock was set back.
    QVERIFY(m_server.call({"XADD", historyKey(key), "5-0", "t", "4", "d", "4"}));
    QTRY_COMPARE(record.outputs.size(), 1);
    QVERIFY(record.outputs == results(4, 4));
}

void TestOutputFollower::deletedStreamRestartsTheHistory()
{
    writeResults(m_server, 1, 3);
    OutputFollower::Options options = optionsFor(m_server);
    options.redis.clientName = u"follower"_s;
    OutputFollower follower(options);
    Listener record(follower);
    follower.open();
    QTRY_VERIFY(isReading(m_server));
    QVERIFY(m_server.call({"DEL", historyKey(key)}));
    for (const QByteArray &id : connectionsWith(m_server, "name=follower"))
        QVERIFY(m_server.call({"CLIENT", "KILL", "ID", id}));
    QTRY_COMPARE_WITH_TIMEOUT(record.histories.size(), 2, 3000);
    QVERIFY(record.histories[1].empty());
    QTRY_COMPARE(record.values(), QByteArrayList{"3"}); // K still exists
}

void TestOutputFollower::silentServerIsReportedUntilItAnswers()
{
    RedisServer server;
    QVERIFY(server.start());
    OutputFollower::Options options = optionsFor(server, 50ms);
    options.redis.commandDeadline = 200ms;
    OutputFollower follower(options);
    Listener record(follower);
    writePlain(server, "a");
    follower.open();
    QTRY_COMPARE(record.values(), (QByteArrayList{"a"}));
    server.freeze();
    QTRY_COMPARE(follower.state(), State::Connecting);
    QCOMPARE(record.problems.constFirst(), Kind::Timeout);
    server.unfreeze();
    QTRY_COMPARE(follower.state(), State::Live);
    writePlain(server, "b");
    QTRY_COMPARE(record.values(), (QByteArrayList{"a", "b"}));
}

void TestOutputFollower::keyOfAnotherTypeIsReported()
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

void TestOutputFollower::plainKeyIsPolledIfTheStreamHasAnotherType()
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

void TestOutputFollower::unreachableServerIsReported()
{
    RedisServer server; // not started
    OutputFollower follower(optionsFor(server));
    Listener record(follower);
    QSignalSpy problems(&follower, &OutputFollower::problem);
    follower.open();
    QTRY_COMPARE(record.problems, QList<Kind>{Kind::ConnectFailed});
    QVERIFY(record.states.isEmpty()); // it was connecting the whole time
    QVERIFY(server.start());
    QTRY_COMPARE(follower.state(), State::Waiting);
    QCOMPARE(record.problems.size(), 1);
}

QTEST_GUILESS_MAIN(TestOutputFollower)
#include "tst_outputfollower.moc"

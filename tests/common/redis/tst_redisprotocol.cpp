// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/redis/redisprotocol.h"
#include "tests/support/processmemory.h"
#include "tests/support/replyvalues.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <functional>
#include <limits>
#include <optional>
#include <vector>

using namespace pulse;
using namespace pulse::test::replies;
using Kind = RedisError::Kind;
using Type = RedisReply::Type;
using test::ProcessMemory;

Q_DECLARE_METATYPE(pulse::RedisReply)
Q_DECLARE_METATYPE(pulse::RedisError)

class TestRedisProtocol : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commandsAreFormatted_data();
    void commandsAreFormatted();
    void repliesAreParsed_data();
    void repliesAreParsed();
    void errorReplyIsReturnedAsAnError();
    void errorInsideArrayStaysInside();
    void pipelinedRepliesAreSeparated();
    void tooLargeRepliesAreRefused_data();
    void tooLargeRepliesAreRefused();
    void limitIsExact_data();
    void limitIsExact();
    void hugeHeadersAllocateNothing_data();
    void hugeHeadersAllocateNothing();
    void brokenBytesAreRefused_data();
    void brokenBytesAreRefused();
    void randomBytesNeverCrash();
    void resetPreparesForTheNextStream();
};

namespace {

constexpr qint64 limit = 1024 * 1024;

QByteArray bulk(const QByteArray &bytes)
{
    return '$' + QByteArray::number(bytes.size()) + "\r\n" + bytes + "\r\n";
}

/// Returns `depth` nested arrays of one element, around an integer.
QByteArray nested(int depth)
{
    return QByteArray("*1\r\n").repeated(depth) + ":1\r\n";
}

/// Feeds `data` in pieces; empty if the parser failed.
std::optional<std::vector<RedisResult>> parse(RedisParser &parser, const QByteArray &data,
                                              const std::function<qsizetype()> &pieceSize)
{
    std::vector<RedisResult> replies;
    for (qsizetype at = 0; at < data.size();) {
        const qsizetype size = std::min(pieceSize(), data.size() - at);
        if (!parser.feed(QByteArrayView(data).sliced(at, size), replies))
            return {};
        at += size;
    }
    return replies;
}

std::optional<std::vector<RedisResult>> parseWhole(const QByteArray &data, qint64 maximum = limit)
{
    RedisParser parser(maximum);
    return parse(parser, data, [&data] { return data.size(); });
}

std::optional<std::vector<RedisResult>> parseByteByByte(const QByteArray &data, qint64 maximum = limit)
{
    RedisParser parser(maximum);
    return parse(parser, data, [] { return qsizetype(1); });
}

std::optional<std::vector<RedisResult>> parseRandomly(const QByteArray &data, quint32 seed, qint64 maximum = limit)
{
    RedisParser parser(maximum);
    QRandomGenerator random(seed);
    return parse(parser, data, [&random] { return qsizetype(random.bounded(1, 12)); });
}

/// Parses in all possible pieces; empty if the replies differ or are not `count`.
std::optional<std::vector<RedisResult>> parseEveryWay(const QByteArray &data, std::size_t count, qint64 maximum = limit)
{
    std::vector<std::optional<std::vector<RedisResult>>> ways{parseWhole(data, maximum),
                                                              parseByteByByte(data, maximum)};
    for (quint32 seed = 1; seed <= 20; ++seed)
        ways.push_back(parseRandomly(data, seed, maximum));
    const auto same = [](const RedisResult &a, const RedisResult &b) {
        return a && b ? *a == *b : !a && !b && a.error() == b.error();
    };
    for (const auto &way : ways) {
        if (!way || way->size() != count || !std::ranges::equal(*way, *ways.front(), same))
            return {};
    }
    return ways.front();
}

} // namespace

void TestRedisProtocol::commandsAreFormatted_data()
{
    QTest::addColumn<RedisCommand>("command");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("one") << RedisCommand{"PING"} << QByteArray("*1\r\n$4\r\nPING\r\n");
    QTest::newRow("empty argument") << RedisCommand{"SET", "k", ""}
                                    << QByteArray("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$0\r\n\r\n");
    QTest::newRow("null argument") << RedisCommand{"GET", QByteArray()} << QByteArray("*2\r\n$3\r\nGET\r\n$0\r\n\r\n");
    const QByteArray binary("\0\r\n\xff%s", 6);
    QTest::newRow("binary") << RedisCommand{"SET", binary}
                            << QByteArray("*2\r\n$3\r\nSET\r\n$6\r\n") + binary + QByteArray("\r\n");
    QTest::newRow("spaces") << RedisCommand{"GET", "a b"} << QByteArray("*2\r\n$3\r\nGET\r\n$3\r\na b\r\n");
    QTest::newRow("many") << RedisCommand(100, "x") << "*100\r\n" + QByteArray("$1\r\nx\r\n").repeated(100);
}

void TestRedisProtocol::commandsAreFormatted()
{
    QFETCH(RedisCommand, command);
    QFETCH(QByteArray, expected);
    QCOMPARE(formatCommand(command), expected);
}

void TestRedisProtocol::repliesAreParsed_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<RedisReply>("expected");
    const QByteArray binary("\0\r\n$3\r\n", 7);
    const QByteArray large(100'000, 'x');
    QTest::newRow("status") << QByteArray("+OK\r\n") << status("OK");
    QTest::newRow("empty status") << QByteArray("+\r\n") << status("");
    QTest::newRow("integer") << QByteArray(":42\r\n") << integer(42);
    QTest::newRow("largest integer") << QByteArray(":9223372036854775807\r\n")
                                     << integer(std::numeric_limits<qint64>::max());
    QTest::newRow("smallest integer") << QByteArray(":-9223372036854775808\r\n")
                                      << integer(std::numeric_limits<qint64>::min());
    QTest::newRow("string") << QByteArray("$5\r\nhello\r\n") << string("hello");
    QTest::newRow("empty string") << QByteArray("$0\r\n\r\n") << string("");
    QTest::newRow("binary string") << bulk(binary) << string(binary);
    QTest::newRow("large string") << bulk(large) << string(large);
    QTest::newRow("nil") << QByteArray("$-1\r\n") << nil();
    QTest::newRow("nil array") << QByteArray("*-1\r\n") << nil();
    QTest::newRow("empty array") << QByteArray("*0\r\n") << array({});
    QTest::newRow("array") << QByteArray("*4\r\n$1\r\na\r\n$-1\r\n:1\r\n+s\r\n")
                           << array({string("a"), nil(), integer(1), status("s")});
    QTest::newRow("nested") << QByteArray("*3\r\n*0\r\n*2\r\n*-1\r\n$1\r\nb\r\n*1\r\n*1\r\n:2\r\n")
                            << array({array({}), array({nil(), string("b")}), array({array({integer(2)})})});
    RedisReply deepest = integer(1);
    for (int i = 0; i < 7; ++i)
        deepest = array({deepest});
    QTest::newRow("seven deep") << nested(7) << deepest;
}

void TestRedisProtocol::repliesAreParsed()
{
    QFETCH(QByteArray, data);
    QFETCH(RedisReply, expected);
    const auto parsed = parseEveryWay(data, 1);
    QVERIFY(parsed);
    QVERIFY(parsed->front());
    QVERIFY(*parsed->front() == expected);
}

void TestRedisProtocol::errorReplyIsReturnedAsAnError()
{
    const auto parsed = parseEveryWay("-NOPERM no\r\n", 1);
    QVERIFY(parsed);
    QVERIFY(!parsed->front());
    QVERIFY((parsed->front().error() == RedisError{Kind::NoPermission, u"NOPERM no"_s}));
}

void TestRedisProtocol::errorInsideArrayStaysInside()
{
    const auto parsed = parseEveryWay("*2\r\n-ERR a\r\n:1\r\n", 1);
    QVERIFY(parsed);
    QVERIFY(parsed->front());
    QVERIFY((*parsed->front() == array({{Type::Error, 0, "ERR a", {}}, integer(1)})));
}

void TestRedisProtocol::pipelinedRepliesAreSeparated()
{
    const auto parsed = parseEveryWay("+OK\r\n:1\r\n$1\r\nx\r\n*1\r\n:2\r\n$-1\r\n", 5);
    QVERIFY(parsed);
    const std::vector<RedisReply> expected{status("OK"), integer(1), string("x"), array({integer(2)}), nil()};
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY((*parsed)[i] && *(*parsed)[i] == expected[i]);
}

void TestRedisProtocol::tooLargeRepliesAreRefused_data()
{
    QTest::addColumn<QByteArray>("data");
    const QByteArray string = bulk(QByteArray(2000, '*'));
    QTest::newRow("string") << string;
    QTest::newRow("string with line ends") << bulk(QByteArray("\r\n-ERR\r\n$9").repeated(300));
    QTest::newRow("array of many") << "*2000\r\n" + QByteArray(":1\r\n").repeated(2000);
    QTest::newRow("array of nils") << "*2000\r\n" + QByteArray("$-1\r\n").repeated(2000);
    QTest::newRow("large first element") << "*2\r\n" + string + bulk("x");
    QTest::newRow("large last element") << "*2\r\n" + bulk("x") + string;
    QTest::newRow("many small elements") << "*10\r\n" + bulk(QByteArray(100, 'x')).repeated(10);
    QTest::newRow("nested") << "*1\r\n*1\r\n" + string;
    QTest::newRow("two large ones inside") << "*2\r\n" + string + string;
    QTest::newRow("status") << '+' + QByteArray(2000, 's') + "\r\n";
    QTest::newRow("last status") << "*1\r\n+" + QByteArray(2000, 's') + "\r\n";
    QTest::newRow("error") << '-' + QByteArray(2000, 's') + "\r\n";
}

void TestRedisProtocol::tooLargeRepliesAreRefused()
{
    QFETCH(QByteArray, data);
    const auto parsed = parseEveryWay("+before\r\n" + data + "+between\r\n" + data + data + "$5\r\nafter\r\n", 6, 1000);
    QVERIFY(parsed);
    for (const std::size_t i : {1U, 3U, 4U}) {
        QVERIFY(!(*parsed)[i]);
        QCOMPARE((*parsed)[i].error().kind, Kind::ReplyTooLarge);
        QVERIFY((*parsed)[i].error().message.contains(u"1000 bytes"_s));
    }
    QVERIFY((*parsed)[0] && *(*parsed)[0] == status("before"));
    QVERIFY((*parsed)[2] && *(*parsed)[2] == status("between"));
    QVERIFY((*parsed)[5] && *(*parsed)[5] == string("after"));
}

void TestRedisProtocol::limitIsExact_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<bool>("fits");
    QTest::newRow("at") << qsizetype(1000) << true;
    QTest::newRow("over") << qsizetype(1001) << false;
}

void TestRedisProtocol::limitIsExact()
{
    QFETCH(qsizetype, size);
    QFETCH(bool, fits);
    const auto parsed = parseEveryWay(bulk(QByteArray(size, 'x')), 1, 1000);
    QVERIFY(parsed);
    QCOMPARE(bool(parsed->front()), fits);
}

void TestRedisProtocol::hugeHeadersAllocateNothing_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("array") << QByteArray("*1000000000\r\n");
    QTest::newRow("largest array") << QByteArray("*9007199254740991\r\n");
    QTest::newRow("nested arrays") << QByteArray("*1000000000\r\n").repeated(7);
    QTest::newRow("string") << QByteArray("$9000000000\r\n");
    QTest::newRow("string in array") << QByteArray("*2\r\n$9000000000\r\n");
}

void TestRedisProtocol::hugeHeadersAllocateNothing()
{
    QFETCH(QByteArray, header);
    RedisParser parser(limit);
    std::vector<RedisResult> replies;
    const QByteArray rest = header.contains('$') ? QByteArray(limit, 'x') : QByteArray(":1\r\n").repeated(limit / 4);
    const ProcessMemory before = ProcessMemory::now();
    QVERIFY(parser.feed(header, replies));
    for (int i = 0; i < 8; ++i)
        QVERIFY(parser.feed(rest, replies));
    const ProcessMemory after = ProcessMemory::now();
    QVERIFY(before.size > 0);
    QVERIFY2(after.size - before.size < 5 * limit, QByteArray::number(after.size - before.size).constData());
    QVERIFY(replies.empty()); // the end of the reply has not arrived yet
}

void TestRedisProtocol::brokenBytesAreRefused_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("junk type") << QByteArray("?what\r\n");
    QTest::newRow("RESP3 map") << QByteArray("%1\r\n+a\r\n+b\r\n");
    QTest::newRow("HTTP") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n");
    QTest::newRow("TLS alert") << QByteArray("\x15\x03\x03\x00\x02\x02\x0a\n", 8);
    QTest::newRow("empty line") << QByteArray("\r\n");
    QTest::newRow("bare line feed") << QByteArray("+OK\n");
    QTest::newRow("type alone") << QByteArray("$\r\n");
    QTest::newRow("negative string") << QByteArray("$-2\r\n");
    QTest::newRow("negative array") << QByteArray("*-2\r\n");
    QTest::newRow("length no number") << QByteArray("$abc\r\n");
    QTest::newRow("length with spaces") << QByteArray("$ 3\r\nabc\r\n");
    QTest::newRow("length overflow") << QByteArray("$9223372036854775808\r\n");
    QTest::newRow("length near overflow") << QByteArray("$9223372036854775807\r\n");
    QTest::newRow("count overflow") << QByteArray("*99999999999999999999\r\n");
    QTest::newRow("integer overflow") << QByteArray(":9223372036854775808\r\n");
    QTest::newRow("integer no number") << QByteArray(":one\r\n");
    QTest::newRow("string without its end") << QByteArray("$3\r\nabcde");
    QTest::newRow("eight deep") << nested(8);
    QTest::newRow("a thousand deep") << nested(1000);
    QTest::newRow("endless line") << QByteArray(64 * 1024 + 1, '+');
    QTest::newRow("endless number") << ':' + QByteArray(64 * 1024, '1');
    QTest::newRow("long line") << '+' + QByteArray(64 * 1024, 's') + "\r\n";
}

void TestRedisProtocol::brokenBytesAreRefused()
{
    QFETCH(QByteArray, data);
    for (const qsizetype piece : {data.size(), qsizetype(1), qsizetype(7)}) {
        RedisParser parser(limit);
        std::vector<RedisResult> replies;
        Result<void, RedisError> fed;
        for (qsizetype at = 0; at < data.size() && fed; at += piece)
            fed = parser.feed(QByteArrayView(data).sliced(at, std::min(piece, data.size() - at)), replies);
        QVERIFY(!fed);
        QCOMPARE(fed.error().kind, Kind::Protocol);
        QVERIFY(!fed.error().message.isEmpty());
        QVERIFY(replies.empty());
    }
}

void TestRedisProtocol::randomBytesNeverCrash()
{
    const QByteArray alphabet("*$+-:0123456789\r\n\r\n\r\nx", 23);
    QRandomGenerator random(7);
    int refused = 0;
    for (int round = 0; round < 20'000; ++round) {
        QByteArray data;
        for (int i = random.bounded(1, 40); i > 0; --i)
            data += alphabet[random.bounded(alphabet.size())];
        refused += !parseRandomly(data, static_cast<quint32>(round), 1000);
    }
    QVERIFY(refused > 10'000);
}

void TestRedisProtocol::resetPreparesForTheNextStream()
{
    RedisParser parser(1000);
    std::vector<RedisResult> replies;
    for (const char *unfinished : {"*2\r\n:1\r\n", "$2000\r\nx", "+half", "$5\r\nab", "?\r\n"}) {
        [[maybe_unused]] const auto fed = parser.feed(unfinished, replies);
        parser.reset();
        QVERIFY(parser.feed("+OK\r\n", replies));
        QCOMPARE(replies.size(), std::size_t(1));
        QVERIFY(replies.front() && *replies.front() == status("OK"));
        replies.clear();
    }
}

QTEST_GUILESS_MAIN(TestRedisProtocol)
#include "tst_redisprotocol.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Limits how often an address may send a wrong token.
#include "common/core/literals.h"
#include "runtime/gateway/attemptlimit.h"

#include <QTest>

using namespace pulse;
using namespace std::chrono_literals;

class TestAttemptLimit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstAttemptsAreAllowedAtOnce();
    void anAttemptIsAllowedAfterEachPause();
    void waitDoesNotGrow();
    void theSameSecretCountsOnce();
    void networkOfIPv6IsOneAddress();
    void tableIsBounded();
};

namespace {

const QHostAddress first(u"203.0.113.1"_s);
const QHostAddress second(u"203.0.113.2"_s);

void fail(AttemptLimit &limit, const QHostAddress &address, int times)
{
    static int number = 0;
    for (int i = 0; i < times; ++i)
        limit.countFailure(address, QByteArray::number(++number));
}

} // namespace

void TestAttemptLimit::firstAttemptsAreAllowedAtOnce()
{
    AttemptLimit limit({.attempts = 3, .pause = 60s});
    fail(limit, first, 2);
    QCOMPARE(limit.wait(first), 0ms);
    fail(limit, first, 1);
    QVERIFY(limit.wait(first) > 50s && limit.wait(first) <= 60s);
    QCOMPARE(limit.wait(second), 0ms);
}

void TestAttemptLimit::anAttemptIsAllowedAfterEachPause()
{
    AttemptLimit limit({.attempts = 3, .pause = 100ms});
    fail(limit, first, 3);
    QVERIFY(limit.wait(first) > 0ms);
    QTRY_COMPARE(limit.wait(first), 0ms);
    fail(limit, first, 1);
    QVERIFY(limit.wait(first) > 0ms);
}

/// Attempts during a wait are refused without being counted; only simultaneous ones could count more.
void TestAttemptLimit::waitDoesNotGrow()
{
    AttemptLimit limit({.attempts = 3, .pause = 60s});
    for (int i = 0; i < 1000; ++i) {
        if (limit.wait(first) == 0ms)
            fail(limit, first, 1);
    }
    QVERIFY(limit.wait(first) <= 60s);
}

void TestAttemptLimit::theSameSecretCountsOnce()
{
    AttemptLimit limit({.attempts = 3, .pause = 60s});
    QVERIFY(limit.countFailure(first, "old token"));
    for (int i = 0; i < 1000; ++i)
        QVERIFY(!limit.countFailure(first, "old token"));
    QCOMPARE(limit.wait(first), 0ms);
    QVERIFY(limit.countFailure(second, "old token"));
    QVERIFY(limit.countFailure(first, "another old token"));
    for (int i = 0; i < 1000; ++i)
        QVERIFY(!limit.countFailure(first, i % 2 == 0 ? "old token" : "another old token"));
    QCOMPARE(limit.wait(first), 0ms);
}

void TestAttemptLimit::networkOfIPv6IsOneAddress()
{
    AttemptLimit limit({.attempts = 3, .pause = 60s});
    for (const char *one : {"2001:db8::1", "2001:db8::2", "2001:db8:0:0:ffff::3"})
        fail(limit, QHostAddress(QString::fromLatin1(one)), 1);
    QVERIFY(limit.wait(QHostAddress(u"2001:db8::4"_s)) > 0ms);
    QCOMPARE(limit.wait(QHostAddress(u"2001:db8:0:1::4"_s)), 0ms);
    QCOMPARE(limit.addresses(), 1);
}

void TestAttemptLimit::tableIsBounded()
{
    AttemptLimit limit({.attempts = 3, .pause = 60s, .addresses = 100});
    fail(limit, first, 3);
    for (quint32 i = 0; i < 1000; ++i)
        fail(limit, QHostAddress(0x0a000000 + i), 1);
    QCOMPARE(limit.addresses(), 100);
    QVERIFY(limit.wait(first) > 0ms); // the addresses with the shortest wait are removed first
    AttemptLimit brief({.attempts = 1, .pause = 1ms});
    fail(brief, first, 1);
    QTRY_COMPARE(brief.wait(first), 0ms);
    fail(brief, second, 1);
    QCOMPARE(brief.addresses(), 1);
}

QTEST_GUILESS_MAIN(TestAttemptLimit)
#include "tst_attemptlimit.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/retrypolicy.h"

#include <QTest>

using namespace pulse;
using namespace std::chrono_literals;

class TestRetryPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pausesGrowToTheLimit();
    void resetStartsFromTheShortest();
    void beingUpForLongEnoughStartsFromTheShortest();
    void beingUpBrieflyLetsPausesGrow();
    void beingUpCountsOnce();
    void longestPauseDoesNotChangeTheNextOne();
    void spreadPausesAreBetweenHalfAndAll();
};

void TestRetryPolicy::pausesGrowToTheLimit()
{
    RetryPolicy policy({.shortest = 100ms, .longest = 500ms});
    for (const auto pause : {100ms, 200ms, 400ms, 500ms, 500ms})
        QCOMPARE(policy.nextPause(), pause);
}

void TestRetryPolicy::resetStartsFromTheShortest()
{
    RetryPolicy policy({.shortest = 100ms, .longest = 500ms});
    policy.nextPause();
    policy.nextPause();
    policy.reset();
    QCOMPARE(policy.nextPause(), 100ms);
    QCOMPARE(policy.nextPause(), 200ms);
}

void TestRetryPolicy::beingUpForLongEnoughStartsFromTheShortest()
{
    RetryPolicy policy({.shortest = 100ms, .longest = 500ms, .lasting = 1ms});
    policy.nextPause();
    policy.nextPause();
    policy.markUp();
    QTest::qSleep(5);
    QCOMPARE(policy.nextPause(), 100ms);
}

void TestRetryPolicy::beingUpBrieflyLetsPausesGrow()
{
    RetryPolicy policy({.shortest = 100ms, .longest = 500ms, .lasting = 1h});
    policy.nextPause();
    policy.markUp();
    QCOMPARE(policy.nextPause(), 200ms);
}

void TestRetryPolicy::beingUpCountsOnce()
{
    RetryPolicy policy({.shortest = 100ms, .longest = 500ms, .lasting = 1ms});
    policy.markUp();
    QTest::qSleep(5);
    QCOMPARE(policy.nextPause(), 100ms);
    QCOMPARE(policy.nextPause(), 200ms); // it did not come up between these
    policy.markUp();
    QTest::qSleep(5);
    policy.markDown();
    QCOMPARE(policy.nextPause(), 400ms);
}

void TestRetryPolicy::longestPauseDoesNotChangeTheNextOne()
{
    RetryPolicy policy({.shortest = 100ms, .longest = 500ms});
    QCOMPARE(policy.nextPause(), 100ms);
    QCOMPARE(policy.longestPause(), 500ms);
    QCOMPARE(policy.nextPause(), 200ms);
}

void TestRetryPolicy::spreadPausesAreBetweenHalfAndAll()
{
    RetryPolicy policy({.shortest = 100ms, .longest = 100ms, .isSpread = true});
    bool differ = false;
    const auto first = policy.nextPause();
    for (int i = 0; i < 200; ++i) {
        const auto pause = i % 2 == 0 ? policy.nextPause() : policy.longestPause();
        QVERIFY(pause >= 50ms && pause <= 100ms);
        differ = differ || pause != first;
    }
    QVERIFY(differ);
}

QTEST_APPLESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"

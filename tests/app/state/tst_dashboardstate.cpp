// SPDX-License-Identifier: GPL-3.0-or-later
// The state of a dashboard, without a window.
#include "common/core/literals.h"
#include "tests/support/knownstate.h"

#include <QSignalSpy>
#include <QTest>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

class TestDashboardState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsMoveTheTimeWindow();
    void dataNeverCountAsAChoiceOfTheUser();
    void recordThatIsNoJsonChangesTheStatus();
    void resultsThatStopMakeTheStateStale();
    void failureNearAMomentIsFound();
    void failuresOfTheLastCallsAreCounted();
    void callsWithoutATraceAreNotCounted();
    void durationsOfCallsAreKept();
    void anotherSourceLeavesNothingBehind();
    void anotherOutputLeavesNothingBehind();
    void valuesInSightAreExported();
};

namespace {

using Kind = SourceStatus::Kind;

} // namespace

void TestDashboardState::recordsMoveTheTimeWindow()
{
    Known known;
    known.state.time().setLength(5min); // else it follows the data
    QSignalSpy changed(&known.state, &DashboardState::changed);
    known.add(0, R"({"a": 1})");
    const TimeRange first = known.state.time().range();
    QVERIFY(first.to >= start);
    known.add(60, R"({"a": 2})");
    QCOMPARE(known.state.time().range().to - first.to, 60'000);
    QCOMPARE(changed.count(), 2);
    QVERIFY(known.state.isCurrent());
}

void TestDashboardState::dataNeverCountAsAChoiceOfTheUser()
{
    Known known;
    const QSignalSpy chosen(&known.state.time(), &TimeWindow::chosen);
    known.add(0, R"({"a": 1})");
    known.add(10, R"({"a": 2})");
    QCOMPARE(chosen.count(), 0);
    known.state.time().pause();
    QCOMPARE(chosen.count(), 1);
    const TimeRange paused = known.state.time().range();
    known.add(20, R"({"a": 3})");
    QCOMPARE(known.state.time().range(), paused);
    QCOMPARE(chosen.count(), 1);
}

void TestDashboardState::recordThatIsNoJsonChangesTheStatus()
{
    Known known;
    known.add(0, R"({"a": 1})");
    QCOMPARE(known.state.status().kind, Kind::Live);
    known.add(1, "no json");
    QCOMPARE(known.state.status().kind, Kind::NotJson);
    QVERIFY(!known.state.status().problem.isNone());
    known.add(2, R"({"a": 2})");
    QCOMPARE(known.state.status().kind, Kind::Live);
}

void TestDashboardState::resultsThatStopMakeTheStateStale()
{
    Known known;
    QCOMPARE(known.state.freshness(), Freshness());
    known.add(0, R"({"a": 1})");
    known.add(5, R"({"a": 1})");
    known.now += 19'000;
    QVERIFY(!known.state.freshness().stale);
    known.now += 2'000; // more than four periods
    QVERIFY(known.state.freshness().stale);
    QCOMPARE(known.state.freshness().period, 5000);
    QVERIFY(!known.state.isCurrent());
}

void TestDashboardState::failureNearAMomentIsFound()
{
    Known known;
    known.add(0, R"({"a": 1})");
    known.add(1, R"({"a": 1})");
    FunctionReport report;
    report.failures = {Failure()};
    report.failures[0].time = start + 500;
    report.failures[0].outcome = u"raised"_s;
    Q_EMIT known.source.reportChanged(report);
    QVERIFY(known.state.failureNear(start + 1000));
    QVERIFY(!known.state.failureNear(start + 60'000));
}

/// Of 25 results and three failures, the oldest failure is not among the last 20 calls.
void TestDashboardState::failuresOfTheLastCallsAreCounted()
{
    Known known;
    QCOMPARE(known.state.recentCalls(), RecentCalls());
    Q_EMIT known.source.reportChanged(reportAt(0, {}));
    known.add(0, R"({"a": 1})");
    QCOMPARE(known.state.recentCalls(), (RecentCalls{1, 0}));
    for (int second = 1; second < 25; ++second)
        known.add(2 * second, R"({"a": 1})");
    Q_EMIT known.source.reportChanged(reportAt(48, {41, 21, 5}));
    QCOMPARE(known.state.recentCalls(), (RecentCalls{20, 2}));
    KnownSource other;
    known.state.follow(other);
    QCOMPARE(known.state.recentCalls(), RecentCalls());
}

void TestDashboardState::callsWithoutATraceAreNotCounted()
{
    Known known;
    known.add(0, R"({"a": 1})");
    FunctionReport report = reportAt(1, {1});
    report.status->outcomes = {{u"success"_s, 1}, {u"nothing"_s, 1}, {u"raised"_s, 1}};
    Q_EMIT known.source.reportChanged(report);
    QCOMPARE(known.state.recentCalls(), RecentCalls());
    report.status.reset(); // another project's runtime
    Q_EMIT known.source.reportChanged(report);
    QCOMPARE(known.state.recentCalls(), RecentCalls());
}

/// Each report adds its last call, and the failures that are not known yet.
void TestDashboardState::durationsOfCallsAreKept()
{
    Known known;
    const CallHistory &calls = known.state.calls();
    const TimeRange all{start - 100'000, start + 100'000};
    QVERIFY(calls.isEmpty());
    Q_EMIT known.source.reportChanged(reportAt(0, {-50}));
    Q_EMIT known.source.reportChanged(reportAt(2, {1, -50}));
    Q_EMIT known.source.reportChanged(reportAt(2, {1, -50}));
    QCOMPARE(calls.start(), start);
    QCOMPARE(calls.durations(all, {}),
             (QList<TimedValue>{{start - 50'000, 5}, {start, 2}, {start + 1000, 5}, {start + 2000, 2}}));
    QCOMPARE(calls.failures(all), (QList<TimedValue>{{start - 50'000, 5}, {start + 1000, 5}}));
    QCOMPARE(calls.failures({start, start + 500}), QList<TimedValue>());
    QCOMPARE(calls.longestGap({start, start + 2000}), 3000);
    QCOMPARE(calls.csv({start, start + 1000}), QByteArray("time,duration (ms),failed\r\n"
                                                          "2023-11-14T22:13:20.000Z,2,0\r\n"
                                                          "2023-11-14T22:13:21.000Z,5,1\r\n"));
    Q_EMIT known.source.reportChanged(reportAt(6 * 3600 + 1, {}));
    QCOMPARE(calls.durations({start - 100'000, start + 7 * 3'600'000}, {}).constFirst(), (TimedValue{start + 1000, 5}));
    KnownSource other;
    known.state.follow(other);
    QVERIFY(calls.isEmpty());
}

void TestDashboardState::anotherSourceLeavesNothingBehind()
{
    Known known;
    QSignalSpy replaced(&known.state, &DashboardState::sourceReplaced);
    known.add(0, R"({"virtual_memory-percent": 96})");
    known.state.time().pause();
    KnownSource other;
    known.state.follow(other);
    QCOMPARE(replaced.count(), 1);
    QVERIFY(known.state.store().isEmpty());
    QVERIFY(known.events().isEmpty());
    QVERIFY(known.state.time().isLive());
    known.add(1, R"({"a": 1})"); // of the previous source
    QVERIFY(known.state.store().isEmpty());
}

/// A gateway's source follows the output that the user chose.
void TestDashboardState::anotherOutputLeavesNothingBehind()
{
    Known known;
    QSignalSpy replaced(&known.state, &DashboardState::sourceReplaced);
    known.add(0, R"({"virtual_memory-percent": 96})");
    Q_EMIT known.source.reportChanged(reportAt(0, {0}));
    known.source.setKind(Kind::Lost);
    known.source.setKind(Kind::Live);
    QCOMPARE(replaced.count(), 0);
    Q_EMIT known.source.statusChanged({Kind::Connecting, u"here"_s, u"other"_s, {}});
    QCOMPARE(replaced.count(), 1);
    QVERIFY(known.state.store().isEmpty());
    QVERIFY(known.events().isEmpty());
    QVERIFY(!known.state.isFunctionKnown());
    QCOMPARE(known.state.status().key, u"other"_s);
    known.add(1, R"({"a": 1})");
    QVERIFY(!known.state.store().isEmpty());
}

void TestDashboardState::valuesInSightAreExported()
{
    Known known;
    known.add(0, R"({"a": 1.5, "b": 2})");
    const QByteArray csv = known.state.csv();
    QVERIFY(csv.startsWith("time,a,b\r\n"));
    QVERIFY(csv.contains(",1.5,2\r\n"));
    QCOMPARE(known.state.csv({{{}, u"b"_s, -1, 0}}, known.state.time().range()).split('\n').constFirst(), "time,b\r");
}

QTEST_GUILESS_MAIN(TestDashboardState)
#include "tst_dashboardstate.moc"

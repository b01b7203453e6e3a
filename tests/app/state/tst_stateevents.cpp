// SPDX-License-Identifier: GPL-3.0-or-later
// The events of a dashboard's state, without a window.
#include "common/core/literals.h"
#include "tests/support/knownstate.h"

#include <QSignalSpy>
#include <QTest>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

class TestStateEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lossAndReturnOfTheConnectionAreEvents();
    void reasonOfALossMayArriveLater();
    void lossWithoutAReasonIsAnEventWhenItIsOver();
    void eventsOfALaterTimeGoWhenTheClockIsSetBack();
    void crossingsAreEventsWithTitlesOfTheTime();
    void eventsOfTheFirstHistoryAreNotNews();
    void historyThatIsSentAgainRepeatsNoEvents();
    void newestEventsOfALongHistoryAreKept();
    void eventsAreThoseOfTheVisibleRange();
    void failuresAreReportedOnce();
    void failuresBeforeTheFirstReportAreNotNews();
    void languageRewritesEventsAndReachesTheSource();
};

namespace {

using Kind = SourceStatus::Kind;

} // namespace

void TestStateEvents::lossAndReturnOfTheConnectionAreEvents()
{
    Known known;
    known.source.setKind(Kind::Lost, u"refused"_s);
    QVERIFY(known.events().isEmpty()); // nothing was shown that could be lost
    known.add(0, R"({"a": 1})");
    known.source.setKind(Kind::Lost, u"refused"_s);
    known.source.setKind(Kind::Lost, u"refused again"_s);
    QVERIFY(known.state.status().isBroken());
    known.source.setKind(Kind::Connecting);
    known.source.setKind(Kind::Live);
    QCOMPARE(known.events(), (QStringList{u"Connected again"_s, u"Connection lost: refused"_s}));
    QCOMPARE(known.state.events().index(1).data(EventsModel::LevelRole).value<Level>(), Level::Critical);
    known.state.open();
    QCOMPARE(known.source.opened, 1);
}

void TestStateEvents::reasonOfALossMayArriveLater()
{
    Known known;
    known.add(0, R"({"a": 1})");
    known.source.setKind(Kind::Lost);
    QVERIFY(known.events().isEmpty());
    known.source.setKind(Kind::Lost, u"refused"_s);
    QCOMPARE(known.events(), QStringList{u"Connection lost: refused"_s});
}

void TestStateEvents::lossWithoutAReasonIsAnEventWhenItIsOver()
{
    Known known;
    known.add(0, R"({"a": 1})");
    known.source.setKind(Kind::Lost);
    known.source.setKind(Kind::Live);
    QCOMPARE(known.events(), (QStringList{u"Connected again"_s, u"Connection lost"_s}));
}

void TestStateEvents::eventsOfALaterTimeGoWhenTheClockIsSetBack()
{
    Known known;
    known.sendHistory({50, 96, 50, 96}, 3);
    QCOMPARE(known.events().size(), 3);
    for (int second = -3600; second < -3590; ++second)
        known.add(second, R"({"virtual_memory-percent": 50})");
    QCOMPARE(known.events(), QStringList{u"Memory in use back to normal: 50%"_s}); // at the new time
    Q_EMIT known.source.reportChanged(reportAt(-3590, {1}));                       // the first report
    Q_EMIT known.source.reportChanged(reportAt(-3580, {-3580, 1}));
    QVERIFY(known.events().join(u' ').contains("failed"_L1)); // although it is earlier than the first one
}

void TestStateEvents::crossingsAreEventsWithTitlesOfTheTime()
{
    Known known;
    QSignalSpy added(&known.state, &DashboardState::eventAdded);
    known.add(0, R"({"virtual_memory-percent": 50})");
    known.add(1, R"({"virtual_memory-percent": 96})");
    QCOMPARE(added.count(), 1);
    QCOMPARE(added.first().first().value<Event>().level, Level::Critical);
    QVERIFY(known.events().constFirst().startsWith(u"Memory in use above 95%"_s));
}

void TestStateEvents::eventsOfTheFirstHistoryAreNotNews()
{
    Known known;
    const QSignalSpy added(&known.state, &DashboardState::eventAdded);
    known.sendHistory({50, 96, 97, 50, 50}, 4);
    QCOMPARE(known.events(), (QStringList{u"Memory in use back to normal: 50%"_s, u"Memory in use above 95%: 96%"_s}));
    QCOMPARE(known.state.events().index(1).data(EventsModel::TimeRole).toLongLong(), start + 1000);
    QCOMPARE(added.count(), 0);
    known.add(5, R"({"virtual_memory-percent": 96})");
    QCOMPARE(known.events().size(), 3);
    QCOMPARE(added.count(), 1);
}

/// After a reconnect, some results are new.
void TestStateEvents::historyThatIsSentAgainRepeatsNoEvents()
{
    Known known;
    const QSignalSpy added(&known.state, &DashboardState::eventAdded);
    known.sendHistory({50, 96, 97}, 2);
    const QStringList before = known.events();
    QCOMPARE(before.size(), 1);
    known.sendHistory({50, 96, 97}, 2);
    QCOMPARE(known.events(), before);
    QCOMPARE(added.count(), 0);
    known.sendHistory({97, 96, 50}, 4); // the oldest results are gone
    QCOMPARE(known.events(), QStringList{u"Memory in use back to normal: 50%"_s} + before);
    QCOMPARE(added.count(), 1);
    known.sendHistory({}, 4);
    QCOMPARE(known.events().size(), 2);
}

void TestStateEvents::newestEventsOfALongHistoryAreKept()
{
    Known known;
    QList<double> memory;
    for (int i = 0; i < 1000; ++i)
        memory.append(i % 2 == 0 ? 50 : 96);
    known.state.time().setLength(1h);
    known.sendHistory(memory, 999);
    QCOMPARE(known.state.events().rowCount(), EventsModel::capacity);
    QCOMPARE(known.state.events().index(0).data(EventsModel::TimeRole).toLongLong(), start + 999'000);
}

void TestStateEvents::eventsAreThoseOfTheVisibleRange()
{
    Known known;
    QList<double> memory(600, 50.0);
    memory[10] = memory[500] = 96;
    known.state.time().setLength(5min);
    known.sendHistory(memory, 599);
    QCOMPARE(known.state.events().rowCount(), 2); // above, and back
    known.state.time().setLength(15min);
    QCOMPARE(known.state.events().rowCount(), 4);
    known.state.time().zoomTo(start, start + 60'000);
    QCOMPARE(known.state.events().index(1).data(EventsModel::TimeRole).toLongLong(), start + 10'000);
    QCOMPARE(known.state.events().rowCount(), 2);
    known.state.addNotice(u"now"_s);
    QCOMPARE(known.state.events().rowCount(), 2);
    known.now += 60'000;
    known.state.time().resume();
    known.state.addNotice(u"later than the newest result"_s);
    QVERIFY(known.events().contains(u"later than the newest result"_s));
    QCOMPARE(known.state.events().marks().size(), 6);
}

void TestStateEvents::failuresAreReportedOnce()
{
    Known known;
    FunctionReport report;
    report.failures = {Failure()};
    report.failures[0].time = start;
    report.failures[0].outcome = u"raised"_s;
    report.failures[0].errorType = u"KeyError"_s;
    Q_EMIT known.source.reportChanged(report);
    Q_EMIT known.source.reportChanged(report);
    QCOMPARE(known.events(), QStringList{u"Function failed: KeyError"_s});
    QVERIFY(known.state.isFunctionKnown());
}

void TestStateEvents::failuresBeforeTheFirstReportAreNotNews()
{
    Known known;
    const QSignalSpy added(&known.state, &DashboardState::eventAdded);
    Q_EMIT known.source.reportChanged(reportAt(2, {1}));
    QCOMPARE(known.events().size(), 1);
    QCOMPARE(added.count(), 0);
    Q_EMIT known.source.reportChanged(reportAt(3, {3, 1}));
    QCOMPARE(known.events().size(), 2);
    QCOMPARE(added.count(), 1);
}

void TestStateEvents::languageRewritesEventsAndReachesTheSource()
{
    Known known;
    known.state.addNotice(u"text"_s);
    QSignalSpy added(&known.state, &DashboardState::eventAdded);
    known.prefix = u"in another language: "_s;
    known.state.retranslate();
    QCOMPARE(known.events(), QStringList{u"in another language: text"_s});
    QCOMPARE(added.count(), 0);
    QCOMPARE(known.source.retranslations, 1);
}

QTEST_GUILESS_MAIN(TestStateEvents)
#include "tst_stateevents.moc"

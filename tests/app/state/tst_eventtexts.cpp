// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/eventtexts.h"
#include "common/core/literals.h"
#include "common/watch/event.h"
#include "common/watch/thresholdwatch.h"
#include "tests/support/thresholds.h"

#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestEventTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void crossingIsDescribed_data();
    void crossingIsDescribed();
    void manyCrossingsAreOneEvent_data();
    void manyCrossingsAreOneEvent();
    void crossingsOfOtherKindsStayApart_data();
    void crossingsOfOtherKindsStayApart();
    void crossingsOfOtherResultsStayApart();
    void connectionsAndFailuresAreDescribed_data();
    void connectionsAndFailuresAreDescribed();
};

namespace {

ThresholdEvent interfaceAbove(const char *name, double limit)
{
    const QString title = QString::fromLatin1(name);
    return {1000, {u"net_sent"_s, title}, title, u"B/s"_s, 2 * limit, limit, Level::Normal, Level::Warning};
}

QString format(double value, const QString &unit)
{
    return QString::number(value, 'f', 1) + (unit == u"%"_s ? QString() : u" "_s) + unit;
}

QStringList texts(const QList<ThresholdEvent> &crossings)
{
    QStringList result;
    for (const Event &event : Event::ofCrossings(crossings))
        result.append(EventTexts::of(event, format));
    return result;
}

/// Returns a notice with the text of an event.
Event describedEvent(const Event &event)
{
    return {event.time, event.level, EventTexts::of(event, format)};
}

} // namespace

void TestEventTexts::crossingIsDescribed_data()
{
    QTest::addColumn<Level>("from");
    QTest::addColumn<Level>("to");
    QTest::addColumn<QString>("text");
    QTest::newRow("warning") << Level::Normal << Level::Warning << u"CPU 3 above 80%: 84.2%"_s;
    QTest::newRow("critical") << Level::Warning << Level::Critical << u"CPU 3 above 90%: 84.2%"_s;
    QTest::newRow("down to warning") << Level::Critical << Level::Warning << u"CPU 3 still above 80%: down to 84.2%"_s;
    QTest::newRow("normal") << Level::Warning << Level::Normal << u"CPU 3 back to normal: 84.2%"_s;
}

void TestEventTexts::crossingIsDescribed()
{
    QFETCH(Level, from);
    QFETCH(Level, to);
    QFETCH(QString, text);
    const QList<Event> expected = {{1000, to, text}};
    const QList<Event> events = Event::ofCrossings({crossing(3, 84.2, from, to)});
    QCOMPARE(events.size(), 1);
    QCOMPARE(QList{describedEvent(events.constFirst())}, expected);
}

void TestEventTexts::manyCrossingsAreOneEvent_data()
{
    QTest::addColumn<QList<ThresholdEvent>>("crossings");
    QTest::addColumn<QStringList>("expected");
    const auto cpus = [](int count, Level from, Level to) {
        QList<ThresholdEvent> result;
        for (int i = 0; i < count; ++i)
            result.append(crossing(i, 91 + (i == 1 ? 4.5 : 0), from, to));
        return result;
    };
    QTest::newRow("two") << cpus(2, Level::Normal, Level::Critical)
                         << QStringList{u"CPU 0 above 90%: 91.0%"_s, u"CPU 1 above 90%: 95.5%"_s};
    QTest::newRow("three") << cpus(3, Level::Normal, Level::Critical)
                           << QStringList{u"3 CPUs above 90%, up to 95.5%"_s};
    QTest::newRow("down") << cpus(12, Level::Critical, Level::Warning)
                          << QStringList{u"12 CPUs still above 80%: down to at most 95.5%"_s};
    QTest::newRow("back") << cpus(256, Level::Warning, Level::Normal) << QStringList{u"256 CPUs back to normal"_s};
    QTest::newRow("interfaces") << QList{interfaceAbove("eth0", 10.5), interfaceAbove("eth1", 10.5),
                                         interfaceAbove("wlan0", 10.5)}
                                << QStringList{u"eth0 and 2 more above 10.5 B/s, up to 21.0 B/s"_s};
}

void TestEventTexts::manyCrossingsAreOneEvent()
{
    QFETCH(QList<ThresholdEvent>, crossings);
    QTEST(texts(crossings), "expected");
}

void TestEventTexts::crossingsOfOtherKindsStayApart_data()
{
    QTest::addColumn<ThresholdEvent>("other");
    const ThresholdEvent alike = crossing(2, 85, Level::Normal, Level::Warning);
    ThresholdEvent other = alike;
    other.key.family = u"cpu_percent"_s;
    QTest::newRow("another family") << other;
    other = alike;
    other.key.window = 3600;
    QTest::newRow("another window") << other;
    other = alike;
    other.limit = 70;
    QTest::newRow("another threshold") << other;
    other = alike;
    other.from = Level::Critical;
    QTest::newRow("another direction") << other;
    other = alike;
    other.to = Level::Critical;
    QTest::newRow("another level") << other;
}

void TestEventTexts::crossingsOfOtherKindsStayApart()
{
    QFETCH(ThresholdEvent, other);
    const QList<ThresholdEvent> two = {crossing(0, 85, Level::Normal, Level::Warning),
                                       crossing(1, 86, Level::Normal, Level::Warning)};
    QCOMPARE(texts(two + QList{other}).size(), 3);
    QCOMPARE(texts(two + QList{crossing(2, 85, Level::Normal, Level::Warning)}).size(), 1);
}

void TestEventTexts::crossingsOfOtherResultsStayApart()
{
    QList<ThresholdEvent> crossings;
    for (int i = 0; i < 6; ++i) {
        crossings.append(crossing(i % 3, 85, Level::Normal, Level::Warning));
        crossings.last().time = i < 3 ? 1000 : 2000;
    }
    const QList<Event> events = Event::ofCrossings(crossings);
    QCOMPARE(events.size(), 2);
    QCOMPARE(events[0].time, 1000);
    QCOMPARE(events[1].time, 2000);
    QCOMPARE(events[1].crossings, crossings.last(3));
}

void TestEventTexts::connectionsAndFailuresAreDescribed_data()
{
    QTest::addColumn<Event>("event");
    QTest::addColumn<Event>("expected");
    const auto row = [](const char *name, const Event &event, Level level, const char *text) {
        QTest::newRow(name) << event << Event{7, level, QString::fromLatin1(text)};
    };
    row("lost", Event::ofLostConnection(7, u"Connection refused\n"_s), Level::Critical,
        "Connection lost: Connection refused");
    row("lost for an unknown reason", Event::ofLostConnection(7, {}), Level::Critical, "Connection lost");
    row("back", Event::ofConnection(7), Level::Normal, "Connected again");
    Failure failure;
    failure.time = 7;
    failure.outcome = u"timeout"_s;
    row("a call that took too long", Event::ofFailure(failure), Level::Critical, "Function failed: timeout");
    failure.errorType = u"KeyError"_s;
    failure.errorMessage = u"'n_pids'\nand more"_s;
    row("a new version that is broken", Event::ofLoadFailure(7, u"SyntaxError: x\n  at line 3"_s), Level::Warning,
        "The newest version of the function cannot be loaded: SyntaxError: x");
    row("an error", Event::ofFailure(failure), Level::Critical, "Function failed: KeyError: 'n_pids'");
}

void TestEventTexts::connectionsAndFailuresAreDescribed()
{
    QFETCH(Event, event);
    QTEST(describedEvent(event), "expected");
}

QTEST_GUILESS_MAIN(TestEventTexts)
#include "tst_eventtexts.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/eventsmodel.h"
#include "app/state/eventtexts.h"
#include "common/core/literals.h"
#include "common/watch/notificationpacer.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace pulse;
using namespace std::chrono_literals;

class TestThresholds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void levels_data();
    void levels();
    void crossingsAreReportedOnce();
    void valuesAtTheBorderAreReportedOnce();
    void vanishedSeriesAreForgotten();
    void seriesAreDistinguished();
    void crossingIsDescribed_data();
    void crossingIsDescribed();
    void manyCrossingsAreOneEvent_data();
    void manyCrossingsAreOneEvent();
    void crossingsOfOtherKindsStayApart_data();
    void crossingsOfOtherKindsStayApart();
    void otherEventsAreDescribed_data();
    void otherEventsAreDescribed();
    void eventsAreNewestFirst();
    void eventsAreBounded();
    void eventsHaveRoles();
    void notificationsAreOfCriticalEvents();
    void notificationsAreRare();
    void notificationsSummarizeEvents_data();
    void notificationsSummarizeEvents();
    void droppedNotificationsAreNotShown();
};

namespace {

const Thresholds eightyNinety = {80, 90};

SeriesKey cpuKey(int cpu)
{
    return {u"cpu_average"_s, {}, cpu, 60};
}

WatchedValue cpu(int number, double value, const Thresholds &thresholds = eightyNinety)
{
    return {cpuKey(number), u"CPU %1"_s.arg(number), u"%"_s, value, thresholds};
}

ThresholdEvent crossing(int cpu, double value, Level from, Level to)
{
    const std::optional<double> limit = to == Level::Normal     ? std::nullopt
                                        : to == Level::Critical ? eightyNinety.critical
                                                                : eightyNinety.warning;
    return {1000, cpuKey(cpu), u"CPU %1"_s.arg(cpu), u"%"_s, value, limit, from, to};
}

ThresholdEvent interfaceAbove(const char *name, double limit)
{
    const QString title = QString::fromLatin1(name);
    return {1000, {u"net_sent"_s, title}, title, u"B/s"_s, 2 * limit, limit, Level::Normal, Level::Warning};
}

QString format(double value, const QString &unit)
{
    return QString::number(value, 'f', 1) + ' '_L1 + unit;
}

QStringList texts(const QList<ThresholdEvent> &crossings)
{
    QStringList result;
    for (const Event &event : Event::ofCrossings(crossings))
        result.append(EventTexts::of(event, format));
    return result;
}

QStringList texts(const EventsModel &model)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(); ++row)
        result.append(model.index(row).data().toString());
    return result;
}

/// An event as a notice with its text.
Event told(const Event &event)
{
    return {event.time, event.level, EventTexts::of(event, format)};
}

QString textOf(const Notification &notification)
{
    return EventTexts::text(notification, [](const Event &event) { return event.detail; });
}

Event critical(const QString &text)
{
    return {0, Level::Critical, text};
}

} // namespace

void TestThresholds::levels_data()
{
    QTest::addColumn<Thresholds>("thresholds");
    QTest::addColumn<Level>("before");
    QTest::addColumn<double>("value");
    QTest::addColumn<Level>("level");
    const auto row = [](const char *name, const Thresholds &thresholds, Level before, double value, Level level) {
        QTest::newRow(name) << thresholds << before << value << level;
    };
    row("below", eightyNinety, Level::Normal, 79.9, Level::Normal);
    row("warning reached", eightyNinety, Level::Normal, 80, Level::Warning);
    row("critical reached", eightyNinety, Level::Normal, 90, Level::Critical);
    row("up from warning", eightyNinety, Level::Warning, 90, Level::Critical);
    row("warning not left yet", eightyNinety, Level::Warning, 78.5, Level::Warning);
    row("warning left", eightyNinety, Level::Warning, 78.3, Level::Normal);
    row("critical not left yet", eightyNinety, Level::Critical, 88.3, Level::Critical);
    row("critical left", eightyNinety, Level::Critical, 88.1, Level::Warning);
    row("from critical to the border of warning", eightyNinety, Level::Critical, 79, Level::Warning);
    row("from critical to normal", eightyNinety, Level::Critical, 10, Level::Normal);
    row("no thresholds", {}, Level::Normal, 1e9, Level::Normal);
    row("no thresholds any more", {}, Level::Critical, 1e9, Level::Normal);
    row("a warning only", {80, {}}, Level::Normal, 99, Level::Warning);
    row("critical only, below", {{}, 90}, Level::Normal, 85, Level::Normal);
    row("critical only", {{}, 90}, Level::Normal, 95, Level::Critical);
    row("negative, reached", {-10, {}}, Level::Normal, -10, Level::Warning);
    row("negative, not left yet", {-10, {}}, Level::Warning, -10.1, Level::Warning);
    row("negative, left", {-10, {}}, Level::Warning, -10.3, Level::Normal);
}

void TestThresholds::levels()
{
    QFETCH(Thresholds, thresholds);
    QFETCH(Level, before);
    QFETCH(double, value);
    QTEST(levelOf(value, thresholds, before), "level");
}

void TestThresholds::crossingsAreReportedOnce()
{
    ThresholdWatch watch;
    QVERIFY(watch.check(1, {cpu(3, 50)}).isEmpty());
    QCOMPARE(watch.check(1000, {cpu(3, 84)}), (QList{crossing(3, 84, Level::Normal, Level::Warning)}));
    QVERIFY(watch.check(2000, {cpu(3, 85)}).isEmpty());
    QCOMPARE(watch.check(1000, {cpu(3, 91)}), (QList{crossing(3, 91, Level::Warning, Level::Critical)}));
    QCOMPARE(watch.check(1000, {cpu(3, 85)}), (QList{crossing(3, 85, Level::Critical, Level::Warning)}));
    QCOMPARE(watch.check(1000, {cpu(3, 20)}), (QList{crossing(3, 20, Level::Warning, Level::Normal)}));
    QVERIFY(watch.check(3000, {cpu(3, 20)}).isEmpty());
}

void TestThresholds::valuesAtTheBorderAreReportedOnce()
{
    ThresholdWatch watch;
    qsizetype reports = 0;
    for (int i = 0; i < 100; ++i)
        reports += watch.check(i, {cpu(0, i % 2 == 0 ? 80.2 : 79.5)}).size();
    QCOMPARE(reports, 1);
}

void TestThresholds::vanishedSeriesAreForgotten()
{
    ThresholdWatch watch;
    QCOMPARE(watch.check(1, {cpu(0, 85), cpu(1, 10)}).size(), 1);
    QVERIFY(watch.check(2, {cpu(1, 10)}).isEmpty()); // a disappeared series is not a recovered one
    QCOMPARE(watch.check(1000, {cpu(0, 86), cpu(1, 10)}), (QList{crossing(0, 86, Level::Normal, Level::Warning)}));
}

void TestThresholds::seriesAreDistinguished()
{
    ThresholdWatch watch;
    watch.check(1, {cpu(0, 85), cpu(1, 10), cpu(2, 95)});
    QCOMPARE(watch.check(1000, {cpu(0, 10), cpu(1, 95), cpu(2, 95)}),
             (QList{crossing(0, 10, Level::Warning, Level::Normal), crossing(1, 95, Level::Normal, Level::Critical)}));
}

void TestThresholds::crossingIsDescribed_data()
{
    QTest::addColumn<Level>("from");
    QTest::addColumn<Level>("to");
    QTest::addColumn<QString>("text");
    QTest::newRow("warning") << Level::Normal << Level::Warning << u"CPU 3 above 80 %: 84.2 %"_s;
    QTest::newRow("critical") << Level::Warning << Level::Critical << u"CPU 3 above 90 %: 84.2 %"_s;
    QTest::newRow("down to warning") << Level::Critical << Level::Warning
                                     << u"CPU 3 still above 80 %: down to 84.2 %"_s;
    QTest::newRow("normal") << Level::Warning << Level::Normal << u"CPU 3 back to normal: 84.2 %"_s;
}

void TestThresholds::crossingIsDescribed()
{
    QFETCH(Level, from);
    QFETCH(Level, to);
    QFETCH(QString, text);
    const QList<Event> expected = {{1000, to, text}};
    const QList<Event> events = Event::ofCrossings({crossing(3, 84.2, from, to)});
    QCOMPARE(events.size(), 1);
    QCOMPARE(QList{told(events.constFirst())}, expected);
}

void TestThresholds::manyCrossingsAreOneEvent_data()
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
                         << QStringList{u"CPU 0 above 90 %: 91.0 %"_s, u"CPU 1 above 90 %: 95.5 %"_s};
    QTest::newRow("three") << cpus(3, Level::Normal, Level::Critical)
                           << QStringList{u"3 CPUs above 90 %, up to 95.5 %"_s};
    QTest::newRow("down") << cpus(12, Level::Critical, Level::Warning)
                          << QStringList{u"12 CPUs still above 80 %: down to at most 95.5 %"_s};
    QTest::newRow("back") << cpus(256, Level::Warning, Level::Normal) << QStringList{u"256 CPUs back to normal"_s};
    QTest::newRow("interfaces") << QList{interfaceAbove("eth0", 10.5), interfaceAbove("eth1", 10.5),
                                         interfaceAbove("wlan0", 10.5)}
                                << QStringList{u"eth0 and 2 more above 10.5 B/s, up to 21.0 B/s"_s};
}

void TestThresholds::manyCrossingsAreOneEvent()
{
    QFETCH(QList<ThresholdEvent>, crossings);
    QTEST(texts(crossings), "expected");
}

void TestThresholds::crossingsOfOtherKindsStayApart_data()
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

void TestThresholds::crossingsOfOtherKindsStayApart()
{
    QFETCH(ThresholdEvent, other);
    const QList<ThresholdEvent> two = {crossing(0, 85, Level::Normal, Level::Warning),
                                       crossing(1, 86, Level::Normal, Level::Warning)};
    QCOMPARE(texts(two + QList{other}).size(), 3);
    QCOMPARE(texts(two + QList{crossing(2, 85, Level::Normal, Level::Warning)}).size(), 1);
}

void TestThresholds::otherEventsAreDescribed_data()
{
    QTest::addColumn<Event>("event");
    QTest::addColumn<Event>("expected");
    const auto row = [](const char *name, const Event &event, Level level, const char *text) {
        QTest::newRow(name) << event << Event{7, level, QString::fromLatin1(text)};
    };
    row("lost", Event::ofLostConnection(7, u"Connection refused\n"_s), Level::Warning,
        "Connection lost: Connection refused");
    row("lost, nobody knows why", Event::ofLostConnection(7, {}), Level::Warning, "Connection lost");
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

void TestThresholds::otherEventsAreDescribed()
{
    QFETCH(Event, event);
    QTEST(told(event), "expected");
}

void TestThresholds::eventsAreNewestFirst()
{
    EventsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.add({10, Level::Normal, u"a"_s});
    model.add({30, Level::Normal, u"c"_s});
    model.add({20, Level::Normal, u"b"_s});      // reported late
    model.add({30, Level::Normal, u"c, too"_s}); // reported later
    QCOMPARE(texts(model), (QStringList{u"c, too"_s, u"c"_s, u"b"_s, u"a"_s}));
}

void TestThresholds::eventsAreBounded()
{
    EventsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 1; i <= EventsModel::capacity + 5; ++i)
        model.add({i, Level::Normal, QString::number(i)});
    QCOMPARE(model.rowCount(), EventsModel::capacity);
    QCOMPARE(texts(model).first(), QString::number(EventsModel::capacity + 5));
    QCOMPARE(texts(model).last(), u"6"_s);
    QSignalSpy inserted(&model, &EventsModel::rowsInserted);
    model.add({2, Level::Normal, u"older than all"_s});
    QCOMPARE(inserted.count(), 0);
    QCOMPARE(model.rowCount(), EventsModel::capacity);
}

void TestThresholds::eventsHaveRoles()
{
    EventsModel model;
    model.add({42, Level::Critical, u"text"_s});
    const QModelIndex index = model.index(0);
    QCOMPARE(index.data(EventsModel::TimeRole).toLongLong(), 42);
    QCOMPARE(index.data(EventsModel::LevelRole).value<Level>(), Level::Critical);
    QCOMPARE(index.data(EventsModel::TextRole).toString(), u"text"_s);
    QVERIFY(!index.data(Qt::DecorationRole).isValid());
}

void TestThresholds::notificationsAreOfCriticalEvents()
{
    NotificationPacer pacer;
    pacer.add({0, Level::Warning, u"w"_s});
    pacer.add({0, Level::Normal, u"n"_s});
    QVERIFY(!pacer.due(0));
    QVERIFY(!pacer.take(0));
    pacer.add(critical(u"CPU 3 above 90 %"_s));
    const std::optional<Notification> notification = pacer.take(0);
    QVERIFY(notification);
    QCOMPARE(EventTexts::title(*notification), u"Pulseboard"_s);
    QCOMPARE(textOf(*notification), u"CPU 3 above 90 %"_s);
    QVERIFY(!pacer.take(60'000)); // shown once
}

void TestThresholds::notificationsAreRare()
{
    NotificationPacer pacer;
    pacer.add(critical(u"a"_s));
    QCOMPARE(pacer.due(1'000), 0ms);
    QVERIFY(pacer.take(1'000));
    QVERIFY(!pacer.due(1'001));
    pacer.add(critical(u"b"_s));
    QCOMPARE(pacer.due(11'000), 20'000ms);
    QVERIFY(!pacer.take(30'999));
    QCOMPARE(pacer.due(31'000), 0ms);
    QCOMPARE(textOf(*pacer.take(31'000)), u"b"_s);
    pacer.add(critical(u"c"_s));
    QCOMPARE(pacer.due(500'000), 0ms); // long idle: at once
}

void TestThresholds::notificationsSummarizeEvents_data()
{
    QTest::addColumn<QStringList>("events");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *events, const char *title, const char *text) {
        QTest::newRow(events) << QString::fromLatin1(events).split(' '_L1) << QString::fromLatin1(title)
                              << QString::fromLatin1(text);
    };
    row("a", "Pulseboard", "a");
    row("a b", "Pulseboard: 2 events", "a\nb");
    row("a b c", "Pulseboard: 3 events", "a\nb\nc");
    row("a b c d e", "Pulseboard: 5 events",
        "2 earlier\n"
        "c\n"
        "d\n"
        "e");
}

void TestThresholds::notificationsSummarizeEvents()
{
    QFETCH(QStringList, events);
    NotificationPacer pacer;
    for (const QString &event : events)
        pacer.add(critical(event));
    const std::optional<Notification> notification = pacer.take(0);
    QVERIFY(notification);
    QTEST(EventTexts::title(*notification), "title");
    QTEST(textOf(*notification), "text");
}

void TestThresholds::droppedNotificationsAreNotShown()
{
    NotificationPacer pacer;
    pacer.add(critical(u"a"_s));
    pacer.drop();
    QVERIFY(!pacer.due(0));
    QVERIFY(!pacer.take(0));
}

QTEST_GUILESS_MAIN(TestThresholds)
#include "tst_thresholds.moc"

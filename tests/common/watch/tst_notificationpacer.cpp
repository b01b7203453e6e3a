// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/eventtexts.h"
#include "common/core/literals.h"
#include "common/watch/event.h"
#include "common/watch/notificationpacer.h"

#include <QTest>

#include <optional>

using namespace pulse;
using namespace std::chrono_literals;

class TestNotificationPacer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyCriticalEventsAreNotified();
    void pauseBetweenNotificationsIsKept();
    void notificationsSummarizeEvents_data();
    void notificationsSummarizeEvents();
    void droppedNotificationsAreNotShown();
};

namespace {

QString textOf(const Notification &notification)
{
    return EventTexts::text(notification, [](const Event &event) { return event.detail; });
}

Event critical(const QString &text)
{
    return {0, Level::Critical, text};
}

} // namespace

void TestNotificationPacer::onlyCriticalEventsAreNotified()
{
    NotificationPacer pacer;
    pacer.add({0, Level::Warning, u"w"_s});
    pacer.add({0, Level::Normal, u"n"_s});
    QVERIFY(!pacer.due(0));
    QVERIFY(!pacer.take(0));
    pacer.add(critical(u"CPU 3 above 90%"_s));
    const std::optional<Notification> notification = pacer.take(0);
    QVERIFY(notification);
    QCOMPARE(EventTexts::title(*notification), u"Pulseboard"_s);
    QCOMPARE(textOf(*notification), u"CPU 3 above 90%"_s);
    QVERIFY(!pacer.take(60'000)); // shown once
}

void TestNotificationPacer::pauseBetweenNotificationsIsKept()
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

void TestNotificationPacer::notificationsSummarizeEvents_data()
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

void TestNotificationPacer::notificationsSummarizeEvents()
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

void TestNotificationPacer::droppedNotificationsAreNotShown()
{
    NotificationPacer pacer;
    pacer.add(critical(u"a"_s));
    pacer.drop();
    QVERIFY(!pacer.due(0));
    QVERIFY(!pacer.take(0));
}

QTEST_GUILESS_MAIN(TestNotificationPacer)
#include "tst_notificationpacer.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/eventlist.h"
#include "app/state/clocktime.h"
#include "app/style/plaintooltip.h"
#include "app/window/grabber.h"
#include "common/core/literals.h"
#include "tests/support/history.h"

#include <QApplication>
#include <QDateTime>
#include <QHelpEvent>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>
#include <QToolTip>

using namespace pulse;
using namespace pulse::test;

class TestEventList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { usePictureFont(); }
    void emptyListHasAText();
    void clickRequestsTheMoment_data();
    void clickRequestsTheMoment();
    void enterRequestsTheMoment_data();
    void enterRequestsTheMoment();
    void levelsAreDrawnInTheirColors_data();
    void levelsAreDrawnInTheirColors();
    void levelsHaveDifferentShapes();
    void cutTextsAreInTheToolTip_data();
    void cutTextsAreInTheToolTip();
    void eventsOfOtherDaysHaveADate();
};

namespace {

/// A list of 400 x 240 pixels.
struct Shown
{
    Shown()
        : list(model)
        , view(*list.findChild<QListView *>())
    {
        list.resize(400, 240);
        list.show();
    }

    void add(qint64 time, Level level, const QString &text) { model.add({time, level, text}); }
    QPoint middleOf(int row) const { return view.visualRect(model.index(row)).center(); }
    QImage rowImage(int row) const
    {
        return view.viewport()->grab(view.visualRect(model.index(row))).toImage().convertToFormat(QImage::Format_RGB32);
    }
    bool isEmptyTextShown() const
    {
        for (const ElidingLabel *label : list.findChildren<ElidingLabel *>()) {
            if (label->text() == "Nothing has happened yet"_L1)
                return label->isVisible();
        }
        return false;
    }

    EventsModel model;
    EventList list;
    QListView &view;
};

bool contains(const QImage &image, const QColor &color)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == color)
                return true;
        }
    }
    return false;
}

/// Returns the pixels that have that colour.
QList<QPoint> shapeOf(const QImage &image, const QColor &color)
{
    QList<QPoint> shape;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == color)
                shape.append({x, y});
        }
    }
    return shape;
}

} // namespace

void TestEventList::emptyListHasAText()
{
    Shown shown;
    QVERIFY(shown.isEmptyTextShown());
    shown.add(now(), Level::Normal, u"Connected again"_s);
    QVERIFY(!shown.isEmptyTextShown());
}

void TestEventList::clickRequestsTheMoment_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<qint64>("time");
    QTest::newRow("the newest") << 0 << qint64(3000);
    QTest::newRow("the oldest") << 2 << qint64(1000);
}

void TestEventList::clickRequestsTheMoment()
{
    QFETCH(int, row);
    QFETCH(qint64, time);
    Shown shown;
    for (const qint64 each : {1000, 2000, 3000})
        shown.add(each, Level::Warning, u"text"_s);
    QSignalSpy wanted(&shown.list, &EventList::momentRequested);
    QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, shown.middleOf(row));
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.at(0).at(0).toLongLong(), time);
    QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, QPoint(100, 150)); // below all events
    QCOMPARE(wanted.count(), 1);
}

void TestEventList::enterRequestsTheMoment_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::newRow("Return") << Qt::Key_Return;
    QTest::newRow("Enter") << Qt::Key_Enter;
}

void TestEventList::enterRequestsTheMoment()
{
    QFETCH(Qt::Key, key);
    Shown shown;
    QSignalSpy wanted(&shown.list, &EventList::momentRequested);
    QTest::keyClick(&shown.view, key); // no event is selected
    QCOMPARE(wanted.count(), 0);
    for (const qint64 each : {1000, 2000, 3000})
        shown.add(each, Level::Warning, u"text"_s);
    shown.view.setCurrentIndex(shown.model.index(0));
    QTest::keyClick(&shown.view, Qt::Key_Down);
    QTest::keyClick(&shown.view, key);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.at(0).at(0).toLongLong(), 2000);
}

void TestEventList::levelsAreDrawnInTheirColors_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestEventList::levelsAreDrawnInTheirColors()
{
    QFETCH(bool, dark);
    const Theme theme = dark ? Theme::darkTheme() : Theme::light();
    Theme::use(dark ? Theme::light() : Theme::darkTheme());
    Shown shown;
    Theme::use(theme);                                                         // the list applies it by itself
    for (const Level level : {Level::Critical, Level::Warning, Level::Normal}) // the newest is shown first
        shown.add(now(), level, u"text"_s);
    const QList<QColor> colors = {theme.good, theme.warning, theme.bad};
    for (int row = 0; row < 3; ++row) {
        for (const QColor &color : colors)
            QCOMPARE(contains(shown.rowImage(row), color), color == colors[row]);
    }
    QVERIFY(contains(shown.list.grab().toImage().convertToFormat(QImage::Format_RGB32), theme.surface));
}

void TestEventList::levelsHaveDifferentShapes()
{
    Theme theme = Theme::light();
    theme.good = theme.warning = theme.bad;
    Theme::use(theme);
    Shown shown;
    for (const Level level : {Level::Critical, Level::Warning, Level::Normal})
        shown.add(now(), level, u"text"_s);
    QList<QList<QPoint>> shapes;
    for (int row = 0; row < 3; ++row)
        shapes.append(shapeOf(shown.rowImage(row), theme.bad));
    QVERIFY(!shapes[0].isEmpty() && shapes[0] != shapes[1]);
    QVERIFY(!shapes[1].isEmpty() && shapes[1] != shapes[2]);
    QVERIFY(!shapes[2].isEmpty() && shapes[2] != shapes[0]);
}

void TestEventList::cutTextsAreInTheToolTip_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("tip");
    QTest::newRow("short") << u"CPU 3 above 80%"_s << false;
    QTest::newRow("long") << u"Function failed: %1"_s.arg(QString(200, 'x'_L1)) << true;
    QTest::newRow("markup") << u"Function failed: %1"_s.arg(u"<b>&"_s.repeated(50)) << true;
}

void TestEventList::cutTextsAreInTheToolTip()
{
    QFETCH(QString, text);
    QFETCH(bool, tip);
    QToolTip::hideText();
    Shown shown;
    shown.add(now(), Level::Critical, text);
    const QPoint place = shown.middleOf(0);
    QHelpEvent help(QEvent::ToolTip, place, shown.view.viewport()->mapToGlobal(place));
    QApplication::sendEvent(shown.view.viewport(), &help);
    QCOMPARE(QToolTip::text(), tip ? plainToolTip(text) : QString());
}

void TestEventList::eventsOfOtherDaysHaveADate()
{
    const QDateTime noon(QDate(2026, 3, 9), QTime(12, 34, 56));
    const qint64 time = noon.toMSecsSinceEpoch();
    const QString today = clockTime(time, noon.addSecs(3600).toMSecsSinceEpoch());
    QVERIFY2(today.contains("34:56"_L1) && !today.contains('9'_L1), qPrintable(today));
    const QString yesterday = clockTime(time, noon.addDays(1).toMSecsSinceEpoch());
    QVERIFY2(yesterday.endsWith(today), qPrintable(yesterday));
    QVERIFY2(yesterday.chopped(today.size()).contains('9'_L1), qPrintable(yesterday));
}

QTEST_MAIN(TestEventList)
#include "tst_eventlist.moc"

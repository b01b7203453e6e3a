// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/eventlist.h"
#include "app/state/clocktime.h"
#include "app/state/timewindow.h"
#include "app/style/plaintooltip.h"
#include "app/window/grabber.h"
#include "common/core/literals.h"
#include "tests/support/history.h"
#include "tests/support/pictures.h"

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
using namespace std::chrono_literals;

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
    void titleNamesTheTimeRange();
    void longTextsHaveTwoLines();
    void severalEventsAreListedInTheToolTip();
    void shownMomentIsSelected();
    void selectedRowCanChange();
};

namespace {

/// A list of 400 x 240 pixels in a window that is not narrow.
struct Shown
{
    Shown()
        : list(model, &window)
        , view(*list.findChild<QListView *>())
    {
        window.resize(1000, 240);
        list.resize(400, 240);
        window.show();
    }

    void add(qint64 time, Level level, const QString &text) { model.add({{time, level, text}}); }
    /// Adds an event of each level, the least one last.
    void addLevels()
    {
        for (const Level level : {Level::Critical, Level::Warning, Level::Normal})
            add(now() - 1000 * static_cast<int>(level), level, u"text"_s);
    }
    QString title() const { return list.findChild<ElidingLabel *>()->text(); }
    QString toolTipOf(int row) const
    {
        QToolTip::hideText();
        const QPoint place = middleOf(row);
        QHelpEvent help(QEvent::ToolTip, place, view.viewport()->mapToGlobal(place));
        QApplication::sendEvent(view.viewport(), &help);
        return QToolTip::text();
    }
    QPoint middleOf(int row) const { return view.visualRect(model.index(row)).center(); }
    QImage rowImage(int row) const
    {
        return view.viewport()->grab(view.visualRect(model.index(row))).toImage().convertToFormat(QImage::Format_RGB32);
    }
    bool isEmptyTextShown() const
    {
        for (const ElidingLabel *label : list.findChildren<ElidingLabel *>()) {
            if (label->text() == "No events"_L1)
                return label->isVisible();
        }
        return false;
    }

    EventsModel model;
    QWidget window;
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
        shown.add(each, Level::Warning, u"text %1"_s.arg(each));
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
        shown.add(each, Level::Warning, u"text %1"_s.arg(each));
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
    Theme::use(theme); // the list applies it by itself
    shown.addLevels();
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
    shown.addLevels();
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
    Shown shown;
    shown.add(now(), Level::Critical, text);
    QCOMPARE(shown.toolTipOf(0), tip ? plainToolTip(text) : QString());
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

void TestEventList::titleNamesTheTimeRange()
{
    QLocale::setDefault(QLocale::c());
    Shown shown;
    TimeWindow time;
    time.setLength(1h);
    time.advance({}, {}, now());
    shown.list.showRange(time);
    QCOMPARE(shown.title(), u"Events, last 1 h"_s);
    QCOMPARE(shown.view.accessibleName(), u"Events, last 1 h"_s);
    time.setLength(5min);
    shown.list.showRange(time);
    QCOMPARE(shown.title(), u"Events, last 5 min"_s);
    time.pause();
    shown.list.showRange(time);
    QCOMPARE(shown.title(), u"Events, %1 to %2"_s.arg(clockTime(time.range().from), clockTime(time.range().to)));
}

void TestEventList::longTextsHaveTwoLines()
{
    Shown shown;
    shown.add(now(), Level::Warning, u"CPU 3 above 80%: 84.2%"_s);
    shown.add(now() + 1000, Level::Critical, u"Connection lost: the server has closed the connection for a while"_s);
    const auto heightOf = [&](int row) { return shown.view.visualRect(shown.model.index(row)).height(); };
    QCOMPARE(heightOf(1), 28);
    QCOMPARE(heightOf(0), 28 + 16);
    shown.toolTipOf(0);
    QTRY_VERIFY(QToolTip::text().isEmpty()); // nothing is cut
    QVERIFY(countNear(shown.rowImage(0).copy(0, 28, 400, 16), Theme::current().text, Theme::current().surface) > 10);
    shown.list.resize(1000, 240);
    QTRY_COMPARE(heightOf(0), 28);
    shown.list.resize(200, 240);
    QTRY_COMPARE(heightOf(0), 28 + 16);
    QVERIFY(!shown.toolTipOf(0).isEmpty());
}

void TestEventList::severalEventsAreListedInTheToolTip()
{
    Shown shown;
    for (const char *text : {"a", "b", "c"})
        shown.add(1000, Level::Warning, QLatin1String(text));
    QCOMPARE(shown.model.rowCount(), 1);
    QCOMPARE(shown.toolTipOf(0), u"a\nb\nc"_s);
}

void TestEventList::shownMomentIsSelected()
{
    Shown shown;
    for (const qint64 each : {1000, 2000, 2000, 3000})
        shown.add(each, Level::Warning, u"text %1"_s.arg(each));
    const QItemSelectionModel &selection = *shown.view.selectionModel();
    const QImage before = shown.rowImage(0);
    shown.list.select(3000);
    QVERIFY(selection.isSelected(shown.model.index(0)));
    QVERIFY(shown.rowImage(0) != before);
    shown.list.select(2500); // the moment of no event
    QVERIFY(!selection.hasSelection());
    QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, shown.middleOf(2));
    shown.list.select(2000);
    QVERIFY(selection.isSelected(shown.model.index(2))); // of two at that time, the one that was clicked
    shown.list.select({});
    QVERIFY(!selection.hasSelection());
    QVERIFY(!shown.view.currentIndex().isValid());
}

void TestEventList::selectedRowCanChange()
{
    Shown shown;
    shown.model.setRange(EventsModel::unlimited, 5000);
    for (const qint64 each : {1000, 9000, 9001, 9002})
        shown.add(each, Level::Warning, u"text %1"_s.arg(each));
    shown.list.select(9000);
    shown.add(9003, Level::Warning, u"text"_s); // the row is replaced
    QCOMPARE(shown.view.currentIndex().data(EventsModel::DetailsRole).toStringList().size(), 4);
    shown.model.setRange({0, 5000}, 5000);
    QCOMPARE(shown.model.rowCount(), 1);
    QVERIFY(!shown.view.selectionModel()->hasSelection());
    shown.model.setRange(EventsModel::unlimited, 5000);
    QVERIFY(shown.view.selectionModel()->isSelected(shown.model.index(0)));
}

QTEST_MAIN(TestEventList)
#include "tst_eventlist.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/railbutton.h"
#include "app/widgets/segmentedcontrol.h"
#include "app/window/grabber.h"
#include "app/window/navigationrail.h"
#include "common/core/literals.h"
#include "tests/support/pageindex.h"
#include "tests/support/pagesamples.h"
#include "tests/support/pictures.h"

#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace pulse;
using namespace pulse::test;

class TestNavigation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void railIsUsedByMouse();
    void railIsUsedByKeyboard();
    void railShowsABadge();
    void railCanBeHorizontal();
    void segmentsAreChosenByMouseAndKeyboard();
    void segmentsHaveATrack();
    void segmentsFillTheWidth();
};

void TestNavigation::initTestCase()
{
    QLocale::setDefault(QLocale::c());
    usePictureFont();
}

void TestNavigation::railIsUsedByMouse()
{
    Rail rail;
    showAt(rail, {84, 600});
    QCOMPARE(rail.current(), test::PageIndex::Overview);
    QCOMPARE(rail.width(), 84);
    const QSignalSpy chosen(&rail, &NavigationRail::chosen);
    const QList<RailButton *> buttons = rail.findChildren<RailButton *>();
    QTest::mouseClick(buttons[3], Qt::LeftButton);
    QTest::mouseClick(buttons[3], Qt::LeftButton); // it stays selected
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(rail.current(), test::PageIndex::Function);
    QVERIFY(buttons[3]->isChecked() && !buttons[0]->isChecked());
    rail.setCurrent(test::PageIndex::Data);
    QVERIFY(buttons[4]->isChecked() && !buttons[3]->isChecked());
    QCOMPARE(chosen.size(), 1);
}

void TestNavigation::railIsUsedByKeyboard()
{
    Rail rail;
    showAt(rail, {84, 600});
    const QSignalSpy chosen(&rail, &NavigationRail::chosen);
    const QList<RailButton *> buttons = rail.findChildren<RailButton *>();
    buttons[0]->setFocus();
    QTest::keyClick(buttons[0], Qt::Key_Down);
    QCOMPARE(rail.current(), test::PageIndex::Cpus);
    QTest::keyClick(buttons[1], Qt::Key_End);
    QCOMPARE(rail.current(), test::PageIndex::Data);
    QTest::keyClick(buttons[4], Qt::Key_Down);
    QTest::keyClick(buttons[4], Qt::Key_Up);
    QCOMPARE(rail.current(), test::PageIndex::Function);
    QTest::keyClick(buttons[3], Qt::Key_Home);
    QCOMPARE(rail.current(), test::PageIndex::Overview);
    QCOMPARE(chosen.size(), 4);
    QCOMPARE(buttons[0]->focusPolicy(), Qt::TabFocus);
    QCOMPARE(buttons[3]->focusPolicy(), Qt::NoFocus);
}

void TestNavigation::railShowsABadge()
{
    Rail rail;
    showAt(rail, {84, 600});
    const auto *button = rail.findChildren<RailButton *>().at(test::PageIndex::Function);
    const auto redPixels = [button] {
        const QImage image = const_cast<RailButton *>(button)->grab().toImage();
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, y) == Theme::light().bad ? 1 : 0;
        }
        return count;
    };
    QCOMPARE(redPixels(), 0);
    rail.setBadge(test::PageIndex::Function, 7);
    QVERIFY(redPixels() > 50);
    QCOMPARE(button->accessibleName(), u"Function, 7"_s);
    rail.setBadge(test::PageIndex::Function, 1234); // must not exceed the edge
    QVERIFY(redPixels() > 100);
    rail.setBadge(test::PageIndex::Function, 0);
    QCOMPARE(redPixels(), 0);
    QCOMPARE(button->accessibleName(), u"Function"_s);
}

void TestNavigation::railCanBeHorizontal()
{
    Rail rail;
    rail.setHorizontal(true);
    QVERIFY(rail.isHorizontal());
    showAt(rail, {700, rail.sizeHint().height()});
    const QList<RailButton *> buttons = rail.findChildren<RailButton *>();
    for (qsizetype i = 1; i < buttons.size(); ++i) {
        QCOMPARE(buttons[i]->y(), buttons[0]->y());
        QVERIFY(qAbs(buttons[i]->width() - buttons[0]->width()) <= 1);
    }
    QVERIFY(buttons.last()->geometry().right() < 700 && buttons.last()->geometry().right() > 650);
    rail.setHorizontal(false);
    QTRY_COMPARE(buttons[4]->x(), buttons[0]->x());
}

void TestNavigation::segmentsAreChosenByMouseAndKeyboard()
{
    SegmentedControl control;
    control.setSegments({u"1m"_s, u"5m"_s, u"15m"_s});
    showAt(control, control.sizeHint());
    const QList<QAbstractButton *> segments = control.findChildren<QAbstractButton *>();
    const QSignalSpy chosen(&control, &SegmentedControl::chosen);
    QCOMPARE(control.current(), 0);
    QTest::mouseClick(segments[1], Qt::LeftButton);
    QCOMPARE(control.current(), 1);
    QTest::keyClick(segments[1], Qt::Key_Right);
    QCOMPARE(control.current(), 2);
    QTest::keyClick(segments[2], Qt::Key_Right);
    QCOMPARE(chosen.size(), 2);
    control.setCurrent(-1); // no preset
    for (const QAbstractButton *segment : segments)
        QVERIFY(!segment->isChecked());
    QTest::keyClick(segments[0], Qt::Key_Right);
    QCOMPARE(control.current(), 0);
    control.setSegments({u"other"_s});
    QCOMPARE(control.findChildren<QAbstractButton *>().size(), 1);
    QCOMPARE(control.current(), 0);
}

/// In both themes, the track differs from window and panel, and the chosen segment from the track.
void TestNavigation::segmentsHaveATrack()
{
    for (const Theme &theme : {Theme::light(), Theme::darkTheme()}) {
        Theme::use(theme);
        SegmentedControl control;
        control.setSegments({u"1m"_s, u"5m"_s});
        showAt(control, control.sizeHint());
        const QImage picture = control.grab().toImage();
        const QColor track = picture.pixelColor(picture.width() - 8, 1);
        const QColor chosen = picture.pixelColor(picture.width() / 4, 5);
        QVERIFY(colorDistance(track, theme.background) > 20);
        QVERIFY(colorDistance(track, theme.surface) > 20);
        QVERIFY(colorDistance(chosen, track) > 20);
    }
    Theme::use(Theme::light());
}

void TestNavigation::segmentsFillTheWidth()
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *control = new SegmentedControl(&window);
    control->setSegments({u"1m"_s, u"5m"_s, u"15m"_s});
    layout->addWidget(control);
    showAt(window, {800, 200});
    QTRY_COMPARE(control->width(), control->sizeHint().width());
    control->setFilling(true);
    QTRY_VERIFY(control->width() > 700);
    const QList<QAbstractButton *> segments = control->findChildren<QAbstractButton *>();
    QTRY_VERIFY(segments[0]->width() > 200);
    control->setColumns(2);
    control->setSegments({u"a"_s, u"b"_s, u"c"_s, u"d"_s});
    QTRY_COMPARE(control->findChildren<QAbstractButton *>().size(), 4);
    const QList<QAbstractButton *> rows = control->findChildren<QAbstractButton *>();
    QTRY_VERIFY(rows[2]->y() > rows[0]->y());
    QCOMPARE(rows[2]->x(), rows[0]->x());
    QCOMPARE(rows[1]->y(), rows[0]->y());
}

QTEST_MAIN(TestNavigation)
#include "tst_navigation.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/clocktime.h"
#include "app/widgets/segmentedcontrol.h"
#include "app/window/grabber.h"
#include "app/window/timecontrols.h"
#include "common/core/literals.h"

#include <QAbstractButton>
#include <QDateTime>
#include <QTest>

using namespace pulse;
using namespace std::chrono_literals;

class TestTimeControls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { usePictureFont(); }
    void lengthsCanBeChosen_data();
    void lengthsCanBeChosen();
    void lengthOfTheWindowIsSelected();
    void theButtonPausesAndResumes();
    void pausedControlsShowTheTimeAndResume();
    void narrowControlsKeepTheResumeButton();
};

namespace {

constexpr qint64 hour = 3'600'000;

struct Shown
{
    Shown()
        : controls(window)
    {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        window.advance(now - 6 * hour, now, now);
        controls.resize(800, 32); // below 700 px, the lengths would share the width
        controls.show();
    }

    QAbstractButton *button(const QString &accessibleName) const
    {
        for (QAbstractButton *button : controls.findChildren<QAbstractButton *>()) {
            if (button->isVisible() && button->accessibleName().endsWith(accessibleName))
                return button;
        }
        return nullptr;
    }
    QAbstractButton *pauseButton() const { return button(u"Pause"_s); }
    QAbstractButton *resumeButton() const { return button(u"Back to live"_s); }
    QAbstractButton *wayBack() const { return button(u"back to live"_s); }
    SegmentedControl &lengths() const { return *controls.findChild<SegmentedControl *>(); }

    TimeWindow window;
    TimeControls controls;
};

} // namespace

void TestTimeControls::lengthsCanBeChosen_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<TimeWindow::Duration>("length");
    QTest::newRow("1m") << u"1m"_s << TimeWindow::Duration(1min);
    QTest::newRow("15m") << u"15m"_s << TimeWindow::Duration(15min);
    QTest::newRow("6h") << u"6h"_s << TimeWindow::Duration(6h);
}

void TestTimeControls::lengthsCanBeChosen()
{
    QFETCH(QString, text);
    const Shown shown;
    for (QAbstractButton *segment : shown.lengths().findChildren<QAbstractButton *>()) {
        if (segment->text() == text)
            QTest::mouseClick(segment, Qt::LeftButton);
    }
    QTEST(shown.window.length(), "length");
    QVERIFY(shown.window.isLive());
}

void TestTimeControls::lengthOfTheWindowIsSelected()
{
    Shown shown;
    QCOMPARE(shown.lengths().current(), 1); // 5 min
    shown.window.setLength(1h);
    QCOMPARE(shown.lengths().current(), 3);
    shown.window.zoomTo(shown.window.range().to - 12'345, shown.window.range().to);
    QCOMPARE(shown.lengths().current(), -1); // none of them
    shown.window.resume();
    QCOMPARE(shown.lengths().current(), 3);
}

void TestTimeControls::theButtonPausesAndResumes()
{
    const Shown shown;
    QVERIFY(shown.pauseButton() && !shown.resumeButton());
    const QImage bars = shown.pauseButton()->grab().toImage();
    QTest::mouseClick(shown.pauseButton(), Qt::LeftButton);
    QVERIFY(!shown.window.isLive());
    QVERIFY(!shown.pauseButton() && shown.resumeButton());
    QVERIFY(shown.resumeButton()->grab().toImage() != bars);
    QTest::mouseClick(shown.resumeButton(), Qt::LeftButton);
    QVERIFY(shown.window.isLive());
}

void TestTimeControls::pausedControlsShowTheTimeAndResume()
{
    Shown shown;
    QVERIFY(!shown.wayBack());
    const int left = shown.lengths().x();
    shown.window.panBy(hour);
    QVERIFY(shown.wayBack());
    const QString time = clockTime(shown.window.range().to);
    QCOMPARE(shown.wayBack()->accessibleName(), u"paused at %1 · back to live"_s.arg(time));
    QTRY_COMPARE(shown.wayBack()->width(), shown.wayBack()->sizeHint().width());
    QCOMPARE(shown.lengths().x(), left); // nothing moved
    QTest::mouseClick(shown.wayBack(), Qt::LeftButton);
    QVERIFY(shown.window.isLive());
    QVERIFY(!shown.wayBack());
}

void TestTimeControls::narrowControlsKeepTheResumeButton()
{
    Shown shown;
    shown.window.pause();
    const int whole = shown.wayBack()->sizeHint().width();
    QTRY_COMPARE(shown.wayBack()->width(), whole);
    shown.controls.resize(shown.controls.minimumSizeHint());
    QTRY_COMPARE(shown.wayBack()->width(), shown.wayBack()->minimumSizeHint().width());
    QVERIFY(shown.wayBack()->width() < whole);
    QVERIFY(!shown.wayBack()->visibleRegion().isEmpty());
}

QTEST_MAIN(TestTimeControls)
#include "tst_timecontrols.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/linechart.h"
#include "app/style/theme.h"
#include "tests/support/chartfixture.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <optional>

using namespace pulse;
using namespace pulse::test;

class TestChartGestures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void mouseMovesAndClicksAreReported_data() { addRendererRows(); }
    void mouseMovesAndClicksAreReported();
    void draggingPansTheTime_data() { addRendererRows(); }
    void draggingPansTheTime();
    void rubberBandZoomsToItsRange_data();
    void rubberBandZoomsToItsRange();
    void fingersTapPanScrollAndZoom_data() { addRendererRows(); }
    void fingersTapPanScrollAndZoom();
    void wheelZoomsAroundTheMouse_data() { addRendererRows(); }
    void wheelZoomsAroundTheMouse();
};

void TestChartGestures::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestChartGestures::mouseMovesAndClicksAreReported()
{
    QFETCH(ChartRenderer, renderer);
    DrawnChart chart(renderer);
    QSignalSpy hovered(&chart, &LineChart::hovered);
    chart.move(chart.at(0.5));
    const auto time = hovered.takeFirst().constFirst().value<std::optional<qint64>>();
    QVERIFY(time && std::abs(*time - (chartEnd - 5 * minute / 2)) < 1000);
    chart.move({1, 1}); // beside the plot
    QVERIFY(!hovered.takeFirst().constFirst().value<std::optional<qint64>>());
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&chart, &leave);
    QVERIFY(!hovered.takeFirst().constFirst().value<std::optional<qint64>>());

    QSignalSpy clicked(&chart, &LineChart::clicked);
    QSignalSpy live(&chart, &LineChart::liveRequested);
    QTest::mouseClick(&chart, Qt::LeftButton, {}, chart.at(0.2));
    QCOMPARE(clicked.size(), 1);
    QVERIFY(std::abs(clicked.constFirst().constFirst().value<qint64>() - (chartEnd - 4 * minute)) < 1000);
    QTest::mouseDClick(&chart, Qt::LeftButton, {}, chart.at(0.2));
    QCOMPARE(live.size(), 1);
}

void TestChartGestures::draggingPansTheTime()
{
    QFETCH(ChartRenderer, renderer);
    DrawnChart chart(renderer);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    QSignalSpy panned(&chart, &LineChart::panned);
    QSignalSpy clicked(&chart, &LineChart::clicked);
    qint64 total = 0;
    connect(&chart, &LineChart::panned, &chart, [&](qint64 by) {
        total += by;
        const auto [from, to] = chart.timeRange();
        chart.setTimeRange(from - by, to - by);
    });
    QTest::mousePress(&chart, Qt::LeftButton, {}, chart.at(0.2));
    for (int percent = 21; percent <= 60; ++percent)
        chart.move(chart.at(percent / 100.0), Qt::LeftButton);
    QTest::mouseRelease(&chart, Qt::LeftButton, {}, chart.at(0.6));
    QVERIFY(panned.size() > 10);
    QVERIFY2(std::abs(total - 2 * minute) < 1500, qPrintable(QString::number(total))); // towards the past
    QCOMPARE(chart.timeRange().second, chartEnd - total);
    QVERIFY(clicked.isEmpty());
}

void TestChartGestures::rubberBandZoomsToItsRange_data()
{
    QTest::addColumn<ChartRenderer>("renderer");
    QTest::addColumn<int>("button");
    QTest::addColumn<int>("modifier");
    for (const ChartRenderer renderer : chartRenderers()) {
        QTest::addRow("%d right", static_cast<int>(renderer)) << renderer << int(Qt::RightButton) << 0;
        QTest::addRow("%d shift", static_cast<int>(renderer))
            << renderer << int(Qt::LeftButton) << int(Qt::ShiftModifier);
    }
}

void TestChartGestures::rubberBandZoomsToItsRange()
{
    QFETCH(ChartRenderer, renderer);
    QFETCH(int, button);
    QFETCH(int, modifier);
    DrawnChart chart(renderer);
    QSignalSpy zoomed(&chart, &LineChart::zoomed);
    const auto which = static_cast<Qt::MouseButton>(button);
    QTest::mousePress(&chart, which, Qt::KeyboardModifiers(modifier), chart.at(0.8));
    chart.move(chart.at(0.4), which);
    const QColor inBand = chart.picture().pixelColor(chart.at(0.6, 0.1));
    QVERIFY(inBand != Theme::light().surface);
    QTest::mouseRelease(&chart, which, Qt::KeyboardModifiers(modifier), chart.at(0.4));
    QCOMPARE(zoomed.size(), 1);
    QVERIFY(std::abs(zoomed.constFirst().at(0).value<qint64>() - (chartEnd - 3 * minute)) < 1500);
    QVERIFY(std::abs(zoomed.constFirst().at(1).value<qint64>() - (chartEnd - minute)) < 1500);
    QCOMPARE(chart.picture().pixelColor(chart.at(0.6, 0.1)), Theme::light().surface);
}

void TestChartGestures::fingersTapPanScrollAndZoom()
{
    QFETCH(ChartRenderer, renderer);
    DrawnChart chart(renderer);
    QSignalSpy panned(&chart, &LineChart::panned);
    QSignalSpy clicked(&chart, &LineChart::clicked);
    QSignalSpy zoomed(&chart, &LineChart::zoomed);
    using Type = QEvent::Type;

    chart.touch(Type::TouchBegin, {{QEventPoint::Pressed, 0.5}});
    chart.touch(Type::TouchEnd, {{QEventPoint::Released, 0.5}});
    QCOMPARE(clicked.size(), 1);

    chart.touch(Type::TouchBegin, {{QEventPoint::Pressed, 0.4}});
    chart.touch(Type::TouchUpdate, {{QEventPoint::Updated, 0.6}});
    chart.touch(Type::TouchEnd, {{QEventPoint::Released, 0.6}});
    QCOMPARE(panned.size(), 1);
    QVERIFY(std::abs(panned.constFirst().constFirst().value<qint64>() - minute) < 1500);
    QCOMPARE(clicked.size(), 1);

    chart.touch(Type::TouchBegin, {{QEventPoint::Pressed, 0.4}}, 0.8); // scrolls
    chart.touch(Type::TouchUpdate, {{QEventPoint::Updated, 0.41}}, 0.2);
    chart.touch(Type::TouchEnd, {{QEventPoint::Released, 0.41}}, 0.2);
    QCOMPARE(panned.size(), 1);
    QCOMPARE(clicked.size(), 1);

    chart.touch(Type::TouchBegin, {{QEventPoint::Pressed, 0.4}});
    chart.touch(Type::TouchUpdate, {{QEventPoint::Stationary, 0.4}, {QEventPoint::Pressed, 0.6}});
    chart.touch(Type::TouchUpdate, {{QEventPoint::Updated, 0.3}, {QEventPoint::Updated, 0.7}});
    chart.touch(Type::TouchUpdate, {{QEventPoint::Released, 0.3}, {QEventPoint::Stationary, 0.7}});
    chart.touch(Type::TouchEnd, {{QEventPoint::Released, 0.7}});
    QCOMPARE(zoomed.size(), 1);
    const auto from = zoomed.constFirst().at(0).value<qint64>();
    const auto to = zoomed.constFirst().at(1).value<qint64>();
    QVERIFY2(std::abs(to - from - 5 * minute / 2) < 3000, qPrintable(QString::number(to - from)));
    QVERIFY(std::abs((from + to) / 2 - (chartEnd - 5 * minute / 2)) < 3000);
    QCOMPARE(panned.size(), 1);
    QCOMPARE(clicked.size(), 1);
}

void TestChartGestures::wheelZoomsAroundTheMouse()
{
    QFETCH(ChartRenderer, renderer);
    DrawnChart chart(renderer);
    QSignalSpy zoomed(&chart, &LineChart::zoomed);
    const QPoint at = chart.at(0.75);
    for (const int delta : {120, -120}) {
        QWheelEvent event(at, chart.mapToGlobal(at), {}, {0, delta}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                          false);
        QApplication::sendEvent(&chart, &event);
        const QList<QVariant> range = zoomed.takeFirst();
        const auto from = range.at(0).value<qint64>();
        const auto to = range.at(1).value<qint64>();
        QCOMPARE(to - from<5 * minute, delta> 0);
        constexpr qint64 quarter = 5 * minute / 4;
        const double share = static_cast<double>(chartEnd - quarter - from) / static_cast<double>(to - from);
        QVERIFY2(std::abs(share - 0.75) < 0.01, qPrintable(QString::number(share)));
    }
}

QTEST_MAIN(TestChartGestures)
#include "tst_chartgestures.moc"

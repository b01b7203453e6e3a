// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/linechart.h"
#include "app/style/theme.h"
#include "common/core/literals.h"
#include "tests/support/chartfixture.h"
#include "tests/support/pictures.h"

#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestStackedChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void stackedAreasReachTheirSum_data() { addRendererRows(); }
    void stackedAreasReachTheirSum();
    void spaceAboveAStackIsEmpty_data() { addRendererRows(); }
    void spaceAboveAStackIsEmpty();
    void stacksWithAnInfiniteSumAreDrawn();
};

void TestStackedChart::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestStackedChart::stackedAreasReachTheirSum()
{
    QFETCH(ChartRenderer, renderer);
    DrawnChart chart(renderer);
    chart.setScale({.unit = u"B"_s, .lowest = 0, .highest = 100, .stacked = true});
    chart.setLines({line(u"used"_s, 0, 50), line(u"free"_s, 1, 25)}, gap);
    QCOMPARE(chart.lines().constFirst().label, u"used"_s); // in the order of the stack
    QCOMPARE(chart.legend(),
             (QList<LegendEntry>{{u"used"_s, u"50 B"_s, lineColor(0)}, {u"free"_s, u"25 B"_s, lineColor(1)}}));
    const QImage picture = chart.picture();
    const Theme theme = Theme::light();
    QCOMPARE(picture.pixel(chart.at(0.5, 0.9)), theme.faded(lineColor(0), 0.3).rgb());
    QCOMPARE(picture.pixel(chart.at(0.5, 0.4)), theme.faded(lineColor(1), 0.3).rgb());
    QCOMPARE(picture.pixel(chart.at(0.5, 0.1)), theme.surface.rgb());
}

/// A stack ends at the total, and its free part is empty.
void TestStackedChart::spaceAboveAStackIsEmpty()
{
    QFETCH(ChartRenderer, renderer);
    DrawnChart chart(renderer);
    chart.setScale({.unit = u"B"_s, .lowest = 0, .stacked = true});
    ChartLine space = line(u"free"_s, 2, 45);
    space.isSpace = true;
    chart.setLines({line(u"used"_s, 0, 25), line(u"buffers"_s, 1, 0), space}, gap);
    QCOMPARE(chart.limits(), std::pair(0.0, 70.0));
    const QImage picture = chart.picture();
    const Theme theme = Theme::light();
    QCOMPARE(picture.pixel(chart.at(0.5, 0.9)), theme.faded(lineColor(0), 0.3).rgb());
    QCOMPARE(picture.pixel(chart.at(0.51, 0.37)), theme.surface.rgb());
    QCOMPARE(countNear(picture, lineColor(2)), 0);
    QVERIFY(countNear(picture, lineColor(0)) > 100); // not covered by the area above, which is empty
    QCOMPARE(chart.legend().constLast(), (LegendEntry{u"free"_s, u"45 B"_s, theme.grid}));
    chart.setCrosshair(chartEnd);
    QVERIFY(chart.tooltipRows().contains(u"free 45 B"_s));
}

void TestStackedChart::stacksWithAnInfiniteSumAreDrawn()
{
    DrawnChart chart;
    chart.setScale({.unit = u"B"_s, .stacked = true});
    chart.setLines({line(u"a"_s, 0, 1.7e308), line(u"b"_s, 1, 1.7e308)}, gap);
    QCOMPARE(chart.picture().pixel(chart.at(0.5, 0.5)), Theme::light().faded(lineColor(0), 0.3).rgb());
    QVERIFY(chart.picture().pixel(chart.at(0.5, 1)) != Theme::light().surface.rgb()); // both lines
}

QTEST_MAIN(TestStackedChart)
#include "tst_stackedchart.moc"

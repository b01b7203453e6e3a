// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/heatmap.h"
#include "app/charts/linechart.h"
#include "app/state/clocktime.h"
#include "app/style/theme.h"
#include "common/core/literals.h"
#include "tests/support/chartfixture.h"
#include "tests/support/extremenumbers.h"
#include "tests/support/pictures.h"

#include <QAccessible>
#include <QDateTime>
#include <QTest>

#include <cmath>
#include <limits>

using namespace pulse;
using namespace pulse::test;

class TestLineChart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void assistiveTechnologyGetsNameDescriptionAndValues();
    void linesAreDrawn_data();
    void linesAreDrawn();
    void nothingLeavesThePlot_data() { addRendererRows(); }
    void nothingLeavesThePlot();
    void gapsBreakLines_data() { addRendererRows(); }
    void gapsBreakLines();
    void oneValueIsADot_data() { addRendererRows(); }
    void oneValueIsADot();
    void thresholdsOfTheVisibleRangeAreDrawn_data() { addRendererRows(); }
    void thresholdsOfTheVisibleRangeAreDrawn();
    void everyFiniteNumberIsDrawn_data();
    void everyFiniteNumberIsDrawn();
    void plotsOfAColumnHaveTheSameEdges();
    void tinySizesAreDrawn_data() { addRendererRows(); }
    void tinySizesAreDrawn();
    void thousandsOfEqualLinesStayFaint();
    void namesAreSortedByValueAndLinesAreNot();
    void crosshairListsValues_data() { addRendererRows(); }
    void crosshairListsValues();
    void crosshairListStaysInside_data();
    void crosshairListStaysInside();
};

void TestLineChart::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestLineChart::assistiveTechnologyGetsNameDescriptionAndValues()
{
    LineChart chart;
    chart.setAccessibleName(u"CPU average"_s);
    chart.setEmptyText(u"No averages"_s);
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(&chart);
    QVERIFY(interface);
    QCOMPARE(interface->role(), QAccessible::Chart);
    QCOMPARE(interface->text(QAccessible::Name), u"CPU average"_s);
    QCOMPARE(interface->text(QAccessible::Description), u"No averages"_s);
    QVERIFY(interface->text(QAccessible::Value).isEmpty());
    chart.setData({.lines = {{u"CPU 0"_s, 0, {{1000, 10}, {2000, 12.5}}}, {u"CPU 1"_s, 1, {{2000, 80}}}},
                   .thresholds = {},
                   .range = {0, 60'000},
                   .longestGap = 5000});
    QVERIFY(interface->text(QAccessible::Description).contains(u"2 line"_s));
    QCOMPARE(interface->text(QAccessible::Value), u"CPU 0: 12.5%\nCPU 1: 80.0%"_s);

    HeatMap map;
    map.setAccessibleName(u"CPUs now"_s);
    map.setData({.lines = {{u"CPU 7"_s, 7, {{2000, 33}}}}, .thresholds = {}, .range = {}});
    interface = QAccessible::queryAccessibleInterface(&map);
    QVERIFY(interface);
    QCOMPARE(interface->text(QAccessible::Name), u"CPUs now"_s);
    QCOMPARE(interface->text(QAccessible::Value), u"CPU 7: 33.0%"_s);
}

void TestLineChart::linesAreDrawn_data()
{
    QTest::addColumn<ChartRenderer>("renderer");
    QTest::addColumn<int>("lines");
    QTest::addColumn<int>("inColor");
    for (const ChartRenderer renderer : chartRenderers()) {
        const char *name = renderer == ChartRenderer::Painted ? "painted" : "Qt Charts";
        QTest::addRow("%s, 1", name) << renderer << 1 << 1;
        QTest::addRow("%s, 2", name) << renderer << 2 << 2;
        QTest::addRow("%s, 8", name) << renderer << 8 << 8;
        QTest::addRow("%s, 12", name) << renderer << 12 << 5;
        QTest::addRow("%s, 64", name) << renderer << 64 << 5;
        QTest::addRow("%s, 256", name) << renderer << 256 << 5;
    }
}

void TestLineChart::linesAreDrawn()
{
    QFETCH(ChartRenderer, renderer);
    QFETCH(int, lines);
    QFETCH(int, inColor);
    DrawnChart chart(renderer);
    chart.setLines(cpus(lines), gap);
    QCOMPARE(chart.lines().size(), lines);
    QCOMPARE(chart.coloredCount(), inColor);
    QCOMPARE(chart.lines().constLast().label, u"CPU %1"_s.arg(lines - 1)); // the highest is drawn last
    QCOMPARE(chart.valueTexts(), u"0|25|50|75|100%"_s.split('|'_L1));
    QVERIFY(chart.timeTexts().size() >= 2);
    QCOMPARE(chart.legend().size(), lines); // none is missing
    QCOMPARE(chart.legend().constFirst().name, lines > 1 ? u"CPU %1"_s.arg(lines - 1) : QString());
    const QImage picture = chart.picture();
    const QRect plot = chart.plotArea().toRect();
    for (int i = lines > 100 ? lines - 1 : lines - inColor; i < lines; ++i) // many lines cover each other
        QVERIFY2(countNear(picture.copy(plot), lineColor(i)) > plot.width() / 4, qPrintable(QString::number(i)));
    if (lines < 16)
        QVERIFY(countExact(picture, Theme::light().grid, plot) > plot.width());
}

void TestLineChart::nothingLeavesThePlot()
{
    QFETCH(ChartRenderer, renderer);
    DrawnChart chart(renderer);
    QVERIFY(QRectF(chart.rect()).contains(chart.plotArea()));
    ChartLine wide = line(QString(), 0, 40);
    wide.values.prepend({chartEnd - 60 * minute, 40});
    wide.values.append({chartEnd + 60 * minute, 40});
    chart.setLines({wide}, 100 * minute);
    const QImage picture = chart.picture();
    const QRect plot = chart.plotArea().toAlignedRect();
    QVERIFY(countExact(picture, lineColor(0), plot) > plot.width() / 2);
    QCOMPARE(countExact(picture, lineColor(0)), countExact(picture, lineColor(0), plot));
    for (const QSize &size : {QSize(1, 1), QSize(40, 30), QSize(80, 400), QSize(3000, 20)}) {
        chart.resize(size);
        chart.setCrosshair(chartEnd - minute);
        QCOMPARE(chart.picture().size(), size);
    }
}

void TestLineChart::gapsBreakLines()
{
    QFETCH(ChartRenderer, renderer);
    DrawnChart chart(renderer);
    ChartLine broken = line(QString(), 2, 50);
    broken.values.removeIf(
        [](const TimedValue &one) { return one.time > chartEnd - 3 * minute && one.time < chartEnd - 2 * minute; });
    chart.setLines({broken}, gap);
    QCOMPARE(chart.pieceCount(), 2);
    const QImage picture = chart.picture();
    const auto colored = [&](double from, double to) {
        const QPoint a = chart.at(from, 0.4);
        const QPoint b = chart.at(to, 0.6);
        return countNear(picture.copy(QRect(a, b)), lineColor(2));
    };
    QVERIFY(colored(0.0, 0.39) > 10);
    QCOMPARE(colored(0.42, 0.58), 0);
    QVERIFY(colored(0.61, 1.0) > 10);
    broken.values[3].value = std::numeric_limits<double>::quiet_NaN();
    chart.setLines({broken}, gap);
    QCOMPARE(chart.pieceCount(), 3);
}

void TestLineChart::oneValueIsADot()
{
    QFETCH(ChartRenderer, renderer);
    DrawnChart chart(renderer);
    chart.setLines({{QString(), 0, {{chartEnd - minute, 50}}}}, gap);
    const QRect around(chart.at(0.8) - QPoint(4, 4), QSize(9, 9));
    QVERIFY(countExact(chart.picture(), lineColor(0), around) > 4);
    QCOMPARE(countExact(chart.picture(), lineColor(0)), countExact(chart.picture(), lineColor(0), around));
}

void TestLineChart::thresholdsOfTheVisibleRangeAreDrawn()
{
    QFETCH(ChartRenderer, renderer);
    DrawnChart chart(renderer);
    const Theme theme = Theme::light();
    const auto rows = [&](const QColor &color) {
        const QImage picture = chart.picture();
        return countExact(picture, color, QRect(chart.at(0.5, 0) - QPoint(0, 5), chart.at(0.5, 1) + QPoint(0, 5)));
    };
    QCOMPARE(rows(theme.warning), 0);
    chart.setThresholds({{80, false}, {95, true}, {250, true}});
    QCOMPARE(rows(theme.warning), 1);
    QCOMPARE(rows(theme.bad), 1);
    QCOMPARE(chart.thresholdTexts(), (QStringList{u"warning 80%"_s, u"critical 95%"_s}));
    chart.setThresholds({{80, false}, {81, true}}); // there is no room for the second text
    QCOMPARE(chart.thresholdTexts(), QStringList{u"warning 80%"_s});
}

void TestLineChart::everyFiniteNumberIsDrawn_data()
{
    QTest::addColumn<ChartRenderer>("renderer");
    QTest::addColumn<ValueScale>("scale");
    QTest::addColumn<double>("value");
    for (const ChartRenderer renderer : chartRenderers()) {
        for (const double value : extremeNumbers) {
            QTest::addRow("%d percent %g", static_cast<int>(renderer), value)
                << renderer << ValueScale{.unit = u"%"_s} << value;
            QTest::addRow("%d free %g", static_cast<int>(renderer), value) << renderer << ValueScale{} << value;
            QTest::addRow("%d stacked %g", static_cast<int>(renderer), value)
                << renderer << ValueScale{.unit = u"B"_s, .stacked = true} << value;
        }
    }
}

void TestLineChart::everyFiniteNumberIsDrawn()
{
    QFETCH(ChartRenderer, renderer);
    QFETCH(ValueScale, scale);
    QFETCH(double, value);
    DrawnChart chart(renderer);
    chart.setScale(scale);
    ChartLine mixed = line(u"odd"_s, 0, value);
    for (qsizetype i = 0; i < mixed.values.size(); i += 2)
        mixed.values[i].value = 1;
    chart.setLines({mixed, line(u"even"_s, 1, value / 2)}, gap);
    chart.setCrosshair(chartEnd);
    const auto [lowest, highest] = chart.limits();
    QVERIFY(std::isfinite(lowest) && std::isfinite(highest) && lowest < highest);
    QVERIFY(chart.valueTexts().size() >= 2 && chart.valueTexts().size() <= 5);
    QVERIFY(QRectF(chart.rect()).contains(chart.plotArea()));
    QVERIFY(chart.plotArea().width() > 200);
    QVERIFY(countExact(chart.picture(), lineColor(1)) > 0);
    QStringList texts = chart.valueTexts() + chart.tooltipRows();
    for (const LegendEntry &entry : chart.legend())
        texts.append(entry.value);
    for (const QString &text : std::as_const(texts))
        QVERIFY2(!text.contains(u"e+"_s) && !text.contains(u"inf"_s), qPrintable(text));
}

void TestLineChart::plotsOfAColumnHaveTheSameEdges()
{
    DrawnChart percent;
    percent.setLines(cpus(8), gap);
    DrawnChart bytes;
    bytes.setScale({.unit = u"B/s"_s});
    bytes.setLines({line(QString(), 0, 123'456'789)}, gap);
    QVERIFY(percent.plotArea().left() < bytes.plotArea().left());
    alignAxes({&percent, &bytes});
    QCOMPARE(percent.plotArea().left(), bytes.plotArea().left());
    QCOMPARE(percent.plotArea().right(), bytes.plotArea().right());
    QCOMPARE(bytes.legend(), (QList<LegendEntry>{{QString(), u"118 MiB/s"_s, lineColor(0)}}));
}

void TestLineChart::tinySizesAreDrawn()
{
    QFETCH(ChartRenderer, renderer);
    for (const QSize size : {QSize(30, 6), QSize(10, 200), QSize(200, 1), QSize(1, 1)}) {
        DrawnChart chart(renderer, size);
        QList<ChartLine> lines = cpus(4);
        for (int i = 0; i < 3; ++i) {
            for (ChartLine &line : lines)
                line.values.last().value += 20;
            chart.setLines(lines, gap);
            QCOMPARE(chart.picture().size(), size);
        }
    }
}

void TestLineChart::thousandsOfEqualLinesStayFaint()
{
    QList<ChartLine> lines;
    for (int i = 0; i < 3000; ++i)
        lines.append({QString::number(i), i, {{chartEnd - 5 * minute, 50}, {chartEnd, i < 5 ? 90.0 : 50.0}}});
    DrawnChart chart;
    chart.setLines(lines, 10 * minute);
    const QImage picture = chart.picture();
    const QColor thin = Theme::light().faded(Theme::light().dim, 0.22);
    QCOMPARE(picture.pixel(chart.at(0.5)), thin.rgb());
}

/// If lines were sorted by value, those that cross would change their order of drawing.
void TestLineChart::namesAreSortedByValueAndLinesAreNot()
{
    DrawnChart chart;
    chart.setLines({line(u"a"_s, 0, 50), line(u"b"_s, 1, 90), line(u"c"_s, 2, 10)}, gap);
    QStringList names;
    for (const LegendEntry &entry : chart.legend())
        names.append(entry.name + ' '_L1 + entry.value);
    QCOMPARE(names, (QStringList{u"b 90.0"_s, u"a 50.0"_s, u"c 10.0"_s}));
    QCOMPARE(chart.lines().constLast().label, u"c"_s);
}

void TestLineChart::crosshairListsValues()
{
    QFETCH(ChartRenderer, renderer);
    DrawnChart chart(renderer);
    chart.setLines({line(u"CPU 0"_s, 0, 12.34), line(u"CPU 1"_s, 1, 99)}, gap);
    QVERIFY(chart.tooltipRows().isEmpty());
    chart.setCrosshair(chartEnd - minute + 1200);
    const QString time = QDateTime::fromMSecsSinceEpoch(chartEnd - minute).toString(clockFormat());
    QCOMPARE(chart.tooltipRows().size(), 3);
    QVERIFY2(chart.tooltipRows().at(0).endsWith(time), qPrintable(chart.tooltipRows().at(0)));
    QCOMPARE(chart.tooltipRows().mid(1), (QStringList{u"CPU 1 99.0%"_s, u"CPU 0 12.3%"_s}));
    chart.setLines(cpus(40), gap);
    QCOMPARE(chart.tooltipRows().size(), 1 + 12 + 1);
    QCOMPARE(chart.tooltipRows().constLast(), u"and 28 more"_s);
    chart.setLines({line(QString(), 0, 50)}, gap);
    QCOMPARE(chart.tooltipRows().constLast(), u"50.0%"_s);
    chart.setCrosshair(chartEnd + minute); // there are no values at that time
    QVERIFY(chart.tooltipRows().isEmpty());
    chart.setCrosshair({});
    QVERIFY(chart.tooltipRows().isEmpty());
}

void TestLineChart::crosshairListStaysInside_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("share");
    for (const QSize size : {QSize(1000, 300), QSize(300, 150), QSize(160, 60)}) {
        for (const double share : {0.0, 0.5, 1.0})
            QTest::addRow("%d x %d at %g", size.width(), size.height(), share) << size << share;
    }
}

void TestLineChart::crosshairListStaysInside()
{
    QFETCH(QSize, size);
    QFETCH(double, share);
    DrawnChart chart(chartRenderers().constFirst(), size);
    chart.setLines(cpus(64), gap);
    chart.setCrosshair(chartEnd - static_cast<qint64>((1 - share) * 5 * minute));
    QVERIFY(!chart.tooltipRect().isEmpty());
    QVERIFY(QRectF(chart.rect()).contains(chart.tooltipRect()));
    QVERIFY(chart.tooltipRows().constLast().startsWith(u"and "_s));
}

QTEST_MAIN(TestLineChart)
#include "tst_linechart.moc"

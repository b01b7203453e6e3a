// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/timeheatmap.h"
#include "app/style/theme.h"
#include "common/core/literals.h"
#include "common/watch/thresholdwatch.h"
#include "tests/support/chartfixture.h"
#include "tests/support/extremenumbers.h"
#include "tests/support/pictures.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <limits>

using namespace pulse;
using namespace pulse::test;

class TestTimeHeatMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rowsHaveTheColorsOfTheirValues();
    void colorsChangeAtTheLimitsOfEvents();
    void peaksAreKept();
    void valuesAreThoseOfThePixels();
    void gapsStayEmpty();
    void manyLinesShareRows();
    void everyFiniteNumberIsDrawn();
    void onlyNewColumnsArePainted_data();
    void onlyNewColumnsArePainted();
    void allCpusAreReadable_data();
    void allCpusAreReadable();
    void pointedRowIsShownAlone();
    void clickReportsTheRow();
    void assistiveTechnologyGetsValues();
};

namespace {

const QList<ThresholdLine> limits{{80, false}, {95, true}};

LoadColors lightColors()
{
    return {limits, Theme::light()};
}

ChartData dataOf(const QList<ChartLine> &lines)
{
    return {.lines = lines, .thresholds = limits, .range = {chartEnd - 5 * minute, chartEnd}, .longestGap = gap};
}

struct DrawnMap : TimeHeatMap
{
    explicit DrawnMap(const QList<ChartLine> &lines, QSize size = {600, 240})
    {
        resize(size);
        setData(dataOf(lines));
    }

    QImage picture() { return grab().toImage().convertToFormat(QImage::Format_RGB32); }
    void move(QPointF to)
    {
        QMouseEvent event(QEvent::MouseMove, to, mapToGlobal(to), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(this, &event);
    }
};

} // namespace

void TestTimeHeatMap::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestTimeHeatMap::rowsHaveTheColorsOfTheirValues()
{
    DrawnMap map({line(u"CPU 0"_s, 0, 10), line(u"CPU 1"_s, 1, 60), line(u"CPU 2"_s, 2, 85), line(u"CPU 3"_s, 3, 99)});
    const QImage picture = map.picture();
    for (const auto &[row, value] : {std::pair(0, 10), {1, 60}, {2, 85}, {3, 99}})
        QCOMPARE(picture.pixel(map.rowRect(row).center().toPoint()), lightColors().of(value));
    QCOMPARE(map.rowTexts(), (QStringList{u"CPU 0"_s, u"CPU 1"_s, u"CPU 2"_s, u"CPU 3"_s}));
    QCOMPARE(map.legend().constFirst(), (LegendEntry{u"CPU 3"_s, u"99.0"_s, QColor(lightColors().of(99))}));
    QCOMPARE(map.legend().size(), 4);
    map.setData(dataOf({}));
    map.setEmptyText(u"No CPUs"_s);
    QCOMPARE(countExact(map.picture(), QColor(lightColors().of(99))), 0);
    QCOMPARE(map.description(), u"No CPUs"_s);
}

/// Below the limits, no color is amber or red.
void TestTimeHeatMap::colorsChangeAtTheLimitsOfEvents()
{
    const LoadColors colors({{80.25, false}, {95.5, true}}, Theme::light());
    for (int i = 0; i <= 10'000; ++i) {
        const double value = i / 100.0;
        const QColor color(colors.of(value));
        const bool isRed = color == QColor(0xc9302c);
        const bool isAmber = color == QColor(0xf0a81c);
        const Level level = levelOf(value, {80.25, 95.5});
        QCOMPARE(isRed ? Level::Critical : isAmber ? Level::Warning : Level::Normal, level);
        QVERIFY(level != Level::Normal || color.blue() > color.red());
    }
}

/// A column shows the largest of its values, wherever it is in the interval.
void TestTimeHeatMap::peaksAreKept()
{
    ChartLine dense{u"CPU 0"_s, 0, {}};
    for (qint64 time = chartEnd - 5 * minute; time < chartEnd; time += 100)
        dense.values.append({time, time == chartEnd - minute ? 97.0 : 20.0});
    HeatRaster raster;
    raster.update({dense}, gap, {chartEnd - 5 * minute, chartEnd}, {50, 10}, lightColors());
    QCOMPARE(raster.image().height(), 1);
    QVERIFY(raster.image().width() <= 51);
    int peaks = 0;
    for (int x = 0; x < raster.image().width(); ++x)
        peaks += raster.image().pixel(x, 0) == lightColors().of(97) ? 1 : 0;
    QCOMPARE(peaks, 1);
}

/// What the crosshair lists is what the eye sees: the peak of dense values, and the next one between sparse values.
void TestTimeHeatMap::valuesAreThoseOfThePixels()
{
    ChartLine dense{u"CPU 0"_s, 0, {}};
    ChartLine sparse{u"CPU 1"_s, 1, {}};
    for (qint64 time = chartEnd - 5 * minute; time <= chartEnd; time += 100)
        dense.values.append({time, time == chartEnd - minute ? 97.0 : 20.0});
    for (qint64 time = chartEnd - 5 * minute; time <= chartEnd; time += 13'000)
        sparse.values.append({time, time < chartEnd - minute ? 30.0 : 70.0});
    sparse.values[4].value = std::numeric_limits<double>::quiet_NaN();
    const TimeRange range{chartEnd - 5 * minute, chartEnd};
    HeatRaster raster;
    raster.update({dense, sparse}, gap, range, {50, 10}, lightColors());
    const QImage &picture = raster.image();
    const QRectF part = raster.visiblePart();
    for (qint64 time = range.from; time < range.to; time += 1000) {
        const double share = static_cast<double>(time - range.from) / static_cast<double>(range.length());
        const auto x = static_cast<int>(part.left() + part.width() * share + 1e-6);
        for (const auto &[row, line] : {std::pair(0, &dense), std::pair(1, &sparse)}) {
            const std::optional<double> value = raster.valueAt(*line, time);
            QCOMPARE(picture.pixel(x, row), value ? lightColors().of(*value) : qRgba(0, 0, 0, 0));
        }
    }
    QCOMPARE(raster.valueAt(dense, chartEnd - minute).value_or(0), 97.0);
    QVERIFY(!raster.valueAt(sparse, chartEnd - 5 * minute + 50'000)); // before the gap's mark
}

void TestTimeHeatMap::gapsStayEmpty()
{
    ChartLine broken = line(u"CPU 0"_s, 0, 50);
    broken.values.removeIf(
        [](const TimedValue &one) { return one.time > chartEnd - 3 * minute && one.time < chartEnd - 2 * minute; });
    ChartLine marked = line(u"CPU 1"_s, 1, 50);
    marked.values[30].value = std::numeric_limits<double>::quiet_NaN();
    DrawnMap map({broken, marked});
    const QImage picture = map.picture();
    const auto colorAt = [&](qsizetype row, double share) {
        const QRectF rect = map.rowRect(row);
        return picture.pixel(QPointF(rect.left() + rect.width() * share, rect.center().y()).toPoint());
    };
    QCOMPARE(colorAt(0, 0.3), lightColors().of(50));
    QCOMPARE(colorAt(0, 0.5), Theme::light().surface.rgb());
    QCOMPARE(colorAt(0, 0.7), lightColors().of(50));
    QCOMPARE(colorAt(1, 0.3), lightColors().of(50));
    QCOMPARE(colorAt(1, 30.5 / 60), Theme::light().surface.rgb()); // between the mark and the next value
}

void TestTimeHeatMap::manyLinesShareRows()
{
    QList<ChartLine> lines;
    for (int i = 0; i < 40; ++i)
        lines.append(line(u"CPU %1"_s.arg(i), i, i == 13 ? 90 : 10));
    HeatRaster raster;
    raster.update(lines, gap, {chartEnd - 5 * minute, chartEnd}, {100, 10}, lightColors());
    QCOMPARE(raster.image().height(), 10);
    for (int row = 0; row < 10; ++row)
        QCOMPARE(raster.image().pixel(50, row), lightColors().of(row == 3 ? 90 : 10));
}

void TestTimeHeatMap::everyFiniteNumberIsDrawn()
{
    QList<ChartLine> lines;
    for (const double value : extremeNumbers)
        lines.append(line(QString::number(value), static_cast<int>(lines.size()), value));
    DrawnMap map(lines);
    map.setCrosshair(chartEnd);
    for (const QSize size : {QSize(600, 240), QSize(1, 1), QSize(80, 400), QSize(3000, 20)}) {
        map.resize(size);
        QCOMPARE(map.picture().size(), size);
    }
}

void TestTimeHeatMap::onlyNewColumnsArePainted_data()
{
    QTest::addColumn<int>("period");
    QTest::newRow("sparse") << 5000;
    QTest::newRow("dense") << 100;
}

/// The picture is the same as one that is painted as a whole.
void TestTimeHeatMap::onlyNewColumnsArePainted()
{
    QFETCH(int, period);
    const auto linesIn = [&](TimeRange range) {
        QList<ChartLine> lines;
        for (int i = 0; i < 16; ++i) {
            ChartLine line{u"CPU %1"_s.arg(i), i, {}};
            for (qint64 time = (range.from / period - 1) * period; time <= range.to; time += period)
                line.values.append({time, 50 + 49 * std::sin(static_cast<double>(time % 600'000) / 9000 + i)});
            lines.append(line);
        }
        return lines;
    };
    const QSize size(300, 200);
    HeatRaster moving;
    for (qint64 end = chartEnd; end < chartEnd + minute; end += 5000) {
        const TimeRange range{end - 5 * minute, end};
        moving.update(linesIn(range), gap, range, size, lightColors());
        HeatRaster whole;
        whole.update(linesIn(range), gap, range, size, lightColors());
        // The first columns were painted when there were more values before them.
        const QRect compared = whole.image().rect().adjusted(12, 0, 0, 0);
        QCOMPARE(moving.image().copy(compared), whole.image().copy(compared));
        QCOMPARE(moving.visiblePart(), whole.visiblePart());
        QVERIFY(end == chartEnd || moving.paintedColumns() < 40);
    }
    const TimeRange range{chartEnd + minute - 5000 - 5 * minute, chartEnd + minute - 5000};
    moving.update(linesIn(range), gap, range, size, lightColors());
    QCOMPARE(moving.paintedColumns(), 0); // nothing has changed
    QList<ChartLine> late = linesIn(range);
    late[3].values[late[3].values.size() / 2].value = 1;
    moving.update(late, gap, range, size, lightColors());
    HeatRaster whole;
    whole.update(late, gap, range, size, lightColors());
    const QRect compared = whole.image().rect().adjusted(12, 0, 0, 0);
    QCOMPARE(moving.image().copy(compared), whole.image().copy(compared));
}

void TestTimeHeatMap::allCpusAreReadable_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {9, 16, 64, 256})
        QTest::addRow("%d CPUs", count) << count;
}

void TestTimeHeatMap::allCpusAreReadable()
{
    QFETCH(int, count);
    DrawnMap map(cpus(count), {600, 120});
    map.resize(map.size().expandedTo(map.minimumSizeHint()));
    QVERIFY(map.rowRect(0).height() >= 1);
    const QImage picture = map.picture();
    for (int row = 0; row < count; ++row) { // each has a pixel of its own
        const QPoint middle(300, static_cast<int>(map.rowRect(row).center().y()));
        QVERIFY(colorDistance(picture.pixelColor(middle), QColor(lightColors().of(10 + 80.0 * row / count))) < 12);
    }
    const QStringList texts = map.rowTexts();
    QCOMPARE(texts.constFirst(), u"CPU 0"_s);
    QCOMPARE(texts.constLast(), u"CPU %1"_s.arg(count - 1));
    QVERIFY(texts.size() >= 4 && static_cast<double>(texts.size()) * 13 <= map.plotArea().height() + 13);
}

void TestTimeHeatMap::pointedRowIsShownAlone()
{
    DrawnMap map(cpus(16));
    QSignalSpy hovered(&map, &Chart::hovered);
    const QPointF at = map.rowRect(6).center();
    map.move(at);
    QCOMPARE(hovered.size(), 1);
    map.setCrosshair(chartEnd - minute);
    QCOMPARE(map.tooltipRows().size(), 2); // the time and the value
    QCOMPARE(map.tooltipRows().constLast(), u"CPU 6 40.0%"_s);
    const QImage picture = map.picture();
    const auto besides = [](const QRectF &row) { return QPointF(row.left() + 20, row.center().y()).toPoint(); };
    QCOMPARE(picture.pixel(besides(map.rowRect(6))), lightColors().of(40));
    QVERIFY(picture.pixel(besides(map.rowRect(7))) != lightColors().of(45));
    QVERIFY(map.rowTexts().contains(u"CPU 6"_s));
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&map, &leave);
    QCOMPARE(map.tooltipRows().constLast(), u"and 4 more"_s); // the crosshair of another chart shows all CPUs
    QCOMPARE(map.picture().pixel(besides(map.rowRect(7))), lightColors().of(45));
}

void TestTimeHeatMap::clickReportsTheRow()
{
    QList<ChartLine> lines = cpus(16);
    lines.removeAt(2); // rows and numbers differ
    DrawnMap map(lines);
    QSignalSpy clicked(&map, &Chart::clicked);
    const QPoint at = map.rowRect(6).center().toPoint();
    QTest::mouseClick(&map, Qt::LeftButton, {}, at);
    QCOMPARE(clicked.size(), 1); // as in other charts, while rowClicked is not connected
    QSignalSpy rows(&map, &TimeHeatMap::rowClicked);
    QTest::mouseClick(&map, Qt::LeftButton, {}, at);
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0][0].toInt(), 7);
    QCOMPARE(clicked.size(), 1);
    map.move(at);
    QCOMPARE(map.cursor().shape(), Qt::PointingHandCursor);
}

void TestTimeHeatMap::assistiveTechnologyGetsValues()
{
    DrawnMap map({line(u"CPU 0"_s, 0, 12.5), line(u"CPU 1"_s, 1, 80)});
    map.setAccessibleName(u"CPU average"_s);
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(&map);
    QVERIFY(interface);
    QCOMPARE(interface->text(QAccessible::Name), u"CPU average"_s);
    QVERIFY(interface->text(QAccessible::Description).contains(u"2 line"_s));
    QCOMPARE(interface->text(QAccessible::Value), u"CPU 0: 12.5%\nCPU 1: 80.0%"_s);
}

QTEST_MAIN(TestTimeHeatMap)
#include "tst_timeheatmap.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// What the renderers of a plot draw, compared with each other.
#include "app/charts/linechart.h"
#include "app/style/theme.h"
#include "app/style/valueformat.h"
#include "common/core/literals.h"
#include "tests/support/chartfixture.h"
#include "tests/support/pictures.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace pulse;
using namespace pulse::test;

class TestPlotRenderers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void renderersDrawTheSamePicture_data();
    void renderersDrawTheSamePicture();
    void renderersDrawTheSameGrid();
    void manyLinesArePainted();
    void hundredPiecesAreDrawn_data() { addRendererRows(); }
    void hundredPiecesAreDrawn();
    void linesAlongTheEdgesAreWhole_data() { addRendererRows(); }
    void linesAlongTheEdgesAreWhole();
    void denseRatesAreABandWithTheirMean_data() { addRendererRows(); }
    void denseRatesAreABandWithTheirMean();
    void allPixelsOfADenseScreenAreUsed_data() { addRendererRows(); }
    void allPixelsOfADenseScreenAreUsed();
};

void TestPlotRenderers::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestPlotRenderers::renderersDrawTheSamePicture_data()
{
    QTest::addColumn<ValueScale>("scale");
    QTest::addColumn<QList<ChartLine>>("lines");
    QTest::addColumn<int>("alike"); // colors
    QTest::addColumn<int>("most");  // pixels that may be unlike
    const auto jumping = [](int color, double middle, qint64 period) {
        ChartLine result{QString::number(color), color, {}};
        for (qint64 time = chartEnd - 5 * minute; time <= chartEnd; time += period) {
            const double step = static_cast<double>((time - chartEnd) / period);
            result.values.append({time, middle + 25 * std::sin(step * step)});
        }
        return result;
    };
    ChartLine broken = jumping(1, 60, 5000);
    broken.values.remove(10, 8);
    broken.values[20].value = std::numeric_limits<double>::quiet_NaN();
    broken.values[22].value = broken.values[20].value; // the value between is a dot
    const ValueScale percent{.unit = u"%"_s};
    QTest::newRow("lines") << percent << QList<ChartLine>{jumping(0, 30, 5000), broken, jumping(2, 70, 7000)} << 150
                           << 60; // at sharp corners; a line has hundreds
    QTest::newRow("stack") << ValueScale{.unit = u"B"_s, .stacked = true}
                           << QList<ChartLine>{jumping(0, 30, 5000), broken, jumping(2, 70, 5000)} << 150 << 60;
    ChartLine rate = jumping(3, 50, 100);
    rate.means = {{chartEnd - 5 * minute, 45}, {chartEnd - minute, 55}, {chartEnd, 50}};
    QTest::newRow("band") << percent << QList<ChartLine>{rate} << 60 // it is pale
                          << 600;                                    // of 50,000: the painted band has a pen
}

void TestPlotRenderers::renderersDrawTheSamePicture()
{
    QFETCH(ValueScale, scale);
    QFETCH(QList<ChartLine>, lines);
    QFETCH(int, alike);
    QFETCH(int, most);
    QList<QImage> pictures;
    for (const ChartRenderer renderer : chartRenderers()) {
        DrawnChart chart(renderer);
        chart.setScale(scale);
        chart.setLines(lines, gap);
        pictures.append(chart.picture());
    }
    for (const QImage &picture : std::as_const(pictures)) {
        const int unlike =
            countUnlike(picture, pictures.constFirst(), alike) + countUnlike(pictures.constFirst(), picture, alike);
        QVERIFY2(unlike <= most, qPrintable(QString::number(unlike)));
    }
}

void TestPlotRenderers::renderersDrawTheSameGrid()
{
    QList<QImage> pictures;
    for (const ChartRenderer renderer : chartRenderers()) {
        DrawnChart chart(renderer);
        chart.setScale({.unit = u"B/s"_s});
        chart.setLines(cpus(3), gap);
        chart.picture();
        ChartLine received = line(u"eth0 received"_s, 0, 12'345'678); // the limits and the size of the plot change
        for (TimedValue &one : received.values)
            one.time -= 10 * minute; // not visible
        chart.setLines({received}, gap);
        chart.resize(500, 180);
        pictures.append(chart.picture());
    }
    for (const QImage &picture : std::as_const(pictures))
        QCOMPARE(picture, pictures.constFirst());
}

/// Nothing of the other renderer's picture remains.
void TestPlotRenderers::manyLinesArePainted()
{
    DrawnChart painted(ChartRenderer::Painted);
    painted.setLines(cpus(9), gap);
    for (const ChartRenderer renderer : chartRenderers()) {
        DrawnChart few(renderer);
        few.setLines(cpus(8), gap);
        DrawnChart chart(renderer);
        chart.setLines(cpus(8), gap);
        QCOMPARE(chart.picture(), few.picture());
        chart.setLines(cpus(9), gap);
        QCOMPARE(chart.picture(), painted.picture());
        chart.setLines(cpus(8), gap);
        QCOMPARE(chart.picture(), few.picture());
    }
}

/// More than the series that Qt Charts draws at a time.
void TestPlotRenderers::hundredPiecesAreDrawn()
{
    QFETCH(ChartRenderer, renderer);
    DrawnChart chart(renderer, {1600, 240});
    constexpr qint64 second = 1000;
    ChartLine dashed{QString(), 0, {}};
    for (qint64 time = chartEnd - 5 * minute; time < chartEnd; time += 3 * second)
        dashed.values << TimedValue{time, 40} << TimedValue{time + second, 40};
    chart.setLines({dashed}, second);
    QCOMPARE(chart.pieceCount(), 100);
    const QImage picture = chart.picture();
    for (int i = 0; i < 100; ++i) {
        const auto colored = [&](double seconds) {
            const QPoint middle = chart.at((3 * i + seconds) / 300, 0.6);
            return countNear(picture.copy(QRect(middle - QPoint(0, 3), QSize(1, 7))), lineColor(0));
        };
        QVERIFY2(colored(0.5) > 0, qPrintable(QString::number(i)));
        QCOMPARE(colored(2), 0);
    }
}

void TestPlotRenderers::linesAlongTheEdgesAreWhole()
{
    QFETCH(ChartRenderer, renderer);
    DrawnChart chart(renderer);
    chart.setLines({line(u"idle"_s, 0, 0), line(u"busy"_s, 1, 100)}, gap);
    const QImage picture = chart.picture();
    const QColor surface = Theme::light().surface;
    const auto thickness = [&](const QColor &color, double height) {
        double sum = 0;
        for (int y = -3; y <= 3; ++y) {
            const QColor pixel = picture.pixelColor(chart.at(0.505, height) + QPoint(0, y));
            sum += 1.0 * colorDistance(pixel, surface) / colorDistance(color, surface);
        }
        return sum;
    };
    QVERIFY2(thickness(lineColor(0), 1) > 1.3, qPrintable(QString::number(thickness(lineColor(0), 1))));
    QVERIFY2(thickness(lineColor(1), 0) > 1.3, qPrintable(QString::number(thickness(lineColor(1), 0))));
}

void TestPlotRenderers::denseRatesAreABandWithTheirMean()
{
    QFETCH(ChartRenderer, renderer);
    DrawnChart chart(renderer);
    chart.setScale({.unit = u"/s"_s, .lowest = 0, .highest = 100});
    ChartLine rate{u"eth0"_s, 0, {}};
    for (qint64 time = chartEnd - 5 * minute; time <= chartEnd; time += 200)
        rate.values.append({time, time % 400 == 0 ? 20.0 : 80.0});
    rate.means = {{chartEnd - 5 * minute, 30}, {chartEnd, 30}};
    chart.setLines({rate}, gap);
    const QImage picture = chart.picture();
    const QColor band = Theme::light().faded(lineColor(0), 0.3);
    QVERIFY(colorDistance(picture.pixelColor(chart.at(0.5, 0.5)), band) < 30);
    const QRect mean(chart.at(0.51, 0.7) - QPoint(0, 3), QSize(1, 7));
    QVERIFY(countNear(picture.copy(mean), lineColor(0), band) >= 1);
    QCOMPARE(picture.pixel(chart.at(0.51, 0.1)), Theme::light().surface.rgb());
    QCOMPARE(chart.legend().constFirst().value, valueText(chart.lines()[0].values.constLast().value, u"/s"_s).joined());
    chart.setLines({ChartLine{u"eth0"_s, 0, rate.values}}, gap); // without means, they are a block
    QVERIFY(colorDistance(chart.picture().pixelColor(chart.at(0.51, 0.5)), lineColor(0)) < 60);
}

void TestPlotRenderers::allPixelsOfADenseScreenAreUsed()
{
    QFETCH(ChartRenderer, renderer);
    DrawnChart chart(renderer);
    chart.setLines(cpus(1), gap);
    QPixmap twice(chart.size() * 2);
    twice.setDevicePixelRatio(2);
    chart.render(&twice);
    QCOMPARE(twice.size(), chart.size() * 2);
    QVERIFY(countExact(twice.toImage().convertToFormat(QImage::Format_RGB32), lineColor(0)) > chart.plotArea().width());
}

QTEST_MAIN(TestPlotRenderers)
#include "tst_plotrenderers.moc"

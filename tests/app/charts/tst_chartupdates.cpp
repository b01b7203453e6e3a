// SPDX-License-Identifier: GPL-3.0-or-later
// What is drawn again after a change of the values or the colors.
#include "app/charts/linechart.h"
#include "app/charts/render/chartpicture.h"
#include "app/style/theme.h"
#include "common/core/literals.h"
#include "tests/support/chartfixture.h"
#include "tests/support/pictures.h"

#include <QApplication>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <memory>
#include <span>

using namespace pulse;
using namespace pulse::test;

class TestChartUpdates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void dimmingAndThemeChangeTheColors_data() { addRendererRows(); }
    void dimmingAndThemeChangeTheColors();
    void newValuesAreDrawnLikeAWholePicture_data();
    void newValuesAreDrawnLikeAWholePicture();
    void unchangedDataAreNotPaintedAgain();
};

void TestChartUpdates::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestChartUpdates::dimmingAndThemeChangeTheColors()
{
    QFETCH(ChartRenderer, renderer);
    DrawnChart chart(renderer);
    chart.setLines(cpus(2), gap);
    QVERIFY(countNear(chart.picture(), lineColor(1)) > 100);
    chart.setDimmed(true);
    QCOMPARE(countNear(chart.picture(), lineColor(1)), 0);
    QVERIFY(countNear(chart.picture(), Theme::light().faded(lineColor(1), 0.6)) > 100);
    chart.setDimmed(false);
    Theme::use(Theme::darkTheme());
    QCOMPARE(chart.picture().pixelColor(1, 1), Theme::darkTheme().surface);
    QVERIFY(countNear(chart.picture(), lineColor(1), Theme::darkTheme().surface) > 100);
    Theme::use(Theme::light());
}

void TestChartUpdates::newValuesAreDrawnLikeAWholePicture_data()
{
    QTest::addColumn<ChartRenderer>("renderer");
    QTest::addColumn<ValueScale>("scale");
    QTest::addColumn<int>("lines");
    QTest::addColumn<int>("period");
    QTest::addColumn<double>("pixelRatio");
    for (const ChartRenderer renderer : chartRenderers()) {
        const char *name = renderer == ChartRenderer::Painted ? "painted" : "Qt Charts";
        const ValueScale percent{.unit = u"%"_s};
        const ValueScale bytes{.unit = u"B"_s};
        const ValueScale stack{.unit = u"B"_s, .stacked = true};
        QTest::addRow("%s, one", name) << renderer << percent << 1 << 5000 << 1.0;
        QTest::addRow("%s, several", name) << renderer << percent << 8 << 5000 << 1.0;
        QTest::addRow("%s, many", name) << renderer << percent << 64 << 5000 << 1.0;
        QTest::addRow("%s, dense", name) << renderer << percent << 4 << 100 << 1.0;
        QTest::addRow("%s, band", name) << renderer << percent << 2 << 100 << 1.0;
        QTest::addRow("%s, dots", name) << renderer << percent << 4 << 20'000 << 1.0;
        QTest::addRow("%s, scale that grows", name) << renderer << bytes << 4 << 5000 << 1.0;
        QTest::addRow("%s, stacked", name) << renderer << stack << 4 << 5000 << 1.0;
        QTest::addRow("%s, fine pixels", name) << renderer << percent << 4 << 5000 << 1.5;
    }
}

void TestChartUpdates::newValuesAreDrawnLikeAWholePicture()
{
    QFETCH(ChartRenderer, renderer);
    QFETCH(ValueScale, scale);
    QFETCH(int, lines);
    QFETCH(int, period);
    QFETCH(double, pixelRatio);
    const bool withMeans = QByteArray(QTest::currentDataTag()).endsWith("band");
    const auto linesUntil = [&](qint64 end) {
        QList<ChartLine> result;
        for (int i = 0; i < lines; ++i) {
            ChartLine line{u"CPU %1"_s.arg(i), i, {}};
            for (qint64 time = chartEnd - 5 * minute; time <= end; time += period) {
                const double phase = static_cast<double>(time % (10 * minute)) / 40'000 * (1 + i % 5);
                const double rise = time > chartEnd - minute ? static_cast<double>(time - chartEnd + minute) / 600 : 0;
                line.values.append({time, 40 + i % 7 + 20 * std::sin(phase + i) + (i == 0 ? rise : 0)});
                if (withMeans && time % 2000 == 0)
                    line.means.append({time, 40});
            }
            result.append(line);
        }
        return result;
    };
    const auto pictureWith = [&](const QList<ChartLine> &shown) {
        auto picture = std::make_unique<ChartPicture>();
        picture->setRenderer(renderer);
        picture->setCanvas({600, 240}, pixelRatio, QApplication::font());
        picture->change().theme = Theme::light();
        picture->change().scale = scale;
        picture->setTimeRange(chartEnd - 5 * minute, chartEnd);
        picture->setLines(shown, gap);
        return picture;
    };
    const auto grown = pictureWith({});
    for (qint64 end = chartEnd - 61'000; end < chartEnd; end += 6'000) {
        grown->setLines(linesUntil(end), gap);
        const QImage expected = pictureWith(linesUntil(end))->image();
        const QImage &picture = grown->image();
        QCOMPARE(picture.size(), expected.size());
        // Points may be rounded differently; QPainter rounds them to 1/64 px.
        const int most = renderer == ChartRenderer::Painted ? 3 : 10;
        const auto near = [=](uchar a, uchar b) { return std::abs(a - b) <= most; };
        const std::span pixels(picture.constBits(), static_cast<std::size_t>(picture.sizeInBytes()));
        const auto [differs, _] = std::ranges::mismatch(pixels, std::span(expected.constBits(), pixels.size()), near);
        QCOMPARE(differs - pixels.begin(), std::ssize(pixels));
    }
}

void TestChartUpdates::unchangedDataAreNotPaintedAgain()
{
    struct Counter : DrawnChart
    {
        int paints = 0;
        void paintEvent(QPaintEvent *event) override
        {
            ++paints;
            DrawnChart::paintEvent(event);
        }
    } chart;
    chart.setLines(cpus(4), gap);
    chart.show();
    QTRY_VERIFY(chart.paints > 0);
    const auto paintsAfter = [&](const QList<ChartLine> &lines) {
        const int before = chart.paints;
        chart.setLines(lines, gap);
        QCoreApplication::processEvents();
        return chart.paints - before;
    };
    QList<ChartLine> lines = cpus(4);
    QCOMPARE(paintsAfter(lines), 0);
    lines[2].values.last().value += 1;
    QCOMPARE(paintsAfter(lines), 1);
    QCOMPARE(paintsAfter(lines), 0);
    lines[1].values[7].value = std::numeric_limits<double>::quiet_NaN(); // a gap
    QCOMPARE(paintsAfter(lines), 1);
    QCOMPARE(paintsAfter(lines), 0);
    lines[2].label += 'a'_L1;
    QCOMPARE(paintsAfter(lines), 1);
}

QTEST_MAIN(TestChartUpdates)
#include "tst_chartupdates.moc"

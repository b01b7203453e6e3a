// SPDX-License-Identifier: GPL-3.0-or-later
// What is drawn into SVG files, in comparison with the window and with PNG files.
#include "app/charts/heatmap.h"
#include "app/charts/linechart.h"
#include "app/charts/sparkline.h"
#include "app/desktop/svgpicture.h"
#include "app/pages/chartpanel.h"
#include "app/window/mainwindow.h"
#include "common/core/literals.h"
#include "tests/support/exportwindow.h"
#include "tests/support/pageindex.h"
#include "tests/support/svgdrawing.h"

#include <QApplication>
#include <QBuffer>
#include <QPainter>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSvgGenerator>
#include <QSvgRenderer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>

using namespace pulse;
using namespace pulse::test;

class TestSvgPicture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void textsOfTheSvgAreTexts();
    void linesAreAtTheirValues();
    void gapsDotsAndThresholdsAreDrawn();
    void stacksAreFilled();
    void sparklinesStayInsideTheirTile();
    void cellsAreDrawn();
    void svgLooksLikeThePng_data();
    void svgLooksLikeThePng();
    void comparisonFindsAMissingLine();
    void windowIsDrawnAsVectors_data();
    void windowIsDrawnAsVectors();
    void pixelRatioChangesNoVectors();
};

namespace {

/// Returns a picture with another size, in which details of a few pixels are blurred: different code draws the edges,
/// but lines have the same place.
QImage blurred(const QImage &picture)
{
    constexpr int block = 8;
    return picture.convertToFormat(QImage::Format_RGB32)
        .scaled(picture.size() / block, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

QImage rendered(const QByteArray &svg, QSize size)
{
    QImage picture(size, QImage::Format_RGB32);
    picture.fill(Qt::magenta);
    QPainter painter(&picture);
    QSvgRenderer(svg).render(&painter);
    return picture;
}

/// Returns the mean difference of the colours, 0 to 255.
double difference(const QImage &a, const QImage &b)
{
    const QImage left = blurred(a);
    const QImage right = blurred(b);
    qint64 sum = 0;
    for (int y = 0; y < left.height(); ++y) {
        for (int x = 0; x < left.width(); ++x) {
            const QColor one = left.pixelColor(x, y);
            const QColor other = right.pixelColor(x, y);
            sum += std::abs(one.red() - other.red()) + std::abs(one.green() - other.green()) +
                   std::abs(one.blue() - other.blue());
        }
    }
    return static_cast<double>(sum) / (3.0 * left.width() * left.height());
}

constexpr double alike = 0.3; // a missing line makes a difference of 0.47: see comparisonFindsAMissingLine

/// Returns a chart that depends on no clock and no window.
QByteArray svgOfFixedChart()
{
    ChartPanel panel(u"CPU"_s);
    panel.resize(400, 240);
    QList<TimedValue> values;
    for (int i = 0; i < 60; ++i)
        values.append({i * 1000, 50 + 40 * std::sin(i / 5.0)});
    panel.chart().setData({.lines = {{u"a"_s, 0, values}, {u"b"_s, 5, values}},
                           .thresholds = {},
                           .range = {0, 60'000},
                           .longestGap = 3000});
    return svgPicture(panel);
}

} // namespace

void TestSvgPicture::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestSvgPicture::textsOfTheSvgAreTexts()
{
    ExportWindow shown;
    const LineChart &chart = shown.chart("CPU average");
    const QList<QVariant> saved = shown.save(shown.panel("CPU average"), entries[2]);
    QVERIFY(saved[0].toString().startsWith("pulseboard-cpu-average-over-1-min-"_L1));
    const Drawing drawing(saved[1].toByteArray());
    QCOMPARE(drawing.error, QString());
    QCOMPARE(drawing.images, 0);
    QCOMPARE(drawing.title, u"CPU average over 1 min"_s);
    QStringList expected{u"CPU average over 1 min"_s};
    expected += chart.valueTexts() + chart.timeTexts() + chart.thresholdTexts();
    for (const LegendEntry &entry : chart.legend())
        expected += {entry.name, entry.value};
    QVERIFY(expected.size() > 15);
    QCOMPARE(QSet<QString>(drawing.texts.begin(), drawing.texts.end()),
             QSet<QString>(expected.begin(), expected.end()));
}

void TestSvgPicture::linesAreAtTheirValues()
{
    ExportWindow shown;
    const LineChart &chart = shown.chart("CPU average");
    Panel &panel = shown.panel("CPU average");
    const QRectF plot = chart.plotArea().translated(chart.mapTo(&panel, QPoint()));
    const auto [from, to] = chart.timeRange();
    const Drawing drawing(shown.svg(panel));
    const QList<ChartLine> lines = chart.lines();
    QCOMPARE(lines.size(), cpus);
    for (const ChartLine &line : lines) {
        const QList<Shape> paths = drawing.those(u"path"_s, lineColor(line.color));
        QCOMPARE(paths.size(), 1);
        QCOMPARE(paths[0].fill, u"none"_s);
        QPolygonF all;
        for (const QPolygonF &piece : paths[0].pieces)
            all += piece;
        for (const QPointF point : std::as_const(all))
            QVERIFY(plot.adjusted(-0.01, -0.01, 0.01, 0.01).contains(point)); // inside the axes
        for (const qsizetype at : {line.values.size() / 4, line.values.size() - 2}) {
            const TimedValue value = line.values[at];
            const QPointF expected(plot.left() + plot.width() * static_cast<double>(value.time - from) /
                                                     static_cast<double>(to - from),
                                   plot.bottom() - plot.height() * value.value / 100);
            const auto isExpected = [&](QPointF point) { return QLineF(point, expected).length() < 0.01; };
            QVERIFY2(std::ranges::any_of(all, isExpected), qPrintable(line.label));
        }
    }
}

void TestSvgPicture::gapsDotsAndThresholdsAreDrawn()
{
    ExportWindow shown;
    const Drawing drawing(shown.svg(shown.panel("CPU average")));
    for (int i = 0; i < cpus; ++i) {
        const QList<Shape> paths = drawing.those(u"path"_s, lineColor(i));
        QCOMPARE(paths.size(), 1);
        QCOMPARE(paths[0].pieces.size(), 2);
        QCOMPARE(drawing.filled(u"circle"_s, lineColor(i)).size(), 1);
    }
    const Theme theme = Theme::light();
    for (const QColor &color : {theme.warning, theme.bad})
        QCOMPARE(drawing.those(u"polyline"_s, color).size(), 1);
}

void TestSvgPicture::stacksAreFilled()
{
    ExportWindow shown(PageIndex::System);
    const LineChart &chart = shown.chart("Memory");
    const Drawing drawing(shown.svg(shown.panel("Memory")));
    QCOMPARE(chart.lines().size(), 4);
    for (const ChartLine &line : chart.lines()) {
        QCOMPARE(drawing.those(u"path"_s, lineColor(line.color)).size(), line.isSpace ? 0 : 1);
        if (line.isSpace)
            continue;
        const QColor area = Theme::light().faded(lineColor(line.color), 0.3);
        qsizetype areas = 0;
        for (const char *element : {"path", "polygon"})
            areas += drawing.filled(QLatin1String(element), area).size();
        QVERIFY2(areas >= 2, qPrintable(line.label)); // before and after the gap
    }
}

/// Values before and after their time range do not leave their area either.
void TestSvgPicture::sparklinesStayInsideTheirTile()
{
    const QRectF place(10, 20, 100, 30);
    QByteArray svg;
    QBuffer buffer(&svg);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    QPainter painter(&generator);
    const QList<TimedValue> values{{0, 10}, {1000, 90}, {2000, 10}, {8000, 20}, {9000, 50}};
    paintSparkline(painter, place, values, {500, 8500, 0, 100, 3000}, Qt::red);
    painter.end();
    const Drawing drawing(svg);
    const QList<Shape> lines = drawing.those(u"polyline"_s, Qt::red);
    QCOMPARE(lines.size(), 2);
    for (const Shape &line : lines) {
        for (const QPointF point : line.pieces[0])
            QVERIFY(place.contains(point));
    }
    QCOMPARE(lines[0].pieces[0].size(), 3); // from the edge, over the peak, down
    QCOMPARE(lines[0].pieces[0].constFirst().x(), place.left());
}

void TestSvgPicture::cellsAreDrawn()
{
    ExportWindow shown;
    const auto &map = *shown.window.findChild<HeatMap *>();
    const Drawing drawing(shown.svg(shown.panel("CPUs now")));
    QCOMPARE(drawing.images, 0);
    QCOMPARE(map.cells().size(), cpus);
    const LoadColors colors({{80, false}, {95, true}}, Theme::light());
    for (qsizetype i = 0; i < cpus; ++i) {
        QCOMPARE(drawing.filled(u"path"_s, QColor(colors.of(map.cells()[i].value))).size(), 1);
        QVERIFY(drawing.texts.contains(map.cellText(i)));
        QVERIFY(drawing.texts.contains(u"CPU %1"_s.arg(i)));
    }
}

void TestSvgPicture::svgLooksLikeThePng_data()
{
    QTest::addColumn<int>("page");
    QTest::addColumn<ThemeChoice>("theme");
    for (const int page : {PageIndex::Overview, PageIndex::Cpus, PageIndex::System}) {
        QTest::addRow("page %d, light", page) << int(page) << ThemeChoice::Light;
        QTest::addRow("page %d, dark", page) << int(page) << ThemeChoice::Dark;
    }
}

void TestSvgPicture::svgLooksLikeThePng()
{
    QFETCH(int, page);
    QFETCH(ThemeChoice, theme);
    ExportWindow shown(page, theme);
    QVERIFY(!shown.panels().isEmpty());
    for (Panel *panel : shown.panels()) {
        const QImage png = shown.png(*panel);
        QCOMPARE(png.size(), panel->size() * 2);
        const double found = difference(png, rendered(shown.svg(*panel), png.size()));
        QVERIFY2(found < alike, qPrintable(u"%1: %2"_s.arg(panel->title()).arg(found)));
    }
}

void TestSvgPicture::comparisonFindsAMissingLine()
{
    ExportWindow shown;
    Panel &panel = shown.panel("CPU average");
    const QImage png = shown.png(panel);
    QString svg = QString::fromUtf8(shown.svg(panel));
    const qsizetype group = svg.indexOf(u"stroke=\"%1\""_s.arg(lineColor(2).name()));
    const qsizetype path = svg.indexOf("<path"_L1, group);
    QVERIFY(group > 0 && path > 0);
    svg.remove(path, svg.indexOf("/>"_L1, path) + 2 - path);
    QVERIFY(difference(png, rendered(svg.toUtf8(), png.size())) > alike);
}

void TestSvgPicture::windowIsDrawnAsVectors_data()
{
    QTest::addColumn<int>("page");
    for (int page = PageIndex::Overview; page <= PageIndex::Data; ++page)
        QTest::addRow("page %d", page) << page;
}

/// Scrolled content is cut off at the same place as in the window.
void TestSvgPicture::windowIsDrawnAsVectors()
{
    QFETCH(int, page);
    ExportWindow shown(page);
    QSignalSpy saved(&shown.window, &MainWindow::saveRequested);
    for (QAction *action : shown.window.findChild<WindowMenu *>()->menu()->actions()) {
        if (action->text() == entries[2])
            action->trigger();
    }
    QCOMPARE(saved.size(), 1);
    const QByteArray svg = saved[0][1].toByteArray();
    const Drawing drawing(svg);
    QCOMPARE(drawing.error, QString());
    QCOMPARE(drawing.images, page == PageIndex::Cpus ? 1 : 0); // the heat map of the 16 measured CPUs
    QVERIFY(drawing.title.endsWith("Pulseboard"_L1));
    for (const char *text : {"Overview", "5m", "k"})
        QVERIFY2(drawing.texts.contains(QString::fromUtf8(text)), text);
    QVERIFY(!drawing.texts.filter(u"Live · every 1 s"_s).isEmpty());
    const bool scrolls = page != PageIndex::Function;
    QCOMPARE(svg.contains("<clipPath"), scrolls);
    QCOMPARE(svg.contains("clip-path=\"url(#view1)\""), scrolls);
}

/// On a screen with twice as many pixels, everything but texts is the same: texts are up to half a px higher or lower,
/// since Qt rounds the height of letters to pixels.
void TestSvgPicture::pixelRatioChangesNoVectors()
{
    QProcess other;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_SCALE_FACTOR"_s, u"2"_s);
    other.setProcessEnvironment(environment);
    other.start(QCoreApplication::applicationFilePath(), {u"--svg"_s});
    QVERIFY(other.waitForFinished());
    static const QRegularExpression baseline(u"(<text [^<>]* )y=\"[^\"]*\""_s);
    const auto withoutBaselines = [](const QByteArray &svg) {
        return QString::fromUtf8(svg).replace(baseline, u"\\1"_s);
    };
    QCOMPARE(withoutBaselines(other.readAllStandardOutput()), withoutBaselines(svgOfFixedChart()));
}

/// With --svg, only prints a picture.
int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    if (application.arguments().contains(u"--svg"_s)) {
        std::fputs(svgOfFixedChart().constData(), stdout);
        return 0;
    }
    TestSvgPicture test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_svgpicture.moc"

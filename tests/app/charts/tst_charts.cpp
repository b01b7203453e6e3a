// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/heatmap.h"
#include "app/charts/linechart.h"
#include "app/charts/render/chartpicture.h"
#include "app/charts/render/labellayout.h"
#include "app/charts/render/stacking.h"
#include "app/charts/render/timeticks.h"
#include "app/charts/sparkline.h"
#include "app/state/clocktime.h"
#include "app/style/plaintooltip.h"
#include "app/style/tabulartext.h"
#include "app/style/theme.h"
#include "app/style/valueformat.h"
#include "common/core/literals.h"

#include <QAccessible>
#include <QApplication>
#include <QDateTime>
#include <QHelpEvent>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>
#include <QToolTip>
#include <QTouchEvent>
#include <QWheelEvent>

#include <cmath>
#include <limits>
#include <memory>
#include <span>

using namespace pulse;

Q_DECLARE_METATYPE(pulse::ChartRenderer)
Q_DECLARE_METATYPE(pulse::ValueScale)

class TestCharts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void labelsDoNotOverlap_data();
    void labelsDoNotOverlap();
    void ticksAreRound_data();
    void ticksAreRound();
    void colorsHaveContrast_data();
    void colorsHaveContrast();
    void linesCanBeToldApart();
    void themeFollowsTheDesktop();
    void assistiveTechnologyGetsNameDescriptionAndValues();
    void digitsAreEquallyWide();
    void valuesAreReadable_data();
    void valuesAreReadable();
    void axesAreRound_data();
    void axesAreRound();
    void everyFiniteNumberHasAnAxis_data();
    void everyFiniteNumberHasAnAxis();
    void differentNumbersReadDifferently();
    void areasAddUp();
    void areasHaveGaps();

    void linesAreDrawn_data();
    void linesAreDrawn();
    void framesLookTheSame();
    void nothingLeavesThePlot_data() { renderers(); }
    void nothingLeavesThePlot();
    void gapsBreakLines_data() { renderers(); }
    void gapsBreakLines();
    void oneValueIsADot_data() { renderers(); }
    void oneValueIsADot();
    void thresholdsInSightAreDrawn_data() { renderers(); }
    void thresholdsInSightAreDrawn();
    void everyFiniteNumberIsDrawn_data();
    void everyFiniteNumberIsDrawn();
    void stackedAreasReachTheirSum_data() { renderers(); }
    void stackedAreasReachTheirSum();
    void dimmedColorsAreOthers_data() { renderers(); }
    void dimmedColorsAreOthers();
    void pixelsAreThoseOfTheScreen_data() { renderers(); }
    void pixelsAreThoseOfTheScreen();
    void newValuesAreDrawnAsIfAllWere_data();
    void newValuesAreDrawnAsIfAllWere();
    void nothingNewIsNotDrawn();
    void thereIsNoRoomForAnything_data() { renderers(); }
    void thereIsNoRoomForAnything();
    void stacksBeyondAllNumbersAreDrawn();
    void thousandsOfLinesLieAtOnePlace();
    void namesAreSortedAndLinesAreNot();

    void crosshairListsValues_data() { renderers(); }
    void crosshairListsValues();
    void crosshairListStaysInside_data();
    void crosshairListStaysInside();
    void mouseIsFollowed_data() { renderers(); }
    void mouseIsFollowed();
    void draggingPans_data() { renderers(); }
    void draggingPans();
    void rubberBandZooms_data();
    void rubberBandZooms();
    void fingers_data() { renderers(); }
    void fingers();
    void wheelZoomsAroundTheMouse_data() { renderers(); }
    void wheelZoomsAroundTheMouse();

    void heatCellsFillTheirArea_data();
    void heatCellsFillTheirArea();
    void heatColorsAreLegible();
    void heatMapTellsAndIsClicked();
    void heatMapShowsEveryFiniteNumber();
    void tooltipsArePlainText();
    void sparklineStaysInside();
    void sparklineDrawsEveryFiniteNumber();

private:
    static void renderers();
};

namespace {

/// https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
double luminance(const QColor &color)
{
    const auto linear = [](float part) {
        return part <= 0.04045F ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio
double contrast(const QColor &a, const QColor &b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

constexpr qint64 now = 1'764'079'207'000;
constexpr qint64 minute = 60'000;
constexpr qint64 gap = 15'000;

/// A value each 5 s over five minutes.
ChartLine line(const QString &label, int color, double value)
{
    ChartLine result{label, color, {}};
    for (qint64 time = now - 5 * minute; time <= now; time += 5000)
        result.values.append({time, value});
    return result;
}

QList<ChartLine> cpus(int count)
{
    QList<ChartLine> lines;
    for (int i = 0; i < count; ++i)
        lines.append(line(u"CPU %1"_s.arg(i), i, 10 + 80.0 * i / count));
    return lines;
}

struct Chart : LineChart
{
    explicit Chart(ChartRenderer renderer = chartRenderers().constFirst(), QSize size = {600, 240})
        : LineChart(nullptr, renderer)
    {
        resize(size);
        setTimeRange(now - 5 * minute, now);
    }

    QImage picture() { return grab().toImage().convertToFormat(QImage::Format_RGB32); }
    QPoint at(double share, double height = 0.5) const
    {
        const QRectF area = plotArea();
        return QPointF(area.left() + area.width() * share, area.top() + area.height() * height).toPoint();
    }
    void move(QPoint to, Qt::MouseButtons buttons = Qt::NoButton)
    {
        QMouseEvent event(QEvent::MouseMove, to, mapToGlobal(to), Qt::NoButton, buttons, Qt::NoModifier);
        QApplication::sendEvent(this, &event);
    }
    /// One finger for each pair; where it is as a share of the plot's width.
    void touch(QEvent::Type type, const QList<std::pair<QEventPoint::State, double>> &fingers, double height = 0.5)
    {
        static const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
        QList<QEventPoint> points;
        for (const auto &[state, share] : fingers)
            points.append(QEventPoint(static_cast<int>(points.size()), state, {}, mapToGlobal(at(share, height))));
        QTouchEvent event(type, screen.get(), Qt::NoModifier, points);
        QApplication::sendEvent(this, &event);
    }
};

int distance(const QColor &a, const QColor &b)
{
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue());
}

/// Pixels that lines of the colour cover by about three quarters at least.
int countNear(const QImage &image, const QColor &color, const QColor &ground = Qt::white)
{
    int found = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            found += distance(image.pixelColor(x, y), color) < 0.3 * distance(ground, color) ? 1 : 0;
    }
    return found;
}

int count(const QImage &image, const QColor &color, const QRect &where)
{
    int found = 0;
    for (int y = where.top(); y <= where.bottom(); ++y) {
        for (int x = where.left(); x <= where.right(); ++x)
            found += image.rect().contains(x, y) && image.pixel(x, y) == color.rgb() ? 1 : 0;
    }
    return found;
}

int count(const QImage &image, const QColor &color)
{
    return count(image, color, image.rect());
}

} // namespace

void TestCharts::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestCharts::renderers()
{
    QTest::addColumn<ChartRenderer>("renderer");
    for (const ChartRenderer renderer : chartRenderers())
        QTest::newRow(renderer == ChartRenderer::Painted ? "painted" : "Qt Charts") << renderer;
}

void TestCharts::labelsDoNotOverlap_data()
{
    QTest::addColumn<QList<double>>("wanted");
    QTest::addColumn<QList<double>>("expected"); // labels of height 10 between 0 and 100
    QTest::newRow("none") << QList<double>{} << QList<double>{};
    QTest::newRow("far apart") << QList<double>{20, 50, 80} << QList<double>{20, 50, 80};
    QTest::newRow("two at one place") << QList<double>{50, 50} << QList<double>{45, 55};
    QTest::newRow("a heap and one below") << QList<double>{50, 51, 52, 90} << QList<double>{41, 51, 61, 90};
    QTest::newRow("at the bottom") << QList<double>{98, 99, 100} << QList<double>{75, 85, 95};
    QTest::newRow("at the top") << QList<double>{0, 1} << QList<double>{5, 15};
    QTest::newRow("pushed into the next") << QList<double>{50, 52, 60} << QList<double>{44, 54, 64};
}

void TestCharts::labelsDoNotOverlap()
{
    QFETCH(QList<double>, wanted);
    QFETCH(QList<double>, expected);
    QCOMPARE(spreadLabels(wanted, 10, 0, 100), expected);
}

void TestCharts::ticksAreRound_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<int>("most");
    QTest::addColumn<QString>("labels"); // from 10:00:30 on
    QTest::newRow("each minute") << 300 << 8 << "10:01 10:02 10:03 10:04 10:05";
    QTest::newRow("less room") << 300 << 4 << "10:02 10:04";
    QTest::newRow("an hour") << 3600 << 7 << "10:10 10:20 10:30 10:40 10:50 11:00";
    QTest::newRow("hardly any room") << 300 << 2 << "10:05";
}

void TestCharts::ticksAreRound()
{
    QFETCH(int, seconds);
    QFETCH(int, most);
    QFETCH(QString, labels);
    const QDateTime from(QDate(2026, 3, 1), QTime(10, 0, 30));
    QStringList found;
    for (const TimeTick &tick : timeTicks(from.toMSecsSinceEpoch(), from.addSecs(seconds).toMSecsSinceEpoch(), most)) {
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(tick.time);
        QCOMPARE(time.time().second(), 0);
        found << time.toString(u"HH:mm"_s);
        QVERIFY(!tick.label.isEmpty());
    }
    QCOMPARE(found.join(' '_L1), labels);
}

void TestCharts::colorsHaveContrast_data()
{
    QTest::addColumn<Theme>("theme");
    QTest::newRow("light") << Theme::light();
    QTest::newRow("dark") << Theme::darkTheme();
}

void TestCharts::colorsHaveContrast()
{
    QFETCH(Theme, theme);
    for (const QColor &ground : {theme.background, theme.surface}) {
        QVERIFY(contrast(theme.text, ground) >= 7);
        QVERIFY(contrast(theme.dim, ground) >= 4.5);
        for (const QColor &color : {theme.good, theme.warning, theme.bad})
            QVERIFY2(contrast(color, ground) >= 3, qPrintable(color.name()));
        for (int i = 0; i < 12; ++i)
            QVERIFY2(contrast(lineColor(i), ground) >= 3, qPrintable(lineColor(i).name()));
    }
}

void TestCharts::linesCanBeToldApart()
{
    for (int a = 0; a < 48; ++a) {
        QCOMPARE(linePen(a).widthF(), 1.5);
        for (int b = 0; b < a; ++b)
            QVERIFY2(linePen(a) != linePen(b), qPrintable(u"%1 and %2"_s.arg(a).arg(b)));
    }
}

void TestCharts::assistiveTechnologyGetsNameDescriptionAndValues()
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
                   .range = {0, 60'000},
                   .longestGap = 5000});
    QVERIFY(interface->text(QAccessible::Description).contains(u"2 line"_s));
    QCOMPARE(interface->text(QAccessible::Value), u"CPU 0: 12.5 %\nCPU 1: 80.0 %"_s);

    HeatMap map;
    map.setAccessibleName(u"CPUs now"_s);
    map.setData({.lines = {{u"CPU 7"_s, 7, {{2000, 33}}}}});
    interface = QAccessible::queryAccessibleInterface(&map);
    QVERIFY(interface);
    QCOMPARE(interface->text(QAccessible::Name), u"CPUs now"_s);
    QCOMPARE(interface->text(QAccessible::Value), u"CPU 7: 33.0 %"_s);
}

void TestCharts::themeFollowsTheDesktop()
{
    QPalette desktop;
    desktop.setColor(QPalette::Window, Qt::black);
    QVERIFY(Theme::of(ThemeChoice::Auto, desktop).dark);
    QVERIFY(!Theme::of(ThemeChoice::Light, desktop).dark);
    desktop.setColor(QPalette::Window, Qt::white);
    QVERIFY(!Theme::of(ThemeChoice::Auto, desktop).dark);
    QVERIFY(Theme::of(ThemeChoice::Dark, desktop).dark);
}

void TestCharts::digitsAreEquallyWide()
{
    const QFontMetricsF metrics(sized(QFont(), TextSize::Huge));
    QCOMPARE(tabularWidth(metrics, u"11.1 s"_s), tabularWidth(metrics, u"40.8 s"_s));
    const double width = tabularWidth(metrics, u"key"_s);
    QCOMPARE(elidedTabular(metrics, u"key"_s, width), u"key"_s);
    const QString elided = elidedTabular(metrics, u"key 123456"_s, width);
    QVERIFY2(elided.endsWith(QChar(u'…')) && tabularWidth(metrics, elided) <= width, qPrintable(elided));
}

void TestCharts::valuesAreReadable_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<QString>("text");
    const auto row = [](double value, const char *unit, const char *text) {
        QTest::addRow("%g %s", value, unit) << value << QString::fromUtf8(unit) << QString::fromUtf8(text);
    };
    row(23.44, "%", "23.4 %");
    row(-0.01, "%", "0.0 %");
    row(1e300, "%", "> 9999 %");
    row(0, "B", "0 B");
    row(512, "B", "512 B");
    row(1023, "B", "0.999 KiB");
    row(1.23 * 1024 * 1024 * 1024, "B", "1.23 GiB");
    row(999.6 * 1024, "B/s", "0.976 MiB/s");
    row(12'000, "/s", "12000 /s");
    row(12'345.6, "/s", "12.3 k/s");
    row(863, "", "863");
    row(99'999, "", "99999");
    row(123'456'780, "", "123 M");
    row(0.02159, "", "0.0216");
    row(0.00123, "", "0.00123");
    row(0.00001, "", "1.00 ×10⁻⁵");
    row(9.996e-7, "", "1.00 ×10⁻⁶");
    row(-1e-9, "B", "-1.00 ×10⁻⁹ B");
    row(5e-324, "", "4.94 ×10⁻³²⁴");
    row(5e-324, "%", "0.0 %");
    row(1e-320, "MHz", "1.00 ×10⁻³²⁰ MHz");
    row(9223372036854775808.0, "", "9.22 E");
    row(9223372036854775808.0, "B", "8.00 EiB");
    row(21'000.4, "°C", "21000 °C");
    row(800, "MHz", "800 MHz");
    row(2419.2, "MHz", "2.42 GHz");
    row(21.5, "°C", "21.5 °C");
    row(-3.25, "", "-3.25");
    row(1e300, "/s", "1.00 ×10³⁰⁰ /s");
    row(-1e300, "", "-1.00 ×10³⁰⁰");
    row(std::numeric_limits<double>::max(), "°C", "1.80 ×10³⁰⁸ °C");
    row(std::numeric_limits<double>::quiet_NaN(), "B", "–");
    row(std::numeric_limits<double>::infinity(), "%", "–");
}

void TestCharts::valuesAreReadable()
{
    QFETCH(double, value);
    QFETCH(QString, unit);
    QFETCH(QString, text);
    QCOMPARE(valueText(value, unit).joined(), text);
}

void TestCharts::axesAreRound_data()
{
    QTest::addColumn<ValueScale>("scale");
    QTest::addColumn<double>("least");
    QTest::addColumn<double>("most");
    QTest::addColumn<QString>("texts");
    const auto unit = [](const char *text) { return ValueScale{.unit = QString::fromUtf8(text)}; };
    const double gibibyte = 1024.0 * 1024 * 1024;
    QTest::newRow("percent") << unit("%") << 3.0 << 250.0 << "0|25|50|75|100 %";
    QTest::newRow("bytes") << unit("B") << 0.0 << 13.4 * gibibyte << "0|5|10|15 GiB";
    QTest::newRow("of a fixed highest") << ValueScale{.unit = u"B"_s, .lowest = 0, .highest = 16 * gibibyte} << 0.0
                                        << 1.0 << "0|5|10|15 GiB";
    QTest::newRow("rates") << unit("/s") << 12.0 << 34'000.0 << "0|10|20|30|40 k/s";
    QTest::newRow("fractions") << unit("") << 0.0 << 0.07 << "0.00|0.02|0.04|0.06|0.08";
    QTest::newRow("nothing but zeros") << unit("") << 0.0 << 0.0 << "0.00|0.25|0.50|0.75|1.00";
    QTest::newRow("negative") << unit("") << -7.0 << 12.0 << "-10|0|10|20";
    QTest::newRow("tiny") << unit("") << 0.0 << 1e-6 << "0.00|0.25|0.50|0.75|1.00 ×10⁻⁶";
    QTest::newRow("negative and tiny") << unit("B") << -4e-9 << 0.0 << "-4|-3|-2|-1|0 ×10⁻⁹ B";
    QTest::newRow("2**63") << unit("") << 0.0 << 9223372036854775808.0 << "0.0|2.5|5.0|7.5|10.0 E";
    QTest::newRow("absurd") << unit("") << 0.0 << 1e300 << "0.00|0.25|0.50|0.75|1.00 ×10³⁰⁰";
    QTest::newRow("the smallest double") << unit("") << 0.0 << 5e-324 << "0|4 ×10⁻³²⁴";
    QTest::newRow("a narrow scale") << ValueScale{.lowest = 1e6, .highest = 1e6 + 1} << 0.0 << 0.0
                                    << "1.00000000|1.00000025|1.00000050|1.00000075|1.00000100 M";
}

void TestCharts::axesAreRound()
{
    QFETCH(ValueScale, scale);
    QFETCH(double, least);
    QFETCH(double, most);
    QFETCH(QString, texts);
    const ValueAxis axis = valueAxis(scale, {least, most}, 5);
    QStringList found;
    for (const ValueTick &tick : axis.ticks) {
        found << tick.label;
        QVERIFY(tick.value >= axis.lowest - 1e-9 * axis.step && tick.value <= axis.highest + 1e-9 * axis.step);
    }
    QCOMPARE(found.join('|'_L1), texts);
    QVERIFY(axis.ticks.size() <= 5);
}

namespace {

constexpr double largest = std::numeric_limits<double>::max();
constexpr double smallest = 5e-324;
const QList<double> oddNumbers{0,     smallest, -smallest, 1e-320,  -1e-320, 2.3e-308, 1e-300,
                               1e-9,  -1e-9,    1e-6,      0.001,   1,       99'999,   9223372036854775808.0,
                               1e300, -1e300,   largest,   -largest};

} // namespace

void TestCharts::everyFiniteNumberHasAnAxis_data()
{
    QTest::addColumn<ValueScale>("scale");
    const auto row = [](const char *name, const ValueScale &scale) { QTest::newRow(name) << scale; };
    row("free", {});
    row("percent", {.unit = u"%"_s});
    row("bytes", {.unit = u"B"_s, .lowest = 0});
    row("frequency", {.unit = u"MHz"_s});
    row("of a unit without prefixes", {.unit = u"°C"_s});
    row("from far up", {.lowest = 1e300});
    row("to the smallest number", {.lowest = 0, .highest = smallest});
    row("almost no range", {.lowest = 1e15, .highest = 1e15 + 0.25});
    row("all there is", {.lowest = -largest, .highest = largest});
}

/// Any two of them as the lowest and highest value, with any number of ticks.
void TestCharts::everyFiniteNumberHasAnAxis()
{
    QFETCH(ValueScale, scale);
    for (const double a : oddNumbers) {
        for (const double b : oddNumbers) {
            for (int most = 3; most <= 5; ++most) {
                const ValueAxis axis = valueAxis(scale, {std::min(a, b), std::max(a, b)}, most);
                QVERIFY2(axis.lowest < axis.highest && std::isfinite(axis.highest - axis.lowest),
                         qPrintable(u"%1, %2"_s.arg(a).arg(b)));
                QVERIFY(!axis.ticks.isEmpty() && axis.ticks.size() <= most);
                QSet<QString> labels;
                for (const ValueTick &tick : axis.ticks)
                    labels.insert(tick.label.section(u' ', 0, 0));
                QVERIFY2(labels.size() == axis.ticks.size(), qPrintable(axis.ticks.constLast().label));
            }
        }
    }
}

/// As `2e-7*(1+i%5)` gives them.
void TestCharts::differentNumbersReadDifferently()
{
    QSet<QString> texts;
    for (int i = 1; i <= 5; ++i)
        texts.insert(valueText(2e-7 * i, QString()).joined());
    QCOMPARE(texts.size(), 5);
}

void TestCharts::areasAddUp()
{
    const QList<ChartLine> lines{{u"a"_s, 0, {{0, 1}, {10, 3}}}, {u"b"_s, 1, {{5, 10}, {10, 20}}}};
    const QList<ChartLine> edges = stacked(lines, 100);
    QCOMPARE(edges[0].values, (QList<TimedValue>{{0, 1}, {5, 2}, {10, 3}}));
    QCOMPARE(edges[1].values, (QList<TimedValue>{{0, 1}, {5, 12}, {10, 23}}));
}

void TestCharts::areasHaveGaps()
{
    const double nothing = std::numeric_limits<double>::quiet_NaN();
    const QList<ChartLine> lines{{u"a"_s, 0, {{0, 1}, {100, 1}}}, {u"b"_s, 1, {{0, 5}, {50, nothing}, {60, -4}}}};
    const QList<ChartLine> edges = stacked(lines, 20);
    const auto values = [&](qsizetype edge) {
        QStringList texts;
        for (const TimedValue &one : edges[edge].values)
            texts.append(u"%1: %2"_s.arg(one.time).arg(one.value));
        return texts.join(u", "_s);
    };
    QCOMPARE(values(0), u"0: 1, 50: nan, 60: 0, 100: 1"_s);
    QCOMPARE(values(1), u"0: 6, 50: nan, 60: 0, 100: 1"_s); // nothing is less than nothing
}

void TestCharts::linesAreDrawn_data()
{
    QTest::addColumn<ChartRenderer>("renderer");
    QTest::addColumn<int>("lines");
    QTest::addColumn<int>("inColor");
    QTest::addColumn<int>("named");
    for (const ChartRenderer renderer : chartRenderers()) {
        const char *name = renderer == ChartRenderer::Painted ? "painted" : "Qt Charts";
        QTest::addRow("%s, 1", name) << renderer << 1 << 1 << 0;
        QTest::addRow("%s, 2", name) << renderer << 2 << 2 << 2;
        QTest::addRow("%s, 12", name) << renderer << 12 << 12 << 12;
        QTest::addRow("%s, 64", name) << renderer << 64 << 5 << 5;
        QTest::addRow("%s, 256", name) << renderer << 256 << 5 << 5;
    }
}

void TestCharts::linesAreDrawn()
{
    QFETCH(ChartRenderer, renderer);
    QFETCH(int, lines);
    QFETCH(int, inColor);
    QFETCH(int, named);
    Chart chart(renderer);
    chart.setLines(cpus(lines), gap);
    QCOMPARE(chart.lines().size(), lines);
    QCOMPARE(chart.coloredCount(), inColor);
    QCOMPARE(chart.lines().constLast().label, u"CPU %1"_s.arg(lines - 1)); // the hottest, on top
    QCOMPARE(chart.valueTexts(), u"0|25|50|75|100 %"_s.split('|'_L1));
    QVERIFY(chart.timeTexts().size() >= 2);
    QCOMPARE(chart.edgeTexts().size(), named);
    if (named > 0)
        QVERIFY2(chart.edgeTexts().constFirst().startsWith(u"CPU %1 "_s.arg(lines - 1)),
                 qPrintable(chart.edgeTexts().constFirst()));
    const QImage picture = chart.picture();
    const QRect plot = chart.plotArea().toRect();
    for (int i = lines > 100 ? lines - 1 : lines - inColor; i < lines; ++i) // of many, one lies on the other
        QVERIFY2(countNear(picture.copy(plot), lineColor(i)) > plot.width() / 4, qPrintable(QString::number(i)));
    if (lines < 16)
        QVERIFY(count(picture, Theme::light().grid, plot) > plot.width());
}

void TestCharts::framesLookTheSame()
{
    QList<QImage> pictures;
    for (const ChartRenderer renderer : chartRenderers()) {
        Chart chart(renderer);
        chart.setScale({.unit = u"B/s"_s});
        chart.setLines(cpus(3), gap);
        chart.picture();
        chart.setLines({line(u"eth0 received"_s, 0, 12'345'678)}, gap); // other limits, another plot
        chart.resize(500, 180);
        pictures.append(chart.picture());
    }
    for (const QImage &picture : pictures)
        QCOMPARE(picture, pictures.constFirst());
}

void TestCharts::nothingLeavesThePlot()
{
    QFETCH(ChartRenderer, renderer);
    Chart chart(renderer);
    QVERIFY(QRectF(chart.rect()).contains(chart.plotArea()));
    ChartLine wide = line(QString(), 0, 40);
    wide.values.prepend({now - 60 * minute, 40});
    wide.values.append({now + 60 * minute, 40});
    chart.setLines({wide}, 100 * minute);
    const QImage picture = chart.picture();
    const QRect plot = chart.plotArea().toAlignedRect();
    QVERIFY(count(picture, lineColor(0), plot) > plot.width() / 2);
    QCOMPARE(count(picture, lineColor(0)), count(picture, lineColor(0), plot));
    for (const QSize &size : {QSize(1, 1), QSize(40, 30), QSize(80, 400), QSize(3000, 20)}) {
        chart.resize(size);
        chart.setCrosshair(now - minute);
        QCOMPARE(chart.picture().size(), size);
    }
}

void TestCharts::gapsBreakLines()
{
    QFETCH(ChartRenderer, renderer);
    Chart chart(renderer);
    ChartLine broken = line(QString(), 2, 50);
    broken.values.removeIf(
        [](const TimedValue &one) { return one.time > now - 3 * minute && one.time < now - 2 * minute; });
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

void TestCharts::oneValueIsADot()
{
    QFETCH(ChartRenderer, renderer);
    Chart chart(renderer);
    chart.setLines({{QString(), 0, {{now - minute, 50}}}}, gap);
    const QRect around(chart.at(0.8) - QPoint(4, 4), QSize(9, 9));
    QVERIFY(count(chart.picture(), lineColor(0), around) > 4);
    QCOMPARE(count(chart.picture(), lineColor(0)), count(chart.picture(), lineColor(0), around));
}

void TestCharts::thresholdsInSightAreDrawn()
{
    QFETCH(ChartRenderer, renderer);
    Chart chart(renderer);
    const Theme theme = Theme::light();
    const auto rows = [&](const QColor &color) {
        const QImage picture = chart.picture();
        const QColor faded = theme.faded(color, 0.6);
        return count(picture, faded, QRect(chart.at(0.5, 0) - QPoint(0, 5), chart.at(0.5, 1) + QPoint(0, 5)));
    };
    QCOMPARE(rows(theme.warning), 0);
    chart.setThresholds({{80, false}, {95, true}, {250, true}});
    QCOMPARE(rows(theme.warning), 1);
    QCOMPARE(rows(theme.bad), 1);
}

void TestCharts::everyFiniteNumberIsDrawn_data()
{
    QTest::addColumn<ChartRenderer>("renderer");
    QTest::addColumn<ValueScale>("scale");
    QTest::addColumn<double>("value");
    for (const ChartRenderer renderer : chartRenderers()) {
        for (const double value : oddNumbers) {
            QTest::addRow("%d percent %g", static_cast<int>(renderer), value)
                << renderer << ValueScale{.unit = u"%"_s} << value;
            QTest::addRow("%d free %g", static_cast<int>(renderer), value) << renderer << ValueScale{} << value;
            QTest::addRow("%d stacked %g", static_cast<int>(renderer), value)
                << renderer << ValueScale{.unit = u"B"_s, .stacked = true} << value;
        }
    }
}

void TestCharts::everyFiniteNumberIsDrawn()
{
    QFETCH(ChartRenderer, renderer);
    QFETCH(ValueScale, scale);
    QFETCH(double, value);
    Chart chart(renderer);
    chart.setScale(scale);
    ChartLine mixed = line(u"odd"_s, 0, value);
    for (qsizetype i = 0; i < mixed.values.size(); i += 2)
        mixed.values[i].value = 1;
    chart.setLines({mixed, line(u"even"_s, 1, value / 2)}, gap);
    chart.setCrosshair(now);
    const auto [lowest, highest] = chart.limits();
    QVERIFY(std::isfinite(lowest) && std::isfinite(highest) && lowest < highest);
    QVERIFY(chart.valueTexts().size() >= 2 && chart.valueTexts().size() <= 5);
    QVERIFY(QRectF(chart.rect()).contains(chart.plotArea()));
    QVERIFY(chart.plotArea().width() > 200);
    QVERIFY(count(chart.picture(), lineColor(1)) > 0);
    for (const QString &text : chart.valueTexts() + chart.edgeTexts() + chart.tooltipRows())
        QVERIFY2(!text.contains(u"e+"_s) && !text.contains(u"inf"_s), qPrintable(text));
}

void TestCharts::stackedAreasReachTheirSum()
{
    QFETCH(ChartRenderer, renderer);
    Chart chart(renderer);
    chart.setScale({.unit = u"B"_s, .lowest = 0, .highest = 100, .stacked = true});
    chart.setLines({line(u"used"_s, 0, 50), line(u"free"_s, 1, 25)}, gap);
    QCOMPARE(chart.lines().constFirst().label, u"used"_s); // in the order of the stack
    QCOMPARE(chart.edgeTexts(), (QStringList{u"free 25 B"_s, u"used 50 B"_s}));
    const QImage picture = chart.picture();
    const Theme theme = Theme::light();
    QCOMPARE(picture.pixel(chart.at(0.5, 0.9)), theme.faded(lineColor(0), 0.3).rgb());
    QCOMPARE(picture.pixel(chart.at(0.5, 0.4)), theme.faded(lineColor(1), 0.3).rgb());
    QCOMPARE(picture.pixel(chart.at(0.5, 0.1)), theme.surface.rgb());
}

void TestCharts::dimmedColorsAreOthers()
{
    QFETCH(ChartRenderer, renderer);
    Chart chart(renderer);
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

void TestCharts::pixelsAreThoseOfTheScreen()
{
    QFETCH(ChartRenderer, renderer);
    Chart chart(renderer);
    chart.setLines(cpus(1), gap);
    QPixmap twice(chart.size() * 2);
    twice.setDevicePixelRatio(2);
    chart.render(&twice);
    QCOMPARE(twice.size(), chart.size() * 2);
    QVERIFY(count(twice.toImage().convertToFormat(QImage::Format_RGB32), lineColor(0)) > chart.plotArea().width());
}

void TestCharts::newValuesAreDrawnAsIfAllWere_data()
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
        QTest::addRow("%s, dashed ones", name) << renderer << percent << 16 << 5000 << 1.0;
        QTest::addRow("%s, many", name) << renderer << percent << 64 << 5000 << 1.0;
        QTest::addRow("%s, dense", name) << renderer << percent << 4 << 100 << 1.0;
        QTest::addRow("%s, dots", name) << renderer << percent << 4 << 20'000 << 1.0;
        QTest::addRow("%s, scale that grows", name) << renderer << bytes << 4 << 5000 << 1.0;
        QTest::addRow("%s, stacked", name) << renderer << stack << 4 << 5000 << 1.0;
        QTest::addRow("%s, fine pixels", name) << renderer << percent << 4 << 5000 << 1.5;
    }
}

void TestCharts::newValuesAreDrawnAsIfAllWere()
{
    QFETCH(ChartRenderer, renderer);
    QFETCH(ValueScale, scale);
    QFETCH(int, lines);
    QFETCH(int, period);
    QFETCH(double, pixelRatio);
    const auto linesUntil = [&](qint64 end) {
        QList<ChartLine> result;
        for (int i = 0; i < lines; ++i) {
            ChartLine line{u"CPU %1"_s.arg(i), i, {}};
            for (qint64 time = now - 5 * minute; time <= end; time += period) {
                const double phase = static_cast<double>(time % (10 * minute)) / 40'000 * (1 + i % 5);
                const double rise = time > now - minute ? static_cast<double>(time - now + minute) / 600 : 0;
                line.values.append({time, 40 + i % 7 + 20 * std::sin(phase + i) + (i == 0 ? rise : 0)});
            }
            result.append(line);
        }
        return result;
    };
    const auto pictureWith = [&](const QList<ChartLine> &shown) {
        auto picture = std::make_unique<ChartPicture>(renderer);
        picture->setCanvas({600, 240}, pixelRatio, QApplication::font());
        picture->change().theme = Theme::light();
        picture->change().scale = scale;
        picture->setTimeRange(now - 5 * minute, now);
        picture->setLines(shown, gap);
        return picture;
    };
    const auto grown = pictureWith({});
    for (qint64 end = now - 61'000; end < now; end += 6'000) {
        grown->setLines(linesUntil(end), gap);
        const QImage expected = pictureWith(linesUntil(end))->image();
        const QImage &picture = grown->image();
        QCOMPARE(picture.size(), expected.size());
        const auto near = [](uchar a, uchar b) { return std::abs(a - b) <= 3; }; // points are rounded otherwise
        const std::span pixels(picture.constBits(), static_cast<std::size_t>(picture.sizeInBytes()));
        const auto [differs, _] = std::ranges::mismatch(pixels, std::span(expected.constBits(), pixels.size()), near);
        QCOMPARE(differs - pixels.begin(), std::ssize(pixels));
    }
}

void TestCharts::thereIsNoRoomForAnything()
{
    QFETCH(ChartRenderer, renderer);
    for (const QSize size : {QSize(30, 6), QSize(10, 200), QSize(200, 1), QSize(1, 1)}) {
        Chart chart(renderer, size);
        QList<ChartLine> lines = cpus(4);
        for (int i = 0; i < 3; ++i) {
            for (ChartLine &line : lines)
                line.values.last().value += 20;
            chart.setLines(lines, gap);
            QCOMPARE(chart.picture().size(), size);
        }
    }
}

void TestCharts::stacksBeyondAllNumbersAreDrawn()
{
    Chart chart;
    chart.setScale({.unit = u"B"_s, .stacked = true});
    chart.setLines({line(u"a"_s, 0, 1.7e308), line(u"b"_s, 1, 1.7e308)}, gap);
    QVERIFY(countNear(chart.picture(), lineColor(1)) > 0);
}

void TestCharts::thousandsOfLinesLieAtOnePlace()
{
    QList<ChartLine> lines;
    for (int i = 0; i < 3000; ++i)
        lines.append({QString::number(i), i, {{now - 5 * minute, 50}, {now, i < 5 ? 90.0 : 50.0}}});
    Chart chart;
    chart.setLines(lines, 10 * minute);
    const QImage picture = chart.picture();
    const QColor thin = Theme::light().faded(Theme::light().dim, 0.22);
    QCOMPARE(picture.pixel(chart.at(0.5)), thin.rgb());
}

void TestCharts::nothingNewIsNotDrawn()
{
    struct Counter : Chart
    {
        int paints = 0;
        void paintEvent(QPaintEvent *event) override
        {
            ++paints;
            Chart::paintEvent(event);
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

/// Or lines that cross one another would change places on top of one another, too.
void TestCharts::namesAreSortedAndLinesAreNot()
{
    Chart chart;
    chart.setLines({line(u"a"_s, 0, 50), line(u"b"_s, 1, 90), line(u"c"_s, 2, 10)}, gap);
    QCOMPARE(chart.edgeTexts(), (QStringList{u"b 90.0"_s, u"a 50.0"_s, u"c 10.0"_s}));
    QCOMPARE(chart.lines().constLast().label, u"c"_s);
}

void TestCharts::crosshairListsValues()
{
    QFETCH(ChartRenderer, renderer);
    Chart chart(renderer);
    chart.setLines({line(u"CPU 0"_s, 0, 12.34), line(u"CPU 1"_s, 1, 99)}, gap);
    QVERIFY(chart.tooltipRows().isEmpty());
    chart.setCrosshair(now - minute + 1200);
    const QString time = QDateTime::fromMSecsSinceEpoch(now - minute).toString(clockFormat());
    QCOMPARE(chart.tooltipRows().size(), 3);
    QVERIFY2(chart.tooltipRows().at(0).endsWith(time), qPrintable(chart.tooltipRows().at(0)));
    QCOMPARE(chart.tooltipRows().mid(1), (QStringList{u"CPU 1 99.0 %"_s, u"CPU 0 12.3 %"_s}));
    chart.setLines(cpus(40), gap);
    QCOMPARE(chart.tooltipRows().size(), 1 + 12 + 1);
    QCOMPARE(chart.tooltipRows().constLast(), u"and 28 more"_s);
    chart.setLines({line(QString(), 0, 50)}, gap);
    QCOMPARE(chart.tooltipRows().constLast(), u"50.0 %"_s);
    chart.setCrosshair(now + minute); // where there are no values
    QVERIFY(chart.tooltipRows().isEmpty());
    chart.setCrosshair({});
    QVERIFY(chart.tooltipRows().isEmpty());
}

void TestCharts::crosshairListStaysInside_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("share");
    for (const QSize size : {QSize(1000, 300), QSize(300, 150), QSize(160, 60)}) {
        for (const double share : {0.0, 0.5, 1.0})
            QTest::addRow("%d x %d at %g", size.width(), size.height(), share) << size << share;
    }
}

void TestCharts::crosshairListStaysInside()
{
    QFETCH(QSize, size);
    QFETCH(double, share);
    Chart chart(chartRenderers().constFirst(), size);
    chart.setLines(cpus(64), gap);
    chart.setCrosshair(now - static_cast<qint64>((1 - share) * 5 * minute));
    QVERIFY(!chart.tooltipRect().isEmpty());
    QVERIFY(QRectF(chart.rect()).contains(chart.tooltipRect()));
    QVERIFY(chart.tooltipRows().constLast().startsWith(u"and "_s));
}

void TestCharts::mouseIsFollowed()
{
    QFETCH(ChartRenderer, renderer);
    Chart chart(renderer);
    QSignalSpy hovered(&chart, &LineChart::hovered);
    chart.move(chart.at(0.5));
    const auto time = hovered.takeFirst().constFirst().value<std::optional<qint64>>();
    QVERIFY(time && std::abs(*time - (now - 5 * minute / 2)) < 1000);
    chart.move({1, 1}); // beside the plot
    QVERIFY(!hovered.takeFirst().constFirst().value<std::optional<qint64>>());
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&chart, &leave);
    QVERIFY(!hovered.takeFirst().constFirst().value<std::optional<qint64>>());

    QSignalSpy clicked(&chart, &LineChart::clicked);
    QSignalSpy live(&chart, &LineChart::liveWanted);
    QTest::mouseClick(&chart, Qt::LeftButton, {}, chart.at(0.2));
    QCOMPARE(clicked.size(), 1);
    QVERIFY(std::abs(clicked.constFirst().constFirst().value<qint64>() - (now - 4 * minute)) < 1000);
    QTest::mouseDClick(&chart, Qt::LeftButton, {}, chart.at(0.2));
    QCOMPARE(live.size(), 1);
}

void TestCharts::draggingPans()
{
    QFETCH(ChartRenderer, renderer);
    Chart chart(renderer);
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
    QCOMPARE(chart.timeRange().second, now - total);
    QVERIFY(clicked.isEmpty());
}

void TestCharts::rubberBandZooms_data()
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

void TestCharts::rubberBandZooms()
{
    QFETCH(ChartRenderer, renderer);
    QFETCH(int, button);
    QFETCH(int, modifier);
    Chart chart(renderer);
    QSignalSpy zoomed(&chart, &LineChart::zoomed);
    const auto which = static_cast<Qt::MouseButton>(button);
    QTest::mousePress(&chart, which, Qt::KeyboardModifiers(modifier), chart.at(0.8));
    chart.move(chart.at(0.4), which);
    const QColor inBand = chart.picture().pixelColor(chart.at(0.6, 0.1));
    QVERIFY(inBand != Theme::light().surface);
    QTest::mouseRelease(&chart, which, Qt::KeyboardModifiers(modifier), chart.at(0.4));
    QCOMPARE(zoomed.size(), 1);
    QVERIFY(std::abs(zoomed.constFirst().at(0).value<qint64>() - (now - 3 * minute)) < 1500);
    QVERIFY(std::abs(zoomed.constFirst().at(1).value<qint64>() - (now - minute)) < 1500);
    QCOMPARE(chart.picture().pixelColor(chart.at(0.6, 0.1)), Theme::light().surface);
}

void TestCharts::fingers()
{
    QFETCH(ChartRenderer, renderer);
    Chart chart(renderer);
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
    QVERIFY(std::abs((from + to) / 2 - (now - 5 * minute / 2)) < 3000);
    QCOMPARE(panned.size(), 1);
    QCOMPARE(clicked.size(), 1);
}

void TestCharts::wheelZoomsAroundTheMouse()
{
    QFETCH(ChartRenderer, renderer);
    Chart chart(renderer);
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
        const double share = static_cast<double>(now - quarter - from) / static_cast<double>(to - from);
        QVERIFY2(std::abs(share - 0.75) < 0.01, qPrintable(QString::number(share)));
    }
}

void TestCharts::heatCellsFillTheirArea_data()
{
    QTest::addColumn<int>("cells");
    QTest::addColumn<QSize>("size");
    for (const int cells : {1, 2, 4, 16, 64, 128, 256}) {
        for (const QSize size : {QSize(320, 240), QSize(240, 600), QSize(900, 120)})
            QTest::addRow("%d in %d x %d", cells, size.width(), size.height()) << cells << size;
    }
}

void TestCharts::heatCellsFillTheirArea()
{
    QFETCH(int, cells);
    QFETCH(QSize, size);
    const QList<QRect> rects = heatLayout(cells, size);
    QCOMPARE(rects.size(), cells);
    double covered = 0;
    for (qsizetype i = 0; i < rects.size(); ++i) {
        QVERIFY(QRect(QPoint(), size).contains(rects[i]));
        QVERIFY(rects[i].width() <= 2 * rects[i].height() && rects[i].height() <= 2 * rects[i].width());
        covered += double(rects[i].width()) * rects[i].height();
        if (i > 0) // in the order of reading
            QVERIFY(rects[i].left() > rects[i - 1].right() || rects[i].top() > rects[i - 1].bottom());
    }
    QVERIFY2(cells < 16 || covered > 0.6 * size.width() * size.height(), qPrintable(QString::number(covered)));
}

void TestCharts::heatColorsAreLegible()
{
    QCOMPARE(heatColor(-5), QColor(0x22a06b));
    QCOMPARE(heatColor(50), QColor(0xe2b203));
    QCOMPARE(heatColor(1000), QColor(0xd93025));
    for (int percent = 0; percent <= 100; ++percent) {
        const QColor cell = heatColor(percent);
        QVERIFY2(contrast(heatTextColor(cell), cell) >= 4.5, qPrintable(QString::number(percent)));
    }
}

void TestCharts::heatMapTellsAndIsClicked()
{
    HeatMap map;
    map.resize(320, 240);
    map.setEmptyText(u"nothing"_s);
    map.grab();
    QList<HeatCell> cells;
    for (int i = 0; i < 16; ++i)
        cells.append({i + 100, u"CPU %1"_s.arg(i), i * 6.0});
    cells[3].value = std::numeric_limits<double>::quiet_NaN();
    cells[4].value = 1e300;
    map.setCells(cells);
    QCOMPARE(map.cellText(10), u"60"_s);
    QCOMPARE(map.cellText(3), u"–"_s);
    QCOMPARE(map.cellText(4), u"↑"_s);
    QVERIFY(count(map.grab().toImage().convertToFormat(QImage::Format_RGB32), heatColor(60)) > 500);

    QSignalSpy clicked(&map, &HeatMap::cellClicked);
    const QPoint seventh = map.cellRects().at(7).center();
    QTest::mouseClick(&map, Qt::LeftButton, {}, seventh);
    QCOMPARE(clicked.constFirst().constFirst().toInt(), 107);
    const QImage before = map.grab().toImage();
    map.setSelected(107);
    QVERIFY(map.grab().toImage() != before);
    map.show();
    QHelpEvent help(QEvent::ToolTip, seventh, map.mapToGlobal(seventh));
    QApplication::sendEvent(&map, &help);
    QCOMPARE(QToolTip::text(), u"CPU 7: 42.0 %"_s);
    map.resize(60, 40);
    QCOMPARE(map.cellText(10), QString()); // no room for it
}

void TestCharts::heatMapShowsEveryFiniteNumber()
{
    HeatMap map;
    map.resize(640, 480);
    QList<HeatCell> cells;
    for (const double value : oddNumbers)
        cells.append({0, u"CPU"_s, value});
    map.setCells(cells);
    map.grab();
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const double value = oddNumbers[i];
        const QString inside = QString::number(std::clamp(value, 0.0, 100.0), 'f', 0);
        QCOMPARE(map.cellText(i), value > 100.5 ? u"↑"_s : value < -0.5 ? u"↓"_s : inside);
    }
}

void TestCharts::tooltipsArePlainText()
{
    HeatMap map;
    map.resize(320, 240);
    map.setCells({{0, u"<img src='http://x/'><b>CPU</b> & co"_s, 50}});
    map.show();
    const QPoint middle = map.cellRects().constFirst().center();
    QHelpEvent help(QEvent::ToolTip, middle, map.mapToGlobal(middle));
    QApplication::sendEvent(&map, &help);
    QTextDocument shown;
    shown.setHtml(QToolTip::text());
    QCOMPARE(shown.toPlainText(), u"<img src='http://x/'><b>CPU</b> & co: 50.0 %"_s);
    QCOMPARE(plainToolTip(u"a & b > c"_s), u"a & b > c"_s);
}

/// Each as the only one, and all after one another.
void TestCharts::sparklineDrawsEveryFiniteNumber()
{
    const QRect inside(10, 5, 100, 30);
    QList<TimedValue> all;
    for (const double value : oddNumbers)
        all.append({10 * all.size(), value});
    QList<std::pair<QList<TimedValue>, SparkScale>> drawn{
        {all, {.from = 0, .to = 180, .lowest = drawable(-largest), .highest = drawable(largest), .longestGap = 100}}};
    for (const double value : oddNumbers)
        drawn.append(
            {{{0, value}, {50, value}, {100, value}},
             {.from = 0, .to = 100, .lowest = drawable(value), .highest = drawable(value), .longestGap = 100}});
    for (const auto &[values, scale] : drawn) {
        QImage image(120, 40, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintSparkline(painter, inside, values, scale, Qt::blue);
        painter.end();
        QVERIFY2(count(image, Qt::blue) > 10, qPrintable(QString::number(values.constLast().value)));
        QCOMPARE(count(image, Qt::white) - count(image, Qt::white, inside), 120 * 40 - 100 * 30);
    }
}

void TestCharts::sparklineStaysInside()
{
    QImage image(120, 40, QImage::Format_RGB32);
    image.fill(Qt::white);
    const QRect inside(10, 5, 100, 30);
    QPainter painter(&image);
    const QList<TimedValue> values{
        {0, -1e300}, {50, 1e300}, {100, std::numeric_limits<double>::quiet_NaN()}, {150, 50}};
    paintSparkline(painter, inside, values, {.from = 0, .to = 150, .lowest = 0, .highest = 100, .longestGap = 100},
                   Qt::blue);
    paintSparkline(painter, inside, {}, {.from = 0, .to = 150}, Qt::blue);
    painter.end();
    QVERIFY(count(image, Qt::blue) > 10);
    QCOMPARE(count(image, Qt::white) - count(image, Qt::white, inside), 120 * 40 - 100 * 30);
}

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"

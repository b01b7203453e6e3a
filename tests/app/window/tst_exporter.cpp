// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures and values that the menus of charts save.
#include "app/charts/heatmap.h"
#include "app/charts/linechart.h"
#include "app/charts/sparkline.h"
#include "app/desktop/svgpicture.h"
#include "app/pages/chartpanel.h"
#include "app/window/mainwindow.h"
#include "common/core/literals.h"
#include "tests/support/pageindex.h"
#include "tests/support/paths.h"

#include <QApplication>
#include <QBuffer>
#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QPainter>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSvgGenerator>
#include <QSvgRenderer>
#include <QTest>
#include <QWindow>
#include <QXmlStreamReader>

#include <cmath>
#include <cstdio>

using namespace pulse;
using test::PageIndex;

class TestExporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyChartHasAMenu_data();
    void everyChartHasAMenu();
    void menuOpensByKeyboard_data();
    void menuOpensByKeyboard();
    void rubberBandOpensNoMenu();
    void menuHasNoSvgEntryWithoutSvg();
    void filesAreNamedAfterTheChart_data();
    void filesAreNamedAfterTheChart();
    void textsOfTheSvgAreTexts();
    void linesAreAtTheirValues();
    void gapsDotsAndThresholdsAreDrawn();
    void stacksAreFilled();
    void sparklinesStayInsideTheirTile();
    void cellsAreDrawn();
    void svgLooksLikeThePng_data();
    void svgLooksLikeThePng();
    void comparisonFindsAMissingLine();
    void marksOfTheMouseAreNotInThePicture();
    void openMenuHidesTheCrosshair();
    void focusFrameIsNotInThePicture();
    void windowIsDrawnAsVectors_data();
    void windowIsDrawnAsVectors();
    void csvHasTheChartsSeries();
    void csvOfCellsIsTheNewestResult();
    void pixelRatioChangesNoVectors();
};

namespace {

constexpr int cpus = 4;
const QStringList entries{u"Copy picture"_s, u"Save picture (PNG)"_s, u"Save picture (SVG)"_s,
                          u"Save visible values (CSV)"_s};

class Source : public ResultSource
{
public:
    void open() override {}
    SourceStatus status() const override { return {SourceStatus::Kind::Live, u"here"_s, u"k"_s, {}}; }
    FunctionReport report() const override { return {}; }
};

QByteArray resultAt(int second)
{
    QJsonObject result;
    for (int i = 0; i < cpus; ++i)
        result.insert(u"moving_average_cpu_percent-%1"_s.arg(i), 50 + 40 * std::sin(i + second / 30.0));
    result.insert(u"percentage_outgoing_bytes"_s, 20 + second / 10.0);
    result.insert(u"percentage_memory_caching"_s, 60);
    return QJsonDocument(result).toJson(QJsonDocument::Compact);
}

/// Returns a real measurement with counters that grow.
QByteArray measurementAt(int second)
{
    static const QJsonObject real = [] {
        QFile file(test::dataPath("/payloads/metrics-2023-02-27.json"));
        return QJsonDocument::fromJson(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray()).object();
    }();
    QJsonObject object = real;
    const QString name = u"net_io_counters_eth0-bytes_sent"_s;
    object.insert(name, object.value(name).toDouble() + second * 1024.0);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Returns one result a second from before the visible five minutes on, with a single result in a gap of a minute.
QList<Record> history()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    QList<Record> records;
    for (int second = -60; second < 300; ++second) {
        if (second < 100 || second == 130 || second >= 160)
            records.append({now - (299 - second) * 1000, resultAt(second), measurementAt(second)});
    }
    return records;
}

/// A window that does not change by itself, so that two pictures of it are the same.
struct Shown
{
    explicit Shown(int page = PageIndex::Overview, ThemeChoice theme = ThemeChoice::Light,
                   const Exporter::MakeSvg &makeSvg = svgPicture)
        : window(source, {.theme = theme, .view = {.page = page}, .makeSvg = makeSvg})
    {
        window.resize(1280, 900);
        window.show();
        Q_EMIT source.aged(0);
        Q_EMIT source.history(history());
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTRY_VERIFY(window.findChild<QWidget *>(u"pages"_s)->isVisible()); // not before there are data
        QTest::keyClick(&window, Qt::Key_Space);
        settle();
    }

    /// Waits until the layout is complete.
    void settle() const
    {
        const auto places = [this] {
            QList<QRect> all;
            for (const Panel *panel : panels())
                all.append(panel->geometry());
            return all;
        };
        QList<QRect> before;
        do {
            before = places();
            QApplication::processEvents();
        } while (places() != before);
    }

    QList<Panel *> panels() const
    {
        QList<Panel *> result = window.findChildren<Panel *>();
        result.removeIf([](const Panel *panel) { return !panel->isVisible(); });
        return result;
    }
    Panel &panel(const char *title) const
    {
        for (Panel *panel : panels()) {
            if (panel->title().startsWith(QLatin1String(title)))
                return *panel;
        }
        qFatal("No panel %s", title);
    }
    LineChart &chart(const char *title) const { return *panel(title).findChild<LineChart *>(); }

    /// Returns the open menu.
    QMenu *menu() const { return qobject_cast<QMenu *>(QApplication::activePopupWidget()); }
    QMenu *menuOf(QWidget &panel)
    {
        panel.setFocus();
        QTest::keyClick(&panel, Qt::Key_Menu);
        return menu();
    }
    /// Returns the file name and the content that an entry of a panel's menu saves.
    QList<QVariant> save(QWidget &panel, const QString &entry)
    {
        QSignalSpy saved(&window, &MainWindow::saveRequested);
        QMenu *menu = menuOf(panel);
        for (QAction *action : menu ? menu->actions() : QList<QAction *>()) {
            if (action->text() != entry)
                continue;
            menu->close();
            action->trigger();
        }
        return saved.value(0, {QString(), QByteArray()});
    }
    QByteArray svg(QWidget &panel) { return save(panel, entries[2])[1].toByteArray(); }
    QImage png(QWidget &panel) { return QImage::fromData(save(panel, entries[1])[1].toByteArray(), "PNG"); }
    QByteArray csv(const char *title) { return save(panel(title), entries[3])[1].toByteArray(); }

    Source source;
    MainWindow window;
};

QStringList textsOf(const QMenu *menu)
{
    QStringList texts;
    for (const QAction *action : menu ? menu->actions() : QList<QAction *>())
        texts.append(action->text());
    return texts;
}

/// A shape of an SVG, in px of the whole picture.
struct Shape
{
    QString element;
    QString stroke;
    QString fill;
    QList<QPolygonF> pieces; ///< of a path, polyline or polygon; of a circle its centre
};

/// The elements of an SVG file.
struct Drawing
{
    QString error; ///< of the XML
    QString title;
    QStringList texts;
    QList<Shape> shapes;
    int images = 0;

    explicit Drawing(const QByteArray &svg)
    {
        QXmlStreamReader xml(svg);
        QList<QXmlStreamAttributes> groups;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isEndElement() && xml.name() == u"g")
                groups.removeLast();
            if (!xml.isStartElement())
                continue;
            if (xml.name() == u"g")
                groups.append(xml.attributes());
            else if (xml.name() == u"title")
                title = xml.readElementText();
            else if (xml.name() == u"text")
                texts.append(xml.readElementText());
            else if (!groups.isEmpty())
                addShape(xml.name().toString(), xml.attributes(), groups.constLast());
        }
        error = xml.errorString();
    }

    QList<Shape> those(const QString &element, const QColor &stroke) const
    {
        QList<Shape> result;
        std::ranges::copy_if(shapes, std::back_inserter(result), [&](const Shape &shape) {
            return shape.element == element && shape.stroke == stroke.name();
        });
        return result;
    }
    QList<Shape> filled(const QString &element, const QColor &fill) const
    {
        QList<Shape> result;
        std::ranges::copy_if(shapes, std::back_inserter(result),
                             [&](const Shape &shape) { return shape.element == element && shape.fill == fill.name(); });
        return result;
    }

private:
    void addShape(const QString &element, const QXmlStreamAttributes &own, const QXmlStreamAttributes &group)
    {
        images += element == u"image" ? 1 : 0;
        static const QRegularExpression number(u"[-+0-9.e]+"_s);
        const auto value = [](const QXmlStreamAttributes &all, const char *name) {
            return all.value(QLatin1String(name)).toString();
        };
        const QStringList matrix = value(group, "transform").section(u'(', 1).chopped(1).split(u',');
        const QPointF origin = matrix.size() == 6 ? QPointF(matrix[4].toDouble(), matrix[5].toDouble()) : QPointF();
        QList<QPolygonF> pieces;
        const QString data = element == u"circle" ? value(own, "cx") + u' ' + value(own, "cy")
                             : element == u"path" ? value(own, "d")
                                                  : value(own, "points");
        for (const QString &part : data.split(u'M', Qt::SkipEmptyParts)) {
            QPolygonF piece;
            QRegularExpressionMatchIterator numbers = number.globalMatch(part);
            while (numbers.hasNext()) {
                const double x = numbers.next().captured().toDouble();
                piece.append(origin + QPointF(x, numbers.hasNext() ? numbers.next().captured().toDouble() : 0));
            }
            pieces.append(piece);
        }
        shapes.append({element, value(group, "stroke"), value(group, "fill"), pieces});
    }
};

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

constexpr double alike = 0.6; // see comparisonFindsAMissingLine

/// Returns a chart that depends on no clock and no window.
QByteArray svgOfFixedChart()
{
    ChartPanel panel(u"CPU"_s);
    panel.resize(400, 240);
    QList<TimedValue> values;
    for (int i = 0; i < 60; ++i)
        values.append({i * 1000, 50 + 40 * std::sin(i / 5.0)});
    panel.chart().setData({.lines = {{u"a"_s, 0, values}, {u"b"_s, 13, values}},
                           .thresholds = {},
                           .range = {0, 60'000},
                           .longestGap = 3000});
    return svgPicture(panel);
}

} // namespace

void TestExporter::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestExporter::everyChartHasAMenu_data()
{
    QTest::addColumn<int>("page");
    QTest::addColumn<int>("charts");
    QTest::newRow("overview") << int(PageIndex::Overview) << 4;
    QTest::newRow("cpus") << int(PageIndex::Cpus) << 2;
    QTest::newRow("system") << int(PageIndex::System) << 8;
}

/// The menu opens on the plot, next to it and on the title.
void TestExporter::everyChartHasAMenu()
{
    QFETCH(int, page);
    QFETCH(int, charts);
    Shown shown(page);
    QTRY_COMPARE(shown.panels().size(), charts);
    for (const Panel *panel : shown.panels()) {
        for (const QPoint at : {panel->rect().center(), QPoint(16, 20), QPoint(20, panel->height() - 16)}) {
            if (panel->visibleRegion().contains(at)) {
                QTest::mouseClick(shown.window.windowHandle(), Qt::RightButton, {}, panel->mapTo(&shown.window, at));
                QTRY_COMPARE(textsOf(shown.menu()), entries);
                shown.menu()->close();
            }
        }
    }
}

void TestExporter::menuOpensByKeyboard_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("modifiers");
    QTest::newRow("Menu") << int(Qt::Key_Menu) << int(Qt::NoModifier);
    QTest::newRow("Shift+F10") << int(Qt::Key_F10) << int(Qt::ShiftModifier);
}

void TestExporter::menuOpensByKeyboard()
{
    QFETCH(int, key);
    QFETCH(int, modifiers);
    Shown shown;
    for (int i = 0; i < 100 && !qobject_cast<Panel *>(shown.window.focusWidget()); ++i)
        QTest::keyClick(&shown.window, Qt::Key_Tab);
    const auto *panel = qobject_cast<Panel *>(shown.window.focusWidget());
    QVERIFY(panel);
    QTest::keyClick(shown.window.focusWidget(), static_cast<Qt::Key>(key), Qt::KeyboardModifiers(modifiers));
    QCOMPARE(textsOf(shown.menu()), entries);
    QVERIFY(panel->rect().contains(panel->mapFromGlobal(shown.menu()->pos())));
}

void TestExporter::rubberBandOpensNoMenu()
{
    Shown shown;
    LineChart &chart = shown.chart("Cache");
    const auto before = chart.timeRange();
    const QPoint from = chart.plotArea().center().toPoint();
    QTest::mousePress(&chart, Qt::RightButton, {}, from);
    QTest::mouseMove(&chart, from + QPoint(60, 0));
    QTest::mouseRelease(&chart, Qt::RightButton, {}, from + QPoint(60, 0));
    QTRY_VERIFY(chart.timeRange() != before);
    QVERIFY(!shown.menu());
}

void TestExporter::menuHasNoSvgEntryWithoutSvg()
{
    Shown shown(PageIndex::Overview, ThemeChoice::Light, {});
    QStringList others = entries;
    others.removeAt(2);
    QCOMPARE(textsOf(shown.menuOf(shown.panel("Cache"))), others);
    shown.menu()->close();
    const QStringList ofWindow = textsOf(shown.window.findChild<WindowMenu *>()->menu());
    QVERIFY(ofWindow.contains(entries[1]));
    QVERIFY(!ofWindow.contains(entries[2]));
}

void TestExporter::filesAreNamedAfterTheChart_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("begin");
    QTest::newRow("chart") << u"CPU average over 1 min"_s << u"pulseboard-cpu-average-over-1-min-"_s;
    QTest::newRow("window") << QString() << u"pulseboard-"_s;
    QTest::newRow("no path") << u"../a/b\\c: \"d\""_s << u"pulseboard-a-b-c-d-"_s;
    QTest::newRow("letters of all kinds") << u"Größe (µs)"_s << u"pulseboard-größe-µs-"_s;
    QTest::newRow("nothing to name it") << u"§/§"_s << u"pulseboard-"_s;
    QTest::newRow("long") << QString(500, u'x') << u"pulseboard-%1-"_s.arg(QString(60, u'x'));
}

void TestExporter::filesAreNamedAfterTheChart()
{
    QFETCH(QString, title);
    QFETCH(QString, begin);
    const QString name = exportFileName(title, u"svg"_s);
    static const QRegularExpression time(u"^\\d{4}-\\d\\d-\\d\\d-\\d{6}\\.svg$"_s);
    QVERIFY2(name.startsWith(begin) && time.match(name.mid(begin.size())).hasMatch(), qPrintable(name));
}

void TestExporter::textsOfTheSvgAreTexts()
{
    Shown shown;
    const LineChart &chart = shown.chart("CPU average");
    const QList<QVariant> saved = shown.save(shown.panel("CPU average"), entries[2]);
    QVERIFY(saved[0].toString().startsWith("pulseboard-cpu-average-over-1-min-"_L1));
    const Drawing drawing(saved[1].toByteArray());
    QCOMPARE(drawing.error, QString());
    QCOMPARE(drawing.images, 0);
    QCOMPARE(drawing.title, u"CPU average over 1 min"_s);
    QStringList expected{u"CPU average over 1 min"_s};
    expected += chart.valueTexts() + chart.timeTexts();
    for (const QString &edge : chart.edgeTexts())
        expected += {edge.section(u' ', 0, 1), edge.section(u' ', 2)};
    QVERIFY(expected.size() > 15);
    QCOMPARE(QSet<QString>(drawing.texts.begin(), drawing.texts.end()),
             QSet<QString>(expected.begin(), expected.end()));
}

void TestExporter::linesAreAtTheirValues()
{
    Shown shown;
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

void TestExporter::gapsDotsAndThresholdsAreDrawn()
{
    Shown shown;
    const Drawing drawing(shown.svg(shown.panel("CPU average")));
    for (int i = 0; i < cpus; ++i) {
        const QList<Shape> paths = drawing.those(u"path"_s, lineColor(i));
        QCOMPARE(paths.size(), 1);
        QCOMPARE(paths[0].pieces.size(), 2);
        QCOMPARE(drawing.filled(u"circle"_s, lineColor(i)).size(), 1);
    }
    const Theme theme = Theme::light();
    for (const QColor &color : {theme.warning, theme.bad})
        QCOMPARE(drawing.those(u"polyline"_s, theme.faded(color, 0.6)).size(), 1);
}

void TestExporter::stacksAreFilled()
{
    Shown shown(PageIndex::System);
    const LineChart &chart = shown.chart("Memory");
    const Drawing drawing(shown.svg(shown.panel("Memory")));
    QCOMPARE(chart.lines().size(), 4);
    for (const ChartLine &line : chart.lines()) {
        QCOMPARE(drawing.those(u"path"_s, lineColor(line.color)).size(), 1);
        const QColor area = Theme::light().faded(lineColor(line.color), 0.3);
        qsizetype areas = 0;
        for (const char *element : {"path", "polygon"})
            areas += drawing.filled(QLatin1String(element), area).size();
        QVERIFY2(areas >= 2, qPrintable(line.label)); // before and after the gap
    }
}

/// Values before and after their time range do not leave their area either.
void TestExporter::sparklinesStayInsideTheirTile()
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

void TestExporter::cellsAreDrawn()
{
    Shown shown;
    const auto &map = *shown.window.findChild<HeatMap *>();
    const Drawing drawing(shown.svg(shown.panel("CPUs now")));
    QCOMPARE(drawing.images, 0);
    QCOMPARE(map.cells().size(), cpus);
    for (qsizetype i = 0; i < cpus; ++i) {
        QCOMPARE(drawing.filled(u"path"_s, heatColor(map.cells()[i].value)).size(), 1);
        QVERIFY(drawing.texts.contains(map.cellText(i)));
        QVERIFY(drawing.texts.contains(u"CPU %1"_s.arg(i)));
    }
}

void TestExporter::svgLooksLikeThePng_data()
{
    QTest::addColumn<int>("page");
    QTest::addColumn<ThemeChoice>("theme");
    for (const int page : {PageIndex::Overview, PageIndex::Cpus, PageIndex::System}) {
        QTest::addRow("page %d, light", page) << int(page) << ThemeChoice::Light;
        QTest::addRow("page %d, dark", page) << int(page) << ThemeChoice::Dark;
    }
}

void TestExporter::svgLooksLikeThePng()
{
    QFETCH(int, page);
    QFETCH(ThemeChoice, theme);
    Shown shown(page, theme);
    QVERIFY(!shown.panels().isEmpty());
    for (Panel *panel : shown.panels()) {
        const QImage png = shown.png(*panel);
        QCOMPARE(png.size(), panel->size() * 2);
        const double found = difference(png, rendered(shown.svg(*panel), png.size()));
        QVERIFY2(found < alike, qPrintable(u"%1: %2"_s.arg(panel->title()).arg(found)));
    }
}

void TestExporter::comparisonFindsAMissingLine()
{
    Shown shown;
    Panel &panel = shown.panel("CPU average");
    const QImage png = shown.png(panel);
    QString svg = QString::fromUtf8(shown.svg(panel));
    const qsizetype group = svg.indexOf(u"stroke=\"%1\""_s.arg(lineColor(2).name()));
    const qsizetype path = svg.indexOf("<path"_L1, group);
    QVERIFY(group > 0 && path > 0);
    svg.remove(path, svg.indexOf("/>"_L1, path) + 2 - path);
    QVERIFY(difference(png, rendered(svg.toUtf8(), png.size())) > alike);
}

void TestExporter::marksOfTheMouseAreNotInThePicture()
{
    Shown shown;
    for (const char *title : {"CPU average", "CPUs now"}) {
        Panel &panel = shown.panel(title);
        const QImage untouched = shown.png(panel);
        QWidget *content = panel.findChild<HeatMap *>();
        if (!content)
            content = &shown.chart(title);
        const QImage before = panel.grab().toImage();
        QTest::mouseMove(content, content->rect().center() / 2);
        QTRY_VERIFY(panel.grab().toImage() != before);
        QCOMPARE(shown.png(panel), untouched);
    }
}

/// The crosshair is hidden before the picture is drawn.
void TestExporter::openMenuHidesTheCrosshair()
{
    Shown shown;
    LineChart &chart = shown.chart("Cache");
    QTest::mouseMove(&chart, (chart.plotArea().topLeft() + QPointF(20, 20)).toPoint());
    QTRY_VERIFY(!chart.tooltipRows().isEmpty());
    QVERIFY(shown.menuOf(shown.panel("Cache")));
    QCOMPARE(chart.tooltipRows(), QStringList());
}

void TestExporter::focusFrameIsNotInThePicture()
{
    Shown shown;
    Panel &panel = shown.panel("Cache");
    QMenu menu;
    Exporter exporter({});
    exporter.addActions(menu, panel, {}, {});
    QSignalSpy saved(&exporter, &Exporter::saveRequested);
    menu.actions().at(1)->trigger();
    const QImage before = panel.grab().toImage();
    panel.setFocus();
    QVERIFY(panel.grab().toImage() != before);
    menu.actions().at(1)->trigger();
    QCOMPARE(saved.size(), 2);
    QCOMPARE(saved[0][1], saved[1][1]);
    QVERIFY(panel.hasFocus()); // unchanged
}

void TestExporter::windowIsDrawnAsVectors_data()
{
    QTest::addColumn<int>("page");
    for (int page = PageIndex::Overview; page <= PageIndex::Data; ++page)
        QTest::addRow("page %d", page) << page;
}

/// Scrolled content is cut off at the same place as in the window.
void TestExporter::windowIsDrawnAsVectors()
{
    QFETCH(int, page);
    Shown shown(page);
    QSignalSpy saved(&shown.window, &MainWindow::saveRequested);
    for (QAction *action : shown.window.findChild<WindowMenu *>()->menu()->actions()) {
        if (action->text() == entries[2])
            action->trigger();
    }
    QCOMPARE(saved.size(), 1);
    const QByteArray svg = saved[0][1].toByteArray();
    const Drawing drawing(svg);
    QCOMPARE(drawing.error, QString());
    QCOMPARE(drawing.images, 0);
    QVERIFY(drawing.title.endsWith("Pulseboard"_L1));
    for (const char *text : {"Overview", "5m", "connected to here · key k"})
        QVERIFY2(drawing.texts.contains(QString::fromUtf8(text)), text);
    const bool scrolls = page != PageIndex::Function;
    QCOMPARE(svg.contains("<clipPath"), scrolls);
    QCOMPARE(svg.contains("clip-path=\"url(#view1)\""), scrolls);
}

void TestExporter::csvHasTheChartsSeries()
{
    Shown shown(PageIndex::Cpus);
    const auto rows = [](const QByteArray &csv) { return QString::fromUtf8(csv).split(u"\r\n"_s); };
    const QStringList average = rows(shown.csv("CPU average"));
    QStringList columns{u"time"_s};
    for (int i = 0; i < cpus; ++i)
        columns.append(u"CPU average over 1 min: CPU %1 (%)"_s.arg(i));
    QCOMPARE(average[0].split(u','), columns);
    const auto [from, to] = shown.chart("CPU average").timeRange();
    const auto timeOf = [](const QString &row) {
        return QDateTime::fromString(row.section(u',', 0, 0), Qt::ISODateWithMs).toMSecsSinceEpoch();
    };
    QVERIFY(average.size() > 200); // every value, though the chart is thinned out
    QVERIFY(timeOf(average[1]) >= from && timeOf(average.at(average.size() - 2)) <= to);
    QCOMPARE(average.at(average.size() - 2).section(u',', 2, 2).toDouble(), 50 + 40 * std::sin(1 + 299 / 30.0));
    QCOMPARE(rows(shown.csv("CPU usage"))[0].split(u',').size(), 17); // one per measured CPU
    shown.window.showPage(PageIndex::Overview);
    QCOMPARE(rows(shown.csv("Egress"))[0], u"time,\"Egress, share of network bytes: Egress (%)\""_s);
}

void TestExporter::csvOfCellsIsTheNewestResult()
{
    Shown shown;
    const QList<QByteArray> rows = shown.csv("CPUs now").split('\n');
    QCOMPARE(rows.size(), 3); // names, values, and the end of the last line
    QCOMPARE(rows[1].split(',').size(), 1 + cpus);
    QCOMPARE(rows[1].split(',')[1].toDouble(), shown.window.findChild<HeatMap *>()->cells()[0].value);
}

/// On a screen with twice as many pixels, everything but texts is the same: texts are up to half a px higher or lower,
/// since Qt rounds the height of letters to pixels.
void TestExporter::pixelRatioChangesNoVectors()
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
    TestExporter test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_exporter.moc"

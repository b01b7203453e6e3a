// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of charts, and the pictures and values that they save.
#include "app/charts/heatmap.h"
#include "app/charts/linechart.h"
#include "common/core/literals.h"
#include "tests/support/exportwindow.h"
#include "tests/support/pageindex.h"

#include <QDateTime>
#include <QMenu>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace pulse;
using namespace pulse::test;

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
    void marksOfTheMouseAreNotInThePicture();
    void openMenuHidesTheCrosshair();
    void focusFrameIsNotInThePicture();
    void csvHasTheChartsSeries();
    void csvOfCellsIsTheNewestResult();
};

namespace {

QStringList textsOf(const QMenu *menu)
{
    QStringList texts;
    for (const QAction *action : menu ? menu->actions() : QList<QAction *>())
        texts.append(action->text());
    return texts;
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
    ExportWindow shown(page);
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
    ExportWindow shown;
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
    ExportWindow shown;
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
    ExportWindow shown(PageIndex::Overview, ThemeChoice::Light, {});
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

void TestExporter::marksOfTheMouseAreNotInThePicture()
{
    ExportWindow shown;
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
    ExportWindow shown;
    LineChart &chart = shown.chart("Cache");
    QTest::mouseMove(&chart, (chart.plotArea().topLeft() + QPointF(20, 20)).toPoint());
    QTRY_VERIFY(!chart.tooltipRows().isEmpty());
    QVERIFY(shown.menuOf(shown.panel("Cache")));
    QCOMPARE(chart.tooltipRows(), QStringList());
}

void TestExporter::focusFrameIsNotInThePicture()
{
    ExportWindow shown;
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

void TestExporter::csvHasTheChartsSeries()
{
    ExportWindow shown(PageIndex::Cpus);
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
    ExportWindow shown;
    const QList<QByteArray> rows = shown.csv("CPUs now").split('\n');
    QCOMPARE(rows.size(), 3); // names, values, and the end of the last line
    QCOMPARE(rows[1].split(',').size(), 1 + cpus);
    QCOMPARE(rows[1].split(',')[1].toDouble(), shown.window.findChild<HeatMap *>()->cells()[0].value);
}

QTEST_MAIN(TestExporter)
#include "tst_exporter.moc"

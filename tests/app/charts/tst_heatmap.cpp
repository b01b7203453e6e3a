// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/heatmap.h"
#include "app/style/plaintooltip.h"
#include "common/core/literals.h"
#include "tests/support/extremenumbers.h"
#include "tests/support/pictures.h"

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>
#include <QToolTip>

#include <limits>

using namespace pulse;
using namespace pulse::test;

class TestHeatMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cellsFillTheirArea_data();
    void cellsFillTheirArea();
    void colorsShowTheLimits();
    void textsOnCellsHaveContrast();
    void cellsShowTheirValueAndReportClicks();
    void onlyClickableCellsHaveAHand_data();
    void onlyClickableCellsHaveAHand();
    void everyFiniteNumberIsShown();
    void tooltipsArePlainText();
};

void TestHeatMap::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestHeatMap::cellsFillTheirArea_data()
{
    QTest::addColumn<int>("cells");
    QTest::addColumn<QSize>("size");
    for (const int cells : {1, 2, 4, 16, 64, 128, 256}) {
        for (const QSize size : {QSize(320, 240), QSize(240, 600), QSize(900, 120)})
            QTest::addRow("%d in %d x %d", cells, size.width(), size.height()) << cells << size;
    }
}

void TestHeatMap::cellsFillTheirArea()
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
        if (i > 0) // rows from left to right
            QVERIFY(rects[i].left() > rects[i - 1].right() || rects[i].top() > rects[i - 1].bottom());
    }
    QVERIFY2(cells < 16 || covered > 0.6 * size.width() * size.height(), qPrintable(QString::number(covered)));
}

/// Limits are those of the thresholds. Amber and red also differ in their luminance, for colour-blind people.
void TestHeatMap::colorsShowTheLimits()
{
    for (const Theme &theme : {Theme::light(), Theme::darkTheme()}) {
        const LoadColors colors({{80, false}, {95, true}}, theme);
        const auto hueOf = [&](double percent) { return QColor(colors.of(percent)).hsvHue(); };
        QCOMPARE(colors.of(-5), theme.grid.rgb());
        QVERIFY(hueOf(79.9) > 200 && hueOf(79.9) < 240);
        QVERIFY(hueOf(80) > 30 && hueOf(80) < 50);
        QCOMPARE(colors.of(94.9), colors.of(80));
        QVERIFY(hueOf(95) < 10);
        QCOMPARE(colors.of(1e300), colors.of(95));
        QVERIFY(contrast(QColor(colors.of(80)), QColor(colors.of(95))) > 2);
        QVERIFY(colors.of(20) != colors.of(40));
        const LoadColors without({}, theme);
        QVERIFY(QColor(without.of(100)).hsvHue() > 200);
    }
}

void TestHeatMap::textsOnCellsHaveContrast()
{
    for (const Theme &theme : {Theme::light(), Theme::darkTheme()}) {
        const LoadColors colors({{80, false}, {95, true}}, theme);
        for (int percent = 0; percent <= 100; ++percent) {
            const QColor cell(colors.of(percent));
            QVERIFY2(contrast(heatTextColor(cell), cell) >= 4.5, qPrintable(QString::number(percent)));
        }
    }
}

void TestHeatMap::cellsShowTheirValueAndReportClicks()
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
    QVERIFY(countExact(map.grab().toImage().convertToFormat(QImage::Format_RGB32),
                       QColor(LoadColors({}, Theme::light()).of(60))) > 500);

    QSignalSpy clicked(&map, &HeatMap::cellClicked);
    const QPoint seventh = map.cellRects().at(7).center();
    QTest::mouseClick(&map, Qt::LeftButton, {}, seventh);
    QCOMPARE(clicked.constFirst().constFirst().toInt(), 107);
    map.show();
    QHelpEvent help(QEvent::ToolTip, seventh, map.mapToGlobal(seventh));
    QApplication::sendEvent(&map, &help);
    QCOMPARE(QToolTip::text(), u"CPU 7: 42.0%"_s);
    map.resize(60, 40);
    QCOMPARE(map.cellText(10), QString()); // too small for a text
}

void TestHeatMap::onlyClickableCellsHaveAHand_data()
{
    QTest::addColumn<bool>("clickable");
    QTest::newRow("clickable") << true;
    QTest::newRow("not clickable") << false;
}

void TestHeatMap::onlyClickableCellsHaveAHand()
{
    QFETCH(bool, clickable);
    HeatMap map;
    map.resize(320, 240);
    map.setCells({{0, u"CPU 0"_s, 50}});
    if (clickable)
        connect(&map, &HeatMap::cellClicked, this, [] {});
    const QPointF cell = map.cellRects().constFirst().center();
    QMouseEvent move(QEvent::MouseMove, cell, map.mapToGlobal(cell), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(&map, &move);
    QCOMPARE(map.cursor().shape() == Qt::PointingHandCursor, clickable);
}

void TestHeatMap::everyFiniteNumberIsShown()
{
    HeatMap map;
    map.resize(640, 480);
    QList<HeatCell> cells;
    for (const double value : extremeNumbers)
        cells.append({0, u"CPU"_s, value});
    map.setCells(cells);
    map.grab();
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const double value = extremeNumbers[i];
        const QString inside = QString::number(std::clamp(value, 0.0, 100.0), 'f', 0);
        QCOMPARE(map.cellText(i), value > 100.5 ? u"↑"_s : value < -0.5 ? u"↓"_s : inside);
    }
}

void TestHeatMap::tooltipsArePlainText()
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
    QCOMPARE(shown.toPlainText(), u"<img src='http://x/'><b>CPU</b> & co: 50.0%"_s);
    QCOMPARE(plainToolTip(u"a & b > c"_s), u"a & b > c"_s);
}

QTEST_MAIN(TestHeatMap)
#include "tst_heatmap.moc"

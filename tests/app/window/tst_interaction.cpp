// SPDX-License-Identifier: GPL-3.0-or-later
// What the pages do: the links between them, their events, and the time range that all share.
#include "app/charts/heatmap.h"
#include "app/charts/timeheatmap.h"
#include "app/pages/cpuspage.h"
#include "app/pages/eventlist.h"
#include "app/pages/momentpanel.h"
#include "app/widgets/chartlegend.h"
#include "app/widgets/itemview.h"
#include "app/window/navigationrail.h"
#include "common/core/literals.h"
#include "tests/support/dashboardwindow.h"
#include "tests/support/history.h"
#include "tests/support/pageindex.h"
#include "tests/support/redisserver.h"

#include <QLineEdit>
#include <QListView>
#include <QTest>

#include <memory>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

class TestInteraction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void clickOnACellShowsItsCpu();
    void clickOnARowShowsItsCpu_data();
    void clickOnARowShowsItsCpu();
    void moreOfTheLegendShowsAllCpus();
    void cpusAreFiltered();
    void linesOfAFewCpusHaveDifferentColors();
    void windowsAreKeptApart();
    void clickOnAChartShowsTheMoment();
    void crossedThresholdIsAnEvent();
    void eventsAndMarksLeadToEachOther();
    void eventsAreThoseOfTheShownTime();
    void aLostServerIsAnEvent();
    void draggingPausesAndDoubleClickResumes();
    void chosenLengthIsShown();
    void longRangesHaveNoFalseGaps();

private:
    std::unique_ptr<RedisServer> m_server;
};

namespace {

/// Writes three results of 12 CPUs, and their measurements.
void addManyCpus(const RedisServer &server)
{
    QList<double> values;
    for (int cpu = 0; cpu < 12; ++cpu)
        values.append(5 * cpu);
    for (int i = 2; i >= 0; --i)
        addResult(server, resultKey, now() - 5000 * i, resultOf(values, 20, 60), measurement(0));
}

QPoint middleOf(const LineChart &chart)
{
    return chart.plotArea().center().toPoint();
}

} // namespace

void TestInteraction::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestInteraction::init()
{
    m_server = std::make_unique<RedisServer>();
    QVERIFY(m_server->start());
}

void TestInteraction::clickOnACellShowsItsCpu()
{
    addHistory(*m_server, 3);
    const DashboardWindow dashboard(*m_server);
    HeatMap &map = dashboard.the<HeatMap>();
    QTRY_COMPARE(map.cellRects().size(), 4);
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.cellRects().at(2).center());
    QCOMPARE(dashboard.the<NavigationRail>().current(), PageIndex::Cpus);
    QTRY_COMPARE(dashboard.labels("CPU average over"), QStringList{u"CPU 2"_s});
    QCOMPARE(dashboard.labels("CPU usage, as measured"), QStringList{u"CPU 2"_s});
}

void TestInteraction::clickOnARowShowsItsCpu_data()
{
    QTest::addColumn<int>("page");
    QTest::newRow("overview") << int(PageIndex::Overview);
    QTest::newRow("CPUs") << int(PageIndex::Cpus);
}

void TestInteraction::clickOnARowShowsItsCpu()
{
    QFETCH(int, page);
    addManyCpus(*m_server);
    const DashboardWindow dashboard(*m_server, {.theme = ThemeChoice::Light, .view = {.page = page}});
    QTRY_VERIFY(visibleChart<TimeHeatMap>(dashboard.window, u"CPU average over"_s));
    auto &map = *visibleChart<TimeHeatMap>(dashboard.window, u"CPU average over"_s);
    QTRY_COMPARE(map.lines().size(), 12);
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.rowRect(7).center().toPoint());
    QCOMPARE(dashboard.the<NavigationRail>().current(), PageIndex::Cpus);
    QTRY_VERIFY(dashboard.chart("CPU average over")); // as a line
    QCOMPARE(dashboard.labels("CPU average over"), QStringList{u"CPU 7"_s});
}

void TestInteraction::moreOfTheLegendShowsAllCpus()
{
    addManyCpus(*m_server);
    const DashboardWindow dashboard(*m_server);
    QTRY_VERIFY(visibleChart<TimeHeatMap>(dashboard.window, u"CPU average over"_s));
    QWidget &panel = *visibleChart<TimeHeatMap>(dashboard.window, u"CPU average over"_s)->parentWidget();
    auto &more = *panel.findChild<ChartLegend *>()->findChild<PushButton *>();
    QTRY_VERIFY(more.isVisible());
    more.setFocus();
    QTest::keyClick(&more, Qt::Key_Return);
    QCOMPARE(dashboard.the<NavigationRail>().current(), PageIndex::Cpus);
    QTRY_VERIFY(visibleChart<TimeHeatMap>(dashboard.window, u"CPU average over"_s));
    QCOMPARE(dashboard.lines("CPU average over").size(), 12);
}

void TestInteraction::cpusAreFiltered()
{
    addHistory(*m_server, 3);
    const DashboardWindow dashboard(*m_server, {.theme = ThemeChoice::Light, .view = {.page = PageIndex::Cpus}});
    QTRY_COMPARE(dashboard.labels("CPU average over").size(), 4);
    auto &page = dashboard.the<CpusPage>();
    QTRY_COMPARE(page.findChild<ItemView *>()->model()->rowCount(), 16); // one per measured CPU
    QTest::keyClicks(page.findChild<QLineEdit *>(), u"1-2"_s);
    QTRY_COMPARE(dashboard.labels("CPU average over"), (QStringList{u"CPU 1"_s, u"CPU 2"_s}));
    QCOMPARE(page.findChild<ItemView *>()->model()->rowCount(), 2);
}

/// There are fewer colours than CPUs.
void TestInteraction::linesOfAFewCpusHaveDifferentColors()
{
    addHistory(*m_server, 3);
    const DashboardWindow dashboard(*m_server, {.theme = ThemeChoice::Light, .view = {.page = PageIndex::Cpus}});
    QTRY_COMPARE(dashboard.lines("CPU usage").size(), 16);
    QTest::keyClicks(dashboard.the<CpusPage>().findChild<QLineEdit *>(), u"0-2, 8"_s);
    QTRY_COMPARE(dashboard.labels("CPU usage"), (QStringList{u"CPU 0"_s, u"CPU 1"_s, u"CPU 2"_s, u"CPU 8"_s}));
    QList<QRgb> colors;
    for (const ChartLine &line : dashboard.lines("CPU usage")) {
        const QRgb color = lineColor(line.color).rgb();
        QVERIFY2(!colors.contains(color), qPrintable(line.label));
        colors.append(color);
    }
    QCOMPARE(colors.first(3), (QList{lineColor(0).rgb(), lineColor(1).rgb(), lineColor(2).rgb()}));
}

void TestInteraction::windowsAreKeptApart()
{
    for (int i = 2; i >= 0; --i)
        addResult(*m_server, resultKey, now() - i * 5000, R"({"avg-util-cpu0-60sec": 11, "avg-util-cpu0-1h": 22})", {});
    const DashboardWindow dashboard(*m_server, {.theme = ThemeChoice::Light, .view = {.page = PageIndex::Cpus}});
    QTRY_VERIFY(dashboard.chart("CPU average over 1 min"));
    QCOMPARE(dashboard.chart("CPU average over 1 min")->lines().constFirst().values.constLast().value, 11.0);
    auto &choice = *dashboard.the<CpusPage>().findChild<SegmentedControl *>();
    QVERIFY(choice.isVisible());
    choice.setFocus();
    QTest::keyClick(&choice, Qt::Key_Right);
    QTRY_VERIFY(dashboard.chart("CPU average over 1 h"));
    QCOMPARE(dashboard.chart("CPU average over 1 h")->lines().constFirst().values.constLast().value, 22.0);
}

void TestInteraction::clickOnAChartShowsTheMoment()
{
    addHistory(*m_server, 60);
    const DashboardWindow dashboard(*m_server);
    QTRY_VERIFY(dashboard.chart("Cache"));
    auto &moment = dashboard.the<MomentPanel>();
    QVERIFY(!moment.isVisible());
    LineChart &chart = *dashboard.chart("Cache");
    const qint64 expected = (chart.timeRange().first + chart.timeRange().second) / 2;
    QTest::mouseClick(&chart, Qt::LeftButton, {}, middleOf(chart));
    QTRY_VERIFY(moment.isVisible());
    // The tolerance covers the nearest result, a pixel, and the time that passes meanwhile.
    QVERIFY2(std::abs(moment.time() - expected) < 10'000, qPrintable(QString::number(moment.time() - expected)));
    QTest::keyClick(&moment, Qt::Key_Escape);
    QTRY_VERIFY(!moment.isVisible());
}

void TestInteraction::crossedThresholdIsAnEvent()
{
    addHistory(*m_server, 3);
    const DashboardWindow dashboard(*m_server);
    QTRY_VERIFY(dashboard.chart("CPU average over 1 min"));
    const QAbstractItemModel &events = *dashboard.the<EventList>().findChild<QListView *>()->model();
    QCOMPARE(events.rowCount(), 0);
    addResult(*m_server, resultKey, now(), resultOf({10, 20, 97.5, 40}, 20, 60), measurement(0));
    QTRY_COMPARE(events.rowCount(), 1);
    const QString text = events.index(0, 0).data().toString();
    QVERIFY2(text.contains("CPU 2"_L1) && text.contains("97.5%"_L1), qPrintable(text));
}

/// The events are in the history that is loaded when the window opens.
void TestInteraction::eventsAndMarksLeadToEachOther()
{
    for (int i = 20; i >= 0; --i)
        addResult(*m_server, resultKey, now() - i * 5000, resultOf({10, 20, i == 10 ? 97.5 : 30, 40}, 20, 60),
                  measurement(0));
    const DashboardWindow dashboard(*m_server);
    QTRY_VERIFY(dashboard.chart("CPU average over 1 min"));
    auto &moment = dashboard.the<MomentPanel>();
    auto &list = *dashboard.the<EventList>().findChild<QListView *>();
    QTRY_COMPARE(list.model()->rowCount(), 2);
    const QModelIndex event = list.model()->index(1, 0);
    const qint64 time = event.data(EventsModel::TimeRole).toLongLong();
    LineChart &chart = *dashboard.chart("CPU average over 1 min");
    QTRY_COMPARE(chart.shownMarks().size(), 2);
    QTest::mouseClick(&chart, Qt::LeftButton, {}, chart.markRect(time).center().toPoint());
    QTRY_VERIFY(moment.isVisible());
    QCOMPARE(moment.time(), time);
    QCOMPARE(list.currentIndex(), event);
    QTest::keyClick(&moment, Qt::Key_Escape);
    QVERIFY(!list.currentIndex().isValid());
    QTRY_VERIFY(!moment.isVisible());
    QVERIFY(chart.tooltipRows().isEmpty());
    list.scrollTo(event);
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualRect(event).center());
    QTRY_VERIFY(moment.isVisible());
    QCOMPARE(moment.time(), time);
    QVERIFY2(chart.tooltipRows().value(1).startsWith("CPU 2 above 95%"_L1),
             qPrintable(chart.tooltipRows().join('\n'_L1)));
    const QStringList others = dashboard.chart("Cache")->tooltipRows();
    QVERIFY2(others.value(1).startsWith("Cache "_L1), qPrintable(others.join('\n'_L1))); // no event of its own
}

void TestInteraction::eventsAreThoseOfTheShownTime()
{
    for (int i = 100; i >= 0; --i)
        addResult(*m_server, resultKey, now() - i * 5000, resultOf({10, i == 90 || i == 10 ? 97.5 : 30.0}, 20, 60));
    DashboardWindow dashboard(*m_server, {.theme = ThemeChoice::Light, .view = {.length = 5min}});
    QTRY_VERIFY(dashboard.chart("Cache"));
    const QAbstractItemModel &events = *dashboard.the<EventList>().findChild<QListView *>()->model();
    QTRY_COMPARE(events.rowCount(), 2);
    QVERIFY(dashboard.says("Events, last 5 min"));
    dashboard.window.setView({.page = PageIndex::Overview, .length = 15min});
    QTRY_COMPARE(events.rowCount(), 4);
    QTRY_VERIFY(dashboard.says("Events, last 15 min"));
    QTRY_COMPARE(dashboard.chart("CPU average over 1 min")->shownMarks().size(), 2); // each for two events within 5 s
    QVERIFY(dashboard.chart("Cache")->shownMarks().isEmpty());
}

void TestInteraction::aLostServerIsAnEvent()
{
    addHistory(*m_server, 3);
    const DashboardWindow dashboard(*m_server);
    QTRY_VERIFY(dashboard.chart("CPU average over 1 min"));
    const QAbstractItemModel &events = *dashboard.the<EventList>().findChild<QListView *>()->model();
    m_server->kill();
    QTRY_COMPARE(events.rowCount(), 1);
    QVERIFY(m_server->start());
    QTRY_COMPARE(events.rowCount(), 2);
}

void TestInteraction::draggingPausesAndDoubleClickResumes()
{
    addHistory(*m_server, 200);
    const DashboardWindow dashboard(*m_server);
    QTRY_VERIFY(dashboard.chart("Cache"));
    LineChart &chart = *dashboard.chart("Cache");
    LineChart &other = *dashboard.chart("CPU average over 1 min");
    const auto live = chart.timeRange();
    const QPoint from = middleOf(chart);
    QTest::mousePress(&chart, Qt::LeftButton, {}, from);
    QTest::mouseMove(&chart, from + QPoint(30, 0));
    QTest::mouseMove(&chart, from + QPoint(60, 0));
    QTest::mouseRelease(&chart, Qt::LeftButton, {}, from + QPoint(60, 0));
    QTRY_VERIFY(chart.timeRange().second < live.second - 10'000);
    QCOMPARE(other.timeRange(), chart.timeRange());
    QTest::mouseDClick(&chart, Qt::LeftButton, {}, from);
    QTRY_VERIFY(chart.timeRange().second >= live.second);
}

void TestInteraction::chosenLengthIsShown()
{
    addHistory(*m_server, 3);
    const DashboardWindow dashboard(*m_server, {.theme = ThemeChoice::Light, .view = {.length = 15min}});
    QTRY_VERIFY(dashboard.chart("Cache"));
    const auto [from, to] = dashboard.chart("Cache")->timeRange();
    QCOMPARE(to - from, 900'000);
}

/// A pixel stands for a longer time than the interval between two results.
void TestInteraction::longRangesHaveNoFalseGaps()
{
    addHistory(*m_server, 500);
    const DashboardWindow dashboard(*m_server,
                                    {.theme = ThemeChoice::Light, .view = {.page = PageIndex::Cpus, .length = 6h}});
    QTRY_VERIFY(dashboard.chart("CPU average"));
    QTRY_COMPARE(dashboard.chart("CPU average")->lines().size(), 4);
    const LineChart *chart = dashboard.chart("CPU average");
    QVERIFY(chart->lines().constFirst().values.size() < 300); // thinned out
    QCOMPARE(chart->pieceCount(), chart->lines().size());
    const auto *map = visibleChart<TimeHeatMap>(dashboard.window, u"CPU usage"_s); // of the measured CPUs
    QVERIFY(map && map->lines().size() == 16);
    const QImage &rows = map->raster().image();
    for (int x = rows.width() * 9 / 10; x < rows.width() - 2; ++x) // 500 results are 12% of the range
        QCOMPARE(qAlpha(rows.pixel(x, 0)), 255);
}

QTEST_MAIN(TestInteraction)
#include "tst_interaction.moc"

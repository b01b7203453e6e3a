// SPDX-License-Identifier: GPL-3.0-or-later
// The marks of events on charts with a time axis.
#include "app/charts/timeheatmap.h"
#include "tests/support/chartfixture.h"

#include <QMouseEvent>
#include <QSignalSpy>

using namespace pulse;
using namespace pulse::test;

class TestChartMarks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void marksHaveTheColorsOfTheirLevels_data() { addCharts(); }
    void marksHaveTheColorsOfTheirLevels();
    void marksOfOneColumnAreOne_data() { addCharts(); }
    void marksOfOneColumnAreOne();
    void pointingAtAMarkShowsItsText_data() { addCharts(); }
    void pointingAtAMarkShowsItsText();
    void marksInGapsHaveTexts();
    void manyMarksAreCounted();
    void clickOnAMarkReportsItsTime_data() { addCharts(); }
    void clickOnAMarkReportsItsTime();
    void longTextsStayInside();

private:
    static void addCharts();
};

namespace {

EventMark markAt(qint64 beforeEnd, Level level, const QString &text)
{
    return {chartEnd - beforeEnd, level, text};
}

/// A line chart or a heat map of two CPUs over five minutes, 600 x 240 px.
std::unique_ptr<TimeChart> makeChart(bool isHeatMap, const QList<EventMark> &marks)
{
    std::unique_ptr<TimeChart> chart;
    if (isHeatMap)
        chart = std::make_unique<TimeHeatMap>(nullptr);
    else
        chart = std::make_unique<LineChart>(nullptr);
    chart->resize(600, 240);
    chart->setData({.lines = {line(u"CPU 0"_s, 0, 50), line(u"CPU 1"_s, 1, 20)},
                    .thresholds = {},
                    .range = {chartEnd - 5 * minute, chartEnd},
                    .longestGap = gap,
                    .marks = marks});
    return chart;
}

QStringList tooltipOf(const TimeChart &chart)
{
    if (const auto *map = qobject_cast<const TimeHeatMap *>(&chart))
        return map->tooltipRows();
    return static_cast<const LineChart &>(chart).tooltipRows();
}

void moveTo(TimeChart &chart, QPointF place)
{
    QMouseEvent event(QEvent::MouseMove, place, chart.mapToGlobal(place), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(&chart, &event);
}

} // namespace

void TestChartMarks::addCharts()
{
    QTest::addColumn<bool>("isHeatMap");
    QTest::newRow("lines") << false;
    QTest::newRow("heat map") << true;
}

void TestChartMarks::marksHaveTheColorsOfTheirLevels()
{
    QFETCH(bool, isHeatMap);
    const auto chart =
        makeChart(isHeatMap, {markAt(minute, Level::Normal, u"c"_s), markAt(2 * minute, Level::Warning, u"b"_s),
                              markAt(3 * minute, Level::Critical, u"a"_s),
                              markAt(9 * minute, Level::Critical, u"before the range"_s)});
    const Theme theme = Theme::current();
    const QImage picture = chart->grab().toImage().convertToFormat(QImage::Format_RGB32);
    const auto colored = [&](qint64 beforeEnd, const QColor &color) {
        return countNear(picture.copy(chart->markRect(chartEnd - beforeEnd).toAlignedRect()), color, theme.surface);
    };
    QVERIFY(colored(minute, theme.good) > 4);
    QVERIFY(colored(2 * minute, theme.warning) > 10);
    QVERIFY(colored(3 * minute, theme.bad) > 10);
    QCOMPARE(chart->shownMarks().size(), 3);
    QVERIFY2(chart->description().endsWith(u"; 3 marks of events"_s), qPrintable(chart->description()));
    QVERIFY(chart->markRect(chartEnd - minute).top() >= chart->plotArea().bottom()); // they cover no value
}

void TestChartMarks::marksOfOneColumnAreOne()
{
    QFETCH(bool, isHeatMap);
    constexpr qint64 time = minute + 1000; // not at the edge of a pixel
    const EventMark highest = markAt(time + 1, Level::Critical, u"b"_s);
    const EventMark other = markAt(2 * minute, Level::Warning, u"d"_s);
    const auto chart = makeChart(
        isHeatMap, {markAt(time, Level::Normal, u"c"_s), highest, markAt(time + 2, Level::Warning, u"a"_s), other});
    QCOMPARE(chart->shownMarks(), (QList{highest, other}));
}

void TestChartMarks::pointingAtAMarkShowsItsText()
{
    QFETCH(bool, isHeatMap);
    const auto chart = makeChart(isHeatMap, {markAt(minute, Level::Warning, u"CPU 0 above 80%"_s)});
    connect(chart.get(), &Chart::hovered, chart.get(), &Chart::setCrosshair);
    const QPointF mark = chart->markRect(chartEnd - minute).center();
    moveTo(*chart, mark);
    QCOMPARE(tooltipOf(*chart).size(), 4); // the time, the event, two values
    QCOMPARE(tooltipOf(*chart).at(1), u"CPU 0 above 80%"_s);
    QVERIFY(tooltipOf(*chart).at(2).startsWith(u"CPU 0 50"_s));
    QCOMPARE(chart->cursor().shape(), Qt::PointingHandCursor);
    moveTo(*chart, mark - QPointF(60, 0));
    QCOMPARE(tooltipOf(*chart).size(), 3);
    QCOMPARE(chart->cursor().shape(), Qt::ArrowCursor);
    moveTo(*chart, {mark.x(), 235}); // the texts of the axis
    QVERIFY(tooltipOf(*chart).isEmpty());
}

void TestChartMarks::marksInGapsHaveTexts()
{
    const auto chart = makeChart(false, {markAt(minute, Level::Critical, u"Connection lost"_s)});
    chart->setData({.lines = {{u"CPU 0"_s, 0, {{chartEnd - 4 * minute, 50}}}},
                    .thresholds = {},
                    .range = {chartEnd - 5 * minute, chartEnd},
                    .longestGap = gap,
                    .marks = {markAt(minute, Level::Critical, u"Connection lost"_s)}});
    chart->setCrosshair(chartEnd - minute);
    QCOMPARE(tooltipOf(*chart).mid(1), QStringList{u"Connection lost"_s});
    chart->setCrosshair(chartEnd - 2 * minute);
    QVERIFY(tooltipOf(*chart).isEmpty());
}

void TestChartMarks::manyMarksAreCounted()
{
    QList<EventMark> marks;
    for (int i = 0; i < 10; ++i)
        marks.append(markAt(minute + i, Level::Warning, u"event %1"_s.arg(i)));
    const auto chart = makeChart(false, marks);
    chart->setCrosshair(chartEnd - minute);
    QCOMPARE(tooltipOf(*chart).mid(1, 4),
             (QStringList{u"event 0"_s, u"event 1"_s, u"event 2"_s, u"and 7 more events"_s}));
}

void TestChartMarks::clickOnAMarkReportsItsTime()
{
    QFETCH(bool, isHeatMap);
    const auto chart = makeChart(isHeatMap, {markAt(minute, Level::Warning, u"a"_s)});
    const QSignalSpy clicked(chart.get(), &Chart::clicked);
    const QPoint mark = chart->markRect(chartEnd - minute).center().toPoint();
    QTest::mouseClick(chart.get(), Qt::LeftButton, {}, mark + QPoint(2, 0));
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(clicked[0][0].toLongLong(), chartEnd - minute);
    QTest::mouseClick(chart.get(), Qt::LeftButton, {}, QPoint(mark.x() + 2, 100)); // above it
    QCOMPARE(clicked.size(), 2);
    QVERIFY(clicked[1][0].toLongLong() != chartEnd - minute);
}

void TestChartMarks::longTextsStayInside()
{
    DrawnChart chart(chartRenderers().constFirst(), {300, 150});
    chart.setData({.lines = {line(u"CPU 0"_s, 0, 50)},
                   .thresholds = {},
                   .range = {chartEnd - 5 * minute, chartEnd},
                   .longestGap = gap,
                   .marks = {markAt(minute, Level::Warning, u"Function failed: "_s + QString(300, u'x'))}});
    chart.setCrosshair(chartEnd - minute);
    QVERIFY(!chart.tooltipRect().isEmpty());
    QVERIFY(QRectF(chart.rect()).contains(chart.tooltipRect()));
    chart.picture();
}

QTEST_MAIN(TestChartMarks)
#include "tst_chartmarks.moc"

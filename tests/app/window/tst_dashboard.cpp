// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/timechart.h"
#include "app/pages/tilerow.h"
#include "app/widgets/chartlegend.h"
#include "app/window/language.h"
#include "app/window/statuschip.h"
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/dashboardwindow.h"
#include "tests/support/history.h"
#include "tests/support/pictures.h"
#include "tests/support/redisserver.h"

#include <QApplication>
#include <QDateTime>
#include <QPushButton>
#include <QTest>

#include <memory>

using namespace pulse;
using namespace pulse::test;

class TestDashboard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void historyIsDrawn_data();
    void historyIsDrawn();
    void aNewResultIsShown();
    void waitsForTheFirstResult();
    void lostServerDimsTheWindowUntilItReturns();
    void aGapBreaksTheLine();
    void oldDataRemainVisible();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void themeFollowsTheDesktop();

private:
    std::unique_ptr<RedisServer> m_server;
    Language m_language{u"en"_s}; // with singular and plural
};

namespace {

/// A dashboard whose charts are expected to be visible.
struct Dashboard : DashboardWindow
{
    explicit Dashboard(const RedisOptions &redis, ThemeChoice theme = ThemeChoice::Light)
        : DashboardWindow(redis, {.theme = theme})
    {
    }

    LineChart &chart(const char *title) const
    {
        LineChart *found = DashboardWindow::chart(title);
        if (!found)
            qFatal("No chart %s", title);
        return *found;
    }

    QString status() const { return the<StatusChip>().label(); }
    void openDetails() const { the<StatusChip>().click(); }
};

/// Returns values of CPUs, each a little higher than the previous one.
QList<double> stairs(int cpus)
{
    QList<double> values;
    for (int i = 0; i < cpus; ++i)
        values.append(10 + 80.0 * i / cpus);
    return values;
}

/// Writes a result with that time as its id; times have to ascend.
void addResult(const RedisServer &server, qint64 time, const QByteArray &json)
{
    const QByteArray text = QByteArray::number(time);
    QVERIFY(server.call({"XADD", historyKey(resultKey), text + "-*", "t", text, "d", json}));
    QVERIFY(server.call({"SET", resultKey, json}));
}

/// Writes `count` results, one each 5 s, the newest of them now.
void addHistory(const RedisServer &server, int count, int cpus)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (int i = 0; i < count; ++i)
        addResult(server, now - 5000 * (count - 1 - i), resultOf(stairs(cpus), 20, 60));
}

/// Returns whether the widget is in a scrolling viewport, which may be smaller than the widget.
bool scrolls(const QWidget &widget)
{
    return widget.parentWidget()->objectName() == "qt_scrollarea_viewport"_L1;
}

/// Returns whether the widget has a line of that colour. A line of 1.5 px covers three quarters of a pixel's height, or
/// more.
bool hasLine(QWidget &widget, const QColor &color)
{
    return countNear(widget.grab().toImage(), color) > 0;
}

} // namespace

void TestDashboard::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestDashboard::init()
{
    m_server = std::make_unique<RedisServer>();
    QVERIFY(m_server->start());
}

void TestDashboard::historyIsDrawn_data()
{
    QTest::addColumn<int>("cpus");
    for (const int cpus : {2, 8, 9, 64, 256})
        QTest::addRow("%d CPUs", cpus) << cpus;
}

void TestDashboard::historyIsDrawn()
{
    QFETCH(int, cpus);
    addHistory(*m_server, 30, cpus);
    const Dashboard dashboard(m_server->options());
    QTRY_COMPARE(dashboard.lines("CPU").size(), cpus);
    QCOMPARE(dashboard.lines("Egress").size(), 1);
    QCOMPARE(dashboard.lines("Cache").size(), 1);
    for (const ChartLine &line : dashboard.lines("CPU"))
        QCOMPARE(line.values.size(), 30);
    QCOMPARE(dashboard.lines("CPU").last().label, u"CPU %1"_s.arg(cpus - 1));
    QCOMPARE(dashboard.DashboardWindow::chart("CPU") != nullptr, cpus <= 8); // lines; a heat map of more

    for (const char *title : {"CPU", "Egress", "Cache"}) {
        const auto &chart = *visibleChart<TimeChart>(dashboard.window, QLatin1String(title));
        const auto [from, to] = chart.timeRange();
        QCOMPARE(to - from, 300'000); // the history is longer than two minutes
        const qint64 newest = chart.lines().constLast().values.constLast().time;
        QVERIFY(newest <= to && newest > to - 60'000);
    }
    QCOMPARE(dashboard.cpus(), QString::number(cpus));
    QCOMPARE(dashboard.tile("Egress"), u"20.0"_s);
    QCOMPARE(dashboard.chart("Egress").limits(), std::pair(0.0, 100.0));
    const auto &legend =
        *visibleChart<TimeChart>(dashboard.window, u"CPU"_s)->parentWidget()->findChild<ChartLegend *>();
    QVERIFY(legend.texts().constFirst().startsWith(u"CPU %1 "_s.arg(cpus - 1))); // the highest
    const auto *more = legend.findChild<QPushButton *>();
    const qsizetype hidden = cpus - legend.texts().size();
    QCOMPARE(more->isVisible(), hidden > 0);
    QVERIFY(hidden == 0 || more->text() == u"+%1 more"_s.arg(hidden));
    QCOMPARE(dashboard.status(), u"Live · every 5 s"_s);
    QVERIFY(!dashboard.says(m_server->url().display()));
    dashboard.openDetails();
    for (const QString &text : {u"Connected"_s, m_server->url().display(), u"results"_s, u" · every 5 s"_s})
        QVERIFY2(dashboard.says(text), qPrintable(text));
}

void TestDashboard::aNewResultIsShown()
{
    addHistory(*m_server, 3, 2);
    const Dashboard dashboard(m_server->options());
    QTRY_COMPARE(dashboard.tile("CPU mean"), u"30.0"_s);
    addResult(*m_server, QDateTime::currentMSecsSinceEpoch() + 1, resultOf({40, 100, 25.25}, 0, 99.96));
    QTRY_COMPARE(dashboard.tile("CPU mean"), u"55.1"_s);
    QCOMPARE(dashboard.tile("Busiest CPU"), u"100.0"_s);
    QCOMPARE(dashboard.tile("Egress"), u"0.0"_s);
    QCOMPARE(dashboard.tile("Cache"), u"100.0"_s);
    QCOMPARE(dashboard.cpus(), u"3"_s);
    QCOMPARE(dashboard.lines("CPU").size(), 3);
}

void TestDashboard::waitsForTheFirstResult()
{
    const Dashboard dashboard(m_server->options());
    QTRY_VERIFY(dashboard.says("Waiting for the first result under “results”"));
    QCOMPARE(dashboard.status(), u"Waiting"_s);
    dashboard.openDetails();
    QVERIFY(dashboard.says("none yet"));
    QVERIFY(!dashboard.window.findChild<TileRow *>()->isVisible());
    addHistory(*m_server, 1, 4);
    QTRY_COMPARE(dashboard.cpus(), u"4"_s);
    QVERIFY(dashboard.window.findChild<TileRow *>()->isVisible());
    QVERIFY(!dashboard.says("Waiting for the first result"));
    QCOMPARE(dashboard.lines("CPU").constFirst().values.size(), 1);
}

void TestDashboard::lostServerDimsTheWindowUntilItReturns()
{
    addHistory(*m_server, 3, 2);
    const Dashboard dashboard(m_server->options());
    QTRY_COMPARE(dashboard.status(), u"Live · every 5 s"_s);
    QVERIFY(hasLine(dashboard.chart("CPU"), lineColor(0)));

    m_server->kill();
    QTRY_VERIFY(dashboard.says("Cannot connect to"));
    QCOMPARE(dashboard.status(), u"Not connected"_s);
    QVERIFY(dashboard.says("Not connected, trying again…"));
    dashboard.openDetails();
    QVERIFY(dashboard.says("Not connected, trying again…\nCannot connect to"));
    QVERIFY(dashboard.says(" · every 5 s"));
    QCOMPARE(dashboard.lines("CPU").size(), 2);
    QCOMPARE(dashboard.tile("CPU mean"), u"30.0"_s);
    QVERIFY(!hasLine(dashboard.chart("CPU"), lineColor(0)));

    QVERIFY(m_server->start()); // empty
    QTRY_COMPARE(dashboard.status(), u"Waiting"_s);
    QVERIFY(dashboard.says("Waiting for the first result under “results”"));
    addResult(*m_server, QDateTime::currentMSecsSinceEpoch(), resultOf({70, 80}, 1, 2));
    QTRY_COMPARE(dashboard.tile("CPU mean"), u"75.0"_s);
    QTRY_VERIFY(dashboard.status().startsWith(u"Live"_s));
    QTRY_VERIFY(hasLine(dashboard.chart("CPU"), lineColor(0)));
}

void TestDashboard::aGapBreaksTheLine()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (const int age : {120, 115, 110, 105, 60, 55, 50, 45, 40})
        addResult(*m_server, now - age * 1000, resultOf({50}, 20, 60));
    const Dashboard dashboard(m_server->options());
    QTRY_COMPARE(dashboard.lines("CPU").size(), 1);
    QCOMPARE(dashboard.lines("CPU").constFirst().values.size(), 9 + 1); // plus the mark of the gap
    QCOMPARE(dashboard.chart("CPU").pieceCount(), 2);
    QTRY_VERIFY(dashboard.says("Outdated · 4"));
}

void TestDashboard::oldDataRemainVisible()
{
    const qint64 yesterday = QDateTime::currentMSecsSinceEpoch() - 30 * 3'600'000;
    for (int i = 0; i < 5; ++i)
        addResult(*m_server, yesterday + i * 5000, resultOf({50}, 20, 60));
    const Dashboard dashboard(m_server->options());
    QTRY_COMPARE(dashboard.lines("CPU").size(), 1);
    QCOMPARE(dashboard.lines("CPU").constFirst().values.size(), 5);
    QVERIFY(dashboard.says("Outdated · 29 h ago"));
}

void TestDashboard::nothingIsCutOff_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("cpus");
    for (const QSize size : {QSize(700, 500), QSize(1100, 700), QSize(1920, 1080), QSize(3840, 2160)}) {
        for (const int cpus : {2, 64})
            QTest::addRow("%d x %d, %d CPUs", size.width(), size.height(), cpus) << size << cpus;
    }
}

void TestDashboard::nothingIsCutOff()
{
    QFETCH(QSize, size);
    QFETCH(int, cpus);
    addHistory(*m_server, 3, cpus);
    Dashboard dashboard(m_server->options());
    QTRY_COMPARE(dashboard.lines("CPU").size(), cpus);
    dashboard.window.resize(size);
    QTRY_COMPARE(dashboard.window.size(), size);
    QApplication::processEvents();
    for (const QWidget *widget : dashboard.window.findChildren<QWidget *>()) {
        if (widget->isVisible() && !widget->isWindow() && !scrolls(*widget))
            QVERIFY2(widget->parentWidget()->rect().contains(widget->geometry()),
                     qPrintable(u"%1 \"%2\""_s.arg(QString::fromLatin1(widget->metaObject()->className()),
                                                   widget->accessibleName())));
    }
    for (const ElidingLabel *label : dashboard.window.findChildren<ElidingLabel *>())
        QVERIFY2(!label->isVisible() || !label->isElided(), qPrintable(label->text()));
    for (const Tile *tile : dashboard.window.findChildren<Tile *>())
        QTRY_VERIFY2(tile->size().expandedTo(tile->minimumSizeHint()) == tile->size(), qPrintable(tile->label()));
    for (const char *title : {"CPU", "Egress", "Cache"}) {
        const auto &chart = *visibleChart<TimeChart>(dashboard.window, QLatin1String(title));
        QVERIFY(QRectF(chart.rect()).contains(chart.plotArea()));
        QVERIFY(chart.plotArea().width() > size.width() / 5.0 && chart.plotArea().height() > 30);
    }
}

void TestDashboard::themeFollowsTheDesktop()
{
    const QPalette before = QApplication::palette();
    const Dashboard dashboard(m_server->options(), ThemeChoice::Auto);
    QPalette dark = before;
    dark.setColor(QPalette::Window, Qt::black);
    QApplication::setPalette(dark);
    QTRY_COMPARE(dashboard.window.palette().color(QPalette::Window), Theme::darkTheme().background);
    QApplication::setPalette(before);
    QTRY_COMPARE(dashboard.window.palette().color(QPalette::Window), Theme::light().background);
}

QTEST_MAIN(TestDashboard)
#include "tst_dashboard.moc"

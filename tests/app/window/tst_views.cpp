// SPDX-License-Identifier: GPL-3.0-or-later
// What each page shows of the same data.
#include "app/pages/cpuspage.h"
#include "app/pages/overviewpage.h"
#include "app/pages/systempage.h"
#include "app/widgets/chartlegend.h"
#include "app/widgets/tile.h"
#include "app/window/mainwindow.h"
#include "app/window/navigationrail.h"
#include "common/core/literals.h"
#include "tests/support/dashboardwindow.h"
#include "tests/support/history.h"
#include "tests/support/pageindex.h"
#include "tests/support/pictures.h"
#include "tests/support/redisserver.h"

#include <QApplication>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTest>
#include <QTextDocument>

#include <algorithm>
#include <memory>

using namespace pulse;
using namespace pulse::test;

class TestViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void everyPageIsReachable_data();
    void everyPageIsReachable();
    void systemShowsTheMeasurements();
    void denseRatesHaveMeans();
    void unknownNumbersGetTheirOwnChart();
    void everyFiniteNumberIsShown_data();
    void everyFiniteNumberIsShown();
    void namesAreNotMarkup();
    void userFamiliesHaveTheirChart();
    void legendsAreBelowTheChartOnAPhone();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void searchAndFilterHaveTheSameFill();

private:
    std::unique_ptr<RedisServer> m_server;
};

namespace {

Tile *tileOf(const MainWindow &window, const char *label)
{
    const QList<Tile *> tiles = window.findChildren<Tile *>();
    const auto at = std::ranges::find(tiles, QString::fromUtf8(label), &Tile::label);
    return at == tiles.end() ? nullptr : *at;
}

} // namespace

void TestViews::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestViews::init()
{
    m_server = std::make_unique<RedisServer>();
    QVERIFY(m_server->start());
}

void TestViews::everyPageIsReachable_data()
{
    QTest::addColumn<int>("page");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("overview") << int(PageIndex::Overview) << QByteArray("pulse::OverviewPage");
    QTest::newRow("cpus") << int(PageIndex::Cpus) << QByteArray("pulse::CpusPage");
    QTest::newRow("system") << int(PageIndex::System) << QByteArray("pulse::SystemPage");
    QTest::newRow("function") << int(PageIndex::Function) << QByteArray("pulse::FunctionPage");
    QTest::newRow("data") << int(PageIndex::Data) << QByteArray("pulse::DataPage");
}

void TestViews::everyPageIsReachable()
{
    QFETCH(int, page);
    QFETCH(QByteArray, type);
    addHistory(*m_server, 3);
    DashboardWindow dashboard(*m_server);
    QTRY_VERIFY(dashboard.chart("CPU average over 1 min"));
    QTest::keyClick(&dashboard.window, static_cast<Qt::Key>(Qt::Key_1 + page), Qt::ControlModifier);
    QCOMPARE(dashboard.the<NavigationRail>().current(), page);
    int visible = 0;
    for (const QWidget *widget : dashboard.window.findChildren<QWidget *>()) {
        if (widget->isVisible() && widget->parentWidget()->objectName() == "pages"_L1) {
            QCOMPARE(QByteArray(widget->metaObject()->className()), type);
            ++visible;
        }
    }
    QCOMPARE(visible, 1);
}

void TestViews::systemShowsTheMeasurements()
{
    addHistory(*m_server, 10);
    const DashboardWindow dashboard(*m_server, {.theme = ThemeChoice::Light, .view = {.page = PageIndex::System}});
    QTRY_VERIFY(dashboard.chart("Memory"));
    QCOMPARE(dashboard.labels("Memory").size(), 4);
    QTRY_VERIFY(dashboard.chart("Network"));
    const QList<ChartLine> network = dashboard.chart("Network")->lines();
    const auto sent =
        std::ranges::find_if(network, [](const ChartLine &line) { return line.label.contains("sent"_L1); });
    QVERIFY(sent != network.end());
    QVERIFY(std::abs(sent->values.constLast().value - 1024) < 30); // bytes per second
    for (const char *title : {"CPU frequency", "Processes", "Context switches", "Interrupts"})
        QVERIFY2(dashboard.chart(title), title);
}

void TestViews::denseRatesHaveMeans()
{
    addHistory(*m_server, 500);
    const DashboardWindow dashboard(
        *m_server, {.theme = ThemeChoice::Light, .view = {.page = PageIndex::System, .length = std::chrono::hours(1)}});
    QTRY_VERIFY(!dashboard.lines("Network").isEmpty());
    for (const ChartLine &line : dashboard.lines("Network")) {
        QVERIFY(line.values.size() > 400);
        QVERIFY(line.means.size() > 50 && line.means.size() < 130);
    }
    QVERIFY(dashboard.lines("Processes").constFirst().means.isEmpty()); // no rate
}

void TestViews::unknownNumbersGetTheirOwnChart()
{
    addHistory(*m_server, 3, {{u"queue_depth"_s, 7}, {u"note"_s, u"text"_s}});
    DashboardWindow dashboard(*m_server);
    QTRY_VERIFY(dashboard.chart("queue_depth"));
    QCOMPARE(dashboard.chart("queue_depth")->lines().constFirst().values.constLast().value, 7.0);
    QVERIFY(!dashboard.chart("note"));
    dashboard.window.showPage(PageIndex::System);
    QTRY_VERIFY(dashboard.chart("Processes") && !dashboard.chart("queue_depth"));
}

void TestViews::everyFiniteNumberIsShown_data()
{
    QTest::addColumn<QByteArray>("number");
    for (const char *number : {"5e-324", "-1e-320", "1e-9", "1e300", "-1e300", "9223372036854775808", "1.7e308"})
        QTest::newRow(number) << QByteArray(number);
}

/// The number is in all places of a result, as a constant and next to an ordinary number, and in every view.
void TestViews::everyFiniteNumberIsShown()
{
    QFETCH(QByteArray, number);
    for (int i = 59; i >= 0; --i) {
        const QByteArray mixed = i % 2 == 0 ? number : QByteArray("1");
        addResult(*m_server, resultKey, now() - i * 1000,
                  R"({"v": )" + number + R"(, "mixed": )" + mixed + R"(, "moving_average_cpu_percent-0": )" + number +
                      R"(, "moving_average_cpu_percent-1": )" + mixed + R"(, "percentage_outgoing_bytes": )" + number +
                      R"(, "virtual_memory-used": )" + number + R"(, "cpu_freq_current": )" + mixed +
                      R"(, "net_io_counters_eth0-bytes_sent": )" + mixed + "}",
                  {});
    }
    DashboardWindow dashboard(*m_server);
    QTRY_VERIFY(tileOf(dashboard.window, "v"));
    const QString text = tileOf(dashboard.window, "v")->number();
    QVERIFY2(!text.contains(u'≈') && !text.contains(u'–'), qPrintable(text));
    for (int page = PageIndex::Overview; page <= PageIndex::Data; ++page) {
        dashboard.window.showPage(page);
        QApplication::processEvents();
        dashboard.window.grab();
        for (LineChart *chart : dashboard.window.findChildren<LineChart *>()) {
            const QStringList ticks = chart->valueTexts();
            QCOMPARE(QSet<QString>(ticks.begin(), ticks.end()).size(), ticks.size());
        }
    }
    dashboard.window.showPage(PageIndex::Overview);
    QTRY_COMPARE(dashboard.chart("v")->lines().constFirst().values.constLast().value, number.toDouble());
}

/// Names and texts of results are plain text wherever they are shown.
void TestViews::namesAreNotMarkup()
{
    const QString name = u"<img src='http://127.0.0.1:1/'>"_s + QString(300, 'x'_L1);
    addResult(*m_server, resultKey, now(), resultOf({10, 20}, 20, 60, {{name, 5}, {u"text"_s, name}}), {});
    DashboardWindow dashboard(*m_server);
    QTRY_VERIFY(tileOf(dashboard.window, qPrintable(name)));
    int checked = 0;
    for (int page = PageIndex::Overview; page <= PageIndex::Data; ++page) {
        dashboard.window.showPage(page);
        QApplication::processEvents();
        for (const QWidget *widget : dashboard.window.findChildren<QWidget *>()) {
            if (const auto *label = qobject_cast<const QLabel *>(widget))
                QCOMPARE(label->textFormat(), Qt::PlainText);
            if (!widget->toolTip().contains("xxx"_L1))
                continue;
            QTextDocument shown;
            shown.setHtml(widget->toolTip());
            QCOMPARE(shown.toPlainText(), name);
            ++checked;
        }
    }
    QVERIFY(checked >= 2); // the tile, and the chart's title
}

void TestViews::userFamiliesHaveTheirChart()
{
    MetricFamilies families = MetricFamilies::standard();
    const Result<void> extended = families.extend(R"({
        "charts": [{"id": "gpu", "page": "overview", "title": "GPU temperature", "unit": "°C"}],
        "families": [{"id": "gpu_temperature", "chart": "gpu", "title": "GPU {index}", "of": ["output"],
                      "patterns": ["gpu(?<index>\\d+)_celsius"]}]})",
                                                  u"mine.json"_s);
    QVERIFY2(extended, extended ? "" : qPrintable(extended.error().message));
    addHistory(*m_server, 3, {{u"gpu0_celsius"_s, 61}, {u"gpu1_celsius"_s, 58}});
    const DashboardWindow dashboard(*m_server, {.theme = ThemeChoice::Light, .families = families});
    QTRY_COMPARE(dashboard.labels("GPU temperature"), (QStringList{u"GPU 0"_s, u"GPU 1"_s}));
}

/// All plots of a column have the same edges, with and without several lines.
void TestViews::legendsAreBelowTheChartOnAPhone()
{
    addHistory(*m_server, 10);
    DashboardWindow dashboard(*m_server, {.theme = ThemeChoice::Light, .view = {.page = PageIndex::System}});
    QTRY_VERIFY(dashboard.chart("Network"));
    for (const QSize size : {QSize(1100, 700), QSize(360, 640)}) {
        dashboard.window.resize(size);
        const LineChart &memory = *dashboard.chart("Memory");
        const auto &legend = *memory.parentWidget()->findChild<ChartLegend *>();
        QTRY_COMPARE(legend.y() > memory.y(), size.width() < 700);
        QVERIFY(!legend.texts().isEmpty());
        for (const char *title : {"CPU frequency", "Processes", "Network"}) {
            const LineChart &chart = *dashboard.chart(title);
            QTRY_COMPARE(chart.plotArea().left(), memory.plotArea().left());
            QTRY_COMPARE(chart.width() - chart.plotArea().right(), memory.width() - memory.plotArea().right());
            QVERIFY2(!chart.parentWidget()->findChild<ChartLegend *>()->texts().isEmpty(), title);
        }
    }
}

void TestViews::nothingIsCutOff_data()
{
    QTest::addColumn<int>("page");
    QTest::addColumn<QSize>("size");
    for (const QSize size : {QSize(360, 640), QSize(700, 500), QSize(1100, 700), QSize(1920, 1080)}) {
        for (int page = PageIndex::Overview; page <= PageIndex::Data; ++page)
            QTest::addRow("page %d, %d x %d", page, size.width(), size.height()) << page << size;
    }
}

void TestViews::nothingIsCutOff()
{
    QFETCH(int, page);
    QFETCH(QSize, size);
    addHistory(*m_server, 10, {{u"queue_depth"_s, 7}});
    DashboardWindow dashboard(*m_server, {.theme = ThemeChoice::Dark, .view = {.page = page}});
    dashboard.window.resize(size);
    QTRY_COMPARE(dashboard.window.size(), size);
    QTRY_VERIFY(dashboard.window.findChild<QStackedWidget *>()->currentIndex() == 1);
    QApplication::processEvents();
    for (const QWidget *widget : dashboard.window.findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->isWindow() || widget->parentWidget()->objectName().startsWith("qt_"_L1))
            continue; // the content of a viewport scrolls
        QVERIFY2(widget->parentWidget()->rect().contains(widget->geometry()),
                 qPrintable(u"%1 \"%2\""_s.arg(QString::fromLatin1(widget->metaObject()->className()),
                                               widget->accessibleName())));
    }
}

void TestViews::searchAndFilterHaveTheSameFill()
{
    addHistory(*m_server, 3);
    DashboardWindow dashboard(*m_server);
    QTRY_VERIFY(dashboard.chart("Cache"));
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        dashboard.window.chooseTheme(choice);
        for (const int page : {PageIndex::Cpus, PageIndex::Data}) {
            dashboard.window.showPage(page);
            auto &field =
                *dashboard.window.findChild<QStackedWidget *>(u"pages"_s)->widget(page)->findChild<QLineEdit *>();
            QTRY_COMPARE(field.grab().toImage().pixelColor(field.width() / 2, 3), Theme::current().field);
        }
    }
    dashboard.window.chooseTheme(ThemeChoice::Light);
}

QTEST_MAIN(TestViews)
#include "tst_views.moc"

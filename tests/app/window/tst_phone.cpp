// SPDX-License-Identifier: GPL-3.0-or-later
// The layout of a narrow window, as on a phone, and the way back to a wide one.
#include "app/pages/cpuspage.h"
#include "app/pages/eventlist.h"
#include "app/pages/momentpanel.h"
#include "app/style/sizes.h"
#include "app/widgets/itemview.h"
#include "app/widgets/scrollcolumn.h"
#include "app/widgets/segmentedcontrol.h"
#include "app/widgets/tile.h"
#include "app/window/header.h"
#include "app/window/language.h"
#include "app/window/mainwindow.h"
#include "app/window/navigationrail.h"
#include "app/window/timecontrols.h"
#include "common/core/literals.h"
#include "tests/support/dashboardwindow.h"
#include "tests/support/history.h"
#include "tests/support/pageindex.h"
#include "tests/support/pictures.h"
#include "tests/support/redisserver.h"

#include <QJsonObject>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace pulse;
using namespace pulse::test;

class TestPhone : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init();
    void cleanup() { QLocale::setDefault(QLocale::c()); }
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void controlsFitAFinger_data();
    void controlsFitAFinger();
    void tabBarIsAtTheBottom_data() { sizes(); }
    void tabBarIsAtTheBottom();
    void timeRangeHasTheWholeWidth_data() { sizes(); }
    void timeRangeHasTheWholeWidth();
    void tilesAreInTwoColumns();
    void theFirstChartIsAboveTheFold();
    void eventsFitAFinger();
    void momentReplacesThePage();
    void chosenPageReplacesTheMoment();
    void menuFits();

private:
    static void sizes();

    std::unique_ptr<RedisServer> m_server;
};

namespace {

constexpr QSize smallPhone(360, 640);
constexpr QSize phone(390, 844);

/// A dashboard that was made narrow after it was opened.
struct Phone : DashboardWindow
{
    explicit Phone(const RedisServer &server, QSize size = phone, int page = PageIndex::Overview)
        : DashboardWindow(server, {.theme = ThemeChoice::Light, .view = {.page = page}})
    {
        window.resize(size);
    }

    QRect placeOf(const QWidget &widget) const { return {widget.mapTo(&window, QPoint()), widget.size()}; }
};

/// Adds a result that crosses a limit, so that it is an event.
void addEvent(const RedisServer &server)
{
    addResult(server, resultKey, now(), resultOf({10, 20, 97.5, 40}, 20, 60), measurement(0));
}

/// Adds results with 9 numbers of the function's own, of which a tile "+3" stands for the last three.
void addOwnNumbers(const RedisServer &server)
{
    QJsonObject own;
    for (int i = 0; i < 9; ++i)
        own.insert(u"a_rather_long_name_of_number_%1"_s.arg(i), 1000 + i);
    addHistory(server, 10, own);
}

QAbstractButton *buttonOf(const QWidget &widget, const QString &name)
{
    const QList<QAbstractButton *> buttons = widget.findChildren<QAbstractButton *>();
    return *std::ranges::find(buttons, name, &QAbstractButton::accessibleName);
}

bool isWithin(const QWidget &widget, const QWidget &ancestor)
{
    return &widget == &ancestor || ancestor.isAncestorOf(&widget);
}

} // namespace

void TestPhone::sizes()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("360 x 640") << smallPhone;
    QTest::newRow("390 x 844") << phone;
}

void TestPhone::init()
{
    m_server = std::make_unique<RedisServer>();
    QVERIFY(m_server->start());
}

void TestPhone::nothingIsCutOff_data()
{
    QTest::addColumn<int>("page");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("language");
    for (const char *language : {"en", "pt_BR"}) {
        for (const QSize size : {smallPhone, phone}) {
            for (int page = PageIndex::Overview; page <= PageIndex::Data; ++page)
                QTest::addRow("page %d, %d px, %s", page, size.width(), language)
                    << page << size << QString::fromLatin1(language);
        }
    }
}

/// No page is wider than the window, nothing scrolls sideways, and each widget is inside its parent.
void TestPhone::nothingIsCutOff()
{
    QFETCH(int, page);
    QFETCH(QSize, size);
    QFETCH(QString, language);
    const Language chosen(language);
    addOwnNumbers(*m_server);
    const Phone shown(*m_server, size, page);
    QTRY_COMPARE(shown.window.findChild<QStackedWidget *>(u"shown"_s)->currentIndex(), 1);
    QCoreApplication::processEvents();
    for (const QWidget *widget : shown.window.findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->isWindow())
            continue;
        const QString name =
            u"%1 \"%2\""_s.arg(QString::fromLatin1(widget->metaObject()->className()), widget->accessibleName());
        if (!widget->parentWidget()->objectName().startsWith("qt_"_L1)) // the content of a viewport scrolls
            QVERIFY2(widget->parentWidget()->rect().contains(widget->geometry()), qPrintable(name));
        if (const auto *area = qobject_cast<const QAbstractScrollArea *>(widget))
            QVERIFY2(area->horizontalScrollBar()->maximum() == 0, qPrintable(name));
        if (const auto *column = qobject_cast<const ScrollColumn *>(widget))
            QVERIFY2(column->widget()->width() <= column->viewport()->width(), qPrintable(name));
    }
}

void TestPhone::controlsFitAFinger_data()
{
    QTest::addColumn<int>("page");
    for (int page = PageIndex::Overview; page <= PageIndex::Data; ++page)
        QTest::addRow("page %d", page) << page;
}

void TestPhone::controlsFitAFinger()
{
    QFETCH(int, page);
    addOwnNumbers(*m_server);
    Phone shown(*m_server, phone, page);
    QTRY_COMPARE(shown.window.findChild<QStackedWidget *>(u"shown"_s)->currentIndex(), 1);
    const auto &header = shown.the<Header>();
    const auto tooSmall = [&] {
        QStringList names;
        for (const QWidget *widget : shown.window.findChildren<QWidget *>()) {
            const bool isControl =
                qobject_cast<const QAbstractButton *>(widget) || widget->inherits("QLineEdit"); // not its own button
            if (isControl && widget->isVisible() && !widget->parentWidget()->inherits("QLineEdit") &&
                !isWithin(*widget, header) && widget->height() < 40)
                names.append(u"%1 %2"_s.arg(widget->accessibleName()).arg(widget->height()));
        }
        return names;
    };
    QTRY_COMPARE(tooSmall(), QStringList());
    for (const ItemView *view : shown.window.findChildren<ItemView *>()) {
        if (view->isVisible() && view->model()->rowCount() > 0)
            QTRY_VERIFY(view->visualRect(view->model()->index(0, 0)).height() >= 40);
    }
    shown.window.resize(1100, 700);
    const auto isSmall = [](const QWidget *widget) { return !widget->isVisible() || widget->height() < 40; };
    QTRY_VERIFY(std::ranges::all_of(shown.the<TimeControls>().findChildren<QAbstractButton *>(), isSmall));
    QTRY_VERIFY(std::ranges::all_of(shown.window.findChildren<QLineEdit *>(), isSmall)); // a mouse needs less
}

void TestPhone::tabBarIsAtTheBottom()
{
    QFETCH(QSize, size);
    for (const char *name : {"en", "pt_BR"}) {
        const Language language(QString::fromLatin1(name));
        addHistory(*m_server, 3);
        const Phone shown(*m_server, size);
        const auto &rail = shown.the<NavigationRail>();
        QTRY_VERIFY(rail.isHorizontal());
        QTRY_VERIFY(shown.placeOf(rail).top() > size.height() - 100);
        for (const RailButton *button : rail.findChildren<RailButton *>()) {
            const QFontMetrics metrics(sized(button->font(), TextSize::Small, QFont::DemiBold));
            QTRY_VERIFY2(button->width() >= metrics.horizontalAdvance(button->text()), qPrintable(button->text()));
        }
    }
}

/// There is no hole at the left, and the button that resumes is not cut off.
void TestPhone::timeRangeHasTheWholeWidth()
{
    QFETCH(QSize, size);
    addHistory(*m_server, 10);
    const Phone shown(*m_server, size);
    QTRY_VERIFY(shown.chart("CPU average over 1 min"));
    const auto &controls = shown.the<TimeControls>();
    const auto &lengths = *controls.findChild<SegmentedControl *>();
    QTRY_COMPARE(controls.width(), size.width() - 16);
    QTRY_COMPARE(lengths.x(), 0);
    QTRY_VERIFY(lengths.width() > controls.width() - 60); // the rest is the button that pauses
    QVERIFY(shown.placeOf(controls).top() >= shown.placeOf(shown.the<Header>()).bottom());
    buttonOf(controls, u"Pause"_s)->click();
    const auto isInside = [&controls](const QAbstractButton *button) {
        return !button->isVisible() ||
               (controls.rect().contains(QRect(button->mapTo(&controls, QPoint()), button->size())) &&
                button->width() >= button->minimumSizeHint().width());
    };
    QTRY_VERIFY(std::ranges::all_of(controls.findChildren<QAbstractButton *>(), isInside));
    QTRY_VERIFY(lengths.x() > 60); // beside the way back to live
}

void TestPhone::tilesAreInTwoColumns()
{
    addHistory(*m_server, 10);
    const Phone shown(*m_server);
    QTRY_VERIFY(shown.find(u"Busiest CPU"_s));
    const Tile &tile = *shown.find(u"Busiest CPU"_s);
    QTRY_COMPARE(tile.size().height(), Tile::narrowHeight);
    for (const char *label : {"CPU mean", "Busiest CPU", "Egress", "Cache"}) {
        const QWidget &one = *shown.find(QString::fromLatin1(label));
        QTRY_VERIFY2(one.width() > 180 && one.width() < 195, label);
    }
    // The sparkline is beside the number.
    const QImage picture = shown.find(u"CPU mean"_s)->grab().toImage();
    const QRect right(picture.width() / 2, 0, picture.width() / 2, picture.height());
    const QRect below(0, Tile::numberBaseline + 4, picture.width(), picture.height() - Tile::numberBaseline - 4);
    QVERIFY(countNear(picture.copy(right), lineColor(0)) > 10);
    QCOMPARE(countNear(picture.copy(below), lineColor(0)), 0);
}

void TestPhone::theFirstChartIsAboveTheFold()
{
    addOwnNumbers(*m_server);
    const Phone shown(*m_server);
    QTRY_VERIFY(shown.chart("CPU average over 1 min"));
    const LineChart &chart = *shown.chart("CPU average over 1 min");
    QTRY_VERIFY(shown.placeOf(chart).top() < shown.placeOf(shown.the<NavigationRail>()).top() - 40);
    QTRY_VERIFY(chart.height() > 120);
    QTRY_VERIFY(chart.width() > phone.width() - 50);
}

void TestPhone::eventsFitAFinger()
{
    addHistory(*m_server, 3);
    Phone shown(*m_server);
    auto &view = *shown.the<EventList>().findChild<QListView *>();
    QTRY_VERIFY(shown.chart("CPU average over 1 min"));
    addEvent(*m_server);
    QTRY_VERIFY(view.model()->rowCount() > 0);
    const auto height = [&view] { return view.visualRect(view.model()->index(0, 0)).height(); };
    QTRY_VERIFY(height() >= touchTarget);
    shown.window.resize(1100, 700);
    QTRY_COMPARE(height(), 28);
}

void TestPhone::momentReplacesThePage()
{
    addHistory(*m_server, 20);
    Phone shown(*m_server);
    QTRY_VERIFY(shown.chart("Cache"));
    const auto &pages = *shown.window.findChild<QStackedWidget *>(u"pages"_s);
    auto &moment = shown.the<MomentPanel>();
    LineChart &chart = *shown.chart("Cache");
    Q_EMIT chart.clicked(chart.timeRange().second - 5000);
    QTRY_VERIFY(moment.isVisible() && !pages.isVisible());
    QTRY_VERIFY(moment.height() > 500);
    for (const QAbstractScrollArea *area : moment.findChildren<QAbstractScrollArea *>())
        QVERIFY(!area->isVisible() || area->horizontalScrollBar()->maximum() == 0);
    QTest::keyClick(&moment, Qt::Key_Escape);
    QTRY_VERIFY(!moment.isVisible() && pages.isVisible());

    Q_EMIT chart.clicked(chart.timeRange().second - 5000);
    QTRY_VERIFY(moment.isVisible() && !pages.isVisible());
    shown.window.resize(1100, 700);
    QTRY_VERIFY(moment.isVisible() && pages.isVisible());
    shown.window.resize(phone);
    QTRY_VERIFY(moment.isVisible() && !pages.isVisible());
}

void TestPhone::chosenPageReplacesTheMoment()
{
    addHistory(*m_server, 20);
    const Phone shown(*m_server);
    QTRY_VERIFY(shown.chart("Cache"));
    auto &moment = shown.the<MomentPanel>();
    Q_EMIT shown.chart("Cache")->clicked(shown.chart("Cache")->timeRange().second - 5000);
    QTRY_VERIFY(moment.isVisible());
    QTest::mouseClick(shown.the<NavigationRail>().findChildren<RailButton *>().at(PageIndex::Cpus), Qt::LeftButton);
    QTRY_VERIFY(!moment.isVisible() && shown.the<CpusPage>().isVisible());
}

void TestPhone::menuFits()
{
    addHistory(*m_server, 3);
    const Phone shown(*m_server, smallPhone);
    QTRY_VERIFY(shown.chart("Cache"));
    auto &button = shown.the<WindowMenu>();
    QTRY_COMPARE(button.height(), 40);
    button.click();
    QMenu &menu = *button.menu();
    QTRY_VERIFY(menu.isVisible());
    QVERIFY(menu.width() <= smallPhone.width());
    for (QAction *action : menu.actions())
        QVERIFY2(action->isSeparator() || !action->isVisible() || menu.actionGeometry(action).height() >= 40,
                 qPrintable(action->text()));
    menu.close();
}

QTEST_MAIN(TestPhone)
#include "tst_phone.moc"

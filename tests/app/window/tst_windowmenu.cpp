// SPDX-License-Identifier: GPL-3.0-or-later
// What the window exports: links to its views, pictures, values, and a report of the visible content.
#include "app/charts/linechart.h"
#include "app/pages/momentpanel.h"
#include "app/state/seriescsv.h"
#include "app/widgets/alarmbar.h"
#include "app/widgets/sheet.h"
#include "app/window/header.h"
#include "app/window/mainwindow.h"
#include "app/window/navigationrail.h"
#include "app/window/timecontrols.h"
#include "app/window/viewreport.h"
#include "app/window/windowmenu.h"
#include "common/core/literals.h"
#include "tests/support/pageindex.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QImage>
#include <QJsonArray>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>

#include <algorithm>

using namespace pulse;
using test::PageIndex;
using namespace std::chrono_literals;

class TestWindowMenu : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linksAreReadAndWritten_data();
    void linksAreReadAndWritten();
    void csvHasTheVisibleValues();
    void changedViewIsReported();
    void tabVisitsThePartsInOrder();
    void menuOpensByKeyboard_data();
    void menuOpensByKeyboard();
    void keysWorkWithAndWithoutControl_data();
    void keysWorkWithAndWithoutControl();
    void sheetListsTheKeys();
    void everyViewHasAHelpText_data();
    void everyViewHasAHelpText();
    void sheetStaysInsideTheWindow();
    void fullScreenIsToggled();
    void chosenThemeIsShown();
    void picturesAndValuesAreSaved();
    void pictureIsCopied();
    void reportHasChartsCellsAndControls();
};

namespace {

/// A source that emits what a test passes to it.
class Source : public ResultSource
{
public:
    void open() override {}
    SourceStatus status() const override { return {SourceStatus::Kind::Live, u"here"_s, u"k"_s, {}}; }
    FunctionReport report() const override { return {}; }
};

struct Shown
{
    Shown()
        : window(source, {.theme = ThemeChoice::Light})
    {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        QList<Record> records;
        for (int i = 9; i >= 0; --i)
            records.append(
                {now - i * 1000, R"({"avg-cpu0-60sec": 40, "avg-cpu1-60sec": 60.5, "egress, \"odd\"": 3})", {}});
        window.resize(1100, 700);
        window.show();
        Q_EMIT source.aged(0);
        Q_EMIT source.history(records);
    }

    /// Returns the length of the visible time range, ms. The charts of hidden pages keep an old one.
    qint64 timeLength() const
    {
        for (const LineChart *chart : window.findChildren<LineChart *>()) {
            const auto [from, to] = chart->timeRange();
            if (chart->isVisible())
                return to - from;
        }
        qFatal("No visible chart");
    }

    void choose(const char *entry)
    {
        for (QAction *action : window.findChild<WindowMenu *>()->menu()->actions()) {
            if (action->text() == QLatin1String(entry))
                return action->trigger();
        }
        qFatal("No entry %s", entry);
    }

    Source source;
    MainWindow window;
};

} // namespace

void TestWindowMenu::linksAreReadAndWritten_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<int>("page");
    QTest::addColumn<std::optional<int>>("minutes");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *link, int page, std::optional<int> minutes, const char *text) {
        QTest::newRow(link) << QString::fromLatin1(link) << int(page) << minutes << QString::fromLatin1(text);
    };
    row("view=cpus&range=15m", PageIndex::Cpus, 15, "view=cpus&range=15m");
    row("range=6h&view=data", PageIndex::Data, 360, "view=data&range=6h");
    row("range=5m&view=system", PageIndex::System, 5, "view=system&range=5m");
    row("view=system", PageIndex::System, {}, "view=system&range=auto");
    row("view=system&range=auto", PageIndex::System, {}, "view=system&range=auto");
    row("", PageIndex::Overview, {}, "view=overview&range=auto");
    row("view=nonsense&range=2h&more=1", PageIndex::Overview, {}, "view=overview&range=auto");
    row("%00&&==view=", PageIndex::Overview, {}, "view=overview&range=auto");
}

void TestWindowMenu::linksAreReadAndWritten()
{
    QFETCH(QString, link);
    QFETCH(std::optional<int>, minutes);
    const ViewLink view = ViewLink::read(link, {});
    QTEST(int(view.page), "page");
    QCOMPARE(view.length.has_value(), minutes.has_value());
    QCOMPARE(view.length.value_or(0min), TimeWindow::Duration(std::chrono::minutes(minutes.value_or(0))));
    QTEST(view.text(), "text");
    QCOMPARE(ViewLink::read(view.text(), {PageIndex::Function, 1min}), view);
    QCOMPARE((ViewLink{PageIndex::Cpus, 7min}.text()), u"view=cpus"_s);
    const ViewLink other{PageIndex::Cpus, 1min, u"out:{a b}&+%ü"_s};
    QCOMPARE(ViewLink::read(other.text(), {}), other);
}

void TestWindowMenu::csvHasTheVisibleValues()
{
    SampleStore store;
    const auto add = [&store](qint64 time, const QByteArray &json) { QVERIFY(store.append({time, json, {}})); };
    add(1'764'079'207'000, R"({"avg-cpu0-60sec": 40, "a, \"b\"": 1})");
    add(1'764'079'208'500, R"({"avg-cpu0-60sec": 41.25})");
    add(1'764'079'209'000, R"({"avg-cpu0-60sec": 42, "a, \"b\"": 2})");
    QVERIFY(store.append(
        {1'764'079'210'000, R"({"avg-cpu0-60sec": 43, "a, \"b\"": 17179869184})", R"({"cpu_percent-0": 7})"}));
    QCOMPARE(seriesCsv(store, {1'764'079'210'000, 1'764'079'210'000}),
             QByteArray("time,CPU usage: CPU 0 (%),CPU average over 1 min: CPU 0 (%),\"a, \"\"b\"\"\"\r\n"
                        "2025-11-25T14:00:10.000Z,7,43,17179869184\r\n"));
    QCOMPARE(seriesCsv(store, {1'764'079'207'000, 1'764'079'208'999}),
             QByteArray("time,CPU usage: CPU 0 (%),CPU average over 1 min: CPU 0 (%),\"a, \"\"b\"\"\"\r\n"
                        "2025-11-25T14:00:07.000Z,,40,1\r\n"
                        "2025-11-25T14:00:08.500Z,,41.25,\r\n"));
    QCOMPARE(seriesCsv(SampleStore(), {0, 1}), QByteArray("time\r\n"));
}

void TestWindowMenu::changedViewIsReported()
{
    Shown shown;
    QSignalSpy changed(&shown.window, &MainWindow::viewChanged);
    shown.window.setView({PageIndex::System, 1h});
    QVERIFY(!changed.isEmpty());
    QCOMPARE(shown.window.view(), (ViewLink{PageIndex::System, 1h}));
    changed.clear();
    shown.window.setView({PageIndex::System, 1h});
    QCOMPARE(changed.size(), 0);
}

/// Without results, since charts are added at the end when they appear.
void TestWindowMenu::tabVisitsThePartsInOrder()
{
    Source source;
    const MainWindow window(source, {.theme = ThemeChoice::Light});
    const QList<const QWidget *> parts = {
        window.findChild<Header *>(),
        window.findChild<TimeControls *>(),
        window.findChild<WindowMenu *>(),
        window.findChild<NavigationRail *>(),
        window.findChild<QStackedWidget *>(u"pages"_s),
        window.findChild<QStackedWidget *>(u"shown"_s)->widget(0), // the placeholder
        window.findChild<AlarmBar *>(),
        window.findChild<MomentPanel *>(),
    };
    QList<const QWidget *> visited;
    for (const QWidget *widget = window.nextInFocusChain(); widget != &window; widget = widget->nextInFocusChain()) {
        if (!(widget->focusPolicy() & Qt::TabFocus))
            continue;
        const auto part = std::ranges::find_if(
            parts, [widget](const QWidget *one) { return one == widget || one->isAncestorOf(widget); });
        if (part != parts.end() && (visited.isEmpty() || visited.constLast() != *part))
            visited.append(*part);
    }
    QCOMPARE(visited, parts);
}

void TestWindowMenu::menuOpensByKeyboard_data()
{
    QTest::addColumn<int>("key");
    QTest::newRow("Space") << int(Qt::Key_Space);
    QTest::newRow("Return") << int(Qt::Key_Return);
}

void TestWindowMenu::menuOpensByKeyboard()
{
    QFETCH(int, key);
    Shown shown;
    shown.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shown.window));
    auto *button = shown.window.findChild<WindowMenu *>();
    button->setFocus();
    QTest::keyClick(button, static_cast<Qt::Key>(key));
    QTRY_VERIFY(button->menu()->isVisible());
    button->menu()->close();
}

void TestWindowMenu::keysWorkWithAndWithoutControl_data()
{
    QTest::addColumn<int>("modifier");
    QTest::newRow("alone") << int(Qt::NoModifier);
    QTest::newRow("with Ctrl") << int(Qt::ControlModifier);
}

void TestWindowMenu::keysWorkWithAndWithoutControl()
{
    QFETCH(int, modifier);
    const auto press = [modifier](Shown &shown, Qt::Key key) {
        QTest::keyClick(&shown.window, key, Qt::KeyboardModifiers(modifier));
    };
    Shown shown;
    shown.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shown.window));
    press(shown, Qt::Key_5);
    QCOMPARE(shown.window.view().page, PageIndex::Data);
    press(shown, Qt::Key_2);
    QCOMPARE(shown.window.view().page, PageIndex::Cpus);
    const qint64 length = shown.timeLength();
    press(shown, Qt::Key_Plus);
    QVERIFY(shown.timeLength() < length);
    press(shown, Qt::Key_L);
    QCOMPARE(shown.timeLength(), length);
}

void TestWindowMenu::sheetListsTheKeys()
{
    Shown shown;
    shown.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shown.window));
    QTest::keyClick(&shown.window, Qt::Key_F1);
    const QPointer<Sheet> sheet = shown.window.findChild<Sheet *>();
    QVERIFY(sheet);
    QTRY_VERIFY(sheet->isVisible());
    QStringList texts;
    for (const QLabel *label : sheet->findChildren<QLabel *>())
        texts.append(label->text());
    for (const char *text :
         {"Go to CPUs", "Go to Data", "Zoom in", "Return to live", "Full screen", "F11", "Space", "Ctrl+←   Shift+←"})
        QVERIFY2(texts.contains(QString::fromUtf8(text)), text);
    QTest::keyClick(sheet, Qt::Key_Escape);
    QTRY_VERIFY(!sheet); // it is closed
}

void TestWindowMenu::everyViewHasAHelpText_data()
{
    QTest::addColumn<int>("page");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("name"); // of a widget on that page
    QTest::newRow("overview") << int(PageIndex::Overview) << u"Overview"_s << u"CPUs now"_s;
    QTest::newRow("CPUs") << int(PageIndex::Cpus) << u"CPUs"_s << u"Filter"_s;
    QTest::newRow("system") << int(PageIndex::System) << u"System"_s << u"Charts"_s;
    QTest::newRow("function") << int(PageIndex::Function) << u"Function"_s << u"Failures"_s;
    QTest::newRow("data") << int(PageIndex::Data) << u"Data"_s << u"Tree"_s;
}

void TestWindowMenu::everyViewHasAHelpText()
{
    QFETCH(int, page);
    Shown shown;
    shown.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shown.window));
    shown.window.showPage(page);
    QTest::keyClick(&shown.window, '?');
    const auto *sheet = shown.window.findChild<Sheet *>();
    QVERIFY(sheet);
    QStringList texts;
    for (const QLabel *label : sheet->findChildren<QLabel *>())
        texts.append(label->text());
    QTEST(sheet->accessibleName(), "title");
    QFETCH(QString, name);
    QVERIFY2(texts.contains(name), qPrintable(texts.join('\n'_L1)));
    shown.choose("Keyboard shortcuts\tF1"); // replaces the other sheet
    QCOMPARE(shown.window.findChildren<Sheet *>().size(), 1);
}

/// This holds when the window is resized; content that does not fit scrolls.
void TestWindowMenu::sheetStaysInsideTheWindow()
{
    Shown shown;
    shown.choose("Help for this view\t?");
    const auto *sheet = shown.window.findChild<Sheet *>();
    QVERIFY(sheet);
    for (const QSize size : {QSize(1920, 1080), QSize(1100, 700), QSize(360, 480)}) {
        shown.window.resize(size);
        QTRY_VERIFY(sheet->geometry() == shown.window.rect() && sheet->rect().contains(sheet->card()));
        for (const QLabel *label : sheet->findChildren<QLabel *>())
            QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
    }
}

void TestWindowMenu::fullScreenIsToggled()
{
    Shown shown;
    shown.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shown.window));
    QTest::keyClick(&shown.window, Qt::Key_F11);
    QTRY_VERIFY(shown.window.isFullScreen());
    shown.choose("Full screen\tF11");
    QTRY_VERIFY(!shown.window.isFullScreen());
}

void TestWindowMenu::chosenThemeIsShown()
{
    Shown shown;
    QSignalSpy chosen(&shown.window, &MainWindow::themeChosen);
    shown.choose("Dark");
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.constFirst().constFirst().value<ThemeChoice>(), ThemeChoice::Dark);
    QCOMPARE(shown.window.palette().color(QPalette::Window), Theme::darkTheme().background);
    shown.window.chooseTheme(ThemeChoice::Light);
    QCOMPARE(chosen.size(), 1); // emitted for choices of the user only
    QCOMPARE(shown.window.palette().color(QPalette::Window), Theme::light().background);
}

void TestWindowMenu::picturesAndValuesAreSaved()
{
    Shown shown;
    QSignalSpy saved(&shown.window, &MainWindow::saveRequested);
    shown.choose("Save picture (PNG)");
    shown.choose("Save visible values (CSV)");
    QCOMPARE(saved.size(), 2);
    const static QRegularExpression name(u"^pulseboard-\\d{4}-\\d\\d-\\d\\d-\\d{6}\\.(png|csv)$"_s);
    for (const QList<QVariant> &one : saved)
        QVERIFY(name.match(one.constFirst().toString()).hasMatch());
    QCOMPARE(QImage::fromData(saved[0][1].toByteArray(), "PNG").size(),
             QSize(2200, 1400)); // twice the size, see Exporter
    QCOMPARE(saved[1][1].toByteArray().count("\r\n"), 11);
}

void TestWindowMenu::pictureIsCopied()
{
    Shown shown;
    shown.choose("Copy picture");
    QCOMPARE(QApplication::clipboard()->image().size(), QSize(2200, 1400));
}

void TestWindowMenu::reportHasChartsCellsAndControls()
{
    Shown shown;
    QTRY_COMPARE(reportView(shown.window).value(u"charts"_s).toArray().size(), 2); // with the function's own number
    const QJsonObject all = reportView(shown.window);
    const QJsonObject chart = all.value(u"charts"_s).toArray().at(0).toObject();
    QVERIFY(chart.value(u"title"_s).toString().startsWith("CPU average"_L1));
    const QJsonArray lines = chart.value(u"lines"_s).toArray();
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines.at(0).toObject().value(u"label"_s).toString(), u"CPU 0"_s);
    QCOMPARE(lines.at(0).toObject().value(u"count"_s).toInt(), 10);
    QCOMPARE(lines.at(1).toObject().value(u"value"_s).toDouble(), 60.5);
    const QJsonArray cells = all.value(u"heatMaps"_s).toArray().at(0).toObject().value(u"cells"_s).toArray();
    QCOMPARE(cells.at(1).toObject().value(u"value"_s).toDouble(), 60.5);
    const QJsonArray controls = all.value(u"controls"_s).toArray();
    for (const auto &one : controls) {
        const QJsonObject control = one.toObject();
        if (control.value(u"name"_s) != "More"_L1)
            continue;
        const auto at = [&control](const char *name) { return control.value(QLatin1String(name)).toInt(); };
        const QPoint middle(at("x") + at("width") / 2, at("y") + at("height") / 2);
        QVERIFY(qobject_cast<WindowMenu *>(shown.window.childAt(middle)));
        return;
    }
    QFAIL("the menu's button is not in the report");
}

QTEST_MAIN(TestWindowMenu)
#include "tst_windowmenu.moc"

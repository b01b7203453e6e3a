// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/datapage.h"
#include "app/pages/functionpage.h"
#include "app/pages/momentpanel.h"
#include "app/state/clocktime.h"
#include "app/widgets/railbutton.h"
#include "app/widgets/segmentedcontrol.h"
#include "app/window/grabber.h"
#include "app/window/navigationrail.h"
#include "common/core/literals.h"
#include "tests/support/files.h"
#include "tests/support/itemtexts.h"
#include "tests/support/pageindex.h"
#include "tests/support/shownwidgets.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { Theme::use(Theme::light()); }
    void dataAreShownInATable();
    void dataAreShownAsTrees();
    void missingMeasurementIsExplained();
    void dataThatAreNotJsonAreShownAsText();
    void dataAreSearched();
    void dataAreCopied();
    void treesAreCopied();
    void newDataKeepTheSelection();
    void searchKeepsOpenRows();
    void hiddenPageDoesNotUpdate();
    void largeDataDoNotBlockTheWindow();
    void statusOfTheFunctionIsShown();
    void reasonOfAnUnreadyFunctionIsShown();
    void functionWithoutFailuresHasAText();
    void missingStatusIsExplained();
    void forbiddenStatusIsExplained();
    void chosenFailureIsShownInDetail();
    void aNewFailureKeepsTheChosenOne();
    void momentShowsItsFailure();
    void momentIsClosedByButtonAndKey();
    void railIsUsedByMouse();
    void railIsUsedByKeyboard();
    void railShowsABadge();
    void railCanBeHorizontal();
    void segmentsAreChosenByMouseAndKeyboard();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void textsHaveContrast_data();
    void textsHaveContrast();
};

namespace {

struct Rail : NavigationRail
{
    explicit Rail(QWidget *parent = nullptr)
        : NavigationRail(parent)
    {
        addPage(RailIcon::tiles(), u"Overview"_s);
        addPage(RailIcon::chip(), u"CPUs"_s);
        addPage(RailIcon::pulse(), u"System"_s);
        addPage(RailIcon::braces(), u"Function"_s);
        addPage(RailIcon::table(), u"Data"_s);
    }
};

Record flatRecord()
{
    return {QDateTime::currentMSecsSinceEpoch() - 1200, payload("output-flat-2025-12-04"),
            payload("metrics-2023-02-27")};
}

Record nestedRecord()
{
    return {QDateTime::currentMSecsSinceEpoch() - 1200, payload("output-nested-history-2023-03-03"),
            payload("metrics-2022-07-16")};
}

Failure failureAt(qint64 time)
{
    return {.time = time,
            .outcome = u"raised"_s,
            .errorType = u"KeyError"_s,
            .errorMessage = u"'net_io_counters_eth0-bytes_sent1' (/opt/usermodule.py, line 41)"_s,
            .stackTrace = u"  File \"/opt/usermodule.py\", line 41, in handler\n"
                          "    sent = input[\"net_io_counters_eth0-bytes_sent1\"]\n"
                          "           ~~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"_s,
            .inputDigest = u"2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"_s,
            .duration = 0.00042};
}

FunctionStatus status()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    return {.version = u"0.1.0"_s,
            .function = u"/opt/usermodule.py"_s,
            .functionModified = u"2026-11-25 11:02:03"_s,
            .codeHash = u"9f86d081884c7d659a2feaa0c55ad015"_s,
            .trigger = u"poll"_s,
            .started = now - 3 * 3'600'000,
            .ready = true,
            .reason = {},
            .calls = 12345,
            .outcomes = {{u"success"_s, 12340}, {u"raised"_s, 3}, {u"timed_out"_s, 2}},
            .lastCall = now - 1200,
            .lastDuration = 0.00042,
            .meanDuration = 0.00051,
            .workerRestarts = 2};
}

FunctionReport report(int failures = 8)
{
    FunctionReport result{.status = status(), .failures = {}, .problem = {}};
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (int i = 0; i < failures; ++i) {
        Failure failure = failureAt(now - 60'000 * (i + 1));
        if (i % 3 == 1) {
            failure.outcome = u"timed_out"_s;
            failure.errorType = u"TimeoutError"_s;
            failure.errorMessage = u"the call took longer than 5 s and was ended"_s;
            failure.stackTrace.clear();
            failure.duration = 5;
        }
        result.failures.append(failure);
    }
    return result;
}

template <class Widget>
void showAt(Widget &widget, QSize size)
{
    widget.resize(size);
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
}

bool uses(QWidget &widget, const QColor &color)
{
    const QImage image = widget.grab().toImage();
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == color)
                return true;
        }
    }
    return false;
}

QString clipboard()
{
    return QApplication::clipboard()->text();
}

/// Returns whether a visible text contains `text`.
bool says(const QWidget &window, const char *text)
{
    return showsText(window, QString::fromUtf8(text));
}

ItemView &tableOf(const QWidget &page)
{
    for (ItemView *view : page.findChildren<ItemView *>()) {
        if (!view->rootIsDecorated())
            return *view;
    }
    qFatal("No table");
}

QByteArray firstKey(const QString &json)
{
    const Result<JsonNode> value = parseJson(json.toUtf8());
    return value && !value->members.empty() ? value->members.front().name.toUtf8() : QByteArray();
}

Fact factOf(const FunctionPage &page, const char *label)
{
    for (const Fact &fact : page.findChild<FactGrid *>()->facts()) {
        if (fact.label == QLatin1String(label))
            return fact;
    }
    return {};
}

} // namespace

void TestPages::initTestCase()
{
    QLocale::setDefault(QLocale::c());
    usePictureFont();
}

void TestPages::dataAreShownInATable()
{
    DataPage page;
    showAt(page, {1100, 700});
    QVERIFY(says(page, "No result yet"));
    QVERIFY(!page.findChild<QPushButton *>()->isEnabled());
    page.showRecord(flatRecord());
    const ItemView &table = tableOf(page);
    QVERIFY(table.isVisible());
    QCOMPARE(table.model()->rowCount(), 12 + 42);
    QCOMPARE(cell(*table.model(), 0, 0), u"percent-network-egress"_s);
    QCOMPARE(cell(*table.model(), 1, 1), u"70.52"_s);
    QCOMPARE(cell(*table.model(), 11, 2), u"result"_s);
    QCOMPARE(cell(*table.model(), 12, 2), u"measurement"_s);
    QVERIFY(!says(page, " ago")); // the age is not known yet
    page.showAge({1200, 5000, false});
    QVERIFY(says(page, ", 1.2 s ago"));
    QVERIFY(says(page, "54 values"));
    QCOMPARE(table.visualRect(table.model()->index(0, 0)).height(), 28);
    page.showRecord({});
    QVERIFY(says(page, "No result yet"));
}

void TestPages::dataAreShownAsTrees()
{
    DataPage page;
    showAt(page, {1100, 700});
    page.showRecord(nestedRecord());
    page.setForm(DataPage::Tree);
    const auto *trees = page.findChild<RecordView *>();
    QVERIFY(trees->isVisible());
    QVERIFY(says(page, "Measurement"));
    ItemView &output = trees->output().view();
    QCOMPARE(cell(*output.model(), 1, 0), u"cpu_percent_history"_s);
    QTest::keyClick(&output, Qt::Key_Down);
    output.setCurrentIndex(output.model()->index(1, 0));
    QTest::keyClick(&output, Qt::Key_Right);
    QVERIFY(output.isExpanded(output.model()->index(1, 0)));
    QCOMPARE(trees->input().view().model()->rowCount(), 42);
    const int outputX = trees->output().mapTo(&page, QPoint()).x();
    QVERIFY(trees->input().mapTo(&page, QPoint()).x() > outputX);
    page.resize(500, 700);
    QTRY_COMPARE(trees->input().mapTo(&page, QPoint()).x(), trees->output().mapTo(&page, QPoint()).x());
}

void TestPages::missingMeasurementIsExplained()
{
    DataPage page;
    showAt(page, {1100, 700});
    page.showRecord(Record{.time = 1, .output = R"({"a": 1})", .input = {}});
    QCOMPARE(tableOf(page).model()->rowCount(), 1);
    page.setForm(DataPage::Tree);
    QVERIFY(says(page, "The measurement is not known"));
}

void TestPages::dataThatAreNotJsonAreShownAsText()
{
    DataPage page;
    showAt(page, {1100, 700});
    page.showRecord(Record{.time = 1, .output = "{\"a\": nan}\nsecond line", .input = R"({"b": 2})"});
    QCOMPARE(cell(*tableOf(page).model(), 0, 1), u"{\"a\": nan} second line"_s);
    page.setForm(DataPage::Tree);
    QVERIFY(says(page, "not JSON; shown as text"));
    const auto *text = page.findChild<RecordView *>()->output().findChild<QPlainTextEdit *>();
    QVERIFY(text->isVisible());
    QCOMPARE(text->toPlainText(), u"{\"a\": nan}\nsecond line"_s);
    page.showRecord(flatRecord());
    QVERIFY(!text->isVisible());
}

void TestPages::dataAreSearched()
{
    DataPage page;
    showAt(page, {1100, 700});
    page.showRecord(nestedRecord());
    auto *search = page.findChild<QLineEdit *>();
    QTest::keyClicks(search, u"VIRTUAL_memory-to"_s);
    const ItemView &table = tableOf(page);
    QCOMPARE(table.model()->rowCount(), 1);
    QCOMPARE(cell(*table.model(), 0, 0), u"virtual_memory-total"_s);
    QVERIFY(says(page, "1 of "));
    page.setForm(DataPage::Tree);
    const auto *trees = page.findChild<RecordView *>();
    QCOMPARE(trees->input().view().model()->rowCount(), 1);
    QCOMPARE(trees->output().view().model()->rowCount(), 0);
    search->setText(u"98.6"_s); // in a nested value
    const ItemView &output = trees->output().view();
    QVERIFY(output.model()->rowCount() > 0);
    QVERIFY(output.isExpanded(output.model()->index(0, 0)));
    search->clear();
    QVERIFY(!output.isExpanded(output.model()->index(1, 0)));
}

void TestPages::dataAreCopied()
{
    DataPage page;
    showAt(page, {1100, 700});
    const Record record = flatRecord();
    page.showRecord(record);
    const QList<QAction *> actions = page.findChild<QMenu *>()->actions();
    actions[0]->trigger();
    QCOMPARE(clipboard(), QString::fromUtf8(record.output));
    QCOMPARE(page.findChild<QPushButton *>()->text(), u"Copied"_s);
    actions[1]->trigger();
    QCOMPARE(clipboard(), QString::fromUtf8(record.input));

    ItemView &table = tableOf(page);
    table.setFocus();
    QTest::keySequence(&table, QKeySequence::Copy); // no row is selected
    QCOMPARE(clipboard(), QString::fromUtf8(record.output));
    table.setCurrentIndex(table.model()->index(1, 0));
    QTest::keySequence(&table, QKeySequence::Copy);
    QCOMPARE(clipboard(), u"{\n    \"percent-memory-cache\": 70.52\n}"_s);
    table.selectAll();
    actions[2]->trigger();
    QCOMPARE(firstKey(clipboard()), QByteArray("result"));
}

void TestPages::treesAreCopied()
{
    DataPage page;
    showAt(page, {1100, 700});
    page.showRecord(nestedRecord());
    page.setForm(DataPage::Tree);
    auto *trees = page.findChild<RecordView *>();
    ItemView &output = trees->output().view();
    const QModelIndex history = output.model()->index(1, 0);
    output.setCurrentIndex(output.model()->index(0, 0, history));
    output.setFocus();
    QTest::keySequence(&output, QKeySequence::Copy);
    QVERIFY(clipboard().startsWith(u"[\n    53.1,\n    1.8,"_s));
    ItemView &input = trees->input().view();
    input.setCurrentIndex(input.model()->index(1, 0));
    input.setFocus();
    QTest::keySequence(&input, QKeySequence::Copy);
    QCOMPARE(clipboard(), u"1.0"_s);
}

void TestPages::newDataKeepTheSelection()
{
    DataPage page;
    showAt(page, {1100, 400});
    Record record = nestedRecord();
    page.showRecord(record);
    ItemView &table = tableOf(page);
    table.setCurrentIndex(table.model()->index(40, 0));
    const QString chosen = table.currentIndex().data().toString();
    const QRect place = table.visualRect(table.currentIndex());
    record.output.replace("53.1", "54.2");
    page.showRecord(record);
    QCOMPARE(table.currentIndex().data().toString(), chosen);
    QCOMPARE(table.visualRect(table.currentIndex()), place);
    QCOMPARE(cell(*table.model(), 1, 1), u"54.2"_s);

    page.setForm(DataPage::Tree);
    ItemView &output = page.findChild<RecordView *>()->output().view();
    output.expand(output.model()->index(1, 0));
    record.output.replace("54.2", "55.3");
    page.showRecord(record);
    QVERIFY(output.isExpanded(output.model()->index(1, 0)));
}

void TestPages::searchKeepsOpenRows()
{
    DataPage page;
    showAt(page, {1100, 700});
    page.showRecord(nestedRecord());
    page.setForm(DataPage::Tree);
    ItemView &output = page.findChild<RecordView *>()->output().view();
    const auto row = [&output](int number) { return output.model()->index(number, 0); };
    output.expand(row(1));
    auto *search = page.findChild<QLineEdit *>();
    search->setText(u"timestamp"_s);
    QCOMPARE(output.model()->rowCount(), 1);
    search->clear();
    QVERIFY(output.isExpanded(row(1)));
    QVERIFY(!output.isExpanded(row(2)));
}

void TestPages::hiddenPageDoesNotUpdate()
{
    DataPage page;
    page.resize(1100, 700);
    page.showRecord(flatRecord());
    QCOMPARE(tableOf(page).model()->rowCount(), 0);
    page.show();
    QCOMPARE(tableOf(page).model()->rowCount(), 54);
}

/// Measures the longest time that 10 MB block the window.
void TestPages::largeDataDoNotBlockTheWindow()
{
    QByteArray json = R"({"list": [)";
    while (json.size() < 10'000'000)
        json += R"({"name": "some text", "value": 1234.5, "flags": [true, false]}, )";
    json += "0]}";
    DataPage page;
    showAt(page, {1100, 700});
    QElapsedTimer timer;
    for (const DataPage::Form form : {DataPage::Table, DataPage::Tree}) {
        page.setForm(form);
        for (const char *value : {"1234.5", "2345.6"}) {
            timer.start();
            page.showRecord(Record{.time = 1, .output = QByteArray(json).replace("1234.5", value), .input = json});
            page.grab();
            qInfo("form %d: %lld ms", form, timer.elapsed());
            QVERIFY2(timer.elapsed() < 2000, "too slow");
        }
        timer.start();
        page.findChild<QLineEdit *>()->setText(form == DataPage::Table ? u"77.value"_s : QString());
        page.grab();
        qInfo("form %d: searched in %lld ms", form, timer.elapsed());
        QVERIFY2(timer.elapsed() < 2000, "too slow");
    }
}

void TestPages::statusOfTheFunctionIsShown()
{
    FunctionPage page;
    const FunctionReport shown = report();
    page.showReport(shown);
    showAt(page, {1100, 700});
    QCOMPARE(factOf(page, "State").value, u"ready"_s);
    QCOMPARE(factOf(page, "Last call").value, clockTime(shown.status->lastCall)); // the source's clock is not known yet
    const qint64 now = shown.status->lastCall + 3000;
    page.showTimes(now);
    QCOMPARE(factOf(page, "Last call").value, u"3.0 s ago"_s);
    QCOMPARE(factOf(page, "Duration").value, u"0.42 ms"_s);
    QCOMPARE(factOf(page, "Duration").detail, u"0.51 ms on average"_s);
    QCOMPARE(factOf(page, "Calls").value, u"12345"_s);
    QCOMPARE(factOf(page, "Failures").value, u"5"_s);
    QCOMPARE(factOf(page, "Failures").detail, u"3 raised, 2 timed out"_s);
    QCOMPARE(factOf(page, "Worker restarts").value, u"2"_s);
    QCOMPARE(factOf(page, "Function").value, u"/opt/usermodule.py"_s);
    QCOMPARE(factOf(page, "Function").detail, u"modified 2026-11-25 11:02:03, code 9f86d081"_s);
    QCOMPARE(factOf(page, "Trigger").value, u"poll"_s);
    QCOMPARE(factOf(page, "Runtime").value, u"0.1.0"_s);
    QCOMPARE(factOf(page, "Runtime").detail, u"started 3 h ago"_s);
    page.showTimes(now + 1000);
    QCOMPARE(factOf(page, "Last call").value, u"4.0 s ago"_s);
}

void TestPages::reasonOfAnUnreadyFunctionIsShown()
{
    QWidget window;
    auto *page = new FunctionPage;
    (new QVBoxLayout(&window))->addWidget(page);
    FunctionReport notReady = report(0);
    notReady.status->ready = false;
    notReady.status->reason = u"SyntaxError: invalid syntax (usermodule.py, line 3)"_s;
    notReady.status->lastCall = 0;
    notReady.status->calls = 0;
    page->showReport(notReady);
    showAt(window, {1100, 700});
    QCOMPARE(factOf(*page, "State").value, u"not ready"_s);
    QCOMPARE(factOf(*page, "Last call").value, u"none yet"_s);
    QVERIFY(says(window, "Not ready: SyntaxError: invalid syntax (usermodule.py, line 3)"));
    for (QLabel *label : page->findChildren<QLabel *>())
        QVERIFY(!label->text().startsWith(u"Not ready"_s) || uses(*label, Theme::light().bad));
    FunctionReport old = report(0);
    old.status->loadFailure = u"SyntaxError: '(' was never closed"_s;
    page->showReport(old);
    QVERIFY(says(
        window,
        "The newest version cannot be loaded, so the previous one stays in use: SyntaxError: '(' was never closed"));
    page->showReport(report(0));
    QVERIFY(!says(window, "SyntaxError"));
}

void TestPages::functionWithoutFailuresHasAText()
{
    FunctionPage page;
    page.showReport(report(0));
    showAt(page, {1100, 700});
    QVERIFY(says(page, "No call has failed"));
    QVERIFY(!tableOf(page).isVisible());
}

void TestPages::missingStatusIsExplained()
{
    FunctionPage page;
    page.showReport({});
    showAt(page, {1100, 700});
    QVERIFY(says(page, "The runtime reports nothing about the function"));
    QVERIFY(!says(page, "No call has failed"));
}

void TestPages::forbiddenStatusIsExplained()
{
    FunctionPage page;
    FunctionReport forbidden;
    forbidden.problem = u"This user may not read results:status"_s;
    page.showReport(forbidden);
    showAt(page, {1100, 700});
    QVERIFY(says(page, "The runtime's report about the function cannot be read"));
    QVERIFY(says(page, "This user may not read results:status"));
    forbidden.status = status();
    page.showReport(forbidden);
    QVERIFY(says(page, "This user may not read results:status"));
    QVERIFY(says(page, "No call has failed"));
}

void TestPages::chosenFailureIsShownInDetail()
{
    FunctionPage page;
    const FunctionReport shown = report();
    page.showReport(shown);
    showAt(page, {1100, 700});
    ItemView &table = tableOf(page);
    QCOMPARE(table.model()->rowCount(), 8);
    QCOMPARE(table.currentIndex().row(), 0);
    const auto *trace = page.findChild<QPlainTextEdit *>();
    QCOMPARE(trace->toPlainText(), shown.failures[0].stackTrace);
    QVERIFY(says(page, "KeyError: 'net_io_counters_eth0-bytes_sent1'"));
    QVERIFY(says(page, "measurement 2c26b46b"));
    QTest::keyClick(&table, Qt::Key_Down);
    QVERIFY(says(page, "TimeoutError: the call took longer than 5 s and was ended"));
    QVERIFY(says(page, "timed out · took 5.00 s"));
    QCOMPARE(trace->toPlainText(), QString());

    QTest::keyClick(&table, Qt::Key_Up);
    const QSignalSpy wanted(&page, &Page::momentRequested);
    for (QPushButton *button : page.findChildren<QPushButton *>())
        QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].toLongLong(), shown.failures[0].time);
    QVERIFY(clipboard().startsWith(u"KeyError: "_s));
    QVERIFY(clipboard().endsWith(shown.failures[0].stackTrace));
}

void TestPages::aNewFailureKeepsTheChosenOne()
{
    FunctionPage page;
    FunctionReport shown = report();
    page.showReport(shown);
    showAt(page, {1100, 700});
    tableOf(page).setCurrentIndex(tableOf(page).model()->index(1, 0));
    shown.failures.prepend(failureAt(QDateTime::currentMSecsSinceEpoch()));
    page.showReport(shown);
    QCOMPARE(tableOf(page).currentIndex().row(), 2);
    QVERIFY(says(page, "TimeoutError: "));
}

void TestPages::momentShowsItsFailure()
{
    MomentPanel panel;
    showAt(panel, {1000, 600});
    const Record record = flatRecord();
    panel.showMoment(record.time + 200, record, failureAt(record.time + 200));
    QVERIFY(says(panel, qPrintable(clockTime(record.time + 200))));
    QVERIFY(!says(panel, "the nearest result"));
    QVERIFY(says(panel, "KeyError: "));
    for (const QPushButton *button : panel.findChildren<QPushButton *>())
        QVERIFY(!button->isVisible() || button->text() != "Show this moment"_L1);
    const auto *trees = panel.findChild<RecordView *>();
    QCOMPARE(trees->output().view().model()->rowCount(), 12);
    QCOMPARE(trees->input().view().model()->rowCount(), 42);

    panel.showMoment(record.time + 60'000, record, {});
    QVERIFY(says(panel, qPrintable(u"the nearest result is from "_s + clockTime(record.time))));
    QVERIFY(!says(panel, "KeyError: "));
    panel.showMoment(1000, {}, {});
    QVERIFY(says(panel, "There is no result"));
}

void TestPages::momentIsClosedByButtonAndKey()
{
    MomentPanel panel;
    showAt(panel, {1000, 600});
    panel.showMoment(1000, flatRecord(), {});
    const QSignalSpy closed(&panel, &MomentPanel::closed);
    QTest::mouseClick(panel.findChild<CloseButton *>(), Qt::LeftButton);
    QCOMPARE(closed.size(), 1);
    ItemView &output = panel.findChild<RecordView *>()->output().view();
    output.setFocus();
    QTest::keyClick(&output, Qt::Key_Escape);
    QCOMPARE(closed.size(), 2);
}

void TestPages::railIsUsedByMouse()
{
    Rail rail;
    showAt(rail, {84, 600});
    QCOMPARE(rail.current(), test::PageIndex::Overview);
    QCOMPARE(rail.width(), 84);
    const QSignalSpy chosen(&rail, &NavigationRail::chosen);
    const QList<RailButton *> buttons = rail.findChildren<RailButton *>();
    QTest::mouseClick(buttons[3], Qt::LeftButton);
    QTest::mouseClick(buttons[3], Qt::LeftButton); // it stays selected
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(rail.current(), test::PageIndex::Function);
    QVERIFY(buttons[3]->isChecked() && !buttons[0]->isChecked());
    rail.setCurrent(test::PageIndex::Data);
    QVERIFY(buttons[4]->isChecked() && !buttons[3]->isChecked());
    QCOMPARE(chosen.size(), 1);
}

void TestPages::railIsUsedByKeyboard()
{
    Rail rail;
    showAt(rail, {84, 600});
    const QSignalSpy chosen(&rail, &NavigationRail::chosen);
    const QList<RailButton *> buttons = rail.findChildren<RailButton *>();
    buttons[0]->setFocus();
    QTest::keyClick(buttons[0], Qt::Key_Down);
    QCOMPARE(rail.current(), test::PageIndex::Cpus);
    QTest::keyClick(buttons[1], Qt::Key_End);
    QCOMPARE(rail.current(), test::PageIndex::Data);
    QTest::keyClick(buttons[4], Qt::Key_Down);
    QTest::keyClick(buttons[4], Qt::Key_Up);
    QCOMPARE(rail.current(), test::PageIndex::Function);
    QTest::keyClick(buttons[3], Qt::Key_Home);
    QCOMPARE(rail.current(), test::PageIndex::Overview);
    QCOMPARE(chosen.size(), 4);
    QCOMPARE(buttons[0]->focusPolicy(), Qt::TabFocus);
    QCOMPARE(buttons[3]->focusPolicy(), Qt::NoFocus);
}

void TestPages::railShowsABadge()
{
    Rail rail;
    showAt(rail, {84, 600});
    const auto *button = rail.findChildren<RailButton *>().at(test::PageIndex::Function);
    const auto redPixels = [button] {
        const QImage image = const_cast<RailButton *>(button)->grab().toImage();
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, y) == Theme::light().bad ? 1 : 0;
        }
        return count;
    };
    QCOMPARE(redPixels(), 0);
    rail.setBadge(test::PageIndex::Function, 7);
    QVERIFY(redPixels() > 50);
    QCOMPARE(button->accessibleName(), u"Function, 7"_s);
    rail.setBadge(test::PageIndex::Function, 1234); // must not exceed the edge
    QVERIFY(redPixels() > 100);
    rail.setBadge(test::PageIndex::Function, 0);
    QCOMPARE(redPixels(), 0);
    QCOMPARE(button->accessibleName(), u"Function"_s);
}

void TestPages::railCanBeHorizontal()
{
    Rail rail;
    rail.setHorizontal(true);
    QVERIFY(rail.isHorizontal());
    showAt(rail, {700, rail.sizeHint().height()});
    const QList<RailButton *> buttons = rail.findChildren<RailButton *>();
    for (qsizetype i = 1; i < buttons.size(); ++i) {
        QCOMPARE(buttons[i]->y(), buttons[0]->y());
        QVERIFY(qAbs(buttons[i]->width() - buttons[0]->width()) <= 1);
    }
    QVERIFY(buttons.last()->geometry().right() < 700 && buttons.last()->geometry().right() > 650);
    rail.setHorizontal(false);
    QTRY_COMPARE(buttons[4]->x(), buttons[0]->x());
}

void TestPages::segmentsAreChosenByMouseAndKeyboard()
{
    SegmentedControl control;
    control.setSegments({u"1m"_s, u"5m"_s, u"15m"_s});
    showAt(control, control.sizeHint());
    const QList<QAbstractButton *> segments = control.findChildren<QAbstractButton *>();
    const QSignalSpy chosen(&control, &SegmentedControl::chosen);
    QCOMPARE(control.current(), 0);
    QTest::mouseClick(segments[1], Qt::LeftButton);
    QCOMPARE(control.current(), 1);
    QTest::keyClick(segments[1], Qt::Key_Right);
    QCOMPARE(control.current(), 2);
    QTest::keyClick(segments[2], Qt::Key_Right);
    QCOMPARE(chosen.size(), 2);
    control.setCurrent(-1); // no preset
    for (const QAbstractButton *segment : segments)
        QVERIFY(!segment->isChecked());
    QTest::keyClick(segments[0], Qt::Key_Right);
    QCOMPARE(control.current(), 0);
    control.setSegments({u"other"_s});
    QCOMPARE(control.findChildren<QAbstractButton *>().size(), 1);
    QCOMPARE(control.current(), 0);
}

/// A page in a window with the rail at its left, or below it if the window is narrow.
class Window : public QWidget
{
public:
    Window(QWidget *page, int current, QSize size)
    {
        auto *rail = new Rail(this);
        rail->setCurrent(current);
        rail->setBadge(test::PageIndex::Function, 5);
        const bool narrow = size.width() < 900;
        rail->setHorizontal(narrow);
        auto *layout = new QBoxLayout(narrow ? QBoxLayout::BottomToTop : QBoxLayout::LeftToRight, this);
        layout->setContentsMargins(narrow ? 8 : 0, 8, 8, narrow ? 0 : 8);
        layout->setSpacing(narrow ? 0 : 4);
        layout->addWidget(rail);
        layout->addWidget(page, 1);
        setPalette(Theme::current().palette());
        resize(size);
    }
};

struct Example
{
    const char *name;
    QWidget *(*make)();
    int page;
};

const QList<Example> &examples()
{
    static const QList<Example> list = {
        {"data-empty", []() -> QWidget * { return new DataPage; }, test::PageIndex::Data},
        {"data-table",
         []() -> QWidget * {
             auto *page = new DataPage;
             page->showRecord(flatRecord());
             return page;
         },
         test::PageIndex::Data},
        {"data-tree",
         []() -> QWidget * {
             auto *page = new DataPage;
             page->showRecord(nestedRecord());
             page->setForm(DataPage::Tree);
             ItemView &view = page->findChild<RecordView *>()->output().view();
             view.expand(view.model()->index(1, 0));
             view.expand(view.model()->index(0, 0, view.model()->index(1, 0)));
             view.setCurrentIndex(view.model()->index(1, 0, view.model()->index(1, 0)));
             return page;
         },
         test::PageIndex::Data},
        {"data-not-json",
         []() -> QWidget * {
             auto *page = new DataPage;
             page->setForm(DataPage::Tree);
             page->showRecord(Record{.time = flatRecord().time, .output = "{'cpu': 1,\n 'memory': nan}", .input = {}});
             return page;
         },
         test::PageIndex::Data},
        {"function",
         []() -> QWidget * {
             auto *page = new FunctionPage;
             page->showReport(report());
             return page;
         },
         test::PageIndex::Function},
        {"function-not-ready",
         []() -> QWidget * {
             auto *page = new FunctionPage;
             FunctionReport notReady = report(0);
             notReady.status->ready = false;
             notReady.status->reason = u"SyntaxError: invalid syntax (usermodule.py, line 3)"_s;
             page->showReport(notReady);
             return page;
         },
         test::PageIndex::Function},
        {"function-foreign", []() -> QWidget * { return new FunctionPage; }, test::PageIndex::Function},
        {"moment",
         []() -> QWidget * {
             auto *panel = new MomentPanel;
             const Record record = nestedRecord();
             panel->showMoment(record.time, record, failureAt(record.time));
             return panel;
         },
         test::PageIndex::Overview},
    };
    return list;
}

void TestPages::nothingIsCutOff_data()
{
    QTest::addColumn<int>("scene");
    QTest::addColumn<QSize>("size");
    for (int i = 0; i < examples().size(); ++i) {
        for (const QSize size : {QSize(700, 500), QSize(1100, 700), QSize(1920, 1080)})
            QTest::addRow("%s %d x %d", examples()[i].name, size.width(), size.height()) << i << size;
    }
}

void TestPages::nothingIsCutOff()
{
    QFETCH(int, scene);
    QFETCH(QSize, size);
    const QString pictures = qEnvironmentVariable("PULSE_TEST_PICTURES"); // a folder, to look at them
    for (const Theme &theme : {Theme::light(), Theme::darkTheme()}) {
        Theme::use(theme);
        Window window(examples()[scene].make(), examples()[scene].page, size);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(window.size(), size);
        for (int i = 0; i < 3; ++i) // inner layouts are done before outer ones
            QCoreApplication::processEvents();
        if (!pictures.isEmpty()) {
            const QString file = u"%1/pages-%2-%3-%4.png"_s.arg(pictures, QLatin1String(examples()[scene].name))
                                     .arg(size.width())
                                     .arg(theme.dark ? u"dark"_s : u"light"_s);
            QVERIFY(grabWindow(window, file));
        }
        for (const QWidget *widget : window.findChildren<QWidget *>()) {
            const bool scrolls = widget->parentWidget()->objectName() == "qt_scrollarea_viewport"_L1;
            if (!widget->isVisible() || widget->isWindow() || scrolls)
                continue;
            const QString name =
                u"%1 \"%2\""_s.arg(QLatin1String(widget->metaObject()->className()), widget->accessibleName());
            QVERIFY2(widget->parentWidget()->rect().contains(widget->geometry()), qPrintable(name));
            QVERIFY2(!qobject_cast<const QAbstractButton *>(widget) ||
                         widget->width() >= widget->minimumSizeHint().width(),
                     qPrintable(name));
        }
        for (const ElidingLabel *label : window.findChildren<ElidingLabel *>())
            QVERIFY2(!label->isVisible() || !label->isElided(), qPrintable(label->text()));
    }
}

void TestPages::textsHaveContrast_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

/// The theme's colours reach Qt's own controls, also when the theme changes later.
void TestPages::textsHaveContrast()
{
    QFETCH(bool, dark);
    const Theme theme = dark ? Theme::darkTheme() : Theme::light();
    Theme::use(dark ? Theme::light() : Theme::darkTheme());
    DataPage data;
    data.showRecord(flatRecord());
    showAt(data, {1100, 700});
    FunctionPage function;
    function.showReport(report());
    showAt(function, {1100, 700});
    Theme::use(theme);
    data.findChild<QLineEdit *>()->setText(u"cpu"_s);
    const QList<QWidget *> controls = {tableOf(data).viewport(), data.findChild<QLineEdit *>(),
                                       function.findChild<QPlainTextEdit *>(), function.findChild<QPushButton *>(),
                                       tableOf(function).viewport()};
    for (QWidget *control : controls)
        QVERIFY2(uses(*control, theme.text) || uses(*control, theme.dim), control->metaObject()->className());
    QVERIFY(uses(*data.findChild<QLineEdit *>(), theme.background));
    QVERIFY(uses(data, theme.surface));
    QVERIFY(!uses(data, dark ? QColor(Qt::white) : Theme::darkTheme().surface));
}

QTEST_MAIN(TestPages)
#include "tst_pages.moc"

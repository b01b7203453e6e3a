// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/functionpage.h"
#include "app/state/clocktime.h"
#include "app/window/grabber.h"
#include "common/core/literals.h"
#include "tests/support/pagesamples.h"

#include <QDateTime>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestFunctionPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void statusOfTheFunctionIsShown();
    void reasonOfAnUnreadyFunctionIsShown();
    void functionWithoutFailuresHasAText();
    void missingStatusIsExplained();
    void forbiddenStatusIsExplained();
    void chosenFailureIsShownInDetail();
    void aNewFailureKeepsTheChosenOne();
};

namespace {

Fact factOf(const FunctionPage &page, const char *label)
{
    for (const Fact &fact : page.findChild<FactGrid *>()->facts()) {
        if (fact.label == QLatin1String(label))
            return fact;
    }
    return {};
}

} // namespace

void TestFunctionPage::initTestCase()
{
    QLocale::setDefault(QLocale::c());
    usePictureFont();
}

void TestFunctionPage::statusOfTheFunctionIsShown()
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
    const QString modified = dateAndTime(QDateTime(QDate(2026, 11, 25), QTime(11, 2, 3)));
    QCOMPARE(factOf(page, "Function").detail, u"modified %1, code 9f86d081"_s.arg(modified));
    QCOMPARE(factOf(page, "Trigger").value, u"poll"_s);
    QCOMPARE(factOf(page, "Runtime").value, u"0.1.0"_s);
    QCOMPARE(factOf(page, "Runtime").detail, u"started 3 h ago"_s);
    page.showTimes(now + 1000);
    QCOMPARE(factOf(page, "Last call").value, u"4.0 s ago"_s);
}

void TestFunctionPage::reasonOfAnUnreadyFunctionIsShown()
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

void TestFunctionPage::functionWithoutFailuresHasAText()
{
    FunctionPage page;
    page.showReport(report(0));
    showAt(page, {1100, 700});
    QVERIFY(says(page, "No call has failed"));
    QVERIFY(!tableOf(page).isVisible());
}

void TestFunctionPage::missingStatusIsExplained()
{
    FunctionPage page;
    page.showReport({});
    showAt(page, {1100, 700});
    QVERIFY(says(page, "The runtime reports nothing about the function"));
    QVERIFY(!says(page, "No call has failed"));
}

void TestFunctionPage::forbiddenStatusIsExplained()
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

void TestFunctionPage::chosenFailureIsShownInDetail()
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

void TestFunctionPage::aNewFailureKeepsTheChosenOne()
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

QTEST_MAIN(TestFunctionPage)
#include "tst_functionpage.moc"

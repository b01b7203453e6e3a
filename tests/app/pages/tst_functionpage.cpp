// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/callchart.h"
#include "app/pages/chartlink.h"
#include "app/pages/functionpage.h"
#include "app/pages/seriespanel.h"
#include "app/state/clocktime.h"
#include "app/widgets/scrollcolumn.h"
#include "app/window/grabber.h"
#include "common/core/literals.h"
#include "common/results/samplefunction.h"
#include "tests/support/pagesamples.h"
#include "tests/support/paths.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
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
    void healthCountsTheLastCalls();
    void sampleFunctionIsNamedAndSaved();
    void pathOfAFileIsCopied();
    void durationsAndFailuresAreDrawn();
    void badgeCountsUnseenFailures();
    void ownFunctionIsOfferedOnThisMachine();
    void reasonOfAnUnreadyFunctionIsShown();
    void functionWithoutFailuresHasAText();
    void missingStatusIsExplained();
    void forbiddenStatusIsExplained();
    void chosenFailureIsShownInDetail();
    void tracebackIsReadable_data();
    void tracebackIsReadable();
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

QPushButton *buttonOf(const FunctionPage &page, const char *text)
{
    for (QPushButton *button : page.findChildren<QPushButton *>()) {
        if (button->text() == QString::fromUtf8(text))
            return button;
    }
    qFatal("No button %s", text);
}

/// A source of this machine.
class Source : public ResultSource
{
public:
    void open() override {}
    SourceStatus status() const override { return {SourceStatus::Kind::Live, u"this machine"_s, u"results"_s, {}}; }
    FunctionReport report() const override { return {}; }
    bool canChooseFunction() const override { return isLocal; }

    bool isLocal = true;
};

/// A page that shows the state of a source.
struct ShownPage
{
    ShownPage() { state.follow(source); }

    void report(const FunctionReport &report)
    {
        Q_EMIT source.reportChanged(report);
        page.showState(state);
    }

    Source source;
    DashboardState state{DashboardState::Options()};
    ChartLink link{state.time()};
    FunctionPage page{state, link};
};

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
    QCOMPARE(factOf(page, "Last call").value, u"3 s ago"_s);
    QCOMPARE(factOf(page, "Duration").value, u"0.42 ms"_s);
    QCOMPARE(factOf(page, "Duration").detail, u"0.51 ms on average"_s);
    QCOMPARE(factOf(page, "Calls").value, u"12345"_s);
    QCOMPARE(factOf(page, "Failures").value, u"5"_s);
    QCOMPARE(factOf(page, "Failures").detail, u"3 raised, 2 timed out"_s);
    QCOMPARE(factOf(page, "Failures").tone, Tone::Text); // the state reports whether it fails now
    QCOMPARE(factOf(page, "Worker restarts").value, u"2"_s);
    QCOMPARE(factOf(page, "Function").value, u"/opt/usermodule.py"_s);
    const QString modified = dateAndTime(QDateTime(QDate(2026, 11, 25), QTime(11, 2, 3)));
    QCOMPARE(factOf(page, "Function").detail, u"modified %1, code 9f86d081"_s.arg(modified));
    QCOMPARE(factOf(page, "Trigger").value, u"poll"_s);
    QCOMPARE(factOf(page, "Runtime").value, u"0.1.0"_s);
    QCOMPARE(factOf(page, "Runtime").detail, u"started 3 h ago"_s);
    page.showTimes(now + 1000);
    QCOMPARE(factOf(page, "Last call").value, u"4 s ago"_s);
}

void TestFunctionPage::healthCountsTheLastCalls()
{
    FunctionPage page;
    page.showReport(report());
    showAt(page, {1100, 700});
    QCOMPARE(factOf(page, "State").detail, QString());
    page.showRecentCalls({20, 0});
    QCOMPARE(factOf(page, "State").detail, u"no failure in the last 20 calls"_s);
    QCOMPARE(factOf(page, "State").tone, Tone::Good);
    page.showRecentCalls({20, 2});
    QCOMPARE(factOf(page, "State").value, u"ready"_s);
    QCOMPARE(factOf(page, "State").detail, u"failed in 2 of the last 20 calls"_s);
    QCOMPARE(factOf(page, "State").tone, Tone::Warning);
    page.showRecentCalls({20, 20});
    QCOMPARE(factOf(page, "State").tone, Tone::Bad);
}

/// The runtime reports the path of a temporary copy.
void TestFunctionPage::sampleFunctionIsNamedAndSaved()
{
    FunctionPage page;
    FunctionReport sample = report(0);
    sample.status->function = u"/tmp/pulseboard-x/metrics.py"_s;
    sample.status->codeHash =
        QString::fromLatin1(QCryptographicHash::hash(sampleFunction(), QCryptographicHash::Sha256).toHex());
    page.showReport(sample);
    showAt(page, {1100, 700});
    QCOMPARE(factOf(page, "Function").value, u"Built-in sample"_s);
    QVERIFY(factOf(page, "Function").detail.startsWith(u"metrics.py, code "_s));
    QVERIFY(!says(page, "/tmp/"));
    QVERIFY(!buttonOf(page, "Copy path")->isVisible());
    const QSignalSpy saved(&page, &Page::saveRequested);
    QTest::mouseClick(buttonOf(page, "Save a copy…"), Qt::LeftButton);
    QCOMPARE(saved.size(), 1);
    QCOMPARE(saved[0][0].toString(), u"metrics.py"_s);
    QCOMPARE(saved[0][1].toByteArray(), contentOf(resourcePath("/handlers/metrics.py")));
}

void TestFunctionPage::pathOfAFileIsCopied()
{
    FunctionPage page;
    FunctionReport shown = report(0);
    page.showReport(shown);
    showAt(page, {1100, 700});
    QVERIFY(!buttonOf(page, "Save a copy…")->isVisible());
    QVERIFY(!buttonOf(page, "Run my function…")->isVisible());
    QTest::mouseClick(buttonOf(page, "Copy path"), Qt::LeftButton);
    QCOMPARE(clipboard(), u"/opt/usermodule.py"_s);
    shown.status->function = u"https://example.org/function.zip"_s;
    page.showReport(shown);
    QVERIFY(!buttonOf(page, "Copy path")->isVisible());
}

void TestFunctionPage::durationsAndFailuresAreDrawn()
{
    ShownPage shown;
    shown.page.showState(shown.state);
    showAt(shown.page, {1100, 900});
    auto *chart = shown.page.findChild<CallChart *>();
    QVERIFY(!chart->isVisible());
    FunctionReport calls = report(0);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (int i = 3; i > 0; --i) {
        calls.status->lastCall = now - 4000 - i * 1000;
        calls.status->lastDuration = 0.001 * i;
        shown.report(calls);
    }
    QTRY_VERIFY(chart->isVisible());
    QCOMPARE(chart->lines().size(), 1);
    QCOMPARE(chart->lines()[0].values.size(), 3);
    QCOMPARE(chart->lines()[0].values[0].value, 3.0); // ms
    QVERIFY(!uses(*chart, Theme::current().bad));
    calls.failures = {failureAt(now - 5500)};
    shown.report(calls);
    QCOMPARE(chart->report().value("failures"_L1).toInt(), 1);
    QCOMPARE(chart->lines()[0].values.size(), 4);
    QVERIFY(chart->description().endsWith(u"1 failed calls"_s)); // without a translator
    QVERIFY(uses(*chart, Theme::current().bad));
    QVERIFY(says(shown.page, "◆ failed"));
    QCOMPARE(SeriesPanel::around(chart)->csv(shown.state).count('\n'), 5); // what the chart's menu exports
    const auto [from, to] = chart->timeRange();
    QCOMPARE(from, shown.state.time().range().from);
    QCOMPARE(to, shown.state.time().range().to);
}

void TestFunctionPage::badgeCountsUnseenFailures()
{
    ShownPage shown;
    FunctionReport calls = report(2);
    Q_EMIT shown.source.reportChanged(calls);
    QCOMPARE(shown.page.badge(shown.state), 2);
    shown.page.showState(shown.state);
    QCOMPARE(shown.page.badge(shown.state), 0);
    calls.failures.prepend(failureAt(QDateTime::currentMSecsSinceEpoch()));
    Q_EMIT shown.source.reportChanged(calls);
    QCOMPARE(shown.page.badge(shown.state), 1);
    Source other;
    shown.state.follow(other);
    Q_EMIT other.reportChanged(calls);
    QCOMPARE(shown.page.badge(shown.state), 3);
}

void TestFunctionPage::ownFunctionIsOfferedOnThisMachine()
{
    ShownPage shown;
    shown.report(report(0));
    showAt(shown.page, {1100, 700});
    const QPushButton *run = buttonOf(shown.page, "Run my function…");
    QVERIFY(run->isVisible());
    const QSignalSpy requested(&shown.page, &Page::functionRequested);
    QTest::mouseClick(buttonOf(shown.page, "Run my function…"), Qt::LeftButton);
    QCOMPARE(requested.size(), 1);
    shown.source.isLocal = false;
    shown.page.showState(shown.state);
    QVERIFY(!run->isVisible());
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
    QCOMPARE(table.model()->rowCount(), 2); // two kinds of eight failures
    QVERIFY(table.currentIndex().data().toString().startsWith(u"KeyError, line 41 ×5, last "_s));
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
    QTest::mouseClick(buttonOf(page, "Show this moment"), Qt::LeftButton);
    QTest::mouseClick(buttonOf(page, "Copy"), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].toLongLong(), shown.failures[0].time);
    QVERIFY(clipboard().startsWith(u"KeyError: "_s));
    QVERIFY(clipboard().endsWith(shown.failures[0].stackTrace));
}

void TestFunctionPage::tracebackIsReadable_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("words"); // in each line
    QTest::newRow("small window") << QSize(700, 500) << 20;
    QTest::newRow("phone") << QSize(360, 640) << 8;
}

/// Long lines are wrapped, and the text is as high as they are. No other text is cut off.
void TestFunctionPage::tracebackIsReadable()
{
    QFETCH(QSize, size);
    QFETCH(int, words);
    FunctionPage page;
    FunctionReport shown = report(1);
    for (int i = 0; i < 5; ++i)
        shown.failures[0].stackTrace +=
            u"\n  File \"/opt/usermodule.py\", line 1, in "_s + u"a long name "_s.repeated(words);
    page.showReport(shown);
    showAt(page, size);
    const auto *trace = page.findChild<QPlainTextEdit *>();
    QTRY_COMPARE(trace->verticalScrollBar()->maximum(), 0);
    QCOMPARE(trace->horizontalScrollBar()->maximum(), 0);
    QVERIFY(trace->height() > 12 * trace->fontMetrics().lineSpacing());
    const auto cutOff = [&page] {
        QStringList texts;
        for (const QLabel *label : page.findChildren<QLabel *>()) {
            if (label->isVisible() && label->height() < label->heightForWidth(label->width()))
                texts.append(label->text());
        }
        return texts;
    };
    QTRY_COMPARE(cutOff(), QStringList()); // a higher traceback moves them later
    const auto *content = page.findChild<ScrollColumn *>();
    QVERIFY(content->widget()->width() <= content->viewport()->width());
}

/// The group of the new failure becomes the first one.
void TestFunctionPage::aNewFailureKeepsTheChosenOne()
{
    FunctionPage page;
    FunctionReport shown = report();
    page.showReport(shown);
    showAt(page, {1100, 700});
    Failure other = failureAt(QDateTime::currentMSecsSinceEpoch());
    other.errorType = u"ValueError"_s;
    shown.failures.prepend(other);
    page.showReport(shown);
    QCOMPARE(tableOf(page).currentIndex().row(), 1);
    QVERIFY(says(page, "KeyError: "));
    tableOf(page).setCurrentIndex(tableOf(page).model()->index(2, 0));
    shown.failures.prepend(failureAt(QDateTime::currentMSecsSinceEpoch()));
    page.showReport(shown);
    QCOMPARE(tableOf(page).currentIndex().row(), 2);
    QVERIFY(says(page, "TimeoutError: "));
    QCOMPARE(tableOf(page).model()->index(0, 0).data().toString().section(u" ×"_s, 0, 0), u"KeyError, line 41"_s);
}

QTEST_MAIN(TestFunctionPage)
#include "tst_functionpage.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/datapage.h"
#include "app/pages/functionpage.h"
#include "app/pages/momentpanel.h"
#include "app/state/clocktime.h"
#include "app/window/grabber.h"
#include "common/core/literals.h"
#include "tests/support/pageindex.h"
#include "tests/support/pagesamples.h"

#include <QLineEdit>
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
    void momentShowsItsFailure();
    void momentListsItsEvents();
    void momentIsClosedByButtonAndKey();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void textsHaveContrast_data();
    void textsHaveContrast();
};

void TestPages::initTestCase()
{
    QLocale::setDefault(QLocale::c());
    usePictureFont();
}

void TestPages::momentShowsItsFailure()
{
    MomentPanel panel;
    showAt(panel, {1000, 600});
    const Record record = flatRecord();
    panel.showMoment({record.time + 200, record, failureAt(record.time + 200)});
    QVERIFY(says(panel, qPrintable(clockTime(record.time + 200))));
    QVERIFY(!says(panel, "the nearest result"));
    QVERIFY(says(panel, "KeyError: "));
    for (const QPushButton *button : panel.findChildren<QPushButton *>())
        QVERIFY(!button->isVisible() || button->text() != "Show this moment"_L1);
    const auto *trees = panel.findChild<RecordView *>();
    QCOMPARE(trees->output().view().model()->rowCount(), 12);
    QCOMPARE(trees->input().view().model()->rowCount(), 42);

    panel.showMoment({record.time + 60'000, record});
    QVERIFY(says(panel, qPrintable(u"the nearest result is from "_s + clockTime(record.time))));
    QVERIFY(!says(panel, "KeyError: "));
    panel.showMoment({1000});
    QVERIFY(says(panel, "There is no result"));
}

void TestPages::momentListsItsEvents()
{
    MomentPanel panel;
    showAt(panel, {1000, 600});
    panel.showMoment({1000, flatRecord(), {}, {u"CPU 1 above 80%: 81.2%"_s}});
    QVERIFY(says(panel, "CPU 1 above 80%: 81.2%"));
    QStringList many;
    for (int i = 1; i <= 7; ++i)
        many.append(u"event %1"_s.arg(i));
    panel.showMoment({1000, flatRecord(), {}, many});
    QVERIFY(says(panel, "event 5\nand 2 more events"));
    const Record record = flatRecord();
    panel.showMoment({record.time, record, failureAt(record.time), {u"Function failed"_s}});
    QVERIFY(!says(panel, "Function failed")); // the failure is shown with its details
}

void TestPages::momentIsClosedByButtonAndKey()
{
    MomentPanel panel;
    showAt(panel, {1000, 600});
    panel.showMoment({1000, flatRecord()});
    const QSignalSpy closed(&panel, &MomentPanel::closed);
    QTest::mouseClick(panel.findChild<CloseButton *>(), Qt::LeftButton);
    QCOMPARE(closed.size(), 1);
    ItemView &output = panel.findChild<RecordView *>()->output().view();
    output.setFocus();
    QTest::keyClick(&output, Qt::Key_Escape);
    QCOMPARE(closed.size(), 2);
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
             panel->showMoment({record.time, record, failureAt(record.time)});
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
    QVERIFY(uses(*data.findChild<QLineEdit *>(), theme.field));
    QVERIFY(uses(*data.findChild<QLineEdit *>(), theme.outline));
    QVERIFY(uses(data, theme.surface));
    QVERIFY(!uses(data, dark ? QColor(Qt::white) : Theme::darkTheme().surface));
}

QTEST_MAIN(TestPages)
#include "tst_pages.moc"

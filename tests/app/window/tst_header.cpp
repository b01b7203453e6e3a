// SPDX-License-Identifier: GPL-3.0-or-later
// The title with its menu, and the state of the source with its details.
#include "app/window/header.h"
#include "app/window/mainwindow.h"
#include "app/window/statuschip.h"
#include "app/window/statusdetails.h"
#include "app/window/timecontrols.h"
#include "app/window/titlebutton.h"
#include "common/core/literals.h"
#include "tests/support/shownwidgets.h"

#include <QAction>
#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace pulse;
using namespace pulse::test;

class TestHeader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void windowTitleFollows();
    void titleWithoutAChoiceIsDisabled();
    void menuOffersConnections();
    void menuOffersOutputs();
    void buttonsAreUsedByKeyboard_data();
    void buttonsAreUsedByKeyboard();
    void detailsShowTheSource();
    void detailsAreCopied();
    void clickOutsideClosesTheDetails();
    void lossIsRed();
    void titleAndStateShareARow_data();
    void titleAndStateShareARow();
};

namespace {

using Kind = SourceStatus::Kind;

constexpr qint64 second = 1000;

FunctionReport reportOf(const QString &function, const QString &host)
{
    FunctionReport report;
    report.status.emplace();
    report.status->function = function;
    report.machine = Machine{host, u"Intel Xeon E-2388G"_s, 32LL << 30};
    return report;
}

/// A source with outputs, of which one is followed.
class OutputSource : public ResultSource
{
public:
    void open() override {}
    SourceStatus status() const override { return {m_kind, u"gateway.example.org"_s, m_output, {}}; }
    FunctionReport report() const override { return m_report; }
    QStringList outputs() const override { return m_outputs; }

    void chooseOutput(const QString &key) override
    {
        m_output = key;
        m_report = {};
        Q_EMIT statusChanged(status());
        Q_EMIT reportChanged(m_report);
    }

    void offer(const QStringList &outputs)
    {
        m_outputs = outputs;
        Q_EMIT statusChanged(status());
    }

    void report(const FunctionReport &report)
    {
        m_report = report;
        Q_EMIT reportChanged(report);
    }

    void become(Kind kind)
    {
        m_kind = kind;
        Q_EMIT statusChanged(status());
    }

private:
    Kind m_kind = Kind::Live;
    QString m_output = u"first"_s;
    QStringList m_outputs;
    FunctionReport m_report;
};

/// A window over ten results, one each 5 s. The wall clock of its machine is the real one plus a difference.
struct Shown
{
    Shown()
        : window(source, {.theme = ThemeChoice::Light, .readClock = [this] {
                              const ClockReading now = ClockReading::now();
                              return ClockReading{now.wall + addedWall, now.steady};
                          }})
    {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        QList<Record> records;
        for (int i = 9; i >= 0; --i)
            records.append({now - i * 5 * second, R"({"avg-cpu0-60sec": 40})", {}});
        window.resize(1100, 700);
        window.show();
        Q_EMIT source.aged(0);
        Q_EMIT source.history(records);
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTRY_VERIFY(window.windowTitle().startsWith(u"● first"_s));
    }

    TitleButton &title() const { return *window.findChild<TitleButton *>(); }
    StatusChip &chip() const { return *window.findChild<StatusChip *>(); }
    StatusDetails &details() const { return *window.findChild<StatusDetails *>(); }
    QStringList entries() const
    {
        QStringList texts;
        for (const QAction *action : title().menu()->actions())
            texts.append(action->text());
        return texts;
    }
    QAction *entry(const QString &text) const { return title().menu()->actions().value(entries().indexOf(text)); }

    OutputSource source;
    qint64 addedWall = 0; // ms
    MainWindow window;
};

} // namespace

void TestHeader::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestHeader::windowTitleFollows()
{
    Shown shown;
    QCOMPARE(shown.title().label(), u"first"_s);
    QCOMPARE(shown.window.windowTitle(), u"● first · Pulseboard"_s);
    shown.source.report(reportOf(u"/opt/metrics.py"_s, u"vm7"_s));
    QTRY_COMPARE(shown.title().label(), u"metrics.py on vm7"_s);
    QCOMPARE(shown.title().accessibleName(), u"metrics.py on vm7"_s);
    QCOMPARE(shown.window.windowTitle(), u"● metrics.py on vm7 · Pulseboard"_s);
    QVERIFY(!showsText(shown.window, u"Pulseboard"_s));
    shown.source.become(Kind::Lost);
    QTRY_COMPARE(shown.window.windowTitle(), u"○ Not connected · metrics.py on vm7 · Pulseboard"_s);
}

void TestHeader::titleWithoutAChoiceIsDisabled()
{
    Shown shown;
    QVERIFY(!shown.title().isEnabled());
    shown.source.offer({u"first"_s});
    QVERIFY(!shown.title().isEnabled());
    shown.source.offer({u"first"_s, u"second"_s});
    QTRY_VERIFY(shown.title().isEnabled());
}

void TestHeader::menuOffersConnections()
{
    Shown shown;
    const QSignalSpy requested(&shown.window, &MainWindow::connectionRequested);
    int chosen = 0;
    shown.window.offerConnections(
        {{u"This machine"_s, true, [] {}}, {u"Lab & more"_s, false, [&chosen] { ++chosen; }}});
    QVERIFY(shown.title().isEnabled());
    QCOMPARE(shown.entries(), (QStringList{u"This machine"_s, u"Lab && more"_s, QString(), u"Connect…"_s}));
    QVERIFY(shown.entry(u"This machine"_s)->isChecked() && !shown.entry(u"Lab && more"_s)->isChecked());
    shown.entry(u"Lab && more"_s)->trigger();
    QTRY_COMPARE(chosen, 1);
    shown.entry(u"Connect…"_s)->trigger();
    QCOMPARE(requested.size(), 1);
}

/// Nothing of the previous output remains in the window.
void TestHeader::menuOffersOutputs()
{
    Shown shown;
    shown.source.report(reportOf(u"/opt/metrics.py"_s, u"vm7"_s));
    shown.source.offer({u"first"_s, u"second"_s});
    QTRY_COMPARE(shown.entries(), (QStringList{u"Outputs"_s, u"first"_s, u"second"_s, QString()}));
    QVERIFY(!shown.entry(u"Outputs"_s)->isEnabled());
    QVERIFY(shown.entry(u"first"_s)->isChecked());
    shown.window.offerConnections({{u"Demo data"_s, false, [] {}}});
    QCOMPARE(shown.entries(), (QStringList{u"Outputs"_s, u"first"_s, u"second"_s, QString(), u"Connections"_s,
                                           u"Demo data"_s, QString(), u"Connect…"_s}));
    QVERIFY(shown.window.hasResults());
    shown.entry(u"second"_s)->trigger();
    QTRY_COMPARE(shown.source.status().key, u"second"_s);
    QVERIFY(!shown.window.hasResults());
    QTRY_COMPARE(shown.title().label(), u"second"_s);
    QVERIFY(shown.entry(u"second"_s)->isChecked() && !shown.entry(u"first"_s)->isChecked());
    Q_EMIT shown.source.history({{QDateTime::currentMSecsSinceEpoch(), R"({"n": 1})", {}}});
    QVERIFY(shown.window.hasResults());
}

void TestHeader::buttonsAreUsedByKeyboard_data()
{
    QTest::addColumn<int>("key");
    QTest::newRow("space") << int(Qt::Key_Space);
    QTest::newRow("return") << int(Qt::Key_Return);
}

void TestHeader::buttonsAreUsedByKeyboard()
{
    QFETCH(int, key);
    Shown shown;
    shown.window.offerConnections({});
    shown.title().setFocus();
    QTest::keyClick(&shown.title(), static_cast<Qt::Key>(key));
    QTRY_VERIFY(shown.title().menu()->isVisible());
    shown.title().menu()->close();
    shown.chip().setFocus();
    QTest::keyClick(&shown.chip(), static_cast<Qt::Key>(key));
    QTRY_VERIFY(shown.details().isVisible());
    QTest::keyClick(&shown.details(), Qt::Key_Escape);
    QTRY_VERIFY(!shown.details().isVisible());
}

/// The details follow the source while they are open.
void TestHeader::detailsShowTheSource()
{
    Shown shown;
    QTest::mouseClick(&shown.chip(), Qt::LeftButton);
    QTRY_VERIFY(shown.details().isVisible());
    for (const char *text : {"Connected", "Address", "gateway.example.org", "Output key", "first", " · every 5 s"})
        QVERIFY2(showsText(shown.details(), QString::fromUtf8(text)), text);
    for (const char *text : {"Machine", "CPU", "Memory", "Clock"}) // unknown, so the row is hidden
        QVERIFY2(!showsText(shown.details(), QString::fromUtf8(text)), text);
    shown.source.report(reportOf(u"/opt/metrics.py"_s, u"vm7"_s));
    QTRY_VERIFY(showsText(shown.details(), u"vm7"_s));
    for (const char *text : {"Machine", "Intel Xeon E-2388G", "32.0 GiB"})
        QVERIFY2(showsText(shown.details(), QString::fromUtf8(text)), text);
    Q_EMIT shown.source.record({QDateTime::currentMSecsSinceEpoch(), R"({"n": 1})", {}});
    shown.addedWall = 60 * second;
    QTRY_VERIFY(showsText(shown.details(), u"60 s behind this machine's"_s));
    QVERIFY(shown.chip().label().endsWith(u" · clock 60 s behind"_s));
    shown.source.become(Kind::Lost);
    QTRY_VERIFY(showsText(shown.details(), u"Not connected, trying again…"_s));
}

void TestHeader::detailsAreCopied()
{
    Shown shown;
    shown.chip().click();
    const auto copies = [&shown](const QString &name) {
        for (auto *button : shown.details().findChildren<QPushButton *>()) {
            if (button->accessibleName() == name)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        return QGuiApplication::clipboard()->text();
    };
    QCOMPARE(copies(u"Copy the address"_s), u"gateway.example.org"_s);
    QCOMPARE(copies(u"Copy the output key"_s), u"first"_s);
}

void TestHeader::clickOutsideClosesTheDetails()
{
    Shown shown;
    shown.chip().click();
    QTRY_VERIFY(shown.details().isVisible());
    QVERIFY(shown.window.geometry().contains(shown.details().geometry()));
    QTest::mouseClick(shown.window.windowHandle(), Qt::LeftButton, {}, QPoint(700, 600));
    QTRY_VERIFY(!shown.details().isVisible());
}

/// The shape has the same meaning as the colour.
void TestHeader::lossIsRed()
{
    Shown shown;
    const auto colorAt = [&shown](int x) {
        return shown.chip().grab().toImage().pixelColor(x, shown.chip().height() / 2).rgb();
    };
    constexpr int edge = 10;
    constexpr int middle = 14;
    QTRY_COMPARE(colorAt(middle), Theme::light().good.rgb());
    shown.source.become(Kind::Lost);
    QTRY_COMPARE(colorAt(edge), Theme::light().bad.rgb());
    QVERIFY(colorAt(middle) != Theme::light().bad.rgb());
}

void TestHeader::titleAndStateShareARow_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("smallest") << QSize(360, 480);
    QTest::newRow("phone") << QSize(390, 844);
    QTest::newRow("desktop") << QSize(1100, 700);
}

/// A title without room is elided in the middle, so that function and machine remain visible.
void TestHeader::titleAndStateShareARow()
{
    QFETCH(QSize, size);
    Shown shown;
    shown.source.report(reportOf(u"/opt/long_function_name.py"_s, u"machine-in-the-lab"_s));
    shown.window.resize(size);
    const auto *header = shown.window.findChild<Header *>();
    QTRY_VERIFY(shown.title().label().startsWith(u"long_function"_s));
    QTRY_COMPARE(shown.title().isElided(), size.width() < 400);
    QCOMPARE(shown.title().toolTip(), shown.title().isElided() ? shown.title().label() : QString());
    QVERIFY(!shown.chip().isElided());
    QCOMPARE(shown.title().geometry().center().y(), shown.chip().geometry().center().y());
    QVERIFY(shown.title().geometry().right() < shown.chip().geometry().left());
    QVERIFY(header->rect().contains(shown.chip().geometry()));
    if (size.width() < 400) {
        const auto *controls = shown.window.findChild<TimeControls *>();
        QVERIFY(controls->mapTo(&shown.window, QPoint()).y() >= header->mapTo(&shown.window, QPoint()).y() + 40);
    }
}

QTEST_MAIN(TestHeader)
#include "tst_header.moc"

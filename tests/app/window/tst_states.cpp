// SPDX-License-Identifier: GPL-3.0-or-later
// What the window shows and offers when no results arrive, with and without earlier results.
#include "app/desktop/connections/connection.h"
#include "app/pages/emptypage.h"
#include "app/widgets/alarmbar.h"
#include "app/window/mainwindow.h"
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/connections.h"
#include "tests/support/pageindex.h"
#include "tests/support/redisserver.h"

#include <QDateTime>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTcpServer>
#include <QTest>

#include <functional>

using namespace pulse;
using namespace pulse::test;

class TestStates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void missingResultsAreExplained_data();
    void missingResultsAreExplained();
    void problemIsShownAboveTheResults_data();
    void problemIsShownAboveTheResults();
    void outdatedResultsAreExplained();
    void waitingRuntimeIsReported();
    void failingFunctionIsExplained_data();
    void failingFunctionIsExplained();
    void buttonsAreUsedByKeyboard_data();
    void buttonsAreUsedByKeyboard();
    void barIsHiddenAfterRecovery();

private:
    RedisServer m_redis;
    QTcpServer m_silent; // accepts connections, and sends nothing
};

namespace {

using Breakage = std::function<void(RedisServer &server)>;

/// A window over the source that a session creates.
struct Shown
{
    explicit Shown(const Connection &connection)
        : source(makeSource(connection))
        , window(*source, {.theme = ThemeChoice::Light})
    {
        window.offerConnections({});
        window.show();
        source->open();
    }

    std::unique_ptr<ResultSource> source;
    MainWindow window;
};

/// Returns the texts and [buttons] in a part of the window.
QStringList textsIn(const QWidget *place)
{
    QStringList texts;
    for (const QLabel *label : place->findChildren<QLabel *>()) {
        if (label->isVisible() && !label->text().isEmpty())
            texts.append(label->text());
    }
    for (const QPushButton *button : place->findChildren<QPushButton *>()) {
        if (button->isVisible())
            texts.append('['_L1 + button->text() + ']'_L1);
    }
    return texts;
}

bool beginsWith(const QStringList &texts, const QStringList &wanted)
{
    return std::ranges::equal(texts, wanted,
                              [](const QString &text, const QString &beginning) { return text.startsWith(beginning); });
}

const QString again = u"[Try again]"_s;
const QString another = u"[Another connection…]"_s;

} // namespace

void TestStates::initTestCase()
{
    QVERIFY(m_silent.listen(QHostAddress::LocalHost));
}

void TestStates::init()
{
    m_redis.kill();
    QVERIFY(m_redis.start());
    QVERIFY(m_redis.call({"RPUSH", "list", "x"}));
    QVERIFY(m_redis.call({"SET", "text", "<html>"}));
    QVERIFY(m_redis.call({"SET", "lab-output", "{}"}));
    QVERIFY(m_redis.call({"ACL", "SETUSER", "me", "on", ">pw", "+@all", "~mine"}));
    const QByteArray now = QByteArray::number(QDateTime::currentMSecsSinceEpoch());
    QVERIFY(m_redis.call({"XADD", historyKey("results"), "*", "t", now, "d", R"({"avg-cpu0-60sec": 10})"}));
}

void TestStates::missingResultsAreExplained_data()
{
    QTest::addColumn<QString>("url"); // %1: the server's port, %2: that of the silent one, %3: a free one
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("texts"); // their beginnings
    QTest::newRow("connecting") << u"redis://127.0.0.1:%2"_s << u"k"_s
                                << QStringList{u"Connecting to redis://127.0.0.1:"_s, u"This takes a few seconds."_s,
                                               another};
    QTest::newRow("no result") << u"redis://127.0.0.1:%1"_s << u"k"_s
                               << QStringList{u"Waiting for the first result under “k”"_s,
                                              u"There is no key “k”. These keys look like results: lab-output. "
                                              "No runtime reports under “{k}:status”."_s,
                                              u"Check that this is the output key"_s, another};
    QTest::newRow("no server listens") << u"redis://127.0.0.1:%3"_s << u"k"_s
                                       << QStringList{u"Not connected, trying again…"_s,
                                                      u"Cannot connect to redis://127.0.0.1:"_s,
                                                      u"Check that it is running"_s, again, another};
    QTest::newRow("login") << u"redis://me:wrong@127.0.0.1:%1"_s << u"k"_s
                           << QStringList{u"The login was refused"_s, u"Check the user and the password (WRONGPASS"_s,
                                          again, another};
    QTest::newRow("permission") << u"redis://me:pw@127.0.0.1:%1"_s << u"k"_s
                                << QStringList{u"No permission to read “k”"_s,
                                               u"Ask for the permission to read “k” (NOPERM"_s, another};
    QTest::newRow("wrong type") << u"redis://127.0.0.1:%1"_s << u"list"_s
                                << QStringList{u"“list” does not hold results"_s,
                                               u"“list” holds no text; check the output key"_s,
                                               u"These keys look like results: lab-output"_s, another};
    QTest::newRow("not JSON") << u"redis://127.0.0.1:%1"_s << u"text"_s
                              << QStringList{u"The value under “text” cannot be shown yet"_s,
                                             u"The result is not JSON"_s, u"Check that the function returns a dict"_s,
                                             another};
}

void TestStates::missingResultsAreExplained()
{
    QFETCH(QString, url);
    QFETCH(QString, key);
    QFETCH(QStringList, texts);
    const quint16 free = freePort();
    url.replace("%1"_L1, QString::number(m_redis.port()))
        .replace("%2"_L1, QString::number(m_silent.serverPort()))
        .replace("%3"_L1, QString::number(free));
    const Shown shown(redisConnection(*RedisUrl::parse(url), qPrintable(key)));
    const auto *page = shown.window.findChild<QStackedWidget *>(u"shown"_s)->widget(0);
    const bool isSo = QTest::qWaitFor([&] { return beginsWith(textsIn(page), texts); });
    QVERIFY2(isSo, qPrintable(textsIn(page).join('\n'_L1)));
    QVERIFY(page->isVisible());
    QVERIFY(!shown.window.findChild<AlarmBar *>()->isVisible());
}

void TestStates::problemIsShownAboveTheResults_data()
{
    QTest::addColumn<Breakage>("breakage");
    QTest::addColumn<QStringList>("texts"); // their beginnings
    QTest::newRow("lost") << Breakage([](RedisServer &server) {
        server.kill();
    }) << QStringList{u"Not connected, trying again…"_s, u"Cannot connect to redis://127.0.0.1:"_s, again, another};
    QTest::newRow("not JSON") << Breakage([](RedisServer &server) {
        const QByteArray now = QByteArray::number(QDateTime::currentMSecsSinceEpoch());
        QVERIFY(server.call({"XADD", historyKey("results"), "*", "t", now, "d", "{\"cut off\": "}));
    }) << QStringList{u"The newest result cannot be read"_s, u"The result is not JSON"_s};
}

/// The results stay visible, with their age.
void TestStates::problemIsShownAboveTheResults()
{
    QFETCH(Breakage, breakage);
    QFETCH(QStringList, texts);
    const Shown shown(redisConnection(m_redis.url(), "results"));
    QTRY_VERIFY(shown.window.windowTitle().startsWith(u"● results"_s));
    const auto *bar = shown.window.findChild<AlarmBar *>();
    QVERIFY(!bar->isVisible());
    breakage(m_redis);
    const bool isSo = QTest::qWaitFor([&] { return beginsWith(textsIn(bar), texts); }, 15'000);
    QVERIFY2(isSo, qPrintable(textsIn(bar).join('\n'_L1)));
    QVERIFY(bar->isVisible());
    QVERIFY(textsIn(bar).at(1).contains(u"Last update "_s));
    QVERIFY(shown.window.findChild<QWidget *>(u"pages"_s)->isVisible());
}

void TestStates::outdatedResultsAreExplained()
{
    const QByteArray then = QByteArray::number(QDateTime::currentMSecsSinceEpoch() - 60'000);
    QVERIFY(m_redis.call({"XADD", historyKey("old"), then + "-0", "t", then, "d", R"({"avg-cpu0-60sec": 10})"}));
    const Shown shown(redisConnection(m_redis.url(), "old"));
    const auto *bar = shown.window.findChild<AlarmBar *>();
    QTRY_VERIFY(bar->isVisible());
    QVERIFY(beginsWith(textsIn(bar), {u"No new result"_s, u"Check that measurements arrive"_s}));
    QVERIFY(textsIn(bar).at(1).contains(u"Last update 6"_s));
}

void TestStates::failingFunctionIsExplained_data()
{
    QTest::addColumn<QByteArrayList>("command");
    QTest::addColumn<QString>("reason");
    QTest::newRow("cannot be loaded") << QByteArrayList{"HSET", statusKey("none"), "ready",
                                                        "0",    "reason",          "SyntaxError"}
                                      << u"Not ready: SyntaxError"_s;
    QTest::newRow("raises") << QByteArrayList{"XADD",          errorsKey("none"), "*",      "time",
                                              "1700000001000", "outcome",         "raised", "errorType",
                                              "KeyError",      "errorMessage",    "'x'"}
                            << u"Function failed: KeyError: 'x'"_s;
}

/// A runtime that runs but has not stored a result yet is not reported as missing.
void TestStates::waitingRuntimeIsReported()
{
    QVERIFY(m_redis.call({"HSET", statusKey("none"), "ready", "1"}));
    const Shown shown(redisConnection(m_redis.url(), "none"));
    const auto *page = shown.window.findChild<QStackedWidget *>(u"shown"_s)->widget(0);
    const auto isReported = [page] {
        return !textsIn(page).filter(u"A runtime reports under “{none}:status”, but it has not stored"_s).isEmpty();
    };
    QTRY_VERIFY2(isReported(), qPrintable(textsIn(page).join('\n'_L1)));
}

/// The failing function is named as the reason why there is no result; a button opens its page.
void TestStates::failingFunctionIsExplained()
{
    QFETCH(QByteArrayList, command);
    QFETCH(QString, reason);
    QVERIFY(m_redis.call(command));
    Shown shown(redisConnection(m_redis.url(), "none"));
    const auto *stack = shown.window.findChild<QStackedWidget *>(u"shown"_s);
    const QStringList wanted{u"Waiting for the first result under “none”"_s, reason, another, u"[Show the function]"_s};
    QTRY_VERIFY(beginsWith(textsIn(stack->widget(0)), wanted));
    for (auto *button : stack->widget(0)->findChildren<QPushButton *>()) {
        if (button->text() == "Show the function"_L1)
            button->click();
    }
    QCOMPARE(stack->currentIndex(), 1);
    QCOMPARE(shown.window.view().page, test::PageIndex::Function);
    shown.window.showPage(test::PageIndex::Overview);
    QCOMPARE(stack->currentIndex(), 0);
}

namespace {

/// A source whose connection is lost; it counts the attempts to open it again.
class LostSource : public ResultSource
{
public:
    void open() override { ++opened; }
    SourceStatus status() const override { return {SourceStatus::Kind::Lost, u"there"_s, {}, {}}; }
    FunctionReport report() const override { return {}; }

    int opened = 0;
};

} // namespace

void TestStates::buttonsAreUsedByKeyboard_data()
{
    QTest::addColumn<int>("key");
    QTest::newRow("space") << int(Qt::Key_Space);
    QTest::newRow("return") << int(Qt::Key_Return);
    QTest::newRow("enter") << int(Qt::Key_Enter);
}

void TestStates::buttonsAreUsedByKeyboard()
{
    QFETCH(int, key);
    LostSource source;
    MainWindow window(source, {});
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    for (auto *button : window.findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text() == "Try again"_L1)
            button->setFocus();
    }
    QTest::keyClick(window.focusWidget(), static_cast<Qt::Key>(key));
    QCOMPARE(source.opened, 1);
}

void TestStates::barIsHiddenAfterRecovery()
{
    m_redis.kill();
    const Shown shown(redisConnection(m_redis.url(), "results"));
    const auto *bar = shown.window.findChild<AlarmBar *>();
    QTRY_VERIFY(shown.window.windowTitle().contains(u"Not connected"_s));
    init(); // the server runs again
    QTRY_VERIFY_WITH_TIMEOUT(shown.window.windowTitle().startsWith(u"● results"_s), 15'000);
    QVERIFY(!bar->isVisible());
}

QTEST_MAIN(TestStates)
#include "tst_states.moc"

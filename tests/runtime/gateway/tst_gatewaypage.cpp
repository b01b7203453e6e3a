// SPDX-License-Identifier: GPL-3.0-or-later
// What the gateway's built-in page shows, in a real browser, with a real gateway and redis-server.
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/gatewaypagefixture.h"
#include "tests/support/timeouts.h"

#include <QFile>
#include <QTemporaryDir>

using namespace pulse;
using namespace pulse::test;

class TestGatewayPage : public QObject, private GatewayPageFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { startBrowser(); }
    void init() { startServer(); }
    void cleanup() { leavePage(); }

    void newestResultIsShown();
    void ageIsShownThoughClocksDiffer_data();
    void ageIsShownThoughClocksDiffer();
    void ageIsUnknownWithoutAStream();
    void waitsForTheFirstResult();
    void otherJsonIsMarked();
    void namesAndValuesAreEscaped();
    void everyFiniteNumberIsShown();
    void valuesHavePathsAndAreBounded();
    void newestFailureOfTheFunctionIsShown();
    void anotherOutputCanBeChosen();
    void dashboardReplacesThePage();
    void continuesAfterALostConnection();
};

void TestGatewayPage::newestResultIsShown()
{
    addResult(*m_server, now() - 1000, R"({"percent-network-egress":20.04,"avg-util-cpu0-60sec":3.5,"n":1})");
    const RunningGateway gateway(*m_server);
    m_browser->open(pageOf(gateway));
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"live"_s, waitTimeout);
    QTRY_COMPARE(value(u"percent-network-egress"_s), u"20.04"_s);
    QCOMPARE(value(u"avg-util-cpu0-60sec"_s), u"3.50"_s);
    addResult(*m_server, now(), R"({"percent-network-egress":38.1,"avg-util-cpu0-60sec":97.5,"n":2})");
    QTRY_COMPARE(value(u"percent-network-egress"_s), u"38.10"_s);
    QCOMPARE(value(u"avg-util-cpu0-60sec"_s), u"97.50"_s);
    QCOMPARE(value(u"n"_s), u"2"_s);
    QVERIFY(m_browser->text(u"footer"_s).contains(u"./dev wasm"_s));
    QCOMPARE(m_browser->problems(), QStringList());
}

void TestGatewayPage::ageIsShownThoughClocksDiffer_data()
{
    QTest::addColumn<qint64>("ahead"); // of the runtime's clock
    QTest::addColumn<QString>("clock");
    QTest::newRow("behind") << qint64(-600'000) << u" · the source’s clock is 10 min behind"_s;
    QTest::newRow("in time") << qint64(0) << QString();
    QTest::newRow("ahead") << qint64(600'000) << u" · the source’s clock is 10 min ahead"_s;
}

/// A history from two hours ago is shown with its age, and a new result with its own.
void TestGatewayPage::ageIsShownThoughClocksDiffer()
{
    QFETCH(qint64, ahead);
    QFETCH(QString, clock);
    const qint64 written = now() - 7'200'000;
    QVERIFY(m_server->call({"XADD", historyKey(feedKey), QByteArray::number(written) + "-0", "t",
                            QByteArray::number(written + ahead), "d", R"({"n":1})"}));
    const RunningGateway gateway(*m_server);
    m_browser->open(pageOf(gateway));
    const QString age = u"#age"_s;
    QTRY_COMPARE_WITH_TIMEOUT(m_browser->text(age), u"newest result 2 h ago"_s, waitTimeout);
    QCOMPARE(state(), u"stale"_s); // although the connection works
    QCOMPARE(value(u"n"_s), u"1"_s);
    addResult(*m_server, now() + ahead, R"({"n":2})");
    QTRY_COMPARE(value(u"n"_s), u"2"_s);
    QTRY_VERIFY(m_browser->text(age).contains(u" s ago"_s));
    QVERIFY2(m_browser->text(age).endsWith(u" s ago"_s + clock), qPrintable(m_browser->text(age)));
    QCOMPARE(state(), u"live"_s);
    QCOMPARE(m_browser->problems(), QStringList());
}

void TestGatewayPage::ageIsUnknownWithoutAStream()
{
    QVERIFY(m_server->call({"SET", feedKey, R"({"n":1})"}));
    const RunningGateway gateway(*m_server);
    m_browser->open(pageOf(gateway));
    const QString age = u"#age"_s;
    QTRY_COMPARE_WITH_TIMEOUT(m_browser->text(age), u"age of the newest result unknown"_s, waitTimeout);
    QCOMPARE(state(), u"unknown"_s);
    QVERIFY(m_server->call({"SET", feedKey, R"({"n":2})"}));
    QTRY_VERIFY_WITH_TIMEOUT(m_browser->text(age).endsWith(u" s ago"_s), waitTimeout);
}

void TestGatewayPage::waitsForTheFirstResult()
{
    const RunningGateway gateway(*m_server);
    m_browser->open(pageOf(gateway));
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"waiting"_s, waitTimeout);
    QVERIFY(m_browser->text(u"main"_s).contains(u"results"_s));
    addNumbers(*m_server, 7, 7);
    QTRY_COMPARE(value(u"n"_s), u"7"_s);
    QCOMPARE(state(), u"live"_s);
    QCOMPARE(m_browser->problems(), QStringList());
}

void TestGatewayPage::otherJsonIsMarked()
{
    addResult(*m_server, now(), "oops");
    const RunningGateway gateway(*m_server);
    m_browser->open(pageOf(gateway));
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"unreadable"_s, waitTimeout);
    addNumbers(*m_server, 7, 7);
    QTRY_COMPARE(state(), u"live"_s);
    QCOMPARE(m_browser->problems(), QStringList());
}

/// Results and the names in them cannot inject HTML into the page.
void TestGatewayPage::namesAndValuesAreEscaped()
{
    addResult(*m_server, now(),
              R"({"<img src=x onerror=alert(1)>":1,"text":"<script>alert(1)</script>",)"
              R"("__proto__":{"a":1},"nested":{"list":[1,{"deep":null}]},"huge":1e308,)"
              R"("\u202eevil":2,"two\nlines":3,"":4,"bidi":"\u202elive"})");
    const RunningGateway gateway(*m_server);
    m_browser->open(pageOf(gateway));
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"live"_s, waitTimeout);
    QTRY_VERIFY(m_browser->text(u"main"_s).contains(u"<script>alert(1)</script>"_s));
    QCOMPARE(m_browser->evaluate(u"document.querySelectorAll('main img, main script').length"_s).toInt(), 0);
    const QString shown = m_browser->text(u"main"_s);
    for (const QString &name : {u"\\u202eevil"_s, u"two\\u000alines"_s, u"\"\""_s, u"\\u202elive"_s})
        QVERIFY2(shown.contains(name), qPrintable(name));
    QVERIFY2(!shown.contains(u"NaN"_s) && !shown.contains(u"e+"_s), qPrintable(shown));
    QCOMPARE(m_browser->problems(), QStringList());
}

void TestGatewayPage::everyFiniteNumberIsShown()
{
    constexpr const char *odd =
        R"({"small":5e-324,"tiny":2e-7,"huge":1e300,"large":9223372036854775808,"mixed":%1,"avg-cpu0-60sec":%1})";
    for (int i = 20; i >= 0; --i)
        addResult(*m_server, now() - 1000 * i,
                  QString::fromLatin1(odd).arg(i % 2 == 0 ? u"1.7e308"_s : u"-1.7e308"_s).toUtf8());
    const RunningGateway gateway(*m_server);
    m_browser->open(pageOf(gateway));
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"live"_s, waitTimeout);
    QTRY_COMPARE(value(u"small"_s), u"5E-324"_s);
    QCOMPARE(value(u"tiny"_s), u"2E-7"_s);
    QCOMPARE(value(u"huge"_s), u"1E300"_s);
    QCOMPARE(value(u"large"_s), u"9.22E18"_s);
    QCOMPARE(value(u"mixed"_s), u"1.7E308"_s);
    QVERIFY(!m_browser->text(u"main"_s).contains(u"NaN"_s));
    QCOMPARE(m_browser->problems(), QStringList());
}

void TestGatewayPage::valuesHavePathsAndAreBounded()
{
    QByteArray many;
    for (int i = 0; i < 300; ++i)
        many += ",\"v" + QByteArray::number(i) + "\":" + QByteArray::number(i);
    addResult(
        *m_server, now(),
        R"({"disks":[{"name":"sda","free":1234567},{"name":"","free":0.5}],"list":[1,2.5],"none":null,"empty":{})" +
            many + '}');
    const RunningGateway gateway(*m_server);
    m_browser->open(pageOf(gateway));
    QTRY_COMPARE_WITH_TIMEOUT(value(u"disks[0].name"_s), u"sda"_s, waitTimeout);
    QCOMPARE(value(u"disks[0].free"_s), u"1,234,567"_s);
    QCOMPARE(value(u"disks[1].name"_s), u"\"\""_s);
    QCOMPARE(value(u"disks[1].free"_s), u"0.50"_s);
    QCOMPARE(value(u"list"_s), u"1, 2.50"_s);
    QCOMPARE(value(u"none"_s), u"null"_s);
    QCOMPARE(value(u"empty"_s), u"{}"_s);
    const QString rows = u"document.querySelectorAll('#values tr').length"_s;
    QCOMPARE(m_browser->evaluate(rows).toInt(), 200);
    QCOMPARE(m_browser->text(u"#more"_s), u"and 107 more"_s);
    addNumbers(*m_server, 7, 7);
    QTRY_COMPARE(m_browser->evaluate(rows).toInt(), 1);
    QCOMPARE(m_browser->text(u"#more"_s), QString());
    QCOMPARE(m_browser->problems(), QStringList());
}

void TestGatewayPage::newestFailureOfTheFunctionIsShown()
{
    addNumbers(*m_server, 1, 3);
    const auto addFailure = [this](const char *type, const char *message) {
        QVERIFY(m_server->call({"XADD", errorsKey(feedKey), "*", "time", QByteArray::number(now() - 600'000), "outcome",
                                "raised", "errorType", type, "errorMessage", message}));
    };
    addFailure("KeyError", "'n'");
    QVERIFY(m_server->call({"HSET", statusKey(feedKey), "ready", "1", "calls", "7"}));
    const RunningGateway gateway(*m_server);
    m_browser->open(pageOf(gateway));
    const QString function = u"#function"_s;
    QTRY_COMPARE_WITH_TIMEOUT(m_browser->text(function), u"Newest failure of the function, 10 min ago: KeyError: 'n'"_s,
                              waitTimeout);
    addFailure("ValueError", "<b>no</b>");
    QTRY_VERIFY_WITH_TIMEOUT(m_browser->text(function).endsWith(u"ValueError: <b>no</b>"_s), waitTimeout);
    QVERIFY(m_server->call({"HSET", statusKey(feedKey), "ready", "0", "reason", "the file is missing"}));
    QTRY_VERIFY_WITH_TIMEOUT(
        m_browser->text(function).startsWith(u"The function is not ready: the file is missing\n"_s), waitTimeout);
    QCOMPARE(m_browser->problems(), QStringList());
}

void TestGatewayPage::anotherOutputCanBeChosen()
{
    const QByteArray second = "a/second one";
    addNumbers(*m_server, 1, 3);
    addNumbers(*m_server, 8, 9, second);
    const RunningGateway gateway(*m_server, {}, {}, {feedKey, second});
    m_browser->open(pageOf(gateway));
    QTRY_COMPARE_WITH_TIMEOUT(value(u"n"_s), u"3"_s, waitTimeout);
    m_browser->evaluate(u"{ const select = document.querySelector('#outputs'); select.value = '%1'; "
                        "select.dispatchEvent(new Event('change')) }"_s.arg(QLatin1String(second)));
    QTRY_COMPARE_WITH_TIMEOUT(value(u"n"_s), u"9"_s, waitTimeout);
    QCOMPARE(m_browser->evaluate(u"location.hash"_s).toString(), u"#a%2Fsecond%20one"_s);
    QCOMPARE(m_browser->problems(), QStringList());
}

/// The dashboard replaces the page as soon as it is in the gateway's folder.
void TestGatewayPage::dashboardReplacesThePage()
{
    const QTemporaryDir web;
    GatewaySettings settings = gatewaySettings(*m_server);
    settings.web = web.path();
    const RunningGateway gateway(settings, gatewayLimits(*m_server));
    m_browser->open(pageOf(gateway));
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"waiting"_s, waitTimeout);
    QFile page(web.filePath(u"index.html"_s));
    QVERIFY(page.open(QIODevice::WriteOnly) && page.write("<!doctype html><title>the dashboard</title>") > 0);
    page.close();
    QTRY_COMPARE_WITH_TIMEOUT(m_browser->evaluate(u"document.title"_s).toString(), u"the dashboard"_s, waitTimeout);
}

void TestGatewayPage::continuesAfterALostConnection()
{
    addNumbers(*m_server, 1, 3);
    auto gateway = std::make_unique<RunningGateway>(*m_server);
    const quint16 port = gateway->port();
    m_browser->open(pageOf(*gateway));
    QTRY_COMPARE_WITH_TIMEOUT(value(u"n"_s), u"3"_s, waitTimeout);
    gateway.reset();
    QTRY_COMPARE(state(), u"lost"_s);
    QCOMPARE(value(u"n"_s), u"3"_s); // known values stay
    QVERIFY(!m_browser->text(u"main"_s).contains(u"Live"_s));
    addNumbers(*m_server, 4, 4);
    gateway = std::make_unique<RunningGateway>(*m_server, FeedSession::Limits(), FeedOutput::Limits(),
                                               QByteArrayList{feedKey}, port);
    QTRY_COMPARE_WITH_TIMEOUT(value(u"n"_s), u"4"_s, waitTimeout);
    QCOMPARE(state(), u"live"_s);
}

QTEST_GUILESS_MAIN(TestGatewayPage)
#include "tst_gatewaypage.moc"

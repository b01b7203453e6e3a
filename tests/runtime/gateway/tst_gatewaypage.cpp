// SPDX-License-Identifier: GPL-3.0-or-later
// The gateway's own page in a real browser, at a real gateway with a real redis-server.
#include "tests/support/browser.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/nginxserver.h"
#include "tests/support/paths.h"

#include <QTemporaryDir>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 20000; // ms, for what takes far less on an idle machine

const QString wordOfState = QStringLiteral("document.body.dataset.state");

/// A page of another site, which lets itself do anything.
struct OtherSite
{
    OtherSite()
        : port(server.start(QHostAddress(QHostAddress::LocalHost), 0))
    {
    }

    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(port ? *port : 0)); }

    HttpServer server{[](const HttpRequest &) { return HttpAnswer{.type = "text/html", .body = "<body>another"}; }, {}};
    Result<quint16> port;
};

QUrl pageOf(const RunningGateway &gateway)
{
    return QUrl(gateway.origin() + QLatin1Char('/'));
}

} // namespace

class TestGatewayPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void showsTheNewest();
    void clocksDiffer_data();
    void clocksDiffer();
    void ageIsUnknownWithoutAStream();
    void waitsForTheFirst();
    void marksWhatIsNotAJsonObject();
    void namesAndValuesAreTexts();
    void everyFiniteNumberIsShown();
    void valuesHavePathsAndAreBounded();
    void newestFailureOfTheFunctionIsShown();
    void anotherOutputCanBeChosen();
    void turnsIntoTheDashboard();
    void goesOnAfterALoss();
    void asksForTheToken();
    void comesBackToTheTokenPage();
    void worksBelowAPath_data();
    void worksBelowAPath();
    void dashboardWorksBelowAPath();
    void policyIsKept();
    void otherPagesReachNothing_data();
    void otherPagesReachNothing();
    void isInNoFrame();

private:
    void signIn(const QByteArray &token);
    QString state() { return m_browser->evaluate(wordOfState).toString(); }
    QString value(const QString &name) { return m_browser->text(QStringLiteral("[data-name=\"%1\"]").arg(name)); }

    std::unique_ptr<Browser> m_browser;
    std::unique_ptr<RedisServer> m_server;
};

void TestGatewayPage::initTestCase()
{
    m_browser = std::make_unique<Browser>();
    QVERIFY(m_browser->isValid());
}

void TestGatewayPage::init()
{
    m_server = std::make_unique<RedisServer>();
    QVERIFY(m_server->start());
}

/// Leaves the page, which would otherwise report its lost connection while the next test opens its own.
void TestGatewayPage::cleanup()
{
    m_browser->open(QUrl(QStringLiteral("about:blank")));
}

void TestGatewayPage::showsTheNewest()
{
    addResult(*m_server, now() - 1000, R"({"percent-network-egress":20.04,"avg-util-cpu0-60sec":3.5,"n":1})");
    const RunningGateway gateway(*m_server);
    m_browser->open(pageOf(gateway));
    QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("live"), patience);
    QTRY_COMPARE(value(QStringLiteral("percent-network-egress")), QStringLiteral("20.04"));
    QCOMPARE(value(QStringLiteral("avg-util-cpu0-60sec")), QStringLiteral("3.50"));
    addResult(*m_server, now(), R"({"percent-network-egress":38.1,"avg-util-cpu0-60sec":97.5,"n":2})");
    QTRY_COMPARE(value(QStringLiteral("percent-network-egress")), QStringLiteral("38.10"));
    QCOMPARE(value(QStringLiteral("avg-util-cpu0-60sec")), QStringLiteral("97.50"));
    QCOMPARE(value(QStringLiteral("n")), QStringLiteral("2"));
    QVERIFY(m_browser->text(QStringLiteral("footer")).contains(QStringLiteral("./dev wasm")));
    QCOMPARE(m_browser->problems(), QStringList());
}

void TestGatewayPage::clocksDiffer_data()
{
    QTest::addColumn<qint64>("ahead"); // the clock of the runtime
    QTest::addColumn<QString>("clock");
    QTest::newRow("behind") << qint64(-600'000) << QStringLiteral(" · the source’s clock is 10 min behind");
    QTest::newRow("in time") << qint64(0) << QString();
    QTest::newRow("ahead") << qint64(600'000) << QStringLiteral(" · the source’s clock is 10 min ahead");
}

/// A history of two hours ago is shown with its age, and a new result with its own.
void TestGatewayPage::clocksDiffer()
{
    QFETCH(qint64, ahead);
    QFETCH(QString, clock);
    const qint64 written = now() - 7'200'000;
    QVERIFY(m_server->call({"XADD", historyKey(feedKey), QByteArray::number(written) + "-0", "t",
                            QByteArray::number(written + ahead), "d", R"({"n":1})"}));
    const RunningGateway gateway(*m_server);
    m_browser->open(pageOf(gateway));
    const QString age = QStringLiteral("#age");
    QTRY_COMPARE_WITH_TIMEOUT(m_browser->text(age), QStringLiteral("newest result 2 h ago"), patience);
    QCOMPARE(state(), QStringLiteral("stale")); // although the connection is a good one
    QCOMPARE(value(QStringLiteral("n")), QStringLiteral("1"));
    addResult(*m_server, now() + ahead, R"({"n":2})");
    QTRY_COMPARE(value(QStringLiteral("n")), QStringLiteral("2"));
    QTRY_VERIFY(m_browser->text(age).contains(QStringLiteral(" s ago")));
    QVERIFY2(m_browser->text(age).endsWith(QStringLiteral(" s ago") + clock), qPrintable(m_browser->text(age)));
    QCOMPARE(state(), QStringLiteral("live"));
    QCOMPARE(m_browser->problems(), QStringList());
}

void TestGatewayPage::ageIsUnknownWithoutAStream()
{
    QVERIFY(m_server->call({"SET", feedKey, R"({"n":1})"}));
    const RunningGateway gateway(*m_server);
    m_browser->open(pageOf(gateway));
    const QString age = QStringLiteral("#age");
    QTRY_COMPARE_WITH_TIMEOUT(m_browser->text(age), QStringLiteral("age of the newest result unknown"), patience);
    QCOMPARE(state(), QStringLiteral("unknown"));
    QVERIFY(m_server->call({"SET", feedKey, R"({"n":2})"}));
    QTRY_VERIFY_WITH_TIMEOUT(m_browser->text(age).endsWith(QStringLiteral(" s ago")), patience);
}

void TestGatewayPage::waitsForTheFirst()
{
    const RunningGateway gateway(*m_server);
    m_browser->open(pageOf(gateway));
    QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("waiting"), patience);
    QVERIFY(m_browser->text(QStringLiteral("main")).contains(QStringLiteral("results")));
    addNumbers(*m_server, 7, 7);
    QTRY_COMPARE(value(QStringLiteral("n")), QStringLiteral("7"));
    QCOMPARE(state(), QStringLiteral("live"));
    QCOMPARE(m_browser->problems(), QStringList());
}

void TestGatewayPage::marksWhatIsNotAJsonObject()
{
    addResult(*m_server, now(), "oops");
    const RunningGateway gateway(*m_server);
    m_browser->open(pageOf(gateway));
    QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("unreadable"), patience);
    addNumbers(*m_server, 7, 7);
    QTRY_COMPARE(state(), QStringLiteral("live"));
    QCOMPARE(m_browser->problems(), QStringList());
}

/// Whoever writes results, or names in them, writes nothing into the page.
void TestGatewayPage::namesAndValuesAreTexts()
{
    addResult(*m_server, now(),
              R"({"<img src=x onerror=alert(1)>":1,"text":"<script>alert(1)</script>",)"
              R"("__proto__":{"a":1},"nested":{"list":[1,{"deep":null}]},"huge":1e308})");
    const RunningGateway gateway(*m_server);
    m_browser->open(pageOf(gateway));
    QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("live"), patience);
    QTRY_VERIFY(m_browser->text(QStringLiteral("main")).contains(QStringLiteral("<script>alert(1)</script>")));
    QCOMPARE(m_browser->evaluate(QStringLiteral("document.querySelectorAll('main img, main script').length")).toInt(),
             0);
    const QString shown = m_browser->text(QStringLiteral("main"));
    QVERIFY2(!shown.contains(QStringLiteral("NaN")) && !shown.contains(QStringLiteral("e+")), qPrintable(shown));
    QCOMPARE(m_browser->problems(), QStringList());
}

void TestGatewayPage::everyFiniteNumberIsShown()
{
    constexpr const char *odd =
        R"({"small":5e-324,"tiny":2e-7,"huge":1e300,"large":9223372036854775808,"mixed":%1,"avg-cpu0-60sec":%1})";
    for (int i = 20; i >= 0; --i)
        addResult(
            *m_server, now() - 1000 * i,
            QString::fromLatin1(odd).arg(i % 2 == 0 ? QStringLiteral("1.7e308") : QStringLiteral("-1.7e308")).toUtf8());
    const RunningGateway gateway(*m_server);
    m_browser->open(pageOf(gateway));
    QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("live"), patience);
    QTRY_COMPARE(value(QStringLiteral("small")), QStringLiteral("5E-324"));
    QCOMPARE(value(QStringLiteral("tiny")), QStringLiteral("2E-7"));
    QCOMPARE(value(QStringLiteral("huge")), QStringLiteral("1E300"));
    QCOMPARE(value(QStringLiteral("large")), QStringLiteral("9.22E18"));
    QCOMPARE(value(QStringLiteral("mixed")), QStringLiteral("1.7E308"));
    QVERIFY(!m_browser->text(QStringLiteral("main")).contains(QStringLiteral("NaN")));
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
    QTRY_COMPARE_WITH_TIMEOUT(value(QStringLiteral("disks[0].name")), QStringLiteral("sda"), patience);
    QCOMPARE(value(QStringLiteral("disks[0].free")), QStringLiteral("1,234,567"));
    QCOMPARE(value(QStringLiteral("disks[1].name")), QStringLiteral("\"\""));
    QCOMPARE(value(QStringLiteral("disks[1].free")), QStringLiteral("0.50"));
    QCOMPARE(value(QStringLiteral("list")), QStringLiteral("1, 2.50"));
    QCOMPARE(value(QStringLiteral("none")), QStringLiteral("null"));
    QCOMPARE(value(QStringLiteral("empty")), QStringLiteral("{}"));
    const QString rows = QStringLiteral("document.querySelectorAll('#values tr').length");
    QCOMPARE(m_browser->evaluate(rows).toInt(), 200);
    QCOMPARE(m_browser->text(QStringLiteral("#more")), QStringLiteral("and 107 more"));
    addNumbers(*m_server, 7, 7);
    QTRY_COMPARE(m_browser->evaluate(rows).toInt(), 1);
    QCOMPARE(m_browser->text(QStringLiteral("#more")), QString());
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
    const QString function = QStringLiteral("#function");
    QTRY_COMPARE_WITH_TIMEOUT(m_browser->text(function),
                              QStringLiteral("Newest failure of the function, 10 min ago: KeyError: 'n'"), patience);
    addFailure("ValueError", "<b>no</b>");
    QTRY_VERIFY_WITH_TIMEOUT(m_browser->text(function).endsWith(QStringLiteral("ValueError: <b>no</b>")), patience);
    QVERIFY(m_server->call({"HSET", statusKey(feedKey), "ready", "0", "reason", "the file is missing"}));
    QTRY_VERIFY_WITH_TIMEOUT(
        m_browser->text(function).startsWith(QStringLiteral("The function is not ready: the file is missing\n")),
        patience);
    QCOMPARE(m_browser->problems(), QStringList());
}

void TestGatewayPage::anotherOutputCanBeChosen()
{
    const QByteArray second = "a/second one";
    addNumbers(*m_server, 1, 3);
    addNumbers(*m_server, 8, 9, second);
    const RunningGateway gateway(*m_server, {}, {}, {feedKey, second});
    m_browser->open(pageOf(gateway));
    QTRY_COMPARE_WITH_TIMEOUT(value(QStringLiteral("n")), QStringLiteral("3"), patience);
    m_browser->evaluate(QStringLiteral("{ const select = document.querySelector('#outputs'); select.value = '%1'; "
                                       "select.dispatchEvent(new Event('change')) }")
                            .arg(QLatin1String(second)));
    QTRY_COMPARE_WITH_TIMEOUT(value(QStringLiteral("n")), QStringLiteral("9"), patience);
    QCOMPARE(m_browser->evaluate(QStringLiteral("location.hash")).toString(), QStringLiteral("#a%2Fsecond%20one"));
    QCOMPARE(m_browser->problems(), QStringList());
}

/// As soon as there is one in the folder of the gateway.
void TestGatewayPage::turnsIntoTheDashboard()
{
    const QTemporaryDir web;
    GatewaySettings settings = gatewaySettings(*m_server);
    settings.web = web.path();
    const RunningGateway gateway(settings, gatewayLimits(*m_server));
    m_browser->open(pageOf(gateway));
    QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("waiting"), patience);
    QFile page(web.filePath(QStringLiteral("index.html")));
    QVERIFY(page.open(QIODevice::WriteOnly) && page.write("<!doctype html><title>the dashboard</title>") > 0);
    page.close();
    QTRY_COMPARE_WITH_TIMEOUT(m_browser->evaluate(QStringLiteral("document.title")).toString(),
                              QStringLiteral("the dashboard"), patience);
}

void TestGatewayPage::goesOnAfterALoss()
{
    addNumbers(*m_server, 1, 3);
    auto gateway = std::make_unique<RunningGateway>(*m_server);
    const quint16 port = gateway->port();
    m_browser->open(pageOf(*gateway));
    QTRY_COMPARE_WITH_TIMEOUT(value(QStringLiteral("n")), QStringLiteral("3"), patience);
    gateway.reset();
    QTRY_COMPARE(state(), QStringLiteral("lost"));
    QCOMPARE(value(QStringLiteral("n")), QStringLiteral("3")); // what was known stays
    QVERIFY(!m_browser->text(QStringLiteral("main")).contains(QStringLiteral("Live")));
    addNumbers(*m_server, 4, 4);
    gateway = std::make_unique<RunningGateway>(*m_server, FeedSession::Limits(), FeedOutput::Limits(),
                                               QByteArrayList{feedKey}, port);
    QTRY_COMPARE_WITH_TIMEOUT(value(QStringLiteral("n")), QStringLiteral("4"), patience);
    QCOMPARE(state(), QStringLiteral("live"));
}

/// In the page that asks for the token.
void TestGatewayPage::signIn(const QByteArray &token)
{
    m_browser->evaluate(QStringLiteral("document.querySelector('#token').value = '%1';"
                                       "document.querySelector('form').requestSubmit()")
                            .arg(QLatin1String(token)));
}

void TestGatewayPage::asksForTheToken()
{
    addNumbers(*m_server, 1, 3);
    GatewaySettings settings = gatewaySettings(*m_server);
    settings.access.token = "correct-horse-battery-staple";
    const RunningGateway gateway(settings, gatewayLimits(*m_server));
    m_browser->open(pageOf(gateway));
    QVERIFY(m_browser->evaluate(QStringLiteral("document.querySelector('form') !== null")).toBool());
    signIn("a wrong one");
    QTRY_VERIFY_WITH_TIMEOUT(m_browser->text(QStringLiteral("form")).contains(QStringLiteral("This is not the token.")),
                             patience);
    signIn("correct-horse-battery-staple");
    QTRY_COMPARE_WITH_TIMEOUT(value(QStringLiteral("n")), QStringLiteral("3"), patience);
    QCOMPARE(state(), QStringLiteral("live"));
    QCOMPARE(m_browser->evaluate(QStringLiteral("document.cookie")).toString(), QString()); // no script sees it
    QCOMPARE(m_browser->evaluate(QStringLiteral("location.href")).toString(), pageOf(gateway).toString());
}

void TestGatewayPage::comesBackToTheTokenPage()
{
    addNumbers(*m_server, 1, 3);
    auto gateway = std::make_unique<RunningGateway>(*m_server);
    GatewaySettings settings = gatewaySettings(*m_server);
    settings.listen.port = gateway->port();
    settings.access.token = "another-token-altogether";
    m_browser->open(pageOf(*gateway));
    QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("live"), patience);
    gateway.reset();
    gateway = std::make_unique<RunningGateway>(settings, gatewayLimits(*m_server));
    QTRY_VERIFY_WITH_TIMEOUT(m_browser->evaluate(QStringLiteral("document.querySelector('form') !== null")).toBool(),
                             patience);
}

void TestGatewayPage::worksBelowAPath_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("opened");
    QTest::addColumn<QString>("arrival");
    const QByteArray removed = " { proxy_pass $gateway/; $headers }";
    const QByteArray rewritten = "/pulse { rewrite ^/pulse/?(.*)$ /$1 break; proxy_pass $gateway; $headers }";
    const QString pulse = QStringLiteral("/pulse/");
    QTest::newRow("a path") << "/pulse/" + removed << pulse << pulse;
    QTest::newRow("a deeper path") << "/a/b.c/d/" + removed << QStringLiteral("/a/b.c/d/")
                                   << QStringLiteral("/a/b.c/d/");
    QTest::newRow("without its slash, which nginx adds") << "/pulse/" + removed << QStringLiteral("/pulse") << pulse;
    QTest::newRow("without its slash, which the page adds") << rewritten << QStringLiteral("/pulse") << pulse;
    QTest::newRow("a link to an output") << rewritten << QStringLiteral("/pulse#results")
                                         << QStringLiteral("/pulse/#results");
}

/// A real nginx removes the path.
void TestGatewayPage::worksBelowAPath()
{
    QFETCH(QByteArray, location);
    QFETCH(QString, opened);
    QFETCH(QString, arrival);
    addNumbers(*m_server, 1, 3);
    GatewaySettings settings = gatewaySettings(*m_server);
    const QByteArray token = "token-for-" + QByteArray(QTest::currentDataTag()).toHex(); // one that has no cookie yet
    settings.access.token = token;
    const RunningGateway gateway(settings, gatewayLimits(*m_server));
    NginxServer nginx;
    nginx.addLocation(location);
    QVERIFY(nginx.start(gateway.port()));
    const QUrl page(nginx.origin() + arrival);
    m_browser->open(QUrl(nginx.origin() + opened), page);
    signIn("a wrong one");
    QTRY_VERIFY_WITH_TIMEOUT(m_browser->text(QStringLiteral("form")).contains(QStringLiteral("This is not the token.")),
                             patience);
    signIn(token);
    QTRY_COMPARE_WITH_TIMEOUT(value(QStringLiteral("n")), QStringLiteral("3"), patience);
    QCOMPARE(state(), QStringLiteral("live"));
    const QString place = page.toString(QUrl::RemoveFragment);
    QCOMPARE(m_browser->evaluate(QStringLiteral("location.href")).toString(), place);
    QCOMPARE(m_browser->text(QStringLiteral("#command")), QStringLiteral("pulseboard --gateway ") + place);
    m_browser->open(QUrl(nginx.origin() + opened), page); // with the cookie: nothing but the page
    QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("live"), patience);
    addNumbers(*m_server, 4, 4);
    QTRY_COMPARE(value(QStringLiteral("n")), QStringLiteral("4"));
    if (opened == arrival)
        QCOMPARE(m_browser->problems(), QStringList());
}

/// The page of the dashboard itself, with a program that does no more than to listen to the feed that it is given.
void TestGatewayPage::dashboardWorksBelowAPath()
{
    const QTemporaryDir web;
    const QString sources = test::resourcePath("/web/");
    for (const char *file : {"index.html", "page.css", "page.js", "theme.js"})
        QVERIFY(QFile::copy(sources + QLatin1String(file), web.filePath(QLatin1String(file))));
    const auto write = [&web](const char *name, const QByteArray &content) {
        QFile file(web.filePath(QLatin1String(name)));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    };
    QVERIFY(write("pulseboard.wasm", QByteArray("\0asm\1\0\0\0", 8)));
    QVERIFY(write("pulseboard-small.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"));
    QVERIFY(write("pulseboard.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"));
    QVERIFY(write("pulseboard.js", "export default ({page}) => new Promise(() => {"
                                   "new WebSocket(page.feed).onmessage = ({data}) => { page.showTitle(data) } })"));
    GatewaySettings settings = gatewaySettings(*m_server);
    settings.web = web.path();
    const RunningGateway gateway(settings, gatewayLimits(*m_server));
    NginxServer nginx;
    nginx.addLocation("/a/pulse { rewrite ^/a/pulse/?(.*)$ /$1 break; proxy_pass $gateway; $headers }");
    QVERIFY(nginx.start(gateway.port()));
    for (const char *opened : {"/a/pulse/", "/a/pulse"}) {
        m_browser->open(QUrl(nginx.origin() + QLatin1String(opened)),
                        QUrl(nginx.origin() + QStringLiteral("/a/pulse/")));
        QTRY_VERIFY_WITH_TIMEOUT(
            m_browser->evaluate(QStringLiteral("document.title")).toString().contains(QStringLiteral("\"hello\"")),
            patience);
    }
}

void TestGatewayPage::policyIsKept()
{
    const RunningGateway gateway(*m_server);
    m_browser->open(pageOf(gateway));
    const auto outcome = [this](const char *script) {
        return m_browser
            ->evaluate(QStringLiteral("(() => { try { %1; return 'allowed' } catch (e) { return e.name } })()")
                           .arg(QLatin1String(script)))
            .toString();
    };
    // What the page itself loads may not: expressions of the test are not under the policy, so it is done by a script.
    QCOMPARE(outcome("window.ran = false; const s = document.createElement('script'); s.textContent = "
                     "'window.ran = true'; document.head.append(s)"),
             QStringLiteral("allowed"));
    QCOMPARE(m_browser->evaluate(QStringLiteral("window.ran")).toBool(), false);
    m_browser->evaluate(QStringLiteral("document.body.setAttribute('onclick', 'window.ran = true'); "
                                       "document.body.click()"));
    QCOMPARE(m_browser->evaluate(QStringLiteral("window.ran")).toBool(), false);
    QCOMPARE(m_browser
                 ->evaluate(QStringLiteral("new Promise(done => { const image = new Image(); "
                                           "image.onerror = () => done('refused'); image.onload = () => done('loaded');"
                                           "image.src = 'http://localhost:%1/gateway.svg' })")
                                .arg(gateway.port()))
                 .toString(),
             QStringLiteral("refused"));
    // WebAssembly is compiled: the dashboard needs it.
    QCOMPARE(m_browser
                 ->evaluate(QStringLiteral("WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))"
                                           ".then(() => 'compiled', e => e.name)"))
                 .toString(),
             QStringLiteral("compiled"));
}

void TestGatewayPage::otherPagesReachNothing_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QByteArray>("counted");
    QTest::newRow("WebSocket") << "new Promise(done => { const s = new WebSocket('ws://HOST/feed'); "
                                  "s.onmessage = () => done('heard'); s.onerror = () => done('refused') })"
                               << QByteArray("{code=\"403\"} 1\n");
    QTest::newRow("fetch") << "fetch('http://HOST/api/latest').then(r => r.text(), () => 'refused')"
                           << QByteArray("{code=\"403\"} 1\n");
    QTest::newRow("script") << "new Promise(done => { const s = document.createElement('script'); "
                               "s.src = 'http://HOST/api/latest'; s.onload = () => done('loaded'); "
                               "s.onerror = () => done('refused'); document.head.append(s) })"
                            << QByteArray("{code=\"200\"} 1\n"); // answered, since no Origin comes along
}

/// In the browser of somebody who may.
void TestGatewayPage::otherPagesReachNothing()
{
    QFETCH(QString, script);
    addNumbers(*m_server, 1, 3);
    const RunningGateway gateway(*m_server);
    m_browser->open(QUrl(QStringLiteral("about:blank")));
    QCOMPARE(
        m_browser->evaluate(script.replace(QStringLiteral("HOST"), QString::fromLatin1(gateway.host()))).toString(),
        QStringLiteral("refused"));
    QCOMPARE(gateway->clients(), 0);
}

void TestGatewayPage::isInNoFrame()
{
    const RunningGateway gateway(*m_server);
    const OtherSite site;
    m_browser->open(site.url());
    m_browser->evaluate(QStringLiteral("{ const frame = document.createElement('iframe'); frame.src = '%1'; "
                                       "document.body.append(frame) }")
                            .arg(pageOf(gateway).toString()));
    const auto isRefused = [this] {
        return m_browser->problems().join(QLatin1Char(' ')).contains(QStringLiteral("frame-ancestors 'none'"));
    };
    QTRY_VERIFY_WITH_TIMEOUT(isRefused(), patience);
    QCOMPARE(gateway->clients(), 0);
}

QTEST_GUILESS_MAIN(TestGatewayPage)
#include "tst_gatewaypage.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Who can use the gateway's built-in page, in a real browser: tokens, paths of proxies, and pages of other sites.
#include "common/core/literals.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/gatewaypagefixture.h"
#include "tests/support/nginxserver.h"
#include "tests/support/paths.h"
#include "tests/support/timeouts.h"

#include <QFile>
#include <QTemporaryDir>

using namespace pulse;
using namespace pulse::test;

namespace {

/// A page of another site without a policy of its own.
struct OtherSite
{
    OtherSite()
        : port(server.start(QHostAddress(QHostAddress::LocalHost), 0))
    {
    }

    QUrl url() const { return QUrl(u"http://127.0.0.1:%1/"_s.arg(port ? *port : 0)); }

    HttpServer server{[](const HttpRequest &) { return HttpAnswer{.type = "text/html", .body = "<body>another"}; }, {}};
    Result<quint16> port;
};

} // namespace

class TestGatewayPageAccess : public QObject, private GatewayPageFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { startBrowser(); }
    void init() { startServer(); }
    void cleanup() { leavePage(); }

    void tokenPageIsShown();
    void tokenPageIsShownAfterARestart();
    void worksBelowAPath_data();
    void worksBelowAPath();
    void dashboardWorksBelowAPath();
    void policyIsEnforced();
    void otherSitesHaveNoAccess_data();
    void otherSitesHaveNoAccess();
    void framesAreRefused();

private:
    void signIn(const QByteArray &token);
};

/// Enters the token in the sign-in page.
void TestGatewayPageAccess::signIn(const QByteArray &token)
{
    m_browser->evaluate(u"document.querySelector('#token').value = '%1';"
                        "document.querySelector('form').requestSubmit()"_s.arg(QLatin1String(token)));
}

void TestGatewayPageAccess::tokenPageIsShown()
{
    addNumbers(*m_server, 1, 3);
    GatewaySettings settings = gatewaySettings(*m_server);
    settings.access.token = "correct-horse-battery-staple";
    const RunningGateway gateway(settings, gatewayLimits(*m_server));
    m_browser->open(pageOf(gateway));
    QVERIFY(m_browser->evaluate(u"document.querySelector('form') !== null"_s).toBool());
    signIn("a wrong one");
    QTRY_VERIFY_WITH_TIMEOUT(m_browser->text(u"form"_s).contains(u"The token is wrong."_s), waitTimeout);
    signIn("correct-horse-battery-staple");
    QTRY_COMPARE_WITH_TIMEOUT(value(u"n"_s), u"3"_s, waitTimeout);
    QCOMPARE(state(), u"live"_s);
    QCOMPARE(m_browser->evaluate(u"document.cookie"_s).toString(), QString()); // scripts cannot read it
    QCOMPARE(m_browser->evaluate(u"location.href"_s).toString(), pageOf(gateway).toString());
}

void TestGatewayPageAccess::tokenPageIsShownAfterARestart()
{
    addNumbers(*m_server, 1, 3);
    auto gateway = std::make_unique<RunningGateway>(*m_server);
    GatewaySettings settings = gatewaySettings(*m_server);
    settings.listen.port = gateway->port();
    settings.access.token = "another-token-altogether";
    m_browser->open(pageOf(*gateway));
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"live"_s, waitTimeout);
    gateway.reset();
    gateway = std::make_unique<RunningGateway>(settings, gatewayLimits(*m_server));
    QTRY_VERIFY_WITH_TIMEOUT(m_browser->evaluate(u"document.querySelector('form') !== null"_s).toBool(), waitTimeout);
}

void TestGatewayPageAccess::worksBelowAPath_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("opened");
    QTest::addColumn<QString>("arrival");
    const QByteArray removed = " { proxy_pass $gateway/; $headers }";
    const QByteArray rewritten = "/pulse { rewrite ^/pulse/?(.*)$ /$1 break; proxy_pass $gateway; $headers }";
    const QString pulse = u"/pulse/"_s;
    QTest::newRow("a path") << "/pulse/" + removed << pulse << pulse;
    QTest::newRow("a deeper path") << "/a/b.c/d/" + removed << u"/a/b.c/d/"_s << u"/a/b.c/d/"_s;
    QTest::newRow("without its slash, which nginx adds") << "/pulse/" + removed << u"/pulse"_s << pulse;
    QTest::newRow("without its slash, which the page adds") << rewritten << u"/pulse"_s << pulse;
    QTest::newRow("a link to an output") << rewritten << u"/pulse#results"_s << u"/pulse/#results"_s;
}

/// A real nginx removes the path.
void TestGatewayPageAccess::worksBelowAPath()
{
    QFETCH(QByteArray, location);
    QFETCH(QString, opened);
    QFETCH(QString, arrival);
    addNumbers(*m_server, 1, 3);
    GatewaySettings settings = gatewaySettings(*m_server);
    const QByteArray token = "token-for-" + QByteArray(QTest::currentDataTag()).toHex(); // one without a cookie so far
    settings.access.token = token;
    const RunningGateway gateway(settings, gatewayLimits(*m_server));
    NginxServer nginx;
    nginx.addLocation(location);
    QVERIFY(nginx.start(gateway.port()));
    const QUrl page(nginx.origin() + arrival);
    m_browser->open(QUrl(nginx.origin() + opened), page);
    signIn("a wrong one");
    QTRY_VERIFY_WITH_TIMEOUT(m_browser->text(u"form"_s).contains(u"The token is wrong."_s), waitTimeout);
    signIn(token);
    QTRY_COMPARE_WITH_TIMEOUT(value(u"n"_s), u"3"_s, waitTimeout);
    QCOMPARE(state(), u"live"_s);
    const QString place = page.toString(QUrl::RemoveFragment);
    QCOMPARE(m_browser->evaluate(u"location.href"_s).toString(), place);
    QCOMPARE(m_browser->text(u"#command"_s), u"pulseboard --gateway "_s + place);
    m_browser->open(QUrl(nginx.origin() + opened), page); // with the cookie only the page is needed
    QTRY_COMPARE_WITH_TIMEOUT(state(), u"live"_s, waitTimeout);
    addNumbers(*m_server, 4, 4);
    QTRY_COMPARE(value(u"n"_s), u"4"_s);
    if (opened == arrival)
        QCOMPARE(m_browser->problems(), QStringList());
}

/// The real page of the dashboard, with a program that only opens the feed.
void TestGatewayPageAccess::dashboardWorksBelowAPath()
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
        m_browser->open(QUrl(nginx.origin() + QLatin1String(opened)), QUrl(nginx.origin() + u"/a/pulse/"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m_browser->evaluate(u"document.title"_s).toString().contains(u"\"hello\""_s),
                                 waitTimeout);
    }
}

void TestGatewayPageAccess::policyIsEnforced()
{
    const RunningGateway gateway(*m_server);
    m_browser->open(pageOf(gateway));
    const auto outcome = [this](const char *script) {
        return m_browser
            ->evaluate(
                u"(() => { try { %1; return 'allowed' } catch (e) { return e.name } })()"_s.arg(QLatin1String(script)))
            .toString();
    };
    // Scripts that the page itself loads are restricted; the test's own expressions are not, so a script does it.
    QCOMPARE(outcome("window.ran = false; const s = document.createElement('script'); s.textContent = "
                     "'window.ran = true'; document.head.append(s)"),
             u"allowed"_s);
    QCOMPARE(m_browser->evaluate(u"window.ran"_s).toBool(), false);
    m_browser->evaluate(u"document.body.setAttribute('onclick', 'window.ran = true'); "
                        "document.body.click()"_s);
    QCOMPARE(m_browser->evaluate(u"window.ran"_s).toBool(), false);
    QCOMPARE(m_browser
                 ->evaluate(u"new Promise(done => { const image = new Image(); "
                            "image.onerror = () => done('refused'); image.onload = () => done('loaded');"
                            "image.src = 'http://localhost:%1/gateway.svg' })"_s.arg(gateway.port()))
                 .toString(),
             u"refused"_s);
    // WebAssembly can be compiled, which the dashboard needs.
    QCOMPARE(m_browser
                 ->evaluate(u"WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))"
                            ".then(() => 'compiled', e => e.name)"_s)
                 .toString(),
             u"compiled"_s);
}

void TestGatewayPageAccess::otherSitesHaveNoAccess_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QByteArray>("counted");
    QTest::newRow("WebSocket") << "new Promise(done => { const s = new WebSocket('ws://HOST/feed'); "
                                  "s.onmessage = () => done('received'); s.onerror = () => done('refused') })"
                               << QByteArray("{code=\"403\"} 1\n");
    QTest::newRow("fetch") << "fetch('http://HOST/api/latest').then(r => r.text(), () => 'refused')"
                           << QByteArray("{code=\"403\"} 1\n");
    QTest::newRow("script") << "new Promise(done => { const s = document.createElement('script'); "
                               "s.src = 'http://HOST/api/latest'; s.onload = () => done('loaded'); "
                               "s.onerror = () => done('refused'); document.head.append(s) })"
                            << QByteArray("{code=\"200\"} 1\n"); // answered, since the request has no Origin
}

/// In the browser of a signed-in user.
void TestGatewayPageAccess::otherSitesHaveNoAccess()
{
    QFETCH(QString, script);
    addNumbers(*m_server, 1, 3);
    const RunningGateway gateway(*m_server);
    m_browser->open(QUrl(u"about:blank"_s));
    QCOMPARE(m_browser->evaluate(script.replace(u"HOST"_s, QString::fromLatin1(gateway.host()))).toString(),
             u"refused"_s);
    QCOMPARE(gateway->clients(), 0);
}

void TestGatewayPageAccess::framesAreRefused()
{
    const RunningGateway gateway(*m_server);
    const OtherSite site;
    m_browser->open(site.url());
    m_browser->evaluate(u"{ const frame = document.createElement('iframe'); frame.src = '%1'; "
                        "document.body.append(frame) }"_s.arg(pageOf(gateway).toString()));
    const auto isRefused = [this] { return m_browser->problems().join(' '_L1).contains(u"frame-ancestors 'none'"_s); };
    QTRY_VERIFY_WITH_TIMEOUT(isRefused(), waitTimeout);
    QCOMPARE(gateway->clients(), 0);
}

QTEST_GUILESS_MAIN(TestGatewayPageAccess)
#include "tst_gatewaypageaccess.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// A gateway below a path that a real nginx removes: its pages, the files they load, sign-in and the feed.
#include "app/sources/feedsource.h"
#include "common/core/literals.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/nginxserver.h"
#include "tests/support/paths.h"
#include "tests/support/timeouts.h"
#include "tests/support/tlscertificates.h"

#include <QNetworkAccessManager>
#include <QNetworkCookieJar>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTemporaryDir>

using namespace pulse;
using namespace pulse::test;

namespace {

const QByteArray token = "correct-horse-battery-staple";

struct Answer
{
    int status = 0;
    QUrl url; ///< after followed redirects
    QByteArray body;
    QUrl location; ///< of a redirect that was not followed
    QByteArray cookie;
};

/// Returns the first group of each match.
QStringList captures(const QString &pattern, const QByteArray &text)
{
    QStringList found;
    for (const QRegularExpressionMatch &match : QRegularExpression(pattern).globalMatch(QString::fromUtf8(text)))
        found << match.captured(1);
    return found;
}

/// Returns the files that a page loads, and its links.
QStringList linksOf(const QByteArray &page)
{
    return captures(u"(?:href|src|action)=\"([^\"]+)\""_s, page);
}

/// Copies the page of the web dashboard from the sources, with an empty program.
void copyDashboard(const QString &folder)
{
    const QString resources = test::resourcePath("");
    for (const char *file : {"web/index.html", "web/page.css", "web/page.js", "web/theme.js", "icon/pulseboard.svg",
                             "icon/pulseboard-small.svg"}) {
        const QString path = QString::fromLatin1(file);
        QVERIFY(QFile::copy(resources + '/'_L1 + path, folder + path.mid(path.indexOf('/'_L1))));
    }
    for (const char *file : {"/pulseboard.js", "/pulseboard.wasm"}) {
        QFile empty(folder + QLatin1String(file));
        QVERIFY(empty.open(QIODevice::WriteOnly));
    }
}

} // namespace

class TestGatewayPath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void pagesFindTheirFiles_data();
    void pagesFindTheirFiles();
    void signInWorksBelowThePath_data();
    void signInWorksBelowThePath();
    void twoGatewaysOnOneHostAreIndependent();
    void feedIsFollowedBelowThePath_data() { addPlaces(); }
    void feedIsFollowedBelowThePath();
    void slashIsAddedByTheProxy();

private:
    static void addPlaces();
    /// Starts nginx with the configuration of the current test row.
    void startNginx(const RunningGateway &gateway);
    QUrl place() const { return QUrl(m_nginx->origin() + m_path); }
    Answer get(const QUrl &url) { return answerOf(m_network.get(QNetworkRequest(url))); }
    Answer post(const QUrl &url, const QByteArray &form);
    static Answer answerOf(QNetworkReply *reply);
    GatewaySettings settingsWithToken(const QByteArray &one = token) const
    {
        GatewaySettings settings = gatewaySettings(*m_server);
        settings.access.token = one;
        return settings;
    }

    TlsCertificates m_certificates;
    std::unique_ptr<RedisServer> m_server;
    std::unique_ptr<NginxServer> m_nginx;
    QNetworkAccessManager m_network;
    QString m_path;
};

void TestGatewayPath::initTestCase()
{
    QVERIFY(m_certificates.isValid());
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(m_certificates.caFile()));
    QSslConfiguration::setDefaultConfiguration(tls);
    m_server = std::make_unique<RedisServer>();
    QVERIFY(m_server->start());
    addNumbers(*m_server, 1, 3);
}

void TestGatewayPath::init()
{
    m_network.setCookieJar(new QNetworkCookieJar(this));
}

void TestGatewayPath::addPlaces()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("tls");
    const QByteArray removed = " { proxy_pass $gateway/; $headers }";
    QTest::newRow("a path") << "/pulse/" + removed << u"/pulse/"_s << false;
    QTest::newRow("a deeper path") << "/a/b.c/feed/" + removed << u"/a/b.c/feed/"_s << false;
    QTest::newRow("no path") << "/" + removed << u"/"_s << false;
    QTest::newRow("a path that is rewritten")
        << QByteArray("/pulse { rewrite ^/pulse/?(.*)$ /$1 break; proxy_pass $gateway; $headers }") << u"/pulse/"_s
        << false;
    QTest::newRow("a path, over TLS") << "/pulse/" + removed << u"/pulse/"_s << true;
}

void TestGatewayPath::startNginx(const RunningGateway &gateway)
{
    QFETCH(QByteArray, location);
    QFETCH(QString, path);
    QFETCH(bool, tls);
    m_path = path;
    m_nginx = std::make_unique<NginxServer>();
    m_nginx->addLocation(location);
    if (tls)
        m_nginx->useTls(m_certificates.certificateFile(), m_certificates.keyFile());
    QVERIFY(m_nginx->start(gateway.port()));
}

Answer TestGatewayPath::post(const QUrl &url, const QByteArray &form)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setRawHeader("Origin", m_nginx->origin().toLatin1());
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/x-www-form-urlencoded"_s);
    return answerOf(m_network.post(request, form));
}

Answer TestGatewayPath::answerOf(QNetworkReply *reply)
{
    const std::unique_ptr<QNetworkReply> owner(reply);
    if (!QTest::qWaitFor([reply] { return reply->isFinished(); }, waitTimeout))
        return {};
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->url(), reply->readAll(),
            QUrl(QString::fromLatin1(reply->rawHeader("Location"))), reply->rawHeader("Set-Cookie")};
}

void TestGatewayPath::pagesFindTheirFiles_data()
{
    addPlaces();
}

void TestGatewayPath::pagesFindTheirFiles()
{
    const QTemporaryDir web;
    copyDashboard(web.path());
    GatewaySettings withDashboard = gatewaySettings(*m_server);
    withDashboard.web = web.path();
    for (const GatewaySettings &settings : {gatewaySettings(*m_server), withDashboard}) {
        const RunningGateway gateway(settings, gatewayLimits(*m_server));
        startNginx(gateway);
        const Answer page = get(place());
        QCOMPARE(page.status, 200);
        const QStringList links = linksOf(page.body);
        QVERIFY(links.size() >= 4);
        for (const QString &link : links) {
            const QUrl url = place().resolved(QUrl(link));
            QVERIFY2(url.path().startsWith(m_path), qPrintable(link));
            QVERIFY2(get(url).status == 200, qPrintable(link));
        }
        for (const char *path : {"api/latest", "api/history", "metrics", "livez", "sign-in"})
            QCOMPARE(get(place().resolved(QUrl(QLatin1String(path)))).status,
                     QByteArray(path) == "sign-in" ? 401 : 200);
    }
}

void TestGatewayPath::signInWorksBelowThePath_data()
{
    addPlaces();
}

void TestGatewayPath::signInWorksBelowThePath()
{
    const RunningGateway gateway(settingsWithToken(), gatewayLimits(*m_server));
    startNginx(gateway);
    QFETCH(bool, tls);
    const Answer page = get(place());
    QCOMPARE(page.status, 401);
    for (const QString &link : linksOf(page.body))
        QVERIFY2(place().resolved(QUrl(link)).path().startsWith(m_path), qPrintable(link));
    const QUrl form = place().resolved(QUrl(captures(u"action=\"([^\"]+)\""_s, page.body).value(0)));
    const Answer refused = post(form, "token=wrong");
    QCOMPARE(refused.status, 401);
    // The page stays at the form's address, and finds the form from there.
    QCOMPARE(form.resolved(QUrl(captures(u"action=\"([^\"]+)\""_s, refused.body).value(0))), form);
    const Answer accepted = post(form, "token=" + token);
    QCOMPARE(accepted.status, 303);
    QCOMPARE(form.resolved(accepted.location), place());
    QVERIFY2(accepted.cookie.startsWith(tls ? "__Host-pulseboard-" : "pulseboard-"), accepted.cookie.constData());
    QCOMPARE(accepted.cookie.contains("; Secure"), tls);
    QVERIFY(accepted.cookie.contains("; Path=/;"));
    QCOMPARE(get(place()).status, 200);
    QCOMPARE(get(place().resolved(QUrl(u"api/latest"_s))).status, 200);
}

/// Each is below its own path, in one browser.
void TestGatewayPath::twoGatewaysOnOneHostAreIndependent()
{
    const QByteArray other = "another-token-altogether";
    const RunningGateway first(settingsWithToken(), gatewayLimits(*m_server));
    const RunningGateway second(settingsWithToken(other), gatewayLimits(*m_server));
    m_nginx = std::make_unique<NginxServer>();
    m_nginx->addLocation("/first/ { proxy_pass $gateway/; $headers }");
    m_nginx->addLocation("/second/ { proxy_pass http://" + second.host() + "/; $headers }");
    QVERIFY(m_nginx->start(first.port()));
    const auto at = [this](const char *path) { return QUrl(m_nginx->origin() + QLatin1String(path)); };
    QCOMPARE(post(at("/first/sign-in"), "token=" + token).status, 303);
    QCOMPARE(post(at("/second/sign-in"), "token=" + other).status, 303);
    QCOMPARE(get(at("/first/api/latest")).status, 200);
    QCOMPARE(get(at("/second/api/latest")).status, 200);
}

void TestGatewayPath::feedIsFollowedBelowThePath()
{
    const RunningGateway gateway(settingsWithToken(), gatewayLimits(*m_server));
    startNginx(gateway);
    FeedSource::Options options;
    options.socket.url = place().resolved(QUrl(u"feed"_s));
    options.socket.url.setScheme(place().scheme() == "https"_L1 ? u"wss"_s : u"ws"_s);
    options.socket.token = token;
    FeedSource source(options);
    QList<QByteArray> outputs;
    connect(&source, &ResultSource::history, this, [&outputs](const QList<Record> &all) {
        for (const Record &one : all)
            outputs << one.output;
    });
    connect(&source, &ResultSource::record, this, [&outputs](const Record &one) { outputs << one.output; });
    source.open();
    QTRY_COMPARE_WITH_TIMEOUT(source.status().kind, SourceStatus::Kind::Live, waitTimeout);
    QTRY_VERIFY(outputs.contains("{\"n\":3}"));
    addResult(*m_server, now(), "{\"new\":1}");
    QTRY_VERIFY(outputs.contains("{\"new\":1}"));
    QCOMPARE(source.status().where, place().authority() + m_path.chopped(1));
}

void TestGatewayPath::slashIsAddedByTheProxy()
{
    const RunningGateway gateway(*m_server);
    m_nginx = std::make_unique<NginxServer>();
    m_nginx->addLocation("/pulse/ { proxy_pass $gateway/; $headers }");
    QVERIFY(m_nginx->start(gateway.port()));
    const Answer page = get(QUrl(m_nginx->origin() + u"/pulse"_s));
    QCOMPARE(page.status, 200);
    QCOMPARE(page.url, QUrl(m_nginx->origin() + u"/pulse/"_s));
}

QTEST_GUILESS_MAIN(TestGatewayPath)
#include "tst_gatewaypath.moc"

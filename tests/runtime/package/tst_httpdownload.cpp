// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/buildinfo.h"
#include "common/core/literals.h"
#include "runtime/package/httpdownload.h"
#include "tests/support/httpserver.h"
#include "tests/support/redisserver.h"
#include "tests/support/timeouts.h"
#include "tests/support/tlscertificates.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSslConfiguration>
#include <QTest>

#include <memory>
#include <optional>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

namespace {

const QByteArray body = QByteArrayLiteral("the document\n");

/// A download and its outcome.
class Outcome
{
public:
    explicit Outcome(const HttpDownload::Options &options);

    HttpDownload download;
    std::optional<HttpDocument> document;
    QString error;
    int ends = 0; ///< number of final signals
};

Outcome::Outcome(const HttpDownload::Options &options)
    : download(options)
{
    QObject::connect(&download, &HttpDownload::finished, &download, [this](const HttpDocument &result) {
        document = result;
        ++ends;
    });
    QObject::connect(&download, &HttpDownload::failed, &download, [this](const Error &result) {
        error = result.message;
        ++ends;
    });
    download.start();
}

} // namespace

class TestHttpDownload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void downloadsADocument();
    void sendsOnlyNecessaryHeaders();
    void reportsAnUnchangedDocument_data();
    void reportsAnUnchangedDocument();
    void downloadsAChangedDocument();
    void followsRedirects_data();
    void followsRedirects();
    void permanentErrorsAreNotRetried_data();
    void permanentErrorsAreNotRetried();
    void temporaryErrorsAreRetried_data();
    void temporaryErrorsAreRetried();
    void succeedsAfterTheServerRecovers();
    void refusedConnectionIsReported();
    void sizeLimitIsExact();
    void credentialsAreSent();
    void credentialsAreSentToTheirServerOnly();
    void untrustedCertificateIsRefused();
    void trustedCertificateIsAccepted();
    void wrongSchemeIsRefused_data();
    void wrongSchemeIsRefused();
    void deletionStopsTheDownload_data();
    void deletionStopsTheDownload();
    void downloadMayBeDeletedInItsSlot();

private:
    QUrl url(const QString &path) const { return QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_server->port()).arg(path)); }
    HttpDownload::Options options(const QString &path) const;
    QByteArrayList secureRequests() { return m_secure->requests(); }
    QUrl secureUrl(const QString &path) const
    {
        return QUrl(u"https://127.0.0.1:%1%2"_s.arg(m_secure->port()).arg(path));
    }

    TlsCertificates m_certificates;
    std::unique_ptr<HttpServer> m_server;
    std::unique_ptr<HttpServer> m_secure;
};

void TestHttpDownload::initTestCase()
{
    for (const char *variable : {"http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"})
        qunsetenv(variable);
    QVERIFY(m_certificates.isValid());
    m_secure = std::make_unique<HttpServer>(QStringList{m_certificates.certificateFile(), m_certificates.keyFile()});
    QVERIFY(m_secure->isValid());
}

void TestHttpDownload::init()
{
    m_server = std::make_unique<HttpServer>();
    QVERIFY(m_server->isValid());
}

HttpDownload::Options TestHttpDownload::options(const QString &path) const
{
    HttpDownload::Options result;
    result.url = url(path);
    result.timeout = std::chrono::milliseconds(waitTimeout);
    result.firstRetry = 10ms;
    return result;
}

void TestHttpDownload::downloadsADocument()
{
    Outcome outcome(options(u"/document"_s));
    QTRY_COMPARE_WITH_TIMEOUT(outcome.ends, 1, waitTimeout);
    QCOMPARE(outcome.error, QString());
    QCOMPARE(*outcome.document, HttpDocument({true, body, "\"v1\"", "Mon, 06 May 2024 07:08:10 GMT"}));
}

void TestHttpDownload::sendsOnlyNecessaryHeaders()
{
    Outcome outcome(options(u"/headers"_s));
    QTRY_VERIFY_WITH_TIMEOUT(outcome.document, waitTimeout);
    const QJsonObject headers = QJsonDocument::fromJson(outcome.document->body).object();
    QCOMPARE(headers["user-agent"_L1].toString(), u"pulseboard/"_s + programVersion());
    QCOMPARE(headers["accept-encoding"_L1].toString(), u"identity"_s);
    for (const char *absent : {"authorization", "if-none-match", "if-modified-since"})
        QVERIFY2(!headers.contains(QLatin1String(absent)), absent);
}

void TestHttpDownload::reportsAnUnchangedDocument_data()
{
    QTest::addColumn<QByteArray>("etag");
    QTest::addColumn<QByteArray>("lastModified");
    QTest::newRow("ETag") << QByteArray("\"v1\"") << QByteArray();
    QTest::newRow("Last-Modified") << QByteArray() << QByteArray("Mon, 06 May 2024 07:08:10 GMT");
}

void TestHttpDownload::reportsAnUnchangedDocument()
{
    HttpDownload::Options options = this->options(u"/document"_s);
    QFETCH(QByteArray, etag);
    QFETCH(QByteArray, lastModified);
    options.etag = etag;
    options.lastModified = lastModified;
    Outcome outcome(options);
    QTRY_COMPARE_WITH_TIMEOUT(outcome.ends, 1, waitTimeout);
    QVERIFY2(outcome.document, qPrintable(outcome.error));
    QCOMPARE(*outcome.document, HttpDocument({false, {}, etag, lastModified}));
}

void TestHttpDownload::downloadsAChangedDocument()
{
    HttpDownload::Options options = this->options(u"/document"_s);
    options.etag = "\"v0\"";
    Outcome outcome(options);
    QTRY_VERIFY_WITH_TIMEOUT(outcome.document, waitTimeout);
    QVERIFY(outcome.document->changed);
    QCOMPARE(outcome.document->body, body);
}

void TestHttpDownload::followsRedirects_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("relative") << u"/relative"_s;
    QTest::newRow("absolute path") << u"/to?/document"_s;
    QTest::newRow("five of them") << u"/to?/to?/to?/to?/to?/document"_s;
}

void TestHttpDownload::followsRedirects()
{
    QFETCH(QString, path);
    Outcome outcome(options(path));
    QTRY_COMPARE_WITH_TIMEOUT(outcome.ends, 1, waitTimeout);
    QVERIFY2(outcome.document, qPrintable(outcome.error));
    QCOMPARE(outcome.document->body, body);
}

void TestHttpDownload::permanentErrorsAreNotRetried_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<qsizetype>("requests");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const char *path, qsizetype requests, const char *why) {
        QTest::newRow(name) << QString::fromLatin1(path) << requests << QString::fromLatin1(why);
    };
    row("missing", "/missing", 1, "/missing: HTTP 404 Not Found");
    row("unauthorized", "/private", 1, "/private: HTTP 401 Unauthorized");
    row("unchanged, but since when", "/not-modified", 1, "/not-modified: HTTP 304 Not Modified");
    row("redirected nowhere", "/nowhere", 1, "/nowhere: HTTP 302 Found");
    row("loop", "/loop", 6, "/loop (redirected to http://127.0.0.1:PORT/loop): it is redirected more than 5 times");
    row("to a file", "/to?file:///etc/hostname", 1, "/to: it is redirected to file:///etc/hostname, which is not safe");
    row("to what is missing", "/to?/gone?secret", 2,
        "/to (redirected to http://127.0.0.1:PORT/gone): HTTP 404 Not Found");
    row("huge", "/huge", 1, "/huge: it is larger than 1000000 bytes");
    row("endless", "/endless", 1, "/endless: it is larger than 1000000 bytes");
}

void TestHttpDownload::permanentErrorsAreNotRetried()
{
    QFETCH(QString, path);
    QFETCH(qsizetype, requests);
    QFETCH(QString, why);
    HttpDownload::Options options = this->options(path);
    options.url.setFragment(u"secret"_s);
    options.maximumBytes = 1000000;
    Outcome outcome(options);
    QTRY_COMPARE_WITH_TIMEOUT(outcome.ends, 1, waitTimeout);
    const QString port = QString::number(m_server->port());
    QCOMPARE(outcome.error, u"Cannot download http://127.0.0.1:%1%2"_s.arg(port, why.replace("PORT"_L1, port)));
    QCOMPARE(m_server->requests().size(), requests);
}

void TestHttpDownload::temporaryErrorsAreRetried_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<std::chrono::milliseconds>("timeout");
    QTest::addColumn<QString>("why");
    const std::chrono::milliseconds amply(waitTimeout);
    QTest::newRow("unavailable") << "/shaky" << amply << "HTTP 503 Service Unavailable";
    QTest::newRow("too many requests") << "/busy" << amply << "HTTP 429 Too Many Requests";
    QTest::newRow("cut") << "/cut" << amply << "Connection closed";
    QTest::newRow("no answer") << "/hang" << 300ms << "the server sent nothing for 300 ms";
    QTest::newRow("stalled") << "/stall" << 300ms << "the server sent nothing for 300 ms";
}

void TestHttpDownload::temporaryErrorsAreRetried()
{
    QFETCH(QString, path);
    QFETCH(std::chrono::milliseconds, timeout);
    QFETCH(QString, why);
    HttpDownload::Options options = this->options(path + u"?token=secret"_s);
    options.timeout = timeout;
    options.attempts = 2;
    Outcome outcome(options);
    QTRY_COMPARE_WITH_TIMEOUT(outcome.ends, 1, waitTimeout);
    QCOMPARE(outcome.error, u"Cannot download %1: %2"_s.arg(url(path).toString(), why));
    QCOMPARE(m_server->requests().size(), 2);
}

void TestHttpDownload::succeedsAfterTheServerRecovers()
{
    Outcome outcome(options(u"/shaky"_s));
    QTRY_COMPARE_WITH_TIMEOUT(outcome.ends, 1, waitTimeout);
    QVERIFY2(outcome.document, qPrintable(outcome.error));
    QCOMPARE(outcome.document->body, body);
    QCOMPARE(m_server->requests().size(), 3);
}

void TestHttpDownload::refusedConnectionIsReported()
{
    HttpDownload::Options options;
    options.url = QUrl(u"http://127.0.0.1:%1/x"_s.arg(freePort()));
    options.firstRetry = 10ms;
    Outcome outcome(options);
    QTRY_COMPARE_WITH_TIMEOUT(outcome.ends, 1, waitTimeout);
    QCOMPARE(outcome.error, u"Cannot download %1: Connection refused"_s.arg(options.url.toString()));
}

void TestHttpDownload::sizeLimitIsExact()
{
    HttpDownload::Options options = this->options(u"/document"_s);
    options.maximumBytes = body.size();
    Outcome fits(options);
    QTRY_VERIFY_WITH_TIMEOUT(fits.document, waitTimeout);
    options.maximumBytes = body.size() - 1;
    Outcome isOver(options);
    QTRY_COMPARE_WITH_TIMEOUT(isOver.ends, 1, waitTimeout);
    QVERIFY2(isOver.error.endsWith("/document: it is larger than 12 bytes"_L1), qPrintable(isOver.error));
}

void TestHttpDownload::credentialsAreSent()
{
    HttpDownload::Options options = this->options(u"/to?/private"_s);
    options.url.setUserInfo(u"user:p%40ss%20w%C3%B6rd"_s);
    Outcome right(options);
    QTRY_COMPARE_WITH_TIMEOUT(right.ends, 1, waitTimeout);
    QVERIFY2(right.document, qPrintable(right.error));
    options.url.setPassword(u"secret"_s);
    Outcome wrong(options);
    QTRY_COMPARE_WITH_TIMEOUT(wrong.ends, 1, waitTimeout);
    QVERIFY2(wrong.error.endsWith("HTTP 401 Unauthorized"_L1), qPrintable(wrong.error));
    QVERIFY2(!wrong.error.contains("secret"_L1), qPrintable(wrong.error));
    QVERIFY2(!wrong.error.contains("user"_L1), qPrintable(wrong.error));
}

void TestHttpDownload::credentialsAreSentToTheirServerOnly()
{
    HttpServer other;
    QVERIFY(other.isValid());
    HttpDownload::Options options = this->options(u"/to?http://a:b@127.0.0.1:%1/headers"_s.arg(other.port()));
    options.url.setUserInfo(u"user:secret"_s);
    Outcome outcome(options);
    QTRY_COMPARE_WITH_TIMEOUT(outcome.ends, 1, waitTimeout);
    QVERIFY2(outcome.document, qPrintable(outcome.error));
    QCOMPARE(other.requests(), QByteArrayList{"/headers"});
    QVERIFY2(!outcome.document->body.contains("Authorization"), outcome.document->body.constData());
}

void TestHttpDownload::untrustedCertificateIsRefused()
{
    HttpDownload::Options options = this->options({});
    options.url = secureUrl(u"/document"_s);
    options.firstRetry = std::chrono::milliseconds(2 * waitTimeout); // a second attempt would take too long
    Outcome outcome(options);
    QTRY_COMPARE_WITH_TIMEOUT(outcome.ends, 1, waitTimeout);
    QVERIFY2(outcome.error.contains("certificate"_L1), qPrintable(outcome.error));
    QVERIFY(secureRequests().isEmpty());
}

void TestHttpDownload::trustedCertificateIsAccepted()
{
    const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
    QSslConfiguration trusting = before;
    trusting.setCaCertificates(QSslCertificate::fromPath(m_certificates.caFile()));
    QSslConfiguration::setDefaultConfiguration(trusting);
    HttpDownload::Options options = this->options({});
    options.url = secureUrl(u"/document"_s);
    Outcome good(options);
    options.url = secureUrl(u"/to?"_s + url(u"/document?secret"_s).toString());
    Outcome downgraded(options);
    QTRY_COMPARE_WITH_TIMEOUT(good.ends + downgraded.ends, 2, waitTimeout);
    QSslConfiguration::setDefaultConfiguration(before);
    QVERIFY2(good.document, qPrintable(good.error));
    QCOMPARE(good.document->body, body);
    QVERIFY2(downgraded.error.endsWith("/document, which is not safe"_L1), qPrintable(downgraded.error));
    QVERIFY(m_server->requests().isEmpty());
}

void TestHttpDownload::wrongSchemeIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("file") << u"file:///etc/hostname"_s;
    QTest::newRow("ftp") << u"ftp://127.0.0.1/x"_s;
    QTest::newRow("no host") << u"http:///x"_s;
    QTest::newRow("empty") << QString();
}

void TestHttpDownload::wrongSchemeIsRefused()
{
    QFETCH(QString, text);
    HttpDownload::Options options;
    options.url = QUrl(text);
    Outcome outcome(options);
    QCOMPARE(outcome.ends, 0); // emitted from the event loop
    QTRY_COMPARE_WITH_TIMEOUT(outcome.ends, 1, waitTimeout);
    QVERIFY2(outcome.error.endsWith("this is not an http:// or https:// URL"_L1), qPrintable(outcome.error));
}

void TestHttpDownload::deletionStopsTheDownload_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("before the answer") << u"/hang"_s;
    QTest::newRow("in the answer") << u"/endless"_s;
    QTest::newRow("between attempts") << u"/busy"_s;
}

/// The server continues, and nothing is emitted.
void TestHttpDownload::deletionStopsTheDownload()
{
    QFETCH(QString, path);
    HttpDownload::Options options = this->options(path);
    options.maximumBytes = std::numeric_limits<qint64>::max();
    options.attempts = 1000000;
    auto gone = std::make_unique<Outcome>(options);
    int ends = 0;
    connect(&gone->download, &HttpDownload::failed, this, [&ends] { ++ends; });
    QTRY_VERIFY_WITH_TIMEOUT(!m_server->requests().isEmpty(), waitTimeout);
    gone.reset();
    Outcome next(this->options(u"/document"_s));
    QTRY_VERIFY_WITH_TIMEOUT(next.document, waitTimeout);
    QCOMPARE(ends, 0);
}

void TestHttpDownload::downloadMayBeDeletedInItsSlot()
{
    for (const char *path : {"/document", "/missing", "/endless"}) {
        HttpDownload::Options options = this->options(QLatin1String(path));
        options.maximumBytes = 1000000;
        auto download = std::make_unique<HttpDownload>(options);
        connect(download.get(), &HttpDownload::finished, this, [&download] { download.reset(); });
        connect(download.get(), &HttpDownload::failed, this, [&download] { download.reset(); });
        download->start();
        QTRY_VERIFY_WITH_TIMEOUT(!download, waitTimeout);
    }
}

QTEST_GUILESS_MAIN(TestHttpDownload)
#include "tst_httpdownload.moc"

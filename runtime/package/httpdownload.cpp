// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/package/httpdownload.h"

#include "common/core/buildinfo.h"
#include "common/core/literals.h"

#include <QNetworkReply>

namespace pulse {
namespace {

using namespace std::chrono_literals;

constexpr auto longestRetry = 30s;

QString display(const QUrl &url)
{
    return url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

bool isHttp(const QUrl &url)
{
    const QString scheme = url.scheme(); // always in lower case
    return url.isValid() && !url.host().isEmpty() && (scheme == "http"_L1 || scheme == "https"_L1);
}

bool isHttps(const QUrl &url)
{
    return url.scheme() == "https"_L1;
}

int portOf(const QUrl &url)
{
    return url.port(isHttps(url) ? 443 : 80);
}

bool sameServer(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && portOf(a) == portOf(b);
}

/// Where a redirect from `from` leads. The user and password go along to the same server only.
QUrl redirectTarget(const QUrl &from, const QByteArray &location)
{
    QUrl target = from.resolved(QUrl::fromEncoded(location));
    target.setUserInfo(sameServer(from, target) ? from.userInfo(QUrl::FullyEncoded) : QString());
    return target;
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool statusMayPass(int status)
{
    return status >= 500 || status == 429; // too many requests
}

/// Whether an attempt that ended with this error may go better another time.
bool errorMayPass(QNetworkReply::NetworkError error)
{
    return error <= QNetworkReply::UnknownProxyError && error != QNetworkReply::SslHandshakeFailedError;
}

QByteArray basicAuthorization(const QUrl &url)
{
    const QString credentials = url.userName(QUrl::FullyDecoded) + ':'_L1 + url.password(QUrl::FullyDecoded);
    return "Basic " + credentials.toUtf8().toBase64();
}

} // namespace

HttpDownload::HttpDownload(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_retryPolicy({.shortest = m_options.firstRetry, .longest = longestRetry})
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &HttpDownload::startAttempt);
}

HttpDownload::~HttpDownload()
{
    dropReply();
}

void HttpDownload::start()
{
    m_url = m_options.url;
    if (isHttp(m_url))
        startAttempt();
    else
        fail(u"this is not an http:// or https:// URL"_s);
}

void HttpDownload::startAttempt()
{
    ++m_attempts;
    m_redirects = 0;
    request(m_options.url);
}

void HttpDownload::request(const QUrl &url)
{
    m_url = url;
    m_body.clear();
    QNetworkRequest request(url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment));
    request.setTransferTimeout(static_cast<int>(m_options.timeout.count()));
    request.setHeader(QNetworkRequest::UserAgentHeader, u"pulseboard/"_s + programVersion());
    request.setRawHeader("Accept-Encoding", "identity"); // else the size limit is not on what is received
    if (!url.userInfo().isEmpty())
        request.setRawHeader("Authorization", basicAuthorization(url));
    if (!m_options.etag.isEmpty())
        request.setRawHeader("If-None-Match", m_options.etag);
    if (!m_options.lastModified.isEmpty())
        request.setRawHeader("If-Modified-Since", m_options.lastModified);
    m_reply = m_network.get(request);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpDownload::takeHeaders);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpDownload::takeData);
    connect(m_reply, &QNetworkReply::finished, this, &HttpDownload::takeEnd);
}

int HttpDownload::status() const
{
    return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

/// All but a document is decided on its headers.
void HttpDownload::takeHeaders()
{
    if (status() >= 300)
        takeStatus();
    else if (m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong() > m_options.maximumBytes)
        fail(u"it is over %1 bytes long"_s.arg(m_options.maximumBytes));
}

void HttpDownload::takeStatus()
{
    if (status() == 304 && hasValidators())
        succeed({false, {}, m_options.etag, m_options.lastModified});
    else if (isRedirect(status()) && m_reply->hasRawHeader("Location"))
        redirect();
    else
        failOrRetry(describeStatus(), statusMayPass(status()));
}

void HttpDownload::redirect()
{
    const QUrl target = redirectTarget(m_url, m_reply->rawHeader("Location"));
    if (!isHttp(target) || (isHttps(m_url) && !isHttps(target)))
        fail(u"it is redirected to %1, which is not safe"_s.arg(display(target)));
    else if (++m_redirects > m_options.maximumRedirects)
        fail(u"it is redirected over %1 times"_s.arg(m_options.maximumRedirects));
    else {
        dropReply();
        request(target);
    }
}

void HttpDownload::takeData()
{
    m_body += m_reply->readAll();
    if (m_body.size() > m_options.maximumBytes)
        fail(u"it is over %1 bytes long"_s.arg(m_options.maximumBytes));
}

void HttpDownload::takeEnd()
{
    if (status() >= 300)
        takeStatus();
    else if (m_reply->error() == QNetworkReply::NoError)
        succeed({true, m_body, m_reply->rawHeader("ETag"), m_reply->rawHeader("Last-Modified")});
    else
        failOrRetry(describeError(), errorMayPass(m_reply->error()));
}

QString HttpDownload::describeStatus() const
{
    const QString reason = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    return u"HTTP %1 %2"_s.arg(status()).arg(reason).trimmed();
}

// Qt's own words for a status hold the whole URL, but those do not come here.
QString HttpDownload::describeError() const
{
    // The timeout is Qt's, and nobody else ends a reply that is listened to.
    if (m_reply->error() == QNetworkReply::OperationCanceledError || m_reply->error() == QNetworkReply::TimeoutError)
        return u"the server sent nothing for %1 ms"_s.arg(m_options.timeout.count());
    return m_reply->errorString();
}

void HttpDownload::failOrRetry(const QString &why, bool mayPass)
{
    if (!mayPass || m_attempts >= m_options.attempts) {
        fail(why);
        return;
    }
    dropReply();
    m_retry.start(m_retryPolicy.nextPause());
}

void HttpDownload::fail(const QString &why)
{
    dropReply();
    const QString redirected = m_redirects > 0 ? u" (redirected to %1)"_s.arg(display(m_url)) : QString();
    const Error error{u"Cannot download %1%2: %3"_s.arg(display(m_options.url), redirected, why)};
    // Whoever is told may delete this object, and this is called from inside a signal of the reply's.
    QMetaObject::invokeMethod(
        this, [this, error] { Q_EMIT failed(error); }, Qt::QueuedConnection);
}

void HttpDownload::succeed(const HttpDocument &document)
{
    dropReply();
    QMetaObject::invokeMethod(
        this, [this, document] { Q_EMIT finished(document); }, Qt::QueuedConnection);
}

void HttpDownload::dropReply()
{
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    if (!reply)
        return;
    reply->disconnect(this);
    reply->deleteLater(); // which ends it, too; Qt complains of abort() from inside metaDataChanged
}

} // namespace pulse

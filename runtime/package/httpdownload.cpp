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

/// Returns the target of a redirect from `from`. The user and password are kept only for the same server.
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

bool isTemporaryStatus(int status)
{
    return status >= 500 || status == 429; // too many requests
}

/// Returns whether a further attempt can succeed after this error.
bool isTemporaryError(QNetworkReply::NetworkError error)
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
    request.setRawHeader("Accept-Encoding", "identity"); // the size limit is on received bytes
    if (!url.userInfo().isEmpty())
        request.setRawHeader("Authorization", basicAuthorization(url));
    if (!m_options.etag.isEmpty())
        request.setRawHeader("If-None-Match", m_options.etag);
    if (!m_options.lastModified.isEmpty())
        request.setRawHeader("If-Modified-Since", m_options.lastModified);
    m_reply = m_network.get(request);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpDownload::handleHeaders);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpDownload::handleData);
    connect(m_reply, &QNetworkReply::finished, this, &HttpDownload::handleEnd);
}

int HttpDownload::status() const
{
    return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

/// Handles all answers except a document, for which the headers are not enough.
void HttpDownload::handleHeaders()
{
    if (status() >= 300)
        handleStatus();
    else if (m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong() > m_options.maximumBytes)
        fail(u"it is larger than %1 bytes"_s.arg(m_options.maximumBytes));
}

void HttpDownload::handleStatus()
{
    if (status() == 304 && hasValidators())
        succeed({false, {}, m_options.etag, m_options.lastModified});
    else if (isRedirect(status()) && m_reply->hasRawHeader("Location"))
        redirect();
    else
        failOrRetry(describeStatus(), isTemporaryStatus(status()));
}

void HttpDownload::redirect()
{
    const QUrl target = redirectTarget(m_url, m_reply->rawHeader("Location"));
    if (!isHttp(target) || (isHttps(m_url) && !isHttps(target)))
        fail(u"it is redirected to %1, which is not safe"_s.arg(display(target)));
    else if (++m_redirects > m_options.maximumRedirects)
        fail(u"it is redirected more than %1 times"_s.arg(m_options.maximumRedirects));
    else {
        dropReply();
        request(target);
    }
}

void HttpDownload::handleData()
{
    m_body += m_reply->readAll();
    if (m_body.size() > m_options.maximumBytes)
        fail(u"it is larger than %1 bytes"_s.arg(m_options.maximumBytes));
}

void HttpDownload::handleEnd()
{
    if (status() >= 300)
        handleStatus();
    else if (m_reply->error() == QNetworkReply::NoError)
        succeed({true, m_body, m_reply->rawHeader("ETag"), m_reply->rawHeader("Last-Modified")});
    else
        failOrRetry(describeError(), isTemporaryError(m_reply->error()));
}

QString HttpDownload::describeStatus() const
{
    const QString reason = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    return u"HTTP %1 %2"_s.arg(status()).arg(reason).trimmed();
}

// Qt's own message for a status contains the whole URL, but such replies are handled elsewhere.
QString HttpDownload::describeError() const
{
    // The timeout is Qt's: nothing else aborts a reply whose signals are connected.
    if (m_reply->error() == QNetworkReply::OperationCanceledError || m_reply->error() == QNetworkReply::TimeoutError)
        return u"the server sent nothing for %1 ms"_s.arg(m_options.timeout.count());
    return m_reply->errorString();
}

void HttpDownload::failOrRetry(const QString &why, bool isTemporary)
{
    if (!isTemporary || m_attempts >= m_options.attempts) {
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
    // Queued: the receiver may delete this object, and this is called from a signal of the reply.
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
    reply->deleteLater(); // also ends it; Qt warns about abort() from within metaDataChanged
}

} // namespace pulse

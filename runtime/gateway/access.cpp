// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/gateway/access.h"

#include "common/core/literals.h"
#include "runtime/gateway/gatewaylog.h"

#include <QFile>
#include <QHostAddress>
#include <QMessageAuthenticationCode>
#include <QUrl>
#include <QUrlQuery>

#include <openssl/crypto.h>

#include <algorithm>

namespace pulse {
namespace {

const QByteArray securePrefix = QByteArrayLiteral("__Host-"); // RFC 6265bis: such a cookie is valid only for this host
constexpr int cookieSeconds = 30 * 24 * 3600;

QByteArray mac(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256).toHex();
}

/// Compares in a time that does not depend on the position of a difference.
bool isSame(const QByteArray &given, const QByteArray &secret)
{
    const QByteArray left = mac("compare", given); // so that the length is not revealed either
    const QByteArray right = mac("compare", secret);
    return CRYPTO_memcmp(left.constData(), right.constData(), static_cast<std::size_t>(right.size())) == 0;
}

bool isOfTls(const QByteArray &origin)
{
    return origin.toLower().startsWith("https://");
}

/// Returns an origin with an explicit port, for comparison; empty if its scheme is not http or https.
QString canonicalOrigin(const QByteArray &origin)
{
    const qsizetype end = origin.indexOf("://");
    const QByteArray scheme = origin.left(end).toLower();
    const QByteArray authority = origin.mid(end + 3);
    const QString name = AllowedHosts::nameOf(authority);
    if ((scheme != "http" && scheme != "https") || name.isEmpty())
        return {};
    const int port = QUrl(u"//"_s + QString::fromLatin1(authority)).port(scheme == "https" ? 443 : 80);
    return u"%1://%2:%3"_s.arg(QString::fromLatin1(scheme), name).arg(port);
}

/// Returns a program's token; empty if the request has none.
std::optional<QByteArray> bearerOf(const HttpRequest &request)
{
    const QByteArray given = request.header("authorization").value_or(QByteArray());
    return given.left(7).toLower() == "bearer " ? std::optional(given.mid(7).trimmed()) : std::nullopt;
}

/// The answer to an address that sent too many wrong tokens.
HttpAnswer tooManyAttempts(std::chrono::milliseconds wait)
{
    return HttpAnswer::errorForNow(429, u"too many wrong tokens were received from your address"_s,
                                   std::chrono::ceil<std::chrono::seconds>(wait));
}

/// Like tooManyAttempts(), as a page.
HttpAnswer tooManyAttemptsPage(std::chrono::milliseconds wait)
{
    const qint64 seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    HttpAnswer page =
        signInPage(u"Too many wrong tokens were received from your address. Try again in %1 s."_s.arg(seconds));
    page.status = 429;
    page.headers.append(HttpHeader{"Retry-After", QByteArray::number(seconds)});
    return page;
}

/// The answer to a program without the right token; `isWrong`: it sent a wrong one (RFC 6750, section 3).
HttpAnswer tokenNeeded(bool isWrong)
{
    HttpAnswer answer = HttpAnswer::error(
        401, isWrong ? u"the token in the header Authorization is wrong; send the one in the file that "
                       "the gateway's --token-file names"_s
                     : u"this gateway requires a token in the header Authorization: Bearer TOKEN"_s);
    answer.headers.append(HttpHeader{"WWW-Authenticate", isWrong ? "Bearer error=\"invalid_token\"" : "Bearer"});
    return answer;
}

QByteArray field(const QByteArray &form, const QString &name)
{
    QByteArray plain = form;
    plain.replace('+', "%20");
    return QUrlQuery(QString::fromUtf8(plain)).queryItemValue(name, QUrl::FullyDecoded).toUtf8();
}

} // namespace

Access::Access(const Options &options)
    : m_options(options)
    , m_attempts(options.attempts)
    , m_hosts(options.hosts)
    , m_cookieName("pulseboard-" + mac(options.token, "pulseboard-gateway cookie name").left(8))
    , m_cookie(mac(options.token, "pulseboard-gateway cookie"))
{
}

std::optional<HttpAnswer> Access::refusal(const HttpRequest &request, bool isOpen)
{
    const QByteArray host = request.header("host").value_or(QByteArray());
    if (!m_hosts.contains(host))
        return HttpAnswer::error(421, AllowedHosts::refusal(u"this gateway"_s, host,
                                                            u"start it with --allow-host %1 (GATEWAY_ALLOW_HOST)"_s));
    if (auto refusal = originRefusal(request))
        return refusal;
    const std::optional<QByteArray> token = needsToken() && !isOpen ? bearerOf(request) : std::nullopt;
    const std::chrono::milliseconds wait = m_attempts.wait(request.client);
    if (token && wait.count() > 0)
        return tooManyAttempts(wait);
    const bool hasToken = token && accepts(*token, request.client);
    if (token && !hasToken && !hasCookie(request))
        return tokenNeeded(true);
    if (request.asksForWebSocket() && !request.header("origin") && !hasToken)
        return HttpAnswer::error(403, u"a client without the header Origin needs a token, in the header "
                                      "Authorization: Bearer"_s);
    if (isOpen || !needsToken() || hasToken || hasCookie(request))
        return {};
    if (request.path == "/" && !request.asksForWebSocket())
        return signInPage();
    return tokenNeeded(false);
}

std::optional<HttpAnswer> Access::originRefusal(const HttpRequest &request) const
{
    const std::optional<QByteArray> origin = request.header("origin");
    if (!origin || isOwnOrigin(*origin, request))
        return {};
    return HttpAnswer::error(
        403,
        u"pages of %1 may not access this gateway, which the request calls %2; a proxy in front has to pass on the "
        "header Host with name and port (nginx: proxy_set_header Host $http_host); to admit pages of another site, "
        "start the gateway with --allow-origin %1 (GATEWAY_ALLOW_ORIGIN)"_s.arg(
            QString::fromLatin1(*origin), QString::fromLatin1(request.header("host").value_or("nothing"))));
}

/// Without TLS in the gateway, a proxy in front may provide it.
bool Access::isOwnOrigin(const QByteArray &origin, const HttpRequest &request) const
{
    const QByteArray host = request.header("host").value_or(QByteArray());
    const QString given = canonicalOrigin(origin);
    const auto isGiven = [&given](const QByteArray &one) { return canonicalOrigin(one) == given; };
    const auto isAllowed = [&isGiven](const QString &one) { return isGiven(one.toLatin1()); };
    return !given.isEmpty() && (isGiven("https://" + host) || (!request.isSecure && isGiven("http://" + host)) ||
                                std::ranges::any_of(m_options.origins, isAllowed));
}

/// Counts and logs a wrong token.
bool Access::accepts(const QByteArray &token, const QHostAddress &client)
{
    if (isSame(token, m_options.token))
        return true;
    if (!m_attempts.countFailure(client, mac(m_options.token, token)))
        return false;
    const bool isLimited = m_attempts.wait(client).count() > 0;
    qCWarning(gatewayLog).noquote() << "Received a wrong token from"
                                    << client.toString() +
                                           (isLimited ? u"; its next attempts are refused for a moment"_s : QString());
    return false;
}

bool Access::hasCookie(const HttpRequest &request) const
{
    const QList<QByteArray> cookies = request.header("cookie").value_or(QByteArray()).split(';');
    for (const QByteArray &cookie : cookies) {
        const qsizetype mark = cookie.indexOf('=');
        const QByteArray name = cookie.left(mark).trimmed();
        const bool isOurs = name == m_cookieName || name == securePrefix + m_cookieName;
        if (isOurs && isSame(cookie.mid(mark + 1).trimmed(), m_cookie))
            return true;
    }
    return false;
}

HttpAnswer Access::signIn(const HttpRequest &request)
{
    const std::optional<QByteArray> origin = request.header("origin");
    if (!origin)
        return HttpAnswer::error(403, u"the header Origin is missing"_s);
    const std::chrono::milliseconds wait = m_attempts.wait(request.client);
    if (wait.count() > 0)
        return tooManyAttemptsPage(wait);
    if (!needsToken() || !accepts(field(request.body, u"token"_s).trimmed(), request.client))
        return signInPage(u"The token is wrong."_s);
    const bool isSecure = request.isSecure || isOfTls(*origin); // the TLS may be that of a proxy
    const QByteArray cookie = (isSecure ? securePrefix : QByteArray()) + m_cookieName + '=' + m_cookie +
                              "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + QByteArray::number(cookieSeconds) +
                              (isSecure ? "; Secure" : "");
    return {.status = 303, .headers = {{"Location", "./"}, {"Set-Cookie", cookie}, {"Cache-Control", "no-store"}}};
}

HttpAnswer signInPage(const QString &problem)
{
    QFile file(u":/access/sign-in.html"_s);
    QByteArray page = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    page.replace("{{problem}}", problem.toHtmlEscaped().toUtf8());
    return {.status = 401,
            .type = "text/html; charset=utf-8",
            .body = page,
            .headers = {{"Cache-Control", "no-store"}, {"WWW-Authenticate", "Bearer"}}};
}

} // namespace pulse

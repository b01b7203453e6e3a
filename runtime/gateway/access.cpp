// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/gateway/access.h"

#include <QFile>
#include <QHostAddress>
#include <QHostInfo>
#include <QLoggingCategory>
#include <QMessageAuthenticationCode>
#include <QUrl>
#include <QUrlQuery>

#include <openssl/crypto.h>

namespace pulse {
namespace {

Q_LOGGING_CATEGORY(log, "gateway")

const QByteArray cookieName = QByteArrayLiteral("pulseboard");
constexpr int cookieSeconds = 30 * 24 * 3600;

QByteArray mac(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256).toHex();
}

/// Takes the same time wherever they differ.
bool isSame(const QByteArray &given, const QByteArray &secret)
{
    const QByteArray left = mac("compare", given); // so that the length is no hint, either
    const QByteArray right = mac("compare", secret);
    return CRYPTO_memcmp(left.constData(), right.constData(), static_cast<std::size_t>(right.size())) == 0;
}

bool isAddress(const QString &host)
{
    return !QHostAddress(host).isNull();
}

/// What a program gives as a token; nothing: none.
std::optional<QByteArray> bearerOf(const HttpRequest &request)
{
    const QByteArray given = request.header("authorization").value_or(QByteArray());
    return given.left(7).toLower() == "bearer " ? std::optional(given.mid(7).trimmed()) : std::nullopt;
}

qint64 secondsOf(std::chrono::milliseconds wait)
{
    return std::chrono::ceil<std::chrono::seconds>(wait).count();
}

/// `answer`, refused for now.
HttpAnswer tooManyAttempts(HttpAnswer answer, std::chrono::milliseconds wait)
{
    answer.status = 429;
    answer.headers.append(HttpHeader{"Retry-After", QByteArray::number(secondsOf(wait))});
    return answer;
}

QByteArray field(const QByteArray &form, const QString &name)
{
    QByteArray plain = form;
    plain.replace('+', "%20");
    return QUrlQuery(QString::fromUtf8(plain)).queryItemValue(name, QUrl::FullyDecoded).toUtf8();
}

} // namespace

QString Access::hostName(const QByteArray &authority)
{
    const QUrl url(QStringLiteral("http://") + QString::fromLatin1(authority), QUrl::StrictMode);
    const bool isAuthority = url.isValid() && url.userInfo().isEmpty() && url.path().isEmpty() && !url.hasQuery();
    const QString name = isAuthority ? url.host(QUrl::FullyEncoded).toLower() : QString();
    return name.endsWith(QLatin1Char('.')) ? name.chopped(1) : name;
}

Access::Access(const Options &options)
    : m_options(options)
    , m_attempts(options.attempts)
    , m_cookie(mac(options.token, "pulseboard-gateway cookie"))
{
    m_options.hosts << QStringLiteral("localhost") << QHostInfo::localHostName().toLower();
}

std::optional<HttpAnswer> Access::refusal(const HttpRequest &request, bool isOpen)
{
    const QByteArray host = request.header("host").value_or(QByteArray());
    if (!isOwnHost(host))
        return HttpAnswer::error(421, QStringLiteral("this gateway is not known as %1; start it with --allow-host")
                                          .arg(QString::fromLatin1(host)));
    const std::optional<QByteArray> origin = request.header("origin");
    if (origin && !isOwnOrigin(*origin, request))
        return HttpAnswer::error(403, QStringLiteral("pages of %1 may not ask this gateway; start it with "
                                                     "--allow-origin")
                                          .arg(QString::fromLatin1(*origin)));
    const std::optional<QByteArray> token = needsToken() && !isOpen ? bearerOf(request) : std::nullopt;
    const std::chrono::milliseconds wait = m_attempts.wait(request.client);
    if (token && wait.count() > 0)
        return tooManyAttempts(HttpAnswer::error(429, QStringLiteral("too many wrong tokens came from your address")),
                               wait);
    const bool hasToken = token && accepts(*token, request.client);
    if (request.asksForWebSocket() && !origin && !hasToken)
        return HttpAnswer::error(403, QStringLiteral("a client without the header Origin needs a token, in the header "
                                                     "Authorization: Bearer"));
    if (isOpen || !needsToken() || hasToken || hasCookie(request))
        return {};
    if (request.path == "/" && !request.asksForWebSocket())
        return signInPage();
    HttpAnswer answer = HttpAnswer::error(401, QStringLiteral("this gateway asks for a token: Authorization: Bearer"));
    answer.headers.append(HttpHeader{"WWW-Authenticate", "Bearer"});
    return answer;
}

bool Access::isOwnHost(const QByteArray &host) const
{
    const QString name = hostName(host);
    return isAddress(name) || (!name.isEmpty() && m_options.hosts.contains(name));
}

/// Where we speak no TLS, a proxy in front may.
bool Access::isOwnOrigin(const QByteArray &origin, const HttpRequest &request) const
{
    const QByteArray host = request.header("host").value_or(QByteArray()).toLower();
    const QByteArray lower = origin.toLower();
    return lower == "https://" + host || (!request.isSecure && lower == "http://" + host) ||
           m_options.origins.contains(QString::fromLatin1(origin), Qt::CaseInsensitive);
}

/// Counts a wrong token, and logs it.
bool Access::accepts(const QByteArray &token, const QHostAddress &client)
{
    if (isSame(token, m_options.token))
        return true;
    if (!m_attempts.countFailure(client, mac(m_options.token, token)))
        return false;
    const bool isLimited = m_attempts.wait(client).count() > 0;
    qCWarning(log).noquote() << "A wrong token came from"
                             << client.toString() +
                                    (isLimited ? QStringLiteral("; its next attempts are refused for a moment")
                                               : QString());
    return false;
}

bool Access::hasCookie(const HttpRequest &request) const
{
    const QList<QByteArray> cookies = request.header("cookie").value_or(QByteArray()).split(';');
    for (const QByteArray &cookie : cookies) {
        const QByteArray one = cookie.trimmed();
        if (one.startsWith(cookieName + '=') && isSame(one.mid(cookieName.size() + 1), m_cookie))
            return true;
    }
    return false;
}

HttpAnswer Access::signIn(const HttpRequest &request)
{
    if (!request.header("origin"))
        return HttpAnswer::error(403, QStringLiteral("the header Origin is missing"));
    const std::chrono::milliseconds wait = m_attempts.wait(request.client);
    if (wait.count() > 0)
        return tooManyAttempts(
            signInPage(QStringLiteral("Too many wrong tokens came from your address. Wait %1 s, then "
                                      "try again.")
                           .arg(secondsOf(wait))),
            wait);
    if (!needsToken() || !accepts(field(request.body, QStringLiteral("token")), request.client))
        return signInPage(QStringLiteral("This is not the token."));
    const QByteArray cookie = cookieName + '=' + m_cookie +
                              "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + QByteArray::number(cookieSeconds) +
                              (request.isSecure ? "; Secure" : "");
    return {.status = 303, .headers = {{"Location", "/"}, {"Set-Cookie", cookie}, {"Cache-Control", "no-store"}}};
}

HttpAnswer signInPage(const QString &problem)
{
    QFile file(QStringLiteral(":/access/sign-in.html"));
    QByteArray page = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    page.replace("{{problem}}", problem.toHtmlEscaped().toUtf8());
    return {.status = 401,
            .type = "text/html; charset=utf-8",
            .body = page,
            .headers = {{"Cache-Control", "no-store"}, {"WWW-Authenticate", "Bearer"}}};
}

} // namespace pulse

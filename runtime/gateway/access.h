// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/gateway/attemptlimit.h"
#include "runtime/http/allowedhosts.h"
#include "runtime/http/httpanswer.h"

#include <QStringList>

namespace pulse {

/// Decides which requests a gateway handles. A page of another site must not reach it through the browser of an
/// authorized user: neither under its own address (Origin) nor under a host name that it redirects to this gateway
/// (Host, which DNS rebinding cannot forge).
class Access
{
public:
    struct Options
    {
        QStringList hosts;               ///< allowed in addition to addresses, localhost and this machine's name
        QStringList origins;             ///< `https://name`, allowed in addition to the gateway's own
        QByteArray token;                ///< empty: none is needed
        AttemptLimit::Limits attempts{}; ///< with a wrong token
    };

    static constexpr const char *signInPath = "/sign-in";

    explicit Access(const Options &options);

    /// Returns the answer that refuses a request; empty if it is allowed. `isOpen`: allowed without the token.
    std::optional<HttpAnswer> refusal(const HttpRequest &request, bool isOpen);

    /// Checks the origin only, whatever the header Host is.
    std::optional<HttpAnswer> originRefusal(const HttpRequest &request) const;

    bool needsToken() const noexcept { return !m_options.token.isEmpty(); }
    /// Handles the form of the sign-in page, which has the field `token`. For the right token it sets a cookie and
    /// redirects to the page beside the sign-in page: `/`, or the path below which a proxy serves the gateway.
    HttpAnswer signIn(const HttpRequest &request);

private:
    bool isOwnOrigin(const QByteArray &origin, const HttpRequest &request) const;
    bool accepts(const QByteArray &token, const QHostAddress &client);
    bool hasCookie(const HttpRequest &request) const;

    Options m_options;
    AttemptLimit m_attempts;
    AllowedHosts m_hosts;
    // Both are derived from the token: the cookie stays valid after a restart of the gateway and does not reveal the
    // token, and another gateway on the same host, with another token, uses another name.
    QByteArray m_cookieName; ///< without the prefix of a secure cookie
    QByteArray m_cookie;
};

/// Returns the page that asks for the token; `problem`: why it is shown again.
HttpAnswer signInPage(const QString &problem = {});

} // namespace pulse

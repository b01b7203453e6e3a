// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/gateway/attemptlimit.h"
#include "runtime/http/allowedhosts.h"
#include "runtime/http/httpanswer.h"

#include <QStringList>

namespace pulse {

/// Who may ask a gateway for anything. A page of another site is to reach nothing through the browser of somebody who
/// may: not by its own address (Origin), and not by a name of its own that leads here (Host, which DNS rebinding
/// cannot forge).
class Access
{
public:
    struct Options
    {
        QStringList hosts;               ///< names beside addresses, localhost and this machine's name
        QStringList origins;             ///< `https://name`, beside the gateway's own
        QByteArray token;                ///< empty: none is asked for
        AttemptLimit::Limits attempts{}; ///< with a wrong token
    };

    static constexpr const char *signInPath = "/sign-in";

    explicit Access(const Options &options);

    /// Why not; nothing where the request may go on. `isOpen`: without the token, too.
    std::optional<HttpAnswer> refusal(const HttpRequest &request, bool isOpen);

    /// The same as far as other sites' pages are concerned, whatever name the request is for.
    std::optional<HttpAnswer> originRefusal(const HttpRequest &request) const;

    bool needsToken() const noexcept { return !m_options.token.isEmpty(); }
    /// What the sign-in page sends: a form with the field `token`. The right token gets a cookie and is redirected to
    /// the page beside the sign-in page: `/`, or the path below which a proxy serves the gateway.
    HttpAnswer signIn(const HttpRequest &request);

private:
    bool isOwnOrigin(const QByteArray &origin, const HttpRequest &request) const;
    bool accepts(const QByteArray &token, const QHostAddress &client);
    bool hasCookie(const HttpRequest &request) const;

    Options m_options;
    AttemptLimit m_attempts;
    AllowedHosts m_hosts;
    // Both are made from the token: the cookie outlives the gateway, does not reveal the token, and has a name that
    // another gateway on the same host, with another token, does not use.
    QByteArray m_cookieName; ///< without the prefix of a Secure cookie
    QByteArray m_cookie;
};

/// The page that asks for the token; `problem`: why it does so again.
HttpAnswer signInPage(const QString &problem = {});

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/gateway/attemptlimit.h"
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

    /// The name in a header Host, without port, as names are compared; empty where it is none.
    static QString hostName(const QByteArray &authority);

    explicit Access(const Options &options);

    /// Why not; nothing where the request may go on. `isOpen`: without the token, too.
    std::optional<HttpAnswer> refusal(const HttpRequest &request, bool isOpen);

    bool needsToken() const noexcept { return !m_options.token.isEmpty(); }
    /// What the sign-in page sends: a form with the field `token`. The right one gets a cookie, and `/`.
    HttpAnswer signIn(const HttpRequest &request);

private:
    bool isOwnHost(const QByteArray &host) const;
    bool isOwnOrigin(const QByteArray &origin, const HttpRequest &request) const;
    bool accepts(const QByteArray &token, const QHostAddress &client);
    bool hasCookie(const HttpRequest &request) const;

    Options m_options;
    AttemptLimit m_attempts;
    QByteArray m_cookie; ///< its value: made from the token, so that it outlives the gateway and is not the token
};

/// The page that asks for the token; `problem`: why it does so again.
HttpAnswer signInPage(const QString &problem = {});

} // namespace pulse

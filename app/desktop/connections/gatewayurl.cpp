// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/connections/gatewayurl.h"

#include "common/core/literals.h"

#include <QCoreApplication>

namespace pulse {

Result<QUrl> feedUrl(const QString &text)
{
    QUrl url(text, QUrl::StrictMode);
    const QString scheme = url.scheme();
    const bool isSecure = scheme == "wss"_L1 || scheme == "https"_L1;
    if (!isSecure && scheme != "ws"_L1 && scheme != "http"_L1)
        return Error{QCoreApplication::translate(
            "GatewayUrl", "must start with http://, https://, ws:// or wss://, as in http://host:53004")};
    if (url.host().isEmpty() || url.port() == 0)
        return Error{QCoreApplication::translate(
            "GatewayUrl", "needs a host, and a port from 1 to 65535 if it has one, as in http://host:53004")};
    if (!url.userInfo().isEmpty())
        return Error{QCoreApplication::translate(
            "GatewayUrl", "cannot contain a user name or a password; enter the token separately")};
    if (url.hasFragment() || url.hasQuery())
        return Error{QCoreApplication::translate(
            "GatewayUrl", "cannot contain ? or #, since nothing may follow the path; enter the token separately")};
    url.setScheme(isSecure ? u"wss"_s : u"ws"_s);
    const QString path = url.path(QUrl::FullyEncoded);
    if (!path.endsWith("/feed"_L1))
        url.setPath(path + QLatin1String(path.endsWith('/'_L1) ? "feed" : "/feed"), QUrl::StrictMode);
    return url;
}

} // namespace pulse

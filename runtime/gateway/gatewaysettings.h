// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/logging.h"
#include "common/core/settings.h"
#include "common/redis/redisurl.h"
#include "runtime/gateway/access.h"
#include "runtime/http/clientaddress.h"
#include "runtime/http/listenaddress.h"

namespace pulse {

/// What a gateway is told, checked.
struct GatewaySettings
{
    ListenAddress listen;
    RedisUrl redis;
    QByteArray inputKey; ///< empty: measurements come with the history only
    QByteArrayList outputKeys;
    QString web; ///< folder with the web dashboard; empty: the page that comes along
    Access::Options access;
    QString tlsCertificate; ///< empty: no TLS
    QString tlsKey;
    qsizetype clients = 2000; ///< of the feed at a time
    qsizetype perAddress = 0; ///< clients, and other connections, of one address; 0: an eighth of them
    TrustedProxies proxies;
    LogFormat logFormat = LogFormat::Text;
};

/// The settings with their flags, environment variables, defaults and help.
Settings makeGatewaySettings();

/// Reads them; where `settings.error()` is set afterwards, the value returned is of no use.
GatewaySettings readGatewaySettings(Settings &settings);

} // namespace pulse

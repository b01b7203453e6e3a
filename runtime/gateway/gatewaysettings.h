// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/logging.h"
#include "common/core/settings.h"
#include "common/redis/redisurl.h"
#include "runtime/gateway/access.h"
#include "runtime/http/clientaddress.h"
#include "runtime/http/listenaddress.h"

namespace pulse {

/// The checked settings of a gateway.
struct GatewaySettings
{
    ListenAddress listen;
    RedisUrl redis;
    QByteArray inputKey; ///< empty: measurements are read only from the history
    QByteArrayList outputKeys;
    QString web; ///< folder with the web dashboard; empty: the built-in page
    Access::Options access;
    QString tlsCertificate; ///< empty: no TLS
    QString tlsKey;
    qsizetype clients = 2000; ///< of the feed at a time
    qsizetype perAddress = 0; ///< clients, and also other connections, of one address; 0: an eighth of all
    TrustedProxies proxies;
    LogFormat logFormat = LogFormat::Text;
};

/// Returns the settings with their flags, environment variables, defaults and help.
Settings makeGatewaySettings();

/// If `settings.error()` is set afterwards, the returned value must not be used.
GatewaySettings readGatewaySettings(Settings &settings);

} // namespace pulse

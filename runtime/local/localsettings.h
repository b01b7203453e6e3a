// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/settings.h"
#include "common/redis/redisurl.h"
#include "runtime/http/listenaddress.h"

#include <chrono>
#include <optional>

namespace pulse {

/// The checked settings of pulseboard-local.
struct LocalSettings
{
    std::optional<RedisUrl> redis; ///< empty: a private server
    QString function;              ///< Python file or zip; empty: the sample function
    QByteArray inputKey;
    QByteArray outputKey;
    std::chrono::milliseconds period{5000};
    std::optional<ListenAddress> listen;             ///< for browsers; empty: no gateway
    QString webFiles;                                ///< folder of the web dashboard; empty: the gateway's own page
    std::optional<std::chrono::milliseconds> runFor; ///< empty: until a signal
    bool serve = false; ///< for a parent process: print where the results are, and end when stdin closes
};

Settings makeLocalSettings();

/// If `settings.error()` is set afterwards, the returned value must not be used.
LocalSettings readLocalSettings(Settings &settings);

} // namespace pulse

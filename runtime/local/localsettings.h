// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/settings.h"
#include "common/redis/redisurl.h"
#include "runtime/http/listenaddress.h"

#include <chrono>
#include <optional>

namespace pulse {

/// What `pulseboard-local` is told, checked.
struct LocalSettings
{
    std::optional<RedisUrl> redis; ///< none: a private server
    QString function;              ///< Python file; empty: the sample function
    QByteArray inputKey;
    QByteArray outputKey;
    std::chrono::milliseconds period{5000};
    std::optional<ListenAddress> listen;             ///< for browsers; none: they are not served
    QString webFiles;                                ///< folder of the web dashboard; empty: the gateway's own page
    std::optional<std::chrono::milliseconds> runFor; ///< none: until it is told to end
    bool serve = false;                              ///< for a parent process: say where, and end when stdin closes
};

Settings makeLocalSettings();

/// Reads them; where `settings.error()` is set afterwards, the value returned is of no use.
LocalSettings readLocalSettings(Settings &settings);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/settings.h"
#include "common/redis/redisurl.h"

#include <QByteArray>

#include <chrono>

namespace pulse {

/// What the runtime is told, checked. Supervisor and worker read the same settings from the same places.
struct RuntimeSettings
{
    RedisUrl redis;
    QByteArray inputKey;
    QByteArray outputKey; ///< empty: results are dropped
    std::chrono::milliseconds interval{5000};
    QString pyFile;
    int historyLength = 4320;  ///< entries kept in the history stream; 0: no history
    bool historyInputs = true; ///< whether a history entry holds the measurement, too
    bool worker = false;       ///< this process is the worker (internal)
};

/// The settings with their flags, environment variables, defaults and help.
Settings makeRuntimeSettings();

/// Reads them; where `settings.error()` is set afterwards, the value returned is of no use.
RuntimeSettings readRuntimeSettings(Settings &settings);

} // namespace pulse

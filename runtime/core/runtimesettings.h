// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/logging.h"
#include "common/core/settings.h"
#include "common/redis/redisurl.h"
#include "runtime/core/functionsettings.h"
#include "runtime/http/listenaddress.h"

#include <QByteArray>

#include <chrono>

namespace pulse {

/// The settings of the runtime, checked. Supervisor and worker read the same settings from the same places.
struct RuntimeSettings
{
    enum class Trigger {
        Poll, ///< read the input key every `interval`
        Push, ///< read it when the server reports a change, and every `interval` as well
    };

    RedisUrl redis;
    QByteArray inputKey;
    QByteArray outputKey; ///< empty: results are dropped
    std::chrono::milliseconds interval{5000};
    Trigger trigger = Trigger::Poll;
    std::chrono::microseconds busyPoll{0};   ///< with Trigger::Push: how long the worker does not sleep after a call
    std::chrono::microseconds replyPoll{50}; ///< how long the worker checks for a reply before it sleeps
    FunctionOrigin function;
    std::chrono::milliseconds reloadInterval{5000};  ///< 0: changes of the function are not detected
    std::chrono::milliseconds loadTimeout{120000};   ///< 0: no limit
    std::chrono::milliseconds handlerTimeout{30000}; ///< 0: no limit
    qint64 memoryLimit = 0;                          ///< bytes of data that the worker may use; 0: no limit
    int historyLength = 4320;                        ///< entries kept in the history stream; 0: no history
    bool historyInputs = true;                       ///< whether a history entry contains the measurement, too
    ListenAddress http;                              ///< port 0: no HTTP server
    QStringList httpHosts;                           ///< host names that requests may use, as AllowedHosts
    bool metricsResults = false;                     ///< whether /metrics includes the newest result's numbers
    LogFormat logFormat = LogFormat::Text;           ///< of the supervisor's log
    bool check = false;                              ///< load the function, call it once, and exit
    QString checkInput;                              ///< file with a measurement for it; empty: no call
    bool worker = false;                             ///< this process is the worker (internal)
    QStringList warnings;                            ///< one sentence each, about the values
};

/// The settings with their flags, environment variables, defaults and help.
Settings makeRuntimeSettings();

/// Reads the settings. The returned value is valid only if `settings.error()` is not set afterwards.
RuntimeSettings readRuntimeSettings(Settings &settings, const QStringList &usualFiles = usualModuleFiles());

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "common/core/logging.h"
#include "common/core/settings.h"
#include "common/redis/redisurl.h"
#include "runtime/http/listenaddress.h"

#include <QByteArray>
#include <QUrl>

#include <chrono>

namespace pulse {

/// The place of the handler in the user's code, as HANDLER_FUNCTION and ZIP_ENTRY_FILE name it.
struct EntryPoint
{
    QString module; ///< `module`, `package.module` or `folder/file.py`; empty: found by the runtime
    QString function = u"handler"_s;

    /// From `handler`, `module.handler`, `package.module.handler` or `folder/file.py:handler`.
    static Result<EntryPoint> parse(const QString &text);
    bool operator==(const EntryPoint &) const = default;
};

/// Where the user's function comes from.
struct FunctionOrigin
{
    enum class Kind {
        File,    ///< a Python file: `place` is its absolute path
        Text,    ///< the source text itself
        ZipFile, ///< `place` is its absolute path; the file may hold the zip as base64 text, too
        ZipUrl,  ///< http or https
        ZipText, ///< base64
    };

    Kind kind = Kind::File;
    QString place;
    QUrl url;
    QByteArray text;                              ///< for Text and ZipText
    QByteArray sha256;                            ///< of the zip, 64 hexadecimal digits in lower case; empty: any
    qint64 zipMaximumBytes = 256LL * 1024 * 1024; ///< unpacked
    EntryPoint entry;
    QString requirements; ///< a file for pip; empty: none but that in the zip
};

/// What the runtime is told, checked. Supervisor and worker read the same settings from the same places.
struct RuntimeSettings
{
    enum class Trigger {
        Poll, ///< look at the input key every `interval`
        Push, ///< look when the server tells of a change, and every `interval` as well
    };

    RedisUrl redis;
    QByteArray inputKey;
    QByteArray outputKey; ///< empty: results are dropped
    std::chrono::milliseconds interval{5000};
    Trigger trigger = Trigger::Poll;
    std::chrono::microseconds busyPoll{0}; ///< with Trigger::Push: how long after a call nobody sleeps
    FunctionOrigin function;
    std::chrono::milliseconds reloadInterval{5000};  ///< 0: a changed function is not looked for
    std::chrono::milliseconds loadTimeout{120000};   ///< 0: none
    std::chrono::milliseconds handlerTimeout{30000}; ///< 0: none
    qint64 memoryLimit = 0;                          ///< bytes of data that the worker may have; 0: any
    int historyLength = 4320;                        ///< entries kept in the history stream; 0: no history
    bool historyInputs = true;                       ///< whether a history entry holds the measurement, too
    ListenAddress http;                              ///< port 0: no HTTP server
    QStringList httpHosts;                           ///< names under which it answers, as AllowedHosts
    bool metricsResults = false;                     ///< whether /metrics has the newest result's numbers
    LogFormat logFormat = LogFormat::Text;           ///< of the supervisor's log
    bool check = false;                              ///< load the function, call it once, and exit
    QString checkInput;                              ///< file with a measurement for it; empty: no call
    bool worker = false;                             ///< this process is the worker (internal)
    QStringList warnings;                            ///< about what was read: a sentence each
};

/// The settings with their flags, environment variables, defaults and help.
Settings makeRuntimeSettings();

/// The files that are looked for if no setting names a function that exists; the first one counts.
QStringList usualModuleFiles();

/// Reads them; where `settings.error()` is set afterwards, the value returned is of no use.
RuntimeSettings readRuntimeSettings(Settings &settings, const QStringList &usualFiles = usualModuleFiles());

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/local/localsettings.h"

#include "common/core/literals.h"
#include "common/results/outputkeys.h"

#include <QFileInfo>

#include <utility>

namespace pulse {
namespace {

const QString redisServer = u"redis"_s;
const QString function = u"function"_s;
const QString inputKey = u"input-key"_s;
const QString outputKey = u"output-key"_s;
const QString period = u"period"_s;
const QString runFor = u"for"_s;
const QString web = u"web"_s;
const QString webFiles = u"web-files"_s;
const QString listen = u"listen"_s;
const QString serve = u"serve"_s;

QString readFunction(Settings &settings)
{
    const QString path = settings.text(function);
    if (path.isEmpty())
        return {};
    const QFileInfo file(path);
    if (!file.isFile() || !file.isReadable())
        settings.fail(function, u"no such file, or not readable"_s);
    return file.absoluteFilePath();
}

void readWeb(Settings &settings, LocalSettings &result)
{
    for (const QString &flag : {listen, webFiles}) {
        if (settings.isSet(flag) && !settings.isOn(web))
            settings.fail(flag, u"has an effect with --web only; give that, too"_s);
    }
    if (!settings.isOn(web))
        return;
    result.listen = readListenAddress(settings, listen);
    result.webFiles = settings.folder(webFiles);
}

/// Other programs may use the default keys of a server that this program did not start.
void warnAboutSharedKeys(Settings &settings)
{
    for (const auto &[flag, content] : {std::pair(inputKey, u"measurements"_s), std::pair(outputKey, u"results"_s)}) {
        if (!settings.isSet(flag))
            settings.warn(
                u"the %1 of this machine replace those of other programs under the key %2 of the Redis "
                "server; pulseboard-local --%3 KEY chooses another one"_s.arg(content, settings.text(flag), flag));
    }
}

} // namespace

Settings makeLocalSettings()
{
    return {
        u"pulseboard-local"_s,
        u"Runs Pulseboard on this machine: a private Redis, the collector and the runtime with a function.\n"
        "Shows each result: as a live table on a terminal, else as one line of JSON."_s,
        {
            {.flag = function,
             .valueName = u"FILE"_s,
             .help = u"Python file or zip with the function; without it the sample function runs."_s},
            {.flag = redisServer,
             .variable = u"PULSEBOARD_LOCAL_REDIS"_s,
             .valueName = u"URL"_s,
             .help = u"Use this Redis server instead of starting a private one."_s,
             .display = Setting::Display::Url},
            {.flag = inputKey,
             .valueName = u"KEY"_s,
             .defaultValue = QString::fromLatin1(defaultInputKey),
             .help = u"Key for the measurements."_s},
            {.flag = outputKey,
             .valueName = u"KEY"_s,
             .defaultValue = QString::fromLatin1(defaultOutputKey),
             .help = u"Key for the results."_s},
            {.flag = period, .valueName = u"SECONDS"_s, .defaultValue = u"1"_s, .help = u"How often to measure."_s},
            {.flag = runFor, .valueName = u"SECONDS"_s, .help = u"End after this time."_s},
            {.flag = web, .help = u"Serve the results to browsers, too: starts pulseboard-gateway."_s},
            {.flag = listen,
             .valueName = u"ADDRESS:PORT"_s,
             .defaultValue = u"127.0.0.1:53004"_s,
             .help =
                 u"IP address and port to listen on for browsers; with 0.0.0.0:53004 the whole network can connect."_s},
            {.flag = webFiles,
             .valueName = u"FOLDER"_s,
             .help = u"The folder of the web dashboard; without it, browsers get a small built-in page."_s},
            {.flag = serve,
             .help = u"For programs: print where the results are as one line of JSON, then nothing; end when stdin "
                     "closes."_s},
        }};
}

LocalSettings readLocalSettings(Settings &settings)
{
    LocalSettings result;
    if (settings.isSet(redisServer))
        result.redis = readRedisUrl(settings, redisServer);
    result.function = readFunction(settings);
    result.inputKey = settings.required(inputKey).toUtf8();
    result.outputKey = settings.required(outputKey).toUtf8();
    result.period = settings.seconds(period, 0.1, 3600);
    if (settings.isSet(runFor))
        result.runFor = settings.seconds(runFor, 1, 86400 * 365);
    if (result.redis)
        warnAboutSharedKeys(settings);
    readWeb(settings, result);
    result.serve = settings.isOn(serve);
    return result;
}

} // namespace pulse

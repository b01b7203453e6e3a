// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/local/localsettings.h"

#include <QFileInfo>

namespace pulse {
namespace {

const QString redis = QStringLiteral("redis");
const QString function = QStringLiteral("function");
const QString inputKey = QStringLiteral("input-key");
const QString outputKey = QStringLiteral("output-key");
const QString period = QStringLiteral("period");
const QString runFor = QStringLiteral("for");
const QString web = QStringLiteral("web");
const QString webFiles = QStringLiteral("web-files");
const QString listen = QStringLiteral("listen");
const QString serve = QStringLiteral("serve");

QString readFunction(Settings &settings)
{
    const QString path = settings.text(function);
    if (path.isEmpty())
        return {};
    const QFileInfo file(path);
    if (!file.isFile() || !file.isReadable())
        settings.fail(function, QStringLiteral("no such file, or not readable"));
    return file.absoluteFilePath();
}

void readWeb(Settings &settings, LocalSettings &result)
{
    for (const QString &flag : {listen, webFiles}) {
        if (settings.isSet(flag) && !settings.isOn(web))
            settings.fail(flag, QStringLiteral("has an effect with --web only; give that, too"));
    }
    if (!settings.isOn(web))
        return;
    result.listen = readListenAddress(settings, listen);
    result.webFiles = settings.folder(webFiles);
}

} // namespace

Settings makeLocalSettings()
{
    return {
        QStringLiteral("pulseboard-local"),
        QStringLiteral(
            "Runs Pulseboard on this machine: a private Redis, the collector and the runtime with a function.\n"
            "Shows each result: as a live table on a terminal, else as one line of JSON."),
        {
            {function,
             {},
             QStringLiteral("FILE"),
             {},
             QStringLiteral("Python file or zip with the function; without it the sample function runs.")},
            {redis,
             QStringLiteral("PULSEBOARD_LOCAL_REDIS"),
             QStringLiteral("URL"),
             {},
             QStringLiteral("Use this Redis server instead of starting a private one."),
             {},
             Setting::Display::Url},
            {inputKey,
             {},
             QStringLiteral("KEY"),
             QStringLiteral("pulseboard:metrics"),
             QStringLiteral("Key for the measurements.")},
            {outputKey,
             {},
             QStringLiteral("KEY"),
             QStringLiteral("pulseboard:output"),
             QStringLiteral("Key for the results.")},
            {period, {}, QStringLiteral("SECONDS"), QStringLiteral("5"), QStringLiteral("How often to measure.")},
            {runFor, {}, QStringLiteral("SECONDS"), {}, QStringLiteral("End after this time.")},
            {web, {}, {}, {}, QStringLiteral("Serve the results to browsers, too: starts pulseboard-gateway.")},
            {listen,
             {},
             QStringLiteral("ADDRESS:PORT"),
             QStringLiteral("127.0.0.1:53004"),
             QStringLiteral(
                 "IP address and port to listen on for browsers; with 0.0.0.0:53004 the whole network can connect.")},
            {webFiles,
             {},
             QStringLiteral("FOLDER"),
             {},
             QStringLiteral("The folder of the web dashboard; without it, browsers get a small built-in page.")},
            {serve,
             {},
             {},
             {},
             QStringLiteral(
                 "For programs: print where the results are as one line of JSON, then nothing; end when stdin "
                 "closes.")},
        }};
}

LocalSettings readLocalSettings(Settings &settings)
{
    LocalSettings result;
    if (settings.isSet(redis))
        result.redis = readRedisUrl(settings, redis);
    result.function = readFunction(settings);
    result.inputKey = settings.required(inputKey).toUtf8();
    result.outputKey = settings.required(outputKey).toUtf8();
    result.period = settings.seconds(period, 0.1, 3600);
    if (settings.isSet(runFor))
        result.runFor = settings.seconds(runFor, 1, 86400 * 365);
    readWeb(settings, result);
    result.serve = settings.isOn(serve);
    return result;
}

} // namespace pulse

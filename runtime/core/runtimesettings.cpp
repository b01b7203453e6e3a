// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/core/runtimesettings.h"

#include <QFileInfo>

namespace pulse {
namespace {

const QString url = QStringLiteral("redis");
const QString host = QStringLiteral("redis-host");
const QString port = QStringLiteral("redis-port");
const QString inputKey = QStringLiteral("input-key");
const QString outputKey = QStringLiteral("output-key");
const QString interval = QStringLiteral("interval");
const QString pyFile = QStringLiteral("pyfile");
const QString historyLength = QStringLiteral("history-length");
const QString historyInputs = QStringLiteral("history-inputs");
const QString worker = QStringLiteral("worker");

RedisUrl readRedis(Settings &settings)
{
    if (!settings.isSet(url)) {
        RedisUrl result;
        result.host = settings.required(host);
        result.port = static_cast<quint16>(settings.integer(port, 1, 65535));
        return result;
    }
    if (settings.isSet(host) || settings.isSet(port))
        settings.fail(host, QStringLiteral("given together with REDIS_URL (--redis); give one of them"));
    return readRedisUrl(settings, url);
}

QString readPyFile(Settings &settings)
{
    const QFileInfo file(settings.text(pyFile));
    const bool isWorker = settings.isOn(worker); // it reports a file that has gone as one that cannot be loaded
    if (isWorker)
        return file.absoluteFilePath();
    if (!file.isFile() || !file.isReadable())
        settings.fail(pyFile, QStringLiteral("no such file, or not readable; mount or name your function there"));
    return file.absoluteFilePath();
}

} // namespace

Settings makeRuntimeSettings()
{
    return {QStringLiteral("pulseboard-runtime"),
            QStringLiteral(
                "Calls a Python handler(input, context) on each new value of a Redis key and stores its result."),
            {
                {url,
                 QStringLiteral("REDIS_URL"),
                 QStringLiteral("URL"),
                 {},
                 QStringLiteral("Redis server as a URL (redis://, rediss://, unix://), instead of host and port.")},
                {host, QStringLiteral("REDIS_HOST"), QStringLiteral("HOST"), QStringLiteral("localhost"),
                 QStringLiteral("Redis server.")},
                {port, QStringLiteral("REDIS_PORT"), QStringLiteral("PORT"), QStringLiteral("6379"),
                 QStringLiteral("Port of the Redis server.")},
                {inputKey,
                 QStringLiteral("REDIS_INPUT_KEY"),
                 QStringLiteral("KEY"),
                 {},
                 QStringLiteral("The key whose values the function is called on.")},
                {outputKey,
                 QStringLiteral("REDIS_OUTPUT_KEY"),
                 QStringLiteral("KEY"),
                 {},
                 QStringLiteral("Key to store the results under; without it they are dropped.")},
                {interval, QStringLiteral("INTERVAL"), QStringLiteral("SECONDS"), QStringLiteral("5"),
                 QStringLiteral("Pause between two looks at the input key.")},
                {pyFile, QStringLiteral("PYFILE_PATH"), QStringLiteral("FILE"), QStringLiteral("/opt/usermodule.py"),
                 QStringLiteral("Python file with the function.")},
                {historyLength, QStringLiteral("HISTORY_LENGTH"), QStringLiteral("COUNT"), QStringLiteral("4320"),
                 QStringLiteral("Results kept in the history stream; 0 for none.")},
                {historyInputs, QStringLiteral("HISTORY_INPUTS"), QStringLiteral("0|1"), QStringLiteral("1"),
                 QStringLiteral("Whether the history keeps the measurements, too.")},
                {worker, {}, {}, {}, {}},
            }};
}

RuntimeSettings readRuntimeSettings(Settings &settings)
{
    RuntimeSettings result;
    result.inputKey = settings.required(inputKey).toUtf8();
    result.outputKey = settings.text(outputKey).toUtf8();
    result.redis = readRedis(settings);
    result.interval = settings.seconds(interval, 0.01, 86400);
    result.pyFile = readPyFile(settings);
    result.historyLength = settings.integer(historyLength, 0, 10'000'000);
    result.historyInputs = settings.integer(historyInputs, 0, 1) == 1;
    result.worker = settings.isOn(worker);
    return result;
}

} // namespace pulse

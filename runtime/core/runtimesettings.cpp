// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/core/runtimesettings.h"

#include "common/core/literals.h"
#include "common/redis/redissettings.h"
#include "runtime/http/allowedhosts.h"

namespace pulse {
namespace {

const QString inputKey = u"input-key"_s;
const QString outputKey = u"output-key"_s;
const QString interval = u"interval"_s;
const QString trigger = u"trigger"_s;
const QString busyPoll = u"busy-poll"_s;
const QString replyPoll = u"reply-poll"_s;
const QString reloadInterval = u"reload-interval"_s;
const QString loadTimeout = u"load-timeout"_s;
const QString handlerTimeout = u"handler-timeout"_s;
const QString memoryLimit = u"handler-memory-limit"_s;
const QString historyLength = u"history-length"_s;
const QString historyInputs = u"history-inputs"_s;
const QString httpAddress = u"http-address"_s;
const QString httpAllowHost = u"http-allow-host"_s;
const QString httpPort = u"http-port"_s;
const QString metricsResults = u"metrics-results"_s;
const QString check = u"check"_s;
const QString checkInput = u"input"_s;
const QString worker = u"worker"_s;

} // namespace

Settings makeRuntimeSettings()
{
    Settings settings{
        u"pulseboard-runtime"_s,
        u"Calls a Python handler(input, context) on each new value of a Redis key and stores its result."_s,
        redisServerSettings() +
            QList<Setting>{
                {.flag = inputKey,
                 .variable = u"REDIS_INPUT_KEY"_s,
                 .valueName = u"KEY"_s,
                 .help = u"The key whose values the function is called on."_s,
                 .aliases = inputKeyAliases()},
                {.flag = outputKey,
                 .variable = u"REDIS_OUTPUT_KEY"_s,
                 .valueName = u"KEY"_s,
                 .help = u"Key to store the results under; without it they are dropped."_s,
                 .aliases = outputKeyAliases()},
                {.flag = interval,
                 .variable = u"INTERVAL"_s,
                 .valueName = u"SECONDS"_s,
                 .defaultValue = u"5"_s,
                 .help = u"Time between two reads of the input key."_s,
                 .aliases = u"MONITORING_PERIOD MONITOR_PERIOD REDIS_MONITORING_PERIOD "
                            "REDIS_MONITORING_PERIOD_SECONDS REDIS_MONITOR_PERIOD "
                            "POLL_INTERVAL_SECONDS INTERVAL_SECONDS REDIS_POLL_PERIOD "
                            "REDIS_REFRESH_TIME SLEEP_TIME MONITORING_INTERVAL POLL_INTERVAL "
                            "REDIS_POLL_INTERVAL RUNTIME_POLL_INTERVAL INTERVAL_KEY"_s.split(' '_L1)},
                {.flag = trigger,
                 .variable = u"TRIGGER"_s,
                 .valueName = u"poll|push"_s,
                 .defaultValue = u"poll"_s,
                 .help =
                     u"poll: read the input key every INTERVAL; push: also as soon as the server reports a change."_s},
                {.flag = busyPoll,
                 .variable = u"BUSY_POLL"_s,
                 .valueName = u"MICROSECONDS"_s,
                 .defaultValue = u"0"_s,
                 .help = u"With TRIGGER=push: how long to check for the next change after a call without sleeping. "
                         "Results are faster, but a CPU core is busy."_s},
                {.flag = replyPoll,
                 .variable = u"REPLY_POLL"_s,
                 .valueName = u"MICROSECONDS"_s,
                 .defaultValue = u"50"_s,
                 .help = u"How long to check for a reply of the server without sleeping, as long as its replies arrive "
                         "that fast, and at least two CPUs can be used; 0: never."_s},
            } +
            functionSettings() +
            QList<Setting>{
                {.flag = reloadInterval,
                 .variable = u"RELOAD_INTERVAL"_s,
                 .valueName = u"SECONDS"_s,
                 .defaultValue = u"5"_s,
                 .help = u"How often to check whether the function has changed; 0: never."_s},
                {.flag = loadTimeout,
                 .variable = u"LOAD_TIMEOUT"_s,
                 .valueName = u"SECONDS"_s,
                 .defaultValue = u"120"_s,
                 .help = u"Longest time that importing the function may take; 0: no limit."_s},
                {.flag = handlerTimeout,
                 .variable = u"HANDLER_TIMEOUT"_s,
                 .valueName = u"SECONDS"_s,
                 .defaultValue = u"30"_s,
                 .help = u"Longest time that a call and saving its state may take before the worker is ended; 0: "
                         "no limit."_s},
                {.flag = memoryLimit,
                 .variable = u"HANDLER_MEMORY_LIMIT"_s,
                 .valueName = u"MIB"_s,
                 .defaultValue = u"0"_s,
                 .help = u"Memory that the worker may use for data from the function's first import on, in MiB or "
                         "with a unit, like 512Mi or 2G; 0: no limit."_s},
                {.flag = historyLength,
                 .variable = u"HISTORY_LENGTH"_s,
                 .valueName = u"COUNT"_s,
                 .defaultValue = u"4320"_s,
                 .help = u"Number of results that the history stream keeps; 0: no history."_s},
                {.flag = historyInputs,
                 .variable = u"HISTORY_INPUTS"_s,
                 .valueName = u"0|1"_s,
                 .defaultValue = u"1"_s,
                 .help = u"Whether the history keeps the measurements, too."_s},
                {.flag = httpPort,
                 .variable = u"HTTP_PORT"_s,
                 .valueName = u"PORT"_s,
                 .defaultValue = u"8080"_s,
                 .help = u"Port for /livez, /readyz, /metrics and /errors; 0: off."_s},
                {.flag = httpAddress,
                 .variable = u"HTTP_ADDRESS"_s,
                 .valueName = u"ADDRESS"_s,
                 .defaultValue = u"127.0.0.1"_s,
                 .help = u"IP address to listen on for HTTP_PORT; :: means all IPv6 and IPv4 addresses, and is set "
                         "in our images."_s},
                {.flag = httpAllowHost,
                 .variable = u"HTTP_ALLOW_HOST"_s,
                 .valueName = u"NAME"_s,
                 .help = u"A host name under which clients may request /metrics and /errors, besides addresses, "
                         "localhost and this machine's name. For several names, separate them with commas or "
                         "repeat the flag."_s,
                 .several = true},
                {.flag = metricsResults,
                 .variable = u"METRICS_RESULTS"_s,
                 .valueName = u"0|1"_s,
                 .defaultValue = u"0"_s,
                 .help = u"Whether /metrics includes the numbers of the newest result."_s},
                logFormatSetting(),
                {.flag = check,
                 .help = u"Check the settings, load the function, call it once with --input, and exit."_s},
                {.flag = checkInput,
                 .valueName = u"FILE"_s,
                 .help = u"For --check: file with a measurement (JSON); - for standard input."_s},
                {.flag = worker},
            }};
    settings.setVariablesFile(u"/runtime/.env"_s);
    return settings;
}

RuntimeSettings readRuntimeSettings(Settings &settings, const QStringList &usualFiles)
{
    RuntimeSettings result;
    result.check = settings.isOn(check);
    result.checkInput = settings.text(checkInput);
    if (!result.check && settings.isSet(checkInput))
        settings.fail(checkInput, u"only with --check"_s);
    result.inputKey = (result.check ? settings.text(inputKey) : settings.required(inputKey)).toUtf8();
    result.outputKey = settings.text(outputKey).toUtf8();
    result.redis = readRedisServer(settings);
    result.interval = settings.seconds(interval, 0.01, 86400);
    result.trigger = settings.choice(trigger, {u"poll"_s, u"push"_s}) == 1 ? RuntimeSettings::Trigger::Push
                                                                           : RuntimeSettings::Trigger::Poll;
    result.busyPoll = settings.microseconds(busyPoll, 0, 1'000'000);
    result.replyPoll = settings.microseconds(replyPoll, 0, 10'000);
    result.function = readFunctionOrigin(settings, usualFiles, settings.isOn(worker));
    result.reloadInterval = settings.seconds(reloadInterval, 0, 86400);
    result.loadTimeout = settings.seconds(loadTimeout, 0, 86400);
    result.handlerTimeout = settings.seconds(handlerTimeout, 0, 86400);
    result.memoryLimit = settings.mebibytes(memoryLimit, 0, 1'000'000) * 1024 * 1024;
    result.historyLength = settings.integer(historyLength, 0, 10'000'000);
    result.historyInputs = settings.integer(historyInputs, 0, 1) == 1;
    result.http = {readListenHost(settings.text(httpAddress)),
                   static_cast<quint16>(settings.integer(httpPort, 0, 65535))};
    if (result.http.address.isNull())
        settings.fail(httpAddress, u"must be an IP address without a port, like 127.0.0.1 (this machine only) or :: "
                                   "(all addresses); give the port in HTTP_PORT (--http-port)"_s);
    result.httpHosts = readAllowedHosts(settings, httpAllowHost);
    result.metricsResults = settings.integer(metricsResults, 0, 1) == 1;
    result.logFormat = readLogFormat(settings);
    result.worker = settings.isOn(worker);
    if (result.check && result.inputKey.isEmpty())
        settings.warn(u"REDIS_INPUT_KEY (--input-key) is not set; without it the service does not start"_s);
    if (result.outputKey.isEmpty())
        settings.warn(u"REDIS_OUTPUT_KEY (--output-key) is not set: the results are dropped"_s);
    result.warnings = settings.warnings();
    return result;
}

} // namespace pulse

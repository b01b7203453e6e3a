// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/core/runtimesettings.h"

#include "common/redis/redissettings.h"
#include "runtime/core/allowedhosts.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

namespace pulse {
namespace {

const QString inputKey = QStringLiteral("input-key");
const QString outputKey = QStringLiteral("output-key");
const QString interval = QStringLiteral("interval");
const QString trigger = QStringLiteral("trigger");
const QString busyPoll = QStringLiteral("busy-poll");
const QString pyFile = QStringLiteral("pyfile");
const QString pyText = QStringLiteral("pyfile-text");
const QString zip = QStringLiteral("zip");
const QString zipBase64 = QStringLiteral("zip-base64");
const QString zipSha256 = QStringLiteral("zip-sha256");
const QString zipMaximum = QStringLiteral("zip-max-mb");
const QString handler = QStringLiteral("handler");
const QString entryFile = QStringLiteral("entry-file");
const QString requirements = QStringLiteral("requirements");
const QString reloadInterval = QStringLiteral("reload-interval");
const QString loadTimeout = QStringLiteral("load-timeout");
const QString handlerTimeout = QStringLiteral("handler-timeout");
const QString memoryLimit = QStringLiteral("handler-memory-limit");
const QString historyLength = QStringLiteral("history-length");
const QString historyInputs = QStringLiteral("history-inputs");
const QString httpAddress = QStringLiteral("http-address");
const QString httpAllowHost = QStringLiteral("http-allow-host");
const QString httpPort = QStringLiteral("http-port");
const QString metricsResults = QStringLiteral("metrics-results");
const QString check = QStringLiteral("check");
const QString checkInput = QStringLiteral("input");
const QString worker = QStringLiteral("worker");

QString readFile(Settings &settings, const QString &flag, const QString &path, const QString &advice)
{
    const QFileInfo file(path);
    const bool isWorker = settings.isOn(worker); // it is told what to load
    if (!isWorker && (!file.isFile() || !file.isReadable()))
        settings.fail(flag, QStringLiteral("no such file, or not readable; %1").arg(advice));
    return file.absoluteFilePath();
}

void readZip(Settings &settings, FunctionOrigin &origin)
{
    const QString text = settings.text(zip);
    const QUrl address(text);
    origin.kind = FunctionOrigin::Kind::ZipUrl;
    if (address.scheme() == QLatin1String("http") || address.scheme() == QLatin1String("https")) {
        origin.url = address;
        origin.place = address.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment).toString();
        if (!address.isValid() || address.host().isEmpty())
            settings.fail(zip, QStringLiteral("must be a path, file:///path, or http(s)://host/path"));
        return;
    }
    origin.kind = FunctionOrigin::Kind::ZipFile;
    const QString path = address.isLocalFile() ? address.toLocalFile() : text;
    origin.place = readFile(settings, zip, path, QStringLiteral("give a path, file:///path, or http(s)://host/path"));
}

void readZipText(Settings &settings, FunctionOrigin &origin)
{
    origin.kind = FunctionOrigin::Kind::ZipText;
    origin.place = settings.nameOf(zipBase64);
    origin.text = settings.text(zipBase64).toLatin1();
}

void readText(Settings &settings, FunctionOrigin &origin)
{
    origin.kind = FunctionOrigin::Kind::Text;
    origin.place = settings.nameOf(pyText);
    origin.text = settings.text(pyText).toUtf8();
}

void readPyFile(Settings &settings, FunctionOrigin &origin)
{
    origin.kind = FunctionOrigin::Kind::File;
    origin.place =
        readFile(settings, pyFile, settings.text(pyFile), QStringLiteral("mount or name your function there"));
}

struct OriginReader
{
    QString flag;
    void (*read)(Settings &, FunctionOrigin &);
};

/// The first that is given counts, those that are flags before all others; a file has a default.
FunctionOrigin readOrigin(Settings &settings, QStringList &warnings)
{
    const std::array readers = {OriginReader{zip, readZip}, OriginReader{zipBase64, readZipText},
                                OriginReader{pyText, readText}, OriginReader{pyFile, readPyFile}};
    QList<OriginReader> given;
    std::ranges::copy_if(readers, std::back_inserter(given),
                         [&settings](const OriginReader &one) { return settings.isSet(one.flag); });
    std::stable_partition(given.begin(), given.end(),
                          [&settings](const OriginReader &one) { return settings.isFlag(one.flag); });
    const OriginReader &chosen = given.isEmpty() ? readers.back() : given.constFirst();
    for (const OriginReader &other : given.mid(1))
        warnings << QStringLiteral("%1 is not used, since %2 is given")
                        .arg(settings.nameOf(other.flag), settings.nameOf(chosen.flag));
    FunctionOrigin origin;
    chosen.read(settings, origin);
    return origin;
}

QByteArray readSha256(Settings &settings)
{
    static const QRegularExpression form(QStringLiteral("^[0-9a-f]{64}$"));
    const QString text = settings.text(zipSha256).toLower();
    if (!text.isEmpty() && !form.match(text).hasMatch())
        settings.fail(zipSha256, QStringLiteral("must be 64 hexadecimal digits, as sha256sum prints them"));
    return text.toLatin1();
}

/// `folder/file.py` and `folder.file` name one module.
QString dotted(QString module)
{
    if (module.endsWith(QLatin1String(".py")))
        module.chop(3);
    return module.replace(QLatin1Char('/'), QLatin1Char('.'));
}

EntryPoint readEntry(Settings &settings)
{
    const Result<EntryPoint> parsed = EntryPoint::parse(settings.text(handler));
    if (!parsed) {
        settings.fail(handler, parsed.error().message);
        return {};
    }
    EntryPoint entry = *parsed;
    const QString file = settings.text(entryFile);
    if (file.isEmpty())
        return entry;
    if (!entry.module.isEmpty() && dotted(entry.module) != dotted(file))
        settings.fail(
            entryFile,
            QStringLiteral("names another file than %1=%2").arg(settings.nameOf(handler), settings.text(handler)));
    entry.module = file;
    return entry;
}

FunctionOrigin readFunction(Settings &settings, QStringList &warnings)
{
    FunctionOrigin origin = readOrigin(settings, warnings);
    origin.entry = readEntry(settings);
    origin.sha256 = readSha256(settings);
    origin.zipMaximumBytes = settings.integer(zipMaximum, 1, 65536) * 1024LL * 1024;
    if (settings.isSet(requirements))
        origin.requirements = readFile(settings, requirements, settings.text(requirements),
                                       QStringLiteral("name a file in the form of pip's requirements files"));
    return origin;
}

} // namespace

Result<EntryPoint> EntryPoint::parse(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^(?:(?<file>[^:]+):|(?<module>[^:/]+)\\.)?(?<function>[^\\W\\d]\\w*)$"),
        QRegularExpression::UseUnicodePropertiesOption);
    const QRegularExpressionMatch match = form.match(text.trimmed());
    const QString function = match.captured(QStringLiteral("function"));
    const QString module = match.captured(QStringLiteral("file")) + match.captured(QStringLiteral("module"));
    // handler.py alone is a file, not the function `py` of a module
    if (!match.hasMatch() || (function == QLatin1String("py") && !text.contains(QLatin1Char(':'))))
        return Error{
            QStringLiteral("must be handler, module.handler, package.module.handler or folder/file.py:handler")};
    return EntryPoint{module, function};
}

Settings makeRuntimeSettings()
{
    using D = Setting::Display;
    const auto s = [](const char *text) { return QString::fromLatin1(text); };
    const auto list = [](const char *text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); };
    return {
        s("pulseboard-runtime"),
        s("Calls a Python handler(input, context) on each new value of a Redis key and stores its result."),
        redisServerSettings() +
            QList<Setting>{
                {inputKey, s("REDIS_INPUT_KEY"), s("KEY"), {}, s("The key whose values the function is called on.")},
                {outputKey,
                 s("REDIS_OUTPUT_KEY"),
                 s("KEY"),
                 {},
                 s("Key to store the results under; without it they are dropped.")},
                {interval, s("INTERVAL"), s("SECONDS"), s("5"), s("Pause between two looks at the input key."),
                 list(
                     "MONITORING_PERIOD MONITOR_PERIOD REDIS_MONITORING_PERIOD REDIS_MONITORING_PERIOD_SECONDS "
                     "REDIS_MONITOR_PERIOD POLL_INTERVAL_SECONDS INTERVAL_SECONDS REDIS_POLL_PERIOD REDIS_REFRESH_TIME "
                     "SLEEP_TIME")},
                {trigger, s("TRIGGER"), s("poll|push"), s("poll"),
                 s("poll: look at the input key every INTERVAL; push: also as soon as the server tells of a change.")},
                {busyPoll, s("BUSY_POLL"), s("MICROSECONDS"), s("0"),
                 s("With TRIGGER=push: how long after a call to look for the next change without sleeping; a faster "
                   "answer "
                   "for a "
                   "busier core.")},
                {pyFile, s("PYFILE_PATH"), s("FILE"), s("/opt/usermodule.py"), s("Python file with the function."),
                 list("FUNCTION_PATH")},
                {pyText,
                 s("PYFILE"),
                 s("TEXT"),
                 {},
                 s("The function's source text itself, instead of a file."),
                 {},
                 D::Length},
                {zip,
                 s("FUNCTION_ZIP"),
                 s("PATH|URL"),
                 {},
                 s("Zip with the function, instead of a file: a path, file:// or http(s)://."),
                 list(
                     "ZIP_URL ZIP_FILE_PATH FUNCTION_ZIP_PATH FUNCTION_ZIP_URL ZIPFILE_URL ZIP_FILE_URL CODE_ZIP_PATH"),
                 D::Url},
                {zipBase64,
                 s("FUNCTION_ZIP_BASE64"),
                 s("TEXT"),
                 {},
                 s("The zip itself as base64 text."),
                 list("ZIP_BASE64 USER_CODE_BASE64"),
                 D::Length},
                {zipSha256, s("FUNCTION_ZIP_SHA256"), s("HEX"), {}, s("SHA-256 that the zip must have.")},
                {zipMaximum, s("FUNCTION_ZIP_MAX_MB"), s("MIB"), s("256"),
                 s("Size in MiB that the zip may have unpacked.")},
                {handler, s("HANDLER_FUNCTION"), s("NAME"), s("handler"),
                 s("The function to call: handler, module.handler, package.module.handler or folder/file.py:handler."),
                 list("FUNCTION_HANDLER HANDLER_ENTRYPOINT HANDLER_FUNCTION_NAME ENTRY_FUNCTION FUNCTION_ENTRY_POINT "
                      "FUNCTION_ENTRYPOINT USER_ENTRYPOINT_FUNCTION USER_HANDLER_NAME ENTRYPOINT")},
                {entryFile,
                 s("ZIP_ENTRY_FILE"),
                 s("NAME"),
                 {},
                 s("Module or file in the zip that has the function, where HANDLER_FUNCTION does not name it."),
                 list("ZIPPED_MODULE_NAME ZIP_ENTRY_RELATIVE_FILE_PATH FILE_ENTRYPOINT")},
                {requirements,
                 s("NEW_REQUERIMENTS"),
                 s("FILE"),
                 {},
                 s("Requirements file; what it names is installed with pip into a private folder."),
                 list("NEW_REQUIREMENTS")},
                {reloadInterval, s("RELOAD_INTERVAL"), s("SECONDS"), s("5"),
                 s("Pause between two looks whether the function has changed; 0: never look.")},
                {loadTimeout, s("LOAD_TIMEOUT"), s("SECONDS"), s("120"),
                 s("Time that importing the function may take; 0: any.")},
                {handlerTimeout, s("HANDLER_TIMEOUT"), s("SECONDS"), s("30"),
                 s("Time that a call and saving its state may take before the worker is ended; 0: any.")},
                {memoryLimit, s("HANDLER_MEMORY_LIMIT"), s("MIB"), s("0"),
                 s("Memory in MiB that the worker may use for data, from the function's first import on; 0: any.")},
                {historyLength, s("HISTORY_LENGTH"), s("COUNT"), s("4320"),
                 s("Results kept in the history stream; 0 for none.")},
                {historyInputs, s("HISTORY_INPUTS"), s("0|1"), s("1"),
                 s("Whether the history keeps the measurements, too.")},
                {httpPort, s("HTTP_PORT"), s("PORT"), s("8080"),
                 s("Port for /livez, /readyz, /metrics and /errors; 0: off.")},
                {httpAddress, s("HTTP_ADDRESS"), s("ADDRESS"), s("127.0.0.1"),
                 s("Address to listen on for HTTP_PORT; ::, which the images set, is all addresses of IPv6 and IPv4.")},
                {.flag = httpAllowHost,
                 .variable = s("HTTP_ALLOW_HOST"),
                 .valueName = s("NAME"),
                 .help = s("A name under which /metrics and /errors may be asked for, beside addresses, localhost and "
                           "this machine's name; several with commas between them."),
                 .several = true},
                {metricsResults, s("METRICS_RESULTS"), s("0|1"), s("0"),
                 s("Whether /metrics has the numbers of the newest result, too.")},
                logFormatSetting(),
                {check, {}, {}, {}, s("Check the settings, load the function, call it once with --input, and exit.")},
                {checkInput,
                 {},
                 s("FILE"),
                 {},
                 s("For --check: file with a measurement (JSON); - for standard input.")},
                {worker, {}, {}, {}, {}},
            }};
}

RuntimeSettings readRuntimeSettings(Settings &settings)
{
    RuntimeSettings result;
    result.check = settings.isOn(check);
    result.checkInput = settings.text(checkInput);
    if (!result.check && settings.isSet(checkInput))
        settings.fail(checkInput, QStringLiteral("only with --check"));
    result.inputKey = (result.check ? settings.text(inputKey) : settings.required(inputKey)).toUtf8();
    result.outputKey = settings.text(outputKey).toUtf8();
    result.redis = readRedisServer(settings);
    result.interval = settings.seconds(interval, 0.01, 86400);
    result.trigger = settings.choice(trigger, {QStringLiteral("poll"), QStringLiteral("push")}) == 1
                         ? RuntimeSettings::Trigger::Push
                         : RuntimeSettings::Trigger::Poll;
    result.busyPoll = std::chrono::microseconds(settings.integer(busyPoll, 0, 1'000'000));
    result.function = readFunction(settings, result.warnings);
    result.reloadInterval = settings.seconds(reloadInterval, 0, 86400);
    result.loadTimeout = settings.seconds(loadTimeout, 0, 86400);
    result.handlerTimeout = settings.seconds(handlerTimeout, 0, 86400);
    result.memoryLimit = settings.integer(memoryLimit, 0, 1'000'000) * 1024LL * 1024;
    result.historyLength = settings.integer(historyLength, 0, 10'000'000);
    result.historyInputs = settings.integer(historyInputs, 0, 1) == 1;
    result.http = {readListenHost(settings.text(httpAddress)),
                   static_cast<quint16>(settings.integer(httpPort, 0, 65535))};
    if (result.http.address.isNull())
        settings.fail(httpAddress, QStringLiteral("must be an address, as in 127.0.0.1 or ::"));
    result.httpHosts = readAllowedHosts(settings, httpAllowHost);
    result.metricsResults = settings.integer(metricsResults, 0, 1) == 1;
    result.logFormat = readLogFormat(settings);
    result.worker = settings.isOn(worker);
    if (result.check && result.inputKey.isEmpty())
        result.warnings << QStringLiteral(
            "REDIS_INPUT_KEY (--input-key) is not set; without it the service does not start");
    if (result.outputKey.isEmpty())
        result.warnings << QStringLiteral("REDIS_OUTPUT_KEY (--output-key) is not set: the results are dropped");
    return result;
}

} // namespace pulse

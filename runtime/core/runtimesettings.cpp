// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/core/runtimesettings.h"

#include "common/core/literals.h"
#include "common/redis/redissettings.h"
#include "runtime/http/allowedhosts.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

namespace pulse {
namespace {

const QString inputKey = u"input-key"_s;
const QString outputKey = u"output-key"_s;
const QString interval = u"interval"_s;
const QString trigger = u"trigger"_s;
const QString busyPoll = u"busy-poll"_s;
const QString pyFile = u"pyfile"_s;
const QString pyText = u"pyfile-text"_s;
const QString pyFileOrZip = u"pyfile-or-zip"_s;
const QString zip = u"zip"_s;
const QString zipBase64 = u"zip-base64"_s;
const QString zipSha256 = u"zip-sha256"_s;
const QString zipMaximum = u"zip-max-mb"_s;
const QString handler = u"handler"_s;
const QString entryFile = u"entry-file"_s;
const QString entryFunction = u"entry-function"_s;
const QString requirements = u"requirements"_s;
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

bool isReadableFile(const QString &path)
{
    const QFileInfo file(path);
    return file.isFile() && file.isReadable();
}

/// A part of FunctionOrigin that a setting gives.
struct OriginReader
{
    QString flag;
    bool isZip;
    bool (*exists)(const Settings &);
    void (*read)(Settings &, FunctionOrigin &);
};

bool isWebAddress(const QUrl &url)
{
    return url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
}

QString zipPath(const Settings &settings)
{
    const QUrl address(settings.text(zip));
    return address.isLocalFile() ? address.toLocalFile() : settings.text(zip);
}

bool zipExists(const Settings &settings)
{
    return isWebAddress(QUrl(settings.text(zip))) || isReadableFile(zipPath(settings));
}

void readZip(Settings &settings, FunctionOrigin &origin)
{
    const QUrl address(settings.text(zip));
    if (!isWebAddress(address)) {
        origin.kind = FunctionOrigin::Kind::ZipFile;
        origin.place = QFileInfo(zipPath(settings)).absoluteFilePath();
        return;
    }
    origin.kind = FunctionOrigin::Kind::ZipUrl;
    origin.url = address;
    origin.place = address.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment).toString();
    if (!address.isValid() || address.host().isEmpty())
        settings.fail(zip, u"must be a path, file:///path, or http(s)://host/path"_s);
    if (address.scheme() == "http"_L1 && !settings.isSet(zipSha256))
        settings.warn(u"%1: a zip over http:// can be replaced by anyone on the network between; give "
                      "https:// or FUNCTION_ZIP_SHA256 (--zip-sha256)"_s.arg(settings.nameOf(zip)));
}

bool textExists(const Settings & /*settings*/)
{
    return true;
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

bool pyFileExists(const Settings &settings)
{
    return isReadableFile(settings.text(pyFile));
}

void readPyFile(Settings &settings, FunctionOrigin &origin)
{
    origin.kind = FunctionOrigin::Kind::File;
    origin.place = QFileInfo(settings.text(pyFile)).absoluteFilePath();
}

/// Whether a zip is preferred; nothing: no preference.
std::optional<bool> readPreference(Settings &settings)
{
    const QString wanted = settings.text(pyFileOrZip).toLower();
    const auto names = [&wanted](const QStringList &words) { // or contains one of them, as `zip_file` does
        return std::ranges::any_of(words, [&wanted](const QString &word) { return wanted.contains(word); });
    };
    if (names({u"zip"_s, u"url"_s, u"base64"_s}))
        return true;
    if (names({u"py"_s, u"file"_s, u"script"_s, u"module"_s}))
        return false;
    if (!wanted.isEmpty())
        settings.fail(pyFileOrZip, u"must be zip, url or base64 for the zip, or pyfile, file, script or "
                                   "module for the Python file"_s);
    return {};
}

/// Those that are given, in the order in which they are tried: flags first, then those that PYFILE_OR_ZIP prefers.
QList<OriginReader> givenOrigins(Settings &settings)
{
    const std::array readers = {
        OriginReader{zip, true, zipExists, readZip}, OriginReader{zipBase64, true, textExists, readZipText},
        OriginReader{pyText, false, textExists, readText}, OriginReader{pyFile, false, pyFileExists, readPyFile}};
    QList<OriginReader> given;
    std::ranges::copy_if(readers, std::back_inserter(given),
                         [&settings](const OriginReader &one) { return settings.isSet(one.flag); });
    if (const std::optional<bool> prefersZip = readPreference(settings))
        std::stable_partition(given.begin(), given.end(),
                              [&](const OriginReader &one) { return one.isZip == *prefersZip; });
    std::stable_partition(given.begin(), given.end(),
                          [&](const OriginReader &one) { return settings.isFlag(one.flag); });
    return given;
}

/// Where people mount the module without a setting that says so.
FunctionOrigin readUsualFile(Settings &settings, const QList<OriginReader> &missing, const QStringList &usualFiles)
{
    FunctionOrigin origin;
    const auto found = std::ranges::find_if(usualFiles, isReadableFile);
    if (found != usualFiles.end()) {
        origin.place = *found;
        return origin;
    }
    if (missing.isEmpty()) {
        settings.fail(Error{u"No function is given, and none of these files exists and can be read: %1; "
                            "mount your function at one of these places, or name it with PYFILE_PATH "
                            "(--pyfile), PYFILE (--pyfile-text), FUNCTION_ZIP (--zip) or "
                            "FUNCTION_ZIP_BASE64 (--zip-base64)"_s.arg(usualFiles.join(u", "_s))});
        return origin;
    }
    const QString flag = missing.constFirst().flag;
    const QString advice =
        flag == zip ? u"give a path, file:///path, or http(s)://host/path"_s : u"mount or name your function there"_s;
    settings.fail(flag, u"no such file, or not readable; %1"_s.arg(advice));
    return origin;
}

/// The first that exists. Settings often name a file that another runtime would write, so one that does not exist gives
/// way to the next.
FunctionOrigin readOrigin(Settings &settings, const QStringList &usualFiles)
{
    const QList<OriginReader> given = givenOrigins(settings);
    const bool isWorker = settings.isOn(worker); // the supervisor tells it what to load
    const auto chosen =
        std::ranges::find_if(given, [&](const OriginReader &one) { return isWorker || one.exists(settings); });
    FunctionOrigin origin;
    if (chosen != given.end())
        chosen->read(settings, origin);
    else if (!isWorker)
        origin = readUsualFile(settings, given, usualFiles);
    const QString used = chosen == given.end() ? origin.place : settings.nameOf(chosen->flag);
    for (auto one = given.begin(); one != given.end() && !settings.error(); ++one) {
        if (one < chosen)
            settings.warn(
                u"%1: no such file, or not readable; %2 is used instead"_s.arg(settings.nameOf(one->flag), used));
        else if (one > chosen)
            settings.warn(u"%1 is not used, since %2 is given"_s.arg(settings.nameOf(one->flag), used));
    }
    return origin;
}

QByteArray readSha256(Settings &settings)
{
    static const QRegularExpression form(u"^[0-9a-f]{64}$"_s);
    const QString text = settings.text(zipSha256).toLower();
    if (!text.isEmpty() && !form.match(text).hasMatch())
        settings.fail(zipSha256, u"must be 64 hexadecimal digits, as sha256sum prints them"_s);
    return text.toLatin1();
}

/// `folder/file.py` and `folder.file` name one module.
QString dotted(QString module)
{
    if (module.endsWith(".py"_L1))
        module.chop(3);
    return module.replace('/'_L1, '.'_L1);
}

/// Whether one of the names may stand for the other without its folders: `main` for `src/main.py`.
bool nameOneModule(const QString &one, const QString &other)
{
    const QString dot('.'_L1);
    return (dot + dotted(one)).endsWith(dot + dotted(other)) || (dot + dotted(other)).endsWith(dot + dotted(one));
}

/// What a setting says of the entry point: the module, the function, or both.
struct EntryPart
{
    QString flag;
    EntryPoint entry;
};

QList<EntryPart> readEntryParts(Settings &settings)
{
    QList<EntryPart> parts;
    for (const QString &flag : {handler, entryFunction, entryFile}) {
        const QString text = settings.text(flag);
        const bool isFile = text.endsWith(".py"_L1) || text.contains('/'_L1);
        const bool namesFile = flag == entryFile || (flag == entryFunction && isFile && !text.contains(':'_L1));
        if (!settings.isSet(flag))
            continue;
        const Result<EntryPoint> entry = namesFile ? EntryPoint{text, {}} : EntryPoint::parse(text);
        if (entry)
            parts.append({flag, *entry});
        else
            settings.fail(flag, entry.error().message);
    }
    return parts;
}

EntryPoint readEntry(Settings &settings)
{
    EntryPoint whole{{}, {}};
    const QList<EntryPart> parts = readEntryParts(settings);
    for (const auto &[flag, part] : parts) {
        const QString first = parts.constFirst().flag;
        const QString given = u"%1=%2"_s.arg(settings.nameOf(first), settings.text(first));
        if (!whole.module.isEmpty() && !part.module.isEmpty() && !nameOneModule(whole.module, part.module))
            settings.fail(flag, u"names another file than %1"_s.arg(given));
        if (!whole.function.isEmpty() && !part.function.isEmpty() && whole.function != part.function)
            settings.fail(flag, u"names another function than %1"_s.arg(given));
        if (dotted(part.module).size() >= dotted(whole.module).size()) // with the folders, if one of them has these
            whole.module = part.module;
        if (whole.function.isEmpty())
            whole.function = part.function;
    }
    if (whole.function.isEmpty())
        whole.function = settings.text(handler);
    return whole;
}

QString readRequirements(Settings &settings)
{
    const QString path = settings.text(requirements);
    if (path.isEmpty())
        return {};
    if (!settings.isOn(worker) && !isReadableFile(path))
        settings.fail(requirements, u"no such file, or not readable; name a file in the form of pip's "
                                    "requirements files"_s);
    return QFileInfo(path).absoluteFilePath();
}

FunctionOrigin readFunction(Settings &settings, const QStringList &usualFiles)
{
    FunctionOrigin origin = readOrigin(settings, usualFiles);
    origin.entry = readEntry(settings);
    origin.sha256 = readSha256(settings);
    origin.zipMaximumBytes = settings.mebibytes(zipMaximum, 1, 65536) * 1024 * 1024;
    origin.requirements = readRequirements(settings);
    return origin;
}

} // namespace

Result<EntryPoint> EntryPoint::parse(const QString &text)
{
    static const QRegularExpression form(u"^(?:(?<file>[^:]+):|(?<module>[^:/]+)\\.)?(?<function>[^\\W\\d]\\w*)$"_s,
                                         QRegularExpression::UseUnicodePropertiesOption);
    const QRegularExpressionMatch match = form.match(text.trimmed());
    const QString function = match.captured(u"function"_s);
    const QString module = match.captured(u"file"_s) + match.captured(u"module"_s);
    // handler.py alone is a file, not the function `py` of a module
    if (!match.hasMatch() || (function == "py"_L1 && !text.contains(':'_L1)))
        return Error{u"must be handler, module.handler, package.module.handler or folder/file.py:handler"_s};
    return EntryPoint{module, function};
}

Settings makeRuntimeSettings()
{
    using D = Setting::Display;
    const auto s = [](const char *text) { return QString::fromLatin1(text); };
    const auto list = [](const char *text) { return QString::fromLatin1(text).split(' '_L1); };
    Settings settings{
        s("pulseboard-runtime"),
        s("Calls a Python handler(input, context) on each new value of a Redis key and stores its result."),
        redisServerSettings() +
            QList<Setting>{
                {inputKey,
                 s("REDIS_INPUT_KEY"),
                 s("KEY"),
                 {},
                 s("The key whose values the function is called on."),
                 inputKeyAliases()},
                {outputKey,
                 s("REDIS_OUTPUT_KEY"),
                 s("KEY"),
                 {},
                 s("Key to store the results under; without it they are dropped."),
                 outputKeyAliases()},
                {interval, s("INTERVAL"), s("SECONDS"), s("5"), s("Time between two reads of the input key."),
                 list(
                     "MONITORING_PERIOD MONITOR_PERIOD REDIS_MONITORING_PERIOD REDIS_MONITORING_PERIOD_SECONDS "
                     "REDIS_MONITOR_PERIOD POLL_INTERVAL_SECONDS INTERVAL_SECONDS REDIS_POLL_PERIOD REDIS_REFRESH_TIME "
                     "SLEEP_TIME MONITORING_INTERVAL POLL_INTERVAL REDIS_POLL_INTERVAL RUNTIME_POLL_INTERVAL "
                     "INTERVAL_KEY")},
                {trigger, s("TRIGGER"), s("poll|push"), s("poll"),
                 s("poll: read the input key every INTERVAL; push: also as soon as the server reports a change.")},
                {busyPoll, s("BUSY_POLL"), s("MICROSECONDS"), s("0"),
                 s("With TRIGGER=push: how long to check for the next change after a call without sleeping. Results "
                   "are faster, but a CPU core is busy.")},
                {pyFile, s("PYFILE_PATH"), s("FILE"), s("/opt/usermodule.py"),
                 s("Python file with the function. If no setting gives a function that exists, the first of these that "
                   "exists is used: ") +
                     usualModuleFiles().join(u", "_s) + '.'_L1,
                 list("FUNCTION_PATH USER_MODULE_FILE_PATH RUNTIME_SCRIPT_PATH")},
                {.flag = pyText,
                 .variable = s("PYFILE"),
                 .valueName = s("TEXT"),
                 .help = s("The function's source text itself, instead of a file."),
                 .display = D::Length,
                 .isVerbatim = true},
                {zip,
                 s("FUNCTION_ZIP"),
                 s("PATH|URL"),
                 {},
                 s("Zip file with the function, instead of a Python file: a path, file:// or http(s)://."),
                 list("ZIP_URL ZIP_FILE_PATH FUNCTION_ZIP_PATH FUNCTION_ZIP_URL ZIPFILE_URL ZIP_FILE_URL CODE_ZIP_PATH "
                      "ZIP_FILE ZIP_FILE_LOCATION ZIP_PATH RUNTIME_ZIP_PATH"),
                 D::Url},
                {.flag = zipBase64,
                 .variable = s("FUNCTION_ZIP_BASE64"),
                 .valueName = s("TEXT"),
                 .help = s("The zip file itself, as base64 text."),
                 .aliases = list("ZIP_BASE64 USER_CODE_BASE64 USER_CODE"),
                 .display = D::Length,
                 .isVerbatim = true},
                {pyFileOrZip,
                 s("PYFILE_OR_ZIP"),
                 s("pyfile|zip"),
                 {},
                 s("Which of the two is used if both are given and exist: zip, url or base64 for the zip; pyfile, "
                   "file, "
                   "script or module for the Python file; without it, the zip."),
                 list("RUNTIME_SOURCE_TYPE")},
                {zipSha256, s("FUNCTION_ZIP_SHA256"), s("HEX"), {}, s("SHA-256 that the zip must have.")},
                {zipMaximum, s("FUNCTION_ZIP_MAX_MB"), s("MIB"), s("256"),
                 s("Largest size of the unpacked zip, in MiB or with a unit, like 512Mi or 2G.")},
                {handler, s("HANDLER_FUNCTION"), s("NAME"), s("handler"),
                 s("The function to call: handler, module.handler, package.module.handler or folder/file.py:handler."),
                 list("FUNCTION_HANDLER HANDLER_ENTRYPOINT HANDLER_FUNCTION_NAME ENTRY_FUNCTION FUNCTION_ENTRY_POINT "
                      "FUNCTION_ENTRYPOINT USER_ENTRYPOINT_FUNCTION USER_HANDLER_NAME ENTRYPOINT FUNCTION_NAME "
                      "RUNTIME_FUNCTION_NAME")},
                {entryFile,
                 s("ZIP_ENTRY_FILE"),
                 s("NAME"),
                 {},
                 s("Module or file in the zip that has the function, if HANDLER_FUNCTION does not name it; its "
                   "folder and .py may be left out."),
                 list("ZIPPED_MODULE_NAME ZIP_ENTRY_RELATIVE_FILE_PATH FILE_ENTRYPOINT MAIN_FILE_NAME "
                      "ROOT_FUNCTION_MODULE FUNCTION_MODULE RUNTIME_ZIP_ENTRY")},
                {entryFunction,
                 s("ZIP_ENTRY_FUNCTION"),
                 s("NAME"),
                 {},
                 s("Another name of ZIP_ENTRY_FILE, if the value is a file name, or else of HANDLER_FUNCTION.")},
                {requirements,
                 s("NEW_REQUERIMENTS"),
                 s("FILE"),
                 {},
                 s("File in pip's requirements format; its packages are installed with pip into a private folder."),
                 list("NEW_REQUIREMENTS")},
                {reloadInterval, s("RELOAD_INTERVAL"), s("SECONDS"), s("5"),
                 s("How often to check whether the function has changed; 0: never.")},
                {loadTimeout, s("LOAD_TIMEOUT"), s("SECONDS"), s("120"),
                 s("Longest time that importing the function may take; 0: no limit.")},
                {handlerTimeout, s("HANDLER_TIMEOUT"), s("SECONDS"), s("30"),
                 s("Longest time that a call and saving its state may take before the worker is ended; 0: no limit.")},
                {memoryLimit, s("HANDLER_MEMORY_LIMIT"), s("MIB"), s("0"),
                 s("Memory that the worker may use for data from the function's first import on, in MiB or with a "
                   "unit, like 512Mi or 2G; 0: no limit.")},
                {historyLength, s("HISTORY_LENGTH"), s("COUNT"), s("4320"),
                 s("Number of results that the history stream keeps; 0: no history.")},
                {historyInputs, s("HISTORY_INPUTS"), s("0|1"), s("1"),
                 s("Whether the history keeps the measurements, too.")},
                {httpPort, s("HTTP_PORT"), s("PORT"), s("8080"),
                 s("Port for /livez, /readyz, /metrics and /errors; 0: off.")},
                {httpAddress, s("HTTP_ADDRESS"), s("ADDRESS"), s("127.0.0.1"),
                 s("IP address to listen on for HTTP_PORT; :: means all IPv6 and IPv4 addresses, and is set in our "
                   "images.")},
                {.flag = httpAllowHost,
                 .variable = s("HTTP_ALLOW_HOST"),
                 .valueName = s("NAME"),
                 .help =
                     s("A host name under which clients may request /metrics and /errors, besides addresses, localhost "
                       "and this machine's name. For several names, separate them with commas or repeat the flag."),
                 .several = true},
                {metricsResults, s("METRICS_RESULTS"), s("0|1"), s("0"),
                 s("Whether /metrics includes the numbers of the newest result.")},
                logFormatSetting(),
                {check, {}, {}, {}, s("Check the settings, load the function, call it once with --input, and exit.")},
                {checkInput,
                 {},
                 s("FILE"),
                 {},
                 s("For --check: file with a measurement (JSON); - for standard input.")},
                {worker, {}, {}, {}, {}},
            }};
    settings.setVariablesFile(s("/runtime/.env"));
    return settings;
}

QStringList usualModuleFiles()
{
    return {u"/opt/usermodule.py"_s, u"/app/usermodule.py"_s, u"/app/handler.py"_s, u"/runtime/usermodule.py"_s};
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
    result.function = readFunction(settings, usualFiles);
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

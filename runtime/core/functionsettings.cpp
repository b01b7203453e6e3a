// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/core/functionsettings.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

namespace pulse {
namespace {

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

bool isReadableFile(const QString &path)
{
    const QFileInfo file(path);
    return file.isFile() && file.isReadable();
}

/// How to read the origin that one setting gives.
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
        settings.warn(u"%1: a zip over http:// can be replaced by anyone on the network path; give "
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

/// Returns whether a zip is preferred; empty: no preference.
std::optional<bool> readPreference(Settings &settings)
{
    const QString wanted = settings.text(pyFileOrZip).toLower();
    const auto names = [&wanted](const QStringList &words) { // equals one of them, or contains it like `zip_file`
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

/// Returns the given origins in the order in which they are tried: flags first, then those that PYFILE_OR_ZIP prefers.
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

/// Returns the first usual file that exists: users also mount the module there without a setting.
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
    const QString advice = flag == zip ? u"give a path, file:///path, or http(s)://host/path"_s
                                       : u"mount your function there, or name another file"_s;
    settings.fail(flag, u"no such file, or not readable; %1"_s.arg(advice));
    return origin;
}

/// Returns the first origin that exists. Settings often name a file that only another runtime writes, so a missing one
/// is skipped.
FunctionOrigin readOrigin(Settings &settings, const QStringList &usualFiles, bool isWorker)
{
    const QList<OriginReader> given = givenOrigins(settings);
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

/// Returns whether one name may be the other one without its folders: `main` for `src/main.py`.
bool nameOneModule(const QString &one, const QString &other)
{
    const QString dot('.'_L1);
    return (dot + dotted(one)).endsWith(dot + dotted(other)) || (dot + dotted(other)).endsWith(dot + dotted(one));
}

/// The part of the entry point that one setting names: the module, the function, or both.
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

QString readRequirements(Settings &settings, bool isWorker)
{
    const QString path = settings.text(requirements);
    if (path.isEmpty())
        return {};
    if (!isWorker && !isReadableFile(path))
        settings.fail(requirements, u"no such file, or not readable; name a file in the form of pip's "
                                    "requirements files"_s);
    return QFileInfo(path).absoluteFilePath();
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

QStringList usualModuleFiles()
{
    return {u"/opt/usermodule.py"_s, u"/app/usermodule.py"_s, u"/app/handler.py"_s, u"/runtime/usermodule.py"_s};
}

QList<Setting> functionSettings()
{
    return {
        {.flag = pyFile,
         .variable = u"PYFILE_PATH"_s,
         .valueName = u"FILE"_s,
         .defaultValue = u"/opt/usermodule.py"_s,
         .help = u"Python file with the function. If no setting gives a function that exists, the first of "
                 "these that exists is used: "_s +
                 usualModuleFiles().join(u", "_s) + '.'_L1,
         .aliases = u"FUNCTION_PATH USER_MODULE_FILE_PATH RUNTIME_SCRIPT_PATH"_s.split(' '_L1)},
        {.flag = pyText,
         .variable = u"PYFILE"_s,
         .valueName = u"TEXT"_s,
         .help = u"The function's source text itself, instead of a file."_s,
         .display = Setting::Display::Length,
         .isVerbatim = true},
        {.flag = zip,
         .variable = u"FUNCTION_ZIP"_s,
         .valueName = u"PATH|URL"_s,
         .help = u"Zip file with the function, instead of a Python file: a path, file:// or http(s)://."_s,
         .aliases = u"ZIP_URL ZIP_FILE_PATH FUNCTION_ZIP_PATH FUNCTION_ZIP_URL ZIPFILE_URL "
                    "ZIP_FILE_URL CODE_ZIP_PATH ZIP_FILE ZIP_FILE_LOCATION ZIP_PATH "
                    "RUNTIME_ZIP_PATH"_s.split(' '_L1),
         .display = Setting::Display::Url},
        {.flag = zipBase64,
         .variable = u"FUNCTION_ZIP_BASE64"_s,
         .valueName = u"TEXT"_s,
         .help = u"The zip file itself, as base64 text."_s,
         .aliases = u"ZIP_BASE64 USER_CODE_BASE64 USER_CODE"_s.split(' '_L1),
         .display = Setting::Display::Length,
         .isVerbatim = true},
        {.flag = pyFileOrZip,
         .variable = u"PYFILE_OR_ZIP"_s,
         .valueName = u"pyfile|zip"_s,
         .help = u"Which of the two is used if both are given and exist: zip, url or base64 for the zip; "
                 "pyfile, file, script or module for the Python file; without it, the zip."_s,
         .aliases = {u"RUNTIME_SOURCE_TYPE"_s}},
        {.flag = zipSha256,
         .variable = u"FUNCTION_ZIP_SHA256"_s,
         .valueName = u"HEX"_s,
         .help = u"SHA-256 that the zip must have."_s},
        {.flag = zipMaximum,
         .variable = u"FUNCTION_ZIP_MAX_MB"_s,
         .valueName = u"MIB"_s,
         .defaultValue = u"256"_s,
         .help = u"Largest size of the unpacked zip, in MiB or with a unit, like 512Mi or 2G."_s},
        {.flag = handler,
         .variable = u"HANDLER_FUNCTION"_s,
         .valueName = u"NAME"_s,
         .defaultValue = u"handler"_s,
         .help = u"The function to call: handler, module.handler, package.module.handler or "
                 "folder/file.py:handler."_s,
         .aliases = u"FUNCTION_HANDLER HANDLER_ENTRYPOINT HANDLER_FUNCTION_NAME ENTRY_FUNCTION "
                    "FUNCTION_ENTRY_POINT FUNCTION_ENTRYPOINT USER_ENTRYPOINT_FUNCTION "
                    "USER_HANDLER_NAME ENTRYPOINT FUNCTION_NAME RUNTIME_FUNCTION_NAME"_s.split(' '_L1)},
        {.flag = entryFile,
         .variable = u"ZIP_ENTRY_FILE"_s,
         .valueName = u"NAME"_s,
         .help = u"Module or file in the zip that has the function, if HANDLER_FUNCTION does not name it; "
                 "its folder and .py may be left out."_s,
         .aliases = u"ZIPPED_MODULE_NAME ZIP_ENTRY_RELATIVE_FILE_PATH FILE_ENTRYPOINT "
                    "MAIN_FILE_NAME ROOT_FUNCTION_MODULE FUNCTION_MODULE RUNTIME_ZIP_ENTRY"_s.split(' '_L1)},
        {.flag = entryFunction,
         .variable = u"ZIP_ENTRY_FUNCTION"_s,
         .valueName = u"NAME"_s,
         .help = u"Another name of ZIP_ENTRY_FILE, if the value is a file name, or else of HANDLER_FUNCTION."_s},
        {.flag = requirements,
         .variable = u"NEW_REQUERIMENTS"_s,
         .valueName = u"FILE"_s,
         .help = u"File in pip's requirements format; its packages are installed with pip into a private folder."_s,
         .aliases = {u"NEW_REQUIREMENTS"_s}},
    };
}

FunctionOrigin readFunctionOrigin(Settings &settings, const QStringList &usualFiles, bool isWorker)
{
    FunctionOrigin origin = readOrigin(settings, usualFiles, isWorker);
    origin.entry = readEntry(settings);
    origin.sha256 = readSha256(settings);
    origin.zipMaximumBytes = settings.mebibytes(zipMaximum, 1, 65536) * 1024 * 1024;
    origin.requirements = readRequirements(settings, isWorker);
    return origin;
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/settings.h"

#include "common/core/buildinfo.h"
#include "common/core/commandline.h"
#include "common/core/literals.h"
#include "common/core/logging.h"
#include "common/core/variablesfile.h"

#include <QCommandLineParser>
#include <QFileInfo>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace pulse {

Q_LOGGING_CATEGORY(settingsLog, "settings")

namespace {

constexpr double second = 1e6; // microseconds
constexpr double mebibyte = 1024 * 1024;

const QString helpFlag = u"help"_s;
const QString versionFlag = u"version"_s;

QCommandLineOption toOption(const Setting &setting)
{
    QString help = setting.help;
    if (!setting.defaultValue.isEmpty())
        help += u" Default: %1."_s.arg(setting.defaultValue);
    if (!setting.variable.isEmpty())
        help += u" Environment: %1."_s.arg(setting.variables().join(u", "_s));
    QCommandLineOption option(setting.flag, help, setting.valueName);
    if (setting.help.isEmpty())
        option.setFlags(QCommandLineOption::HiddenFromHelp);
    return option;
}

void addOptions(QCommandLineParser &parser, const QList<Setting> &settings)
{
    parser.addOption({{u"h"_s, helpFlag}, u"Print this help and exit."_s});
    parser.addOption({{u"v"_s, versionFlag}, u"Print the version and exit."_s});
    for (const Setting &setting : settings)
        parser.addOption(toOption(setting));
}

void print(FILE *file, const QString &text)
{
    std::fputs(text.toUtf8().constData(), file);
}

} // namespace

bool Settings::Given::isServiceLink() const
{
    static const QStringList protocols{u"tcp://"_s, u"udp://"_s, u"sctp://"_s};
    const auto isProtocol = [this](const QString &protocol) { return value.startsWith(protocol); };
    return file.isEmpty() && !name.startsWith("--"_L1) && std::ranges::any_of(protocols, isProtocol);
}

Settings::Settings(QString program, QString description, QList<Setting> settings)
    : m_program(std::move(program))
    , m_description(std::move(description))
    , m_settings(std::move(settings))
{
}

QString Settings::helpText() const
{
    QCommandLineParser parser;
    parser.setApplicationDescription('\n'_L1 + m_description);
    addOptions(parser, m_settings);
    const QString text = parser.helpText();
    // The first line is Qt's usage line, with a path or a placeholder for the program's name.
    return u"Usage: %1 [options]"_s.arg(m_program) + text.mid(text.indexOf('\n'_L1));
}

Result<void> Settings::load(const QStringList &arguments, const QProcessEnvironment &environment)
{
    QCommandLineParser parser;
    addOptions(parser, m_settings);
    const bool isUnderstood = parser.parse(QStringList{m_program} + arguments);
    for (const QString &flag : {helpFlag, versionFlag}) {
        if (parser.isSet(flag))
            m_given.insert(flag, {});
    }
    const QList<Source> sources{{environment, {}}, readVariablesFile()};
    std::optional<Error> conflict;
    for (const Setting &setting : std::as_const(m_settings)) {
        if (parser.isSet(setting.flag)) {
            const QString name = u"--"_s + setting.flag;
            // Qt 6.8 warns if it is asked for the value of a switch.
            const QStringList values = setting.valueName.isEmpty() ? QStringList() : parser.values(setting.flag);
            const QString value = setting.several ? values.join(','_L1) : values.value(values.size() - 1);
            m_given.insert(setting.flag, {withoutLineBreak(setting, name, value), name, {}});
        } else if (const Result<void> loaded = loadVariables(setting, sources); !loaded && !conflict) {
            conflict = loaded.error();
        }
    }
    // Errors are reported after reading all settings, since these decide how an error is reported.
    if (conflict)
        return *conflict;
    if (!isUnderstood)
        return Error{parser.errorText().chopped(parser.errorText().endsWith('.'_L1) ? 1 : 0)};
    if (!parser.positionalArguments().isEmpty())
        return Error{u"Unexpected argument '%1'"_s.arg(parser.positionalArguments().constFirst())};
    return {};
}

Settings::Source Settings::readVariablesFile()
{
    const Result<VariablesFile> file = VariablesFile::read(m_variablesFile);
    if (!file) {
        warn(u"%1 cannot be read: %2"_s.arg(m_variablesFile, file.error().message));
        return {};
    }
    if (!file->unreadable.isEmpty())
        warn(u"%1: lines that are not like NAME=value are ignored: %2"_s.arg(m_variablesFile)
                 .arg(file->unreadable.size()));
    Source source{{}, m_variablesFile};
    for (auto it = file->variables.begin(); it != file->variables.end(); ++it)
        source.variables.insert(it.key(), it.value());
    return source;
}

Result<void> Settings::loadVariables(const Setting &setting, const QList<Source> &sources)
{
    for (const Source &source : sources) {
        for (const QString &name : setting.variables()) {
            const QString value = withoutLineBreak(setting, name, source.variables.value(name));
            if (value.isEmpty())
                continue;
            if (const Result<void> loaded = loadVariable(setting, {value, name, source.file}); !loaded)
                return loaded;
        }
        if (m_given.contains(setting.flag))
            return {};
    }
    if (m_links.contains(setting.flag))
        m_given.insert(setting.flag, m_links.value(setting.flag));
    return {};
}

Result<void> Settings::loadVariable(const Setting &setting, const Given &given)
{
    if (given.isServiceLink()) {
        if (setting.acceptsServiceLink)
            m_links.insert(setting.flag, given);
        else
            warn(u"%1=%2 is ignored: it is what Kubernetes sets for a Service of that name, and no "
                 "value of this setting"_s.arg(given.name, setting.displayed(given.value)));
        return {};
    }
    const auto first = m_given.constFind(setting.flag);
    if (first == m_given.constEnd())
        m_given.insert(setting.flag, given);
    else if (!setting.areEquivalent(first->value, given.value))
        return Error{u"%1=%2 and %3=%4 are two names of one setting; give one of them, or the same value"_s.arg(
            first->name, setting.displayed(first->value), given.name, setting.displayed(given.value))};
    return {};
}

QString Settings::withoutLineBreak(const Setting &setting, const QString &name, const QString &value)
{
    const auto isLineBreak = [](QChar character) { return character == '\n'_L1 || character == '\r'_L1; };
    const auto end = std::find_if_not(value.rbegin(), value.rend(), isLineBreak).base();
    if (setting.isVerbatim || end == value.end())
        return value;
    warn(u"%1: the line break at the end of the value is ignored"_s.arg(name));
    return value.left(std::distance(value.begin(), end));
}

std::optional<int> Settings::start(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i)
        m_arguments << QString::fromLocal8Bit(argv[i]);
    hideSecrets(m_settings, argc, argv);
    const Result<void> loaded = load(m_arguments, QProcessEnvironment::systemEnvironment());
    if (m_given.contains(helpFlag)) {
        print(stdout, helpText());
        return 0;
    }
    if (m_given.contains(versionFlag)) {
        print(stdout, u"%1 %2\n"_s.arg(m_program, versionText()));
        return 0;
    }
    if (!loaded) {
        printMessage(QtCriticalMsg, loaded.error().message + u"; see --help"_s);
        return 1;
    }
    return {};
}

std::optional<int> Settings::reportError() const
{
    if (!m_error)
        return {};
    for (const QString &warning : m_warnings)
        printMessage(QtWarningMsg, warning);
    printMessage(QtCriticalMsg, m_error->message);
    return 1;
}

void Settings::printMessage(QtMsgType type, const QString &message) const
{
    const QByteArray line =
        wantsJsonLog(*this) ? logLine(LogFormat::JsonLines, QDateTime::currentDateTimeUtc(), type, "settings", message)
                            : u"%1: %2\n"_s.arg(m_program, escapeControls(message)).toUtf8();
    std::fputs(line.constData(), stderr);
}

const Setting &Settings::find(const QString &flag) const
{
    const auto it = std::ranges::find(m_settings, flag, &Setting::flag);
    Q_ASSERT_X(it != m_settings.end(), "Settings", qPrintable(flag));
    return *it;
}

QString Settings::nameOf(const QString &flag) const
{
    const Setting &setting = find(flag);
    const QString fallback = setting.variable.isEmpty() ? u"--"_s + flag : setting.variable;
    const auto given = m_given.constFind(flag);
    return given == m_given.constEnd() ? fallback : given->name;
}

QStringList Settings::summary() const
{
    QStringList lines;
    for (const Setting &setting : m_settings) {
        const QString value = text(setting.flag);
        if (setting.help.isEmpty() || setting.valueName.isEmpty() || value.isEmpty())
            continue;
        const QString name = setting.variable.isEmpty() ? u"--"_s + setting.flag : setting.variable;
        lines << u"%1=%2 (%3)"_s.arg(name, setting.displayed(value), sourceOf(setting));
    }
    return lines;
}

QString Settings::sourceOf(const Setting &setting) const
{
    const auto given = m_given.constFind(setting.flag);
    if (given == m_given.constEnd())
        return u"default"_s;
    const QString place = given->file.isEmpty() ? QString() : u" in "_s + given->file;
    return u"from %1%2"_s.arg(given->name, place);
}

void Settings::logWarnings() const
{
    for (const QString &warning : m_warnings)
        qCWarning(settingsLog).noquote() << warning;
}

bool Settings::isSet(const QString &flag) const
{
    return m_given.contains(flag);
}

bool Settings::isFromFile(const QString &flag) const
{
    return !m_given.value(flag).file.isEmpty();
}

bool Settings::isFlag(const QString &flag) const
{
    return m_given.value(flag).name.startsWith("--"_L1);
}

bool Settings::isServiceLink(const QString &flag) const
{
    return m_given.value(flag).isServiceLink();
}

bool Settings::isOn(const QString &flag) const
{
    return m_given.contains(find(flag).flag);
}

QString Settings::text(const QString &flag) const
{
    const auto given = m_given.constFind(flag);
    return given == m_given.constEnd() ? find(flag).defaultValue : given->value;
}

QString Settings::required(const QString &flag)
{
    const QString value = text(flag);
    if (value.isEmpty()) {
        const Setting &setting = find(flag);
        const QString flagName = u"--"_s + flag;
        const QString names = setting.variable.isEmpty() ? flagName : u"%1 (or %2)"_s.arg(setting.variable, flagName);
        fail({u"%1 is not set. %2"_s.arg(names, setting.help)});
    }
    return value;
}

QStringList Settings::list(const QString &flag) const
{
    QStringList values = text(flag).split(','_L1);
    for (QString &value : values)
        value = value.trimmed();
    values.removeAll(QString());
    values.removeDuplicates();
    return values;
}

void Settings::fail(const QString &flag, const QString &why)
{
    failItem(flag, text(flag), why);
}

void Settings::failItem(const QString &flag, const QString &item, const QString &why)
{
    fail({u"%1=%2: %3"_s.arg(nameOf(flag), find(flag).displayed(item), why)});
}

void Settings::failSecretly(const QString &flag, const QString &why)
{
    fail({u"%1: %2"_s.arg(nameOf(flag), why)});
}

void Settings::fail(const Error &error)
{
    if (!m_error)
        m_error = error;
}

int Settings::integer(const QString &flag, int lowest, int highest)
{
    bool ok = false;
    const int value = text(flag).toInt(&ok);
    if (ok && value >= lowest && value <= highest)
        return value;
    fail(flag, u"must be a whole number from %1 to %2"_s.arg(lowest).arg(highest));
    return lowest;
}

qint64 Settings::quantity(const QString &flag, double lowest, double highest, const QString &form)
{
    const std::optional<qint64> value = find(flag).quantity(text(flag));
    const auto isInRange = [&](qint64 number) {
        return static_cast<double>(number) >= lowest && static_cast<double>(number) <= highest;
    };
    if (value && isInRange(*value))
        return *value;
    fail(flag, form);
    return 0;
}

std::chrono::milliseconds Settings::seconds(const QString &flag, double lowest, double highest)
{
    using namespace std::chrono;
    const QString form =
        u"must be a number of seconds from %1 to %2, or a duration like 500ms, 2m or 1h"_s.arg(lowest).arg(highest);
    return round<milliseconds>(std::chrono::microseconds(quantity(flag, lowest * second, highest * second, form)));
}

std::chrono::microseconds Settings::microseconds(const QString &flag, int lowest, int highest)
{
    const QString form =
        u"must be a number of microseconds from %1 to %2, or a duration like 200us or 2ms"_s.arg(lowest).arg(highest);
    return std::chrono::microseconds(quantity(flag, lowest, highest, form));
}

qint64 Settings::mebibytes(const QString &flag, int lowest, int highest)
{
    const QString form =
        u"must be a number of MiB from %1 to %2, or a size like 512Mi or 2G"_s.arg(lowest).arg(highest);
    const qint64 bytes = quantity(flag, lowest * mebibyte, highest * mebibyte, form);
    const qint64 whole = bytes / static_cast<qint64>(mebibyte);
    if (bytes != 0 && whole == 0)
        fail(flag, u"is less than 1 MiB; give a size like 512Mi or 2G"_s);
    return whole;
}

qsizetype Settings::choice(const QString &flag, const QStringList &values)
{
    const qsizetype index = values.indexOf(text(flag));
    if (index >= 0)
        return index;
    fail(flag, u"must be one of: %1"_s.arg(values.join(u", "_s)));
    return 0;
}

QString Settings::folder(const QString &flag)
{
    const QString path = text(flag);
    if (!path.isEmpty() && !QFileInfo(path).isDir())
        fail(flag, u"there is no such folder"_s);
    return path;
}

} // namespace pulse

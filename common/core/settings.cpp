// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/settings.h"

#include "common/core/buildinfo.h"
#include "common/core/logging.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace pulse {
namespace {

const QString helpFlag = QStringLiteral("help");
const QString versionFlag = QStringLiteral("version");

QStringList namesOf(const Setting &setting)
{
    return setting.variable.isEmpty() ? QStringList() : QStringList{setting.variable} + setting.aliases;
}

QCommandLineOption toOption(const Setting &setting)
{
    QString help = setting.help;
    if (!setting.defaultValue.isEmpty())
        help += QStringLiteral(" Default: %1.").arg(setting.defaultValue);
    if (!setting.variable.isEmpty())
        help += QStringLiteral(" Environment: %1.").arg(namesOf(setting).join(QStringLiteral(", ")));
    QCommandLineOption option(setting.flag, help, setting.valueName);
    if (setting.help.isEmpty())
        option.setFlags(QCommandLineOption::HiddenFromHelp);
    return option;
}

void addOptions(QCommandLineParser &parser, const QList<Setting> &settings)
{
    parser.addOption({{QStringLiteral("h"), helpFlag}, QStringLiteral("Print this help and exit.")});
    parser.addOption({{QStringLiteral("v"), versionFlag}, QStringLiteral("Print the version and exit.")});
    for (const Setting &setting : settings)
        parser.addOption(toOption(setting));
}

QString displayed(const Setting &setting, const QString &value)
{
    switch (setting.display) {
    case Setting::Display::Plain:
        break;
    case Setting::Display::Url:
        return QUrl(value).adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment).toString();
    case Setting::Display::Length:
        return QStringLiteral("[%1 characters]").arg(value.size());
    }
    return value;
}

void print(FILE *file, const QString &text)
{
    std::fputs(text.toUtf8().constData(), file);
}

} // namespace

Settings::Settings(QString program, QString description, QList<Setting> settings)
    : m_program(std::move(program))
    , m_description(std::move(description))
    , m_settings(std::move(settings))
{
}

QString Settings::helpText() const
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QLatin1Char('\n') + m_description);
    addOptions(parser, m_settings);
    const QString text = parser.helpText();
    // Up to the first line end stands the usage line, with a path or a placeholder for the program's name.
    return QStringLiteral("Usage: %1 [options]").arg(m_program) + text.mid(text.indexOf(QLatin1Char('\n')));
}

Result<void> Settings::load(const QStringList &arguments, const QProcessEnvironment &environment)
{
    QCommandLineParser parser;
    addOptions(parser, m_settings);
    const bool isUnderstood = parser.parse(QStringList{m_program} + arguments);
    for (const QString &flag : {helpFlag, versionFlag}) {
        if (parser.isSet(flag))
            m_values.insert(flag, QString());
    }
    for (const Setting &setting : std::as_const(m_settings)) {
        if (parser.isSet(setting.flag)) {
            m_values.insert(setting.flag, setting.several ? parser.values(setting.flag).join(QLatin1Char(','))
                                                          : parser.value(setting.flag));
            m_givenBy.insert(setting.flag, QStringLiteral("--") + setting.flag);
        } else if (const Result<void> loaded = loadVariable(setting, environment); !loaded) {
            return loaded;
        }
    }
    // Only now, since the other settings decide how the error is reported.
    if (!isUnderstood)
        return Error{parser.errorText().chopped(parser.errorText().endsWith(QLatin1Char('.')) ? 1 : 0)};
    if (!parser.positionalArguments().isEmpty())
        return Error{QStringLiteral("Unexpected argument '%1'").arg(parser.positionalArguments().constFirst())};
    return {};
}

Result<void> Settings::loadVariable(const Setting &setting, const QProcessEnvironment &environment)
{
    for (const QString &name : namesOf(setting)) {
        const QString value = environment.value(name);
        if (value.isEmpty())
            continue;
        if (!m_givenBy.contains(setting.flag)) {
            m_values.insert(setting.flag, value);
            m_givenBy.insert(setting.flag, name);
        } else if (value != m_values.value(setting.flag)) {
            return Error{QStringLiteral("%1=%2 and %3=%4 are two names of one setting; give one of them, or the same "
                                        "value")
                             .arg(m_givenBy.value(setting.flag), displayed(setting, m_values.value(setting.flag)), name,
                                  displayed(setting, value))};
        }
    }
    return {};
}

std::optional<int> Settings::start(int argc, const char *const *argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    const Result<void> loaded = load(arguments, QProcessEnvironment::systemEnvironment());
    if (m_values.contains(helpFlag)) {
        print(stdout, helpText());
        return 0;
    }
    if (m_values.contains(versionFlag)) {
        print(stdout, QStringLiteral("%1 %2\n").arg(m_program, versionText()));
        return 0;
    }
    if (!loaded) {
        printError(loaded.error().message + QStringLiteral("; see --help"));
        return 1;
    }
    return {};
}

std::optional<int> Settings::reportError() const
{
    if (!m_error)
        return {};
    printError(m_error->message);
    return 1;
}

void Settings::printError(const QString &message) const
{
    const QByteArray line = wantsJsonLog(*this) ? logLine(LogFormat::Json, QDateTime::currentDateTimeUtc(),
                                                          QtCriticalMsg, "settings", message)
                                                : QStringLiteral("%1: %2\n").arg(m_program, message).toUtf8();
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
    const QString fallback = setting.variable.isEmpty() ? QStringLiteral("--") + flag : setting.variable;
    return m_givenBy.value(flag, fallback);
}

QStringList Settings::summary() const
{
    QStringList lines;
    for (const Setting &setting : m_settings) {
        const QString value = text(setting.flag);
        if (setting.help.isEmpty() || setting.valueName.isEmpty() || value.isEmpty())
            continue;
        const QString name = setting.variable.isEmpty() ? QStringLiteral("--") + setting.flag : setting.variable;
        const QString from = m_givenBy.contains(setting.flag)
                                 ? QStringLiteral("from %1").arg(m_givenBy.value(setting.flag))
                                 : QStringLiteral("default");
        lines << QStringLiteral("%1=%2 (%3)").arg(name, displayed(setting, value), from);
    }
    return lines;
}

bool Settings::isSet(const QString &flag) const
{
    return m_givenBy.contains(flag);
}

bool Settings::isFlag(const QString &flag) const
{
    return m_givenBy.value(flag).startsWith(QLatin1String("--"));
}

bool Settings::isOn(const QString &flag) const
{
    return m_values.contains(find(flag).flag);
}

QString Settings::text(const QString &flag) const
{
    const Setting &setting = find(flag);
    return m_values.value(flag, setting.defaultValue);
}

QString Settings::required(const QString &flag)
{
    const QString value = text(flag);
    if (value.isEmpty()) {
        const Setting &setting = find(flag);
        const QString flagName = QStringLiteral("--") + flag;
        const QString names =
            setting.variable.isEmpty() ? flagName : QStringLiteral("%1 (or %2)").arg(setting.variable, flagName);
        fail({QStringLiteral("%1 is not set. %2").arg(names, setting.help)});
    }
    return value;
}

QStringList Settings::list(const QString &flag) const
{
    QStringList values = text(flag).split(QLatin1Char(','));
    for (QString &value : values)
        value = value.trimmed();
    values.removeAll(QString());
    values.removeDuplicates();
    return values;
}

void Settings::fail(const QString &flag, const QString &why)
{
    fail({QStringLiteral("%1=%2: %3").arg(nameOf(flag), text(flag), why)});
}

void Settings::failSecretly(const QString &flag, const QString &why)
{
    fail({QStringLiteral("%1: %2").arg(nameOf(flag), why)});
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
    fail(flag, QStringLiteral("must be a whole number from %1 to %2").arg(lowest).arg(highest));
    return lowest;
}

std::chrono::milliseconds Settings::seconds(const QString &flag, double lowest, double highest)
{
    bool ok = false;
    const double value = text(flag).toDouble(&ok);
    if (!ok || !std::isfinite(value) || value < lowest || value > highest) {
        fail(flag, QStringLiteral("must be a number of seconds from %1 to %2").arg(lowest).arg(highest));
        return std::chrono::milliseconds(0);
    }
    return std::chrono::milliseconds(std::llround(value * 1000));
}

qsizetype Settings::choice(const QString &flag, const QStringList &values)
{
    const qsizetype index = values.indexOf(text(flag));
    if (index >= 0)
        return index;
    fail(flag, QStringLiteral("must be one of: %1").arg(values.join(QStringLiteral(", "))));
    return 0;
}

QString Settings::folder(const QString &flag)
{
    const QString path = text(flag);
    if (!path.isEmpty() && !QFileInfo(path).isDir())
        fail(flag, QStringLiteral("is no folder"));
    return path;
}

} // namespace pulse

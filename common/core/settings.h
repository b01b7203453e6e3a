// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QHash>
#include <QList>
#include <QProcessEnvironment>
#include <QStringList>

#include <chrono>
#include <optional>

namespace pulse {

/// One setting of a program: a long flag, and an environment variable where it has one. The flag wins.
struct Setting
{
    /// How its value appears in the log.
    enum class Display {
        Plain,
        Url,    ///< without user, password, query and fragment
        Length, ///< how long it is
    };

    QString flag;           ///< without dashes, e.g. "redis"
    QString variable;       ///< e.g. "REDIS_URL"; empty: flag only
    QString valueName;      ///< shown in --help; empty: a switch that takes no value
    QString defaultValue{}; ///< empty: none
    QString help;           ///< one sentence; empty: internal, not shown
    QStringList aliases{};  ///< other names of the variable
    Display display = Display::Plain;
    bool several = false; ///< values, with commas between them; the flag may be repeated instead
};

/// The settings of a program, read from flags and environment, with errors that name the setting and the value.
/// Typed getters remember the first error, so a program reads all of its settings and asks once for error().
class Settings
{
public:
    Settings(QString program, QString description, QList<Setting> settings);

    /// Reads the command line and the process's environment; needs no QCoreApplication. --help and --version are
    /// answered on stdout and errors on stderr (as a JSON object with LOG_FORMAT=json); then the exit code is returned.
    /// Nothing: the program goes on.
    std::optional<int> start(int argc, const char *const *argv);

    /// The same without any output, on `arguments` without the program's name: an error for unknown flags, surplus
    /// words, and variables that are names of one setting but have different values.
    Result<void> load(const QStringList &arguments, const QProcessEnvironment &environment);

    bool isSet(const QString &flag) const;       ///< given by flag or environment, not by default
    bool isFlag(const QString &flag) const;      ///< given by flag
    bool isOn(const QString &flag) const;        ///< for switches: the flag was given
    QString text(const QString &flag) const;     ///< the value, or its default
    QString required(const QString &flag);       ///< error when empty
    QStringList list(const QString &flag) const; ///< of a setting that has several values
    int integer(const QString &flag, int lowest, int highest);
    std::chrono::milliseconds seconds(const QString &flag, double lowest, double highest); ///< fractions allowed
    qsizetype choice(const QString &flag, const QStringList &values);                      ///< index into `values`
    QString folder(const QString &flag);                                                   ///< is there, or empty
    void fail(const QString &flag, const QString &why);                                    ///< records an error

    void failSecretly(const QString &flag, const QString &why); ///< the same without the value
    void fail(const Error &error);                              ///< the same, for one that says it all itself

    std::optional<Error> error() const { return m_error; }
    /// Says the first error on stderr and gives the exit code for it; nothing where all settings were good.
    std::optional<int> reportError() const;
    QString helpText() const;
    const QList<Setting> &all() const noexcept { return m_settings; }
    /// For the log: each setting that has a value, as "NAME=value (default)" or "NAME=value (from --flag)", without
    /// secrets.
    QStringList summary() const;
    QString nameOf(const QString &flag) const; ///< as it was given, else as it may be given

private:
    const Setting &find(const QString &flag) const;
    void printError(const QString &message) const;
    Result<void> loadVariable(const Setting &setting, const QProcessEnvironment &environment);

    QString m_program;
    QString m_description;
    QList<Setting> m_settings;
    QHash<QString, QString> m_values;  // flag -> value given
    QHash<QString, QString> m_givenBy; // flag -> "--flag" or the variable's name
    std::optional<Error> m_error;
};

} // namespace pulse

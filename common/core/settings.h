// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/core/setting.h"

#include <QHash>
#include <QList>
#include <QLoggingCategory>
#include <QProcessEnvironment>
#include <QStringList>

#include <chrono>
#include <optional>

namespace pulse {

Q_DECLARE_LOGGING_CATEGORY(settingsLog) ///< "settings"

/// The settings of a program, read from flags, the environment and a file of variables (in this order), with errors
/// that name the setting and the value. Typed getters remember the first error, so a program reads all of its settings
/// and asks once for error().
///
/// Two kinds of value are corrected, with a warning: a line break at the end is removed, and a service link is ignored:
/// Kubernetes sets HTTP_PORT=tcp://10.43.0.7:80 for a Service called `http`. It sets variables of the environment only;
/// such a value of a flag or in the file of variables is checked like any other.
class Settings
{
public:
    Settings(QString program, QString description, QList<Setting> settings);

    /// A file with lines like NAME=value, read by load() if it exists.
    void setVariablesFile(const QString &path) { m_variablesFile = path; }
    const QString &variablesFile() const { return m_variablesFile; }

    /// Reads the command line and the process's environment; needs no QCoreApplication. Overwrites passwords in `argv`,
    /// because every user of the machine can read a process's command line. --help and --version are answered on stdout
    /// and errors on stderr (as a JSON object with LOG_FORMAT=json); then the exit code is returned. Empty: the
    /// program continues.
    std::optional<int> start(int argc, char **argv);

    /// Like start(), but without any output, and `arguments` do not include the program's name. Errors: unknown flags,
    /// surplus words, and variables that are names of one setting but have different values.
    Result<void> load(const QStringList &arguments, const QProcessEnvironment &environment);

    bool isSet(const QString &flag) const;      ///< given by flag, environment or file, not by default
    bool isFlag(const QString &flag) const;     ///< given by flag
    bool isFromFile(const QString &flag) const; ///< given by the file of variables, which flag and environment outrank
    bool isServiceLink(const QString &flag) const; ///< the value was set by Kubernetes
    bool isOn(const QString &flag) const;          ///< for switches: the flag was given
    QString text(const QString &flag) const;       ///< the value, or its default
    QString required(const QString &flag);         ///< error when empty
    QStringList list(const QString &flag) const;   ///< of a setting that has several values
    int integer(const QString &flag, int lowest, int highest);
    std::chrono::milliseconds seconds(const QString &flag, double lowest, double highest); ///< bounds in seconds
    std::chrono::microseconds microseconds(const QString &flag, int lowest, int highest);
    qint64 mebibytes(const QString &flag, int lowest, int highest);   ///< rounded down
    qsizetype choice(const QString &flag, const QStringList &values); ///< index into `values`
    QString folder(const QString &flag);                              ///< exists, or empty
    void fail(const QString &flag, const QString &why);               ///< records an error with the value

    void failItem(const QString &flag, const QString &item, const QString &why); ///< the same for one of several values
    void failSecretly(const QString &flag, const QString &why);                  ///< the same without the value
    void fail(const Error &error); ///< records this error, which names setting and value itself

    std::optional<Error> error() const { return m_error; }
    /// Prints the first error on stderr and returns the exit code for it; empty if all settings are valid.
    std::optional<int> reportError() const;
    QString helpText() const;
    const QList<Setting> &all() const noexcept { return m_settings; }
    /// Returns lines for the log: each setting that has a value, as "NAME=value (default)" or "NAME=value (from
    /// --flag)", without secrets.
    QStringList summary() const;
    QString nameOf(const QString &flag) const; ///< the flag or variable that was given, otherwise one that can be given

    void warn(const QString &warning) { m_warnings.append(warning); }
    const QStringList &warnings() const noexcept { return m_warnings; } ///< sentences without a full stop
    void logWarnings() const;
    /// Returns the command line that start() received, with the passwords.
    const QStringList &arguments() const noexcept { return m_arguments; }

private:
    struct Given
    {
        QString value;
        QString name; ///< "--flag" or the variable's name
        QString file; ///< that sets the variable; empty: flag or environment

        bool isServiceLink() const; ///< what Kubernetes sets for each Service, as FOO_PORT=tcp://10.0.0.55:6379
    };
    /// Variables of the environment or of a file.
    struct Source
    {
        QProcessEnvironment variables;
        QString file;
    };

    const Setting &find(const QString &flag) const;
    void printMessage(QtMsgType type, const QString &message) const;
    Source readVariablesFile();
    Result<void> loadVariables(const Setting &setting, const QList<Source> &sources);
    Result<void> loadVariable(const Setting &setting, const Given &given);
    QString withoutLineBreak(const Setting &setting, const QString &name, const QString &value);
    QString sourceOf(const Setting &setting) const;
    /// Returns microseconds or bytes, the unit of the bounds; 0 with the error `form` if the value is invalid or out of
    /// bounds.
    qint64 quantity(const QString &flag, double lowest, double highest, const QString &form);

    QString m_program;
    QString m_description;
    QList<Setting> m_settings;
    QString m_variablesFile;
    QStringList m_arguments;
    QHash<QString, Given> m_given; // flag -> what was given
    QHash<QString, Given> m_links; // flag -> the service link that counts if nothing else is given
    QStringList m_warnings;
    std::optional<Error> m_error;
};

} // namespace pulse

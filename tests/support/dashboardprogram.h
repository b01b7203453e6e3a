// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "tests/support/paths.h"

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace pulse::test {

/// What the program has printed, and its exit code; -1 if it did not end by itself.
struct Run
{
    int code = -1;
    QString output;
    QString errors;
};

/// Returns an environment without a display and without settings.
inline QProcessEnvironment bareEnvironment()
{
    static const QTemporaryDir configuration;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "PULSEBOARD_REDIS", "PULSEBOARD_SSH",
                             "PULSEBOARD_OUTPUT_KEY", "PULSEBOARD_GATEWAY", "PULSEBOARD_GATEWAY_TOKEN_FILE"})
        environment.remove(QLatin1String(name));
    environment.insert(u"XDG_CONFIG_HOME"_s, configuration.path());
    return environment;
}

/// Starts the dashboard.
inline void start(QProcess &process, const QStringList &arguments,
                  const QProcessEnvironment &environment = bareEnvironment())
{
    process.setProcessEnvironment(environment);
    process.start(programPath("/pulseboard"), arguments);
}

/// Runs the dashboard until it ends.
inline Run run(const QStringList &arguments, const QProcessEnvironment &environment = bareEnvironment())
{
    QProcess process;
    start(process, arguments, environment);
    if (!process.waitForFinished(20'000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

/// Returns an offscreen environment whose settings are in that folder.
inline QProcessEnvironment environmentWith(const QTemporaryDir &configuration)
{
    QProcessEnvironment environment = bareEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"XDG_CONFIG_HOME"_s, configuration.path());
    return environment;
}

} // namespace pulse::test

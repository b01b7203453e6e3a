// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace pulse::test {

/// What a process that has ended returned and wrote.
struct Finished
{
    int exitCode = -1; ///< -1: it did not start, crashed or did not end; `errors` has the reason
    QByteArray output;
    QByteArray errors;
};

/// Runs a program to its end.
inline Finished run(const QString &file, const QStringList &arguments)
{
    QProcess process;
    process.start(file, arguments);
    if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit)
        return {-1, {}, process.errorString().toUtf8()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace pulse::test

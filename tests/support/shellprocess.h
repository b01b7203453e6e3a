// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/keptprocess.h"
#include "common/core/literals.h"

#include <QByteArrayList>
#include <QSignalSpy>

namespace pulse::test {

/// Returns options of a process that runs a shell with a few commands.
inline KeptProcess::Options runs(const QString &script)
{
    return {.prepare = [script] { return ProcessCommand{.program = u"/bin/sh"_s, .arguments = {u"-c"_s, script}}; }};
}

/// Returns the lines that `KeptProcess::printed` reported.
inline QByteArrayList linesOf(const QSignalSpy &printed)
{
    QByteArrayList lines;
    for (const QList<QVariant> &arguments : printed)
        lines << arguments[0].toByteArray();
    return lines;
}

/// Returns the end that `KeptProcess::ended` reported first; the default if none was reported.
inline ProcessEnd endOf(const QSignalSpy &ends)
{
    return ends.isEmpty() ? ProcessEnd() : ends[0][0].value<ProcessEnd>();
}

} // namespace pulse::test

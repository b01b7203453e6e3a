// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/programs.h"

#include <QCoreApplication>
#include <QStandardPaths>

namespace pulse {

QString findProgram(const QString &name)
{
    const QString beside = QStandardPaths::findExecutable(name, {QCoreApplication::applicationDirPath()});
    return beside.isEmpty() ? QStandardPaths::findExecutable(name) : beside;
}

} // namespace pulse

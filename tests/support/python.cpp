// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/python.h"
#include "common/core/literals.h"

#include "tests/support/paths.h"

#include <QProcess>

namespace pulse::test {

QString runPython(const QStringList &arguments, const QString &folder)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.setWorkingDirectory(folder);
    process.start(test::pythonPath(), arguments);
    if (!process.waitForFinished() || process.exitCode() != 0)
        qFatal("python3 %s failed", qUtf8Printable(arguments.join(' '_L1)));
    return QString::fromUtf8(process.readAll()).trimmed();
}

} // namespace pulse::test

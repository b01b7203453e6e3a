// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace pulse::test {

/// Runs the distribution's Python to its end and returns its output, trimmed. A failure ends the test program.
QString runPython(const QStringList &arguments, const QString &folder = {});

} // namespace pulse::test

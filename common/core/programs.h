// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse {

/// The path of an executable: beside this program's own, where our programs are, else on PATH; empty where there is
/// none. Needs a QCoreApplication.
QString findProgram(const QString &name);

} // namespace pulse

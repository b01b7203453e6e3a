// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse {

/// Returns the path of an executable: beside this program's own, where the programs of Pulseboard are installed, else
/// on PATH; empty if there is none. Needs a QCoreApplication.
QString findProgram(const QString &name);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/collector/procreader.h"

namespace pulse {

/// Counts the processes: the folders of /proc whose name is a number, as len(psutil.pids()).
Result<quint64> countProcesses(const ProcReader &reader);

} // namespace pulse

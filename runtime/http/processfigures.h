// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

namespace pulse {

/// Figures of a process from /proc/PID (proc(5)).
struct ProcessFigures
{
    quint64 residentBytes = 0;
    double cpuSeconds = 0; ///< user and system time since the start of the process
    quint64 openFiles = 0;
};

/// Returns nothing if the process does not exist or belongs to another user.
std::optional<ProcessFigures> readProcessFigures(qint64 pid);

} // namespace pulse

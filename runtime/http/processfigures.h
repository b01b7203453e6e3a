// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

namespace pulse {

/// What the kernel says of a process in /proc/PID (proc(5)).
struct ProcessFigures
{
    quint64 residentBytes = 0;
    double cpuSeconds = 0; ///< user and system time since its start
    quint64 openFiles = 0;
};

/// Nothing where there is no such process, or it is another user's.
std::optional<ProcessFigures> readProcessFigures(qint64 pid);

} // namespace pulse

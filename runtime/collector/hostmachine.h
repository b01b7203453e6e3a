// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/machine.h"
#include "runtime/collector/procreader.h"

namespace pulse {

/// Returns the model of the CPUs from the content of /proc/cpuinfo; empty if it has none. On ARM, the kernel often
/// names only the hardware or the board, which is then returned.
QString parseCpuModel(const QByteArray &text);

/// Returns the name of the measured host: the kernel's, or below another root the one in /etc/hostname. Without that
/// file, it is the name of this host, which in a container is the container's.
QString readHostName(const ProcReader &reader);

/// Returns the measured machine under that name. What cannot be read is empty.
Machine readMachine(const ProcReader &reader, const QString &name);

} // namespace pulse

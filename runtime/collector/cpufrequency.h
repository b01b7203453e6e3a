// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/collector/procreader.h"

#include <vector>

namespace pulse {

/// The "cpu MHz" lines of /proc/cpuinfo (not there on ARM), in MHz.
std::vector<double> parseCpuInfoFrequencies(const QByteArray &text);

/// psutil's cpu_freq().current: the mean over all CPUs, in MHz. Where the kernel scales frequencies, it is the mean
/// over its policies, for which /proc/cpuinfo is asked too if it has as many CPUs; a policy without a frequency (its
/// CPUs are offline) is not counted. Error: nothing tells the frequency.
Result<double> readCpuFrequency(const ProcReader &reader);

} // namespace pulse

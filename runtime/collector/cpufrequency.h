// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/collector/procreader.h"

#include <vector>

namespace pulse {

/// Returns the frequencies in the "cpu MHz" lines of /proc/cpuinfo, in MHz. There are none on ARM.
std::vector<double> parseCpuInfoFrequencies(const QByteArray &text);

/// Returns psutil's cpu_freq().current: the mean over all CPUs, in MHz. If the kernel scales frequencies, it is the
/// mean over its policies, or over /proc/cpuinfo if that has as many CPUs as there are policies. A policy without a
/// frequency (its CPUs are offline) is not counted. Error: no source has the frequency.
Result<double> readCpuFrequency(const ProcReader &reader);

} // namespace pulse

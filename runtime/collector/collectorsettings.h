// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/settings.h"
#include "runtime/collector/collector.h"

namespace pulse {

/// The flags and environment variables of pulseboard-collector.
Settings collectorSettings();

/// Error: a wrong value, an interface that does not exist, or a root without /proc.
Result<CollectorOptions> readCollectorOptions(Settings &settings);

} // namespace pulse

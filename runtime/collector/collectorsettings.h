// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/settings.h"
#include "runtime/collector/collector.h"

namespace pulse {

/// The flags and environment variables of pulseboard-collector.
Settings collectorSettings();

/// Where `settings.error()` is set afterwards (a wrong value, an interface that does not exist, a root without /proc),
/// the value returned is of no use.
CollectorOptions readCollectorOptions(Settings &settings);

} // namespace pulse

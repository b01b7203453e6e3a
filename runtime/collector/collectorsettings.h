// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/settings.h"
#include "runtime/collector/collector.h"

namespace pulse {

/// The flags and environment variables of pulseboard-collector.
Settings collectorSettings();

/// If `settings.error()` is set afterwards (a wrong value, an interface that does not exist, a root without /proc), the
/// returned value must not be used.
CollectorOptions readCollectorOptions(Settings &settings);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/core/runtimesettings.h"

namespace pulse {

/// `pulseboard-runtime --check`: gets the function ready as the service would, loads it, and calls it once with the
/// measurement that --input names. The result goes to stdout; what the function prints, and what is wrong, to stderr.
/// Needs no Redis. Returns the exit code: 0 where the service could run the function; needs a QCoreApplication.
int runCheck(const RuntimeSettings &settings);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/core/runtimesettings.h"

namespace pulse {

/// `pulseboard-runtime --check`: prepares the function as the service would, loads it, and calls it once with the
/// measurement in the --input file. The result goes to stdout; the function's output and error messages go to stderr.
/// Needs a QCoreApplication, but no Redis. Returns the exit code: 0 if the service could run the function.
int runCheck(const RuntimeSettings &settings);

} // namespace pulse

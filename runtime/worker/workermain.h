// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/core/runtimesettings.h"

namespace pulse {

/// The worker process: loads the function and runs it until SIGTERM. Its log goes to the supervisor, over
/// `workerReportDescriptor`. Returns the exit code; needs a QCoreApplication.
int runWorker(const RuntimeSettings &settings);

} // namespace pulse

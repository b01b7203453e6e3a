// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/core/runtimesettings.h"
#include "runtime/worker/pythonhost.h"

namespace pulse {

/// What these settings let the handler find in its context.
PythonHost::Facts contextFacts(const RuntimeSettings &settings);

/// The worker process: loads the function that its supervisor names and runs it until SIGTERM. Its log goes to the
/// supervisor, over `workerLinkDescriptor`. Returns the exit code; needs a QCoreApplication.
int runWorker(const RuntimeSettings &settings);

} // namespace pulse

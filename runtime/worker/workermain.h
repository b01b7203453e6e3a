// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/core/runtimesettings.h"
#include "runtime/worker/pythonhost.h"

namespace pulse {

/// Returns the facts in the handler's context that these settings determine.
PythonHost::Facts contextFacts(const RuntimeSettings &settings);

/// Runs the worker process: loads the function that its supervisor sends and runs it until SIGTERM. Its log goes to the
/// supervisor, over `workerLinkDescriptor`. Returns the exit code; needs a QCoreApplication.
int runWorker(const RuntimeSettings &settings);

} // namespace pulse

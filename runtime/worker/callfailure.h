// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/failure.h"
#include "runtime/worker/pythonhost.h"

#include <chrono>

namespace pulse {

/// Returns the record of a call on `input` that failed just now.
Failure failureOf(const CallOutcome &outcome, const QByteArray &input, std::chrono::nanoseconds duration);

} // namespace pulse

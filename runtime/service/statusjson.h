// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/service/runtimestatus.h"

namespace pulse {

/// Returns whether the worker is connected to Redis and has loaded a function.
bool isReady(const RuntimeStatus &status);

/// {"ready": true}, or {"ready": false, "reason": "…"}.
QByteArray readinessJson(const RuntimeStatus &status);

/// A list of objects, newest first, with the fields of AWS Lambda's errors (errorType, errorMessage, stackTrace as a
/// list of lines) and `outcome`, `time` (ISO 8601, UTC), `inputDigest`, `duration` (s).
QByteArray errorsJson(const QList<Failure> &failures);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pulse {

struct FunctionStatus;

/// Returns the source of the sample function (resources/handlers/metrics.py).
QByteArray sampleFunction();

/// Returns whether a runtime calls the sample function, in the same version as ours.
bool isSampleFunction(const FunctionStatus &status);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/metrics/sample.h"

#include <QByteArrayView>

namespace pulse {

/// The numbers in a function's result, a JSON object. Objects inside it are flattened, with dots between the names, to
/// a depth of 16; numbers that are no finite double, lists, texts, flags and nulls are left out. Error: not JSON, or
/// not an object.
Result<Sample> decodeSample(qint64 time, QByteArrayView json);

} // namespace pulse

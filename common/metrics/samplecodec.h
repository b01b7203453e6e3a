// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/metrics/sample.h"

#include <QByteArrayView>

namespace pulse {

/// Decodes the numbers of a function's result, a JSON object, under dotted names: `{"a": {"b": 1}}` contains "a.b". A
/// list of lists is a history with the oldest row first: `{"a": [[1, 2], [3, 4]]}` contains "a.0" = 3, before it 1, and
/// "a.1" = 4, before it 2. Lists of numbers are returned as such. Ignored are numbers that are not finite doubles,
/// other lists, strings, booleans, nulls, and everything deeper than 16 objects. Error: not JSON, or not an object.
Result<Sample> decodeSample(qint64 time, QByteArrayView json);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/metrics/sample.h"

#include <QByteArrayView>

namespace pulse {

/// The numbers in a function's result, a JSON object, under dotted names: `{"a": {"b": 1}}` gives "a.b". A list of
/// lists is a history with the oldest row first: `{"a": [[1, 2], [3, 4]]}` gives "a.0" = 3, before it 1, and "a.1" = 4,
/// before it 2. Lists of numbers are kept as such. Left out are numbers that are no finite double, other lists, texts,
/// flags, nulls, and whatever lies deeper than 16 objects. Error: not JSON, or not an object.
Result<Sample> decodeSample(qint64 time, QByteArrayView json);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/timedvalue.h"

#include <QList>

#include <span>

namespace pulse {

/// Thins out a column for a chart: `times` (ms since epoch, ascending) and its `values`, NaN where there is none. Of
/// several values within one `bucket` (ms) only the lowest and the highest remain, in the order of time; peaks stay.
/// Buckets lie at multiples of `bucket`, so a line keeps its shape while the time moves on.
QList<TimedValue> decimate(std::span<const qint64> times, std::span<const double> values, qint64 bucket);

} // namespace pulse

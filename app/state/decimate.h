// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/timedvalue.h"

#include <QList>

#include <algorithm>
#include <limits>
#include <span>

namespace pulse {

/// How much of a column a chart wants.
struct Thinning
{
    qint64 bucket = 1;                                          ///< ms
    qint64 longestGap = std::numeric_limits<qint64>::max() / 2; ///< ms; values further apart do not belong together

    /// Values that belong together are not further apart (ms) when they are thinned out.
    qint64 longestStep() const { return std::max(bucket, longestGap) + 2 * bucket; }
};

/// Thins out a column for a chart: `times` (ms since epoch, ascending) and its `values`, NaN where there is none. Of
/// several values within one bucket only the lowest and the highest remain, in the order of time; peaks stay. Buckets
/// lie at multiples of their length, so a line keeps its shape while the time moves on. Between values that do not
/// belong together lies a NaN; gaps shorter than a bucket are not shown.
QList<TimedValue> decimate(std::span<const qint64> times, std::span<const double> values, const Thinning &thinning);

} // namespace pulse

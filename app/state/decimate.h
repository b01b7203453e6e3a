// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/timedvalue.h"
#include "app/state/timerange.h"

#include <QList>

#include <algorithm>
#include <limits>
#include <span>

namespace pulse {

/// How many values of a column a chart needs.
struct Thinning
{
    qint64 bucket = 1;                                          ///< ms
    qint64 longestGap = std::numeric_limits<qint64>::max() / 2; ///< ms; values further apart are not connected

    bool onlyMeans = false; ///< one value per bucket: the mean

    /// The longest interval (ms) between connected values after thinning.
    qint64 longestStep() const { return std::max(bucket, longestGap) + 2 * bucket; }
};

/// Reduces a column for a chart: `times` (ms since epoch, ascending) and its `values`, NaN if there is none. Of several
/// values within one bucket only the lowest and the highest remain, in the order of time, so peaks are kept; or only
/// their mean at the mean of their times. Buckets
/// start at multiples of their length, so a line keeps its shape while time passes. A NaN separates values that are not
/// connected; gaps shorter than a bucket are not shown.
QList<TimedValue> decimate(std::span<const qint64> times, std::span<const double> values, const Thinning &thinning);

/// Returns the values without those before and after a range that a gap separates from it, since no line leads to them.
QList<TimedValue> connectedTo(TimeRange range, QList<TimedValue> values);

} // namespace pulse

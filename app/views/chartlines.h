// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/linechart.h"

namespace pulse {

/// A stretch of time, ms since epoch.
struct TimeRange
{
    qint64 from = 0;
    qint64 to = 0;

    bool operator==(const TimeRange &) const = default;
};

/// What to show of the data at the time `now`, over `length` ms. It ends now while results arrive; where they stay away
/// for long it stops, so that the last of them remain in sight.
TimeRange visibleRange(const SampleStore &store, qint64 now, qint64 length);

/// Values further apart than this (ms) are not joined: three times the usual period.
qint64 longestGap(const SampleStore &store);

/// One line per CPU that has values in the range.
QList<ChartLine> cpuLines(const SampleStore &store, TimeRange range);
QList<ChartLine> shareLine(const SampleStore &store, MetricFamily family, TimeRange range);

} // namespace pulse

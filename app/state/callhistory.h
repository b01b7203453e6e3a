// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/decimate.h"
#include "app/state/timerange.h"
#include "common/results/functionstatus.h"

#include <map>
#include <optional>

namespace pulse {

/// The durations of calls within the last six hours. A report names the last call and those that failed, and arrives
/// about every two seconds, so not every call is known. Times are ms since epoch by the runtime's clock.
class CallHistory
{
public:
    void add(const FunctionReport &report);

    bool isEmpty() const { return m_calls.empty(); }
    std::optional<qint64> start() const { return m_start; } ///< before it, only calls that failed are known
    /// The durations (ms) of the calls in a range and of the nearest one on either side, reduced as decimate.h
    /// describes.
    QList<TimedValue> durations(TimeRange range, const Thinning &thinning) const;
    /// The longest interval (ms) between calls that belong together; 0: unknown.
    qint64 longestGap(TimeRange range) const;
    QList<TimedValue> failures(TimeRange range) const; ///< the durations (ms) of those that failed
    QByteArray csv(TimeRange range) const;             ///< see seriescsv.h; 1: failed

private:
    struct Call
    {
        double duration = 0; ///< ms
        bool failed = false;
    };

    void add(qint64 time, double seconds, bool failed);

    std::map<qint64, Call> m_calls; // by their times
    std::optional<qint64> m_start;
    qint64 m_last = 0; // call of the last report
};

} // namespace pulse

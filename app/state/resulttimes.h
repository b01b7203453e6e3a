// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/timerange.h"

#include <deque>
#include <optional>
#include <vector>

namespace pulse {

/// The times of results, in ascending order, and the intervals between them. Times are ms since epoch.
class ResultTimes
{
public:
    /// `assumedPeriod` (ms): used until there are two results.
    explicit ResultTimes(qint64 assumedPeriod)
        : m_assumedPeriod(assumedPeriod)
    {
    }

    bool isEmpty() const { return m_times.empty(); }
    std::size_t size() const { return m_times.size(); }
    qint64 newest() const { return m_times.back(); } ///< there must be one
    std::size_t countAfter(qint64 time) const;
    void insert(qint64 time);    ///< does nothing if the time is known
    void dropFrom(qint64 time);  ///< this time and later ones
    void dropUntil(qint64 time); ///< this time and earlier ones

    std::optional<qint64> usualPeriod() const; ///< ms between results: the median of the last ones
    qint64 period() const;                     ///< the same, or the assumed period
    /// The longest interval (ms) between values that belong together: three times the usual period, at least 3 s.
    qint64 longestGap() const;
    /// The same within a range. If the period changes in it, the longer one counts, unless only a few intervals have
    /// that length: these are gaps.
    qint64 longestGap(TimeRange range) const;
    /// The newest time, unless it is one of the few after a gap: a clock that is ahead for a moment must not make
    /// everything before the gap too old. There must be a time.
    qint64 newestConfirmed() const;

private:
    qint64 m_assumedPeriod;
    std::deque<qint64> m_times;
};

/// The median interval (ms) between times in ascending order; nothing for less than two.
std::optional<qint64> medianPeriod(const std::vector<qint64> &times);

} // namespace pulse

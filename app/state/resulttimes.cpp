// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/resulttimes.h"

#include <algorithm>
#include <functional>
#include <iterator>

namespace pulse {
namespace {

constexpr std::size_t newestPeriods = 20; // which determine the usual period
constexpr qint64 periodsToGap = 3;
constexpr qint64 shortestGap = 3'000; // ms; results in quick succession need not be regular
constexpr std::size_t fewAhead = 20;  // results; if more follow a gap, the clock was set ahead for good

/// Returns the interval that at most `longer` of the intervals exceed, but not less than the median.
template <class Iterator>
std::optional<qint64> periodOf(Iterator begin, Iterator end, std::size_t longer)
{
    if (begin == end || std::next(begin) == end)
        return {};
    std::vector<qint64> periods(static_cast<std::size_t>(end - begin) - 1);
    std::transform(std::next(begin), end, begin, periods.begin(), std::minus());
    const std::size_t median = (periods.size() - 1) / 2;
    const std::size_t place = std::max(median, periods.size() - std::min(periods.size(), longer + 1));
    const auto at = periods.begin() + static_cast<std::ptrdiff_t>(place);
    std::ranges::nth_element(periods, at);
    return *at;
}

template <class Iterator>
std::optional<qint64> medianOf(Iterator begin, Iterator end)
{
    return periodOf(begin, end, static_cast<std::size_t>(end - begin));
}

} // namespace

void ResultTimes::insert(qint64 time)
{
    const auto at = std::ranges::lower_bound(m_times, time);
    if (at == m_times.end() || *at != time)
        m_times.insert(at, time);
}

std::size_t ResultTimes::countAfter(qint64 time) const
{
    return static_cast<std::size_t>(m_times.end() - std::ranges::upper_bound(m_times, time));
}

void ResultTimes::dropFrom(qint64 time)
{
    m_times.erase(std::ranges::lower_bound(m_times, time), m_times.end());
}

void ResultTimes::dropUntil(qint64 time)
{
    m_times.erase(m_times.begin(), std::ranges::upper_bound(m_times, time));
}

std::optional<qint64> ResultTimes::usualPeriod() const
{
    const std::size_t count = std::min(m_times.size(), newestPeriods + 1);
    return medianOf(m_times.end() - static_cast<std::ptrdiff_t>(count), m_times.end());
}

qint64 ResultTimes::period() const
{
    return usualPeriod().value_or(m_assumedPeriod);
}

qint64 ResultTimes::longestGap() const
{
    return std::max(shortestGap, periodsToGap * period());
}

qint64 ResultTimes::longestGap(TimeRange range) const
{
    constexpr std::ptrdiff_t enough = newestPeriods;
    constexpr std::size_t fewGaps = 5;
    constexpr std::size_t gapShare = 50; // one of so many intervals may be a gap
    auto begin = std::ranges::lower_bound(m_times, range.from);
    auto end = std::ranges::upper_bound(begin, m_times.end(), range.to);
    if (end - begin <= enough) { // too few to distinguish a period from a gap
        begin -= std::min(enough, begin - m_times.begin());
        end += std::min(enough, m_times.end() - end);
    }
    const std::size_t gaps = std::max(fewGaps, static_cast<std::size_t>(end - begin) / gapShare);
    return std::max(longestGap(), periodsToGap * periodOf(begin, end, gaps).value_or(0));
}

qint64 ResultTimes::newestConfirmed() const
{
    const qint64 gap = longestGap();
    const std::size_t first = m_times.size() - std::min(m_times.size(), fewAhead);
    for (std::size_t i = m_times.size() - 1; i > first; --i) {
        if (m_times[i] - m_times[i - 1] > gap)
            return m_times[i - 1];
    }
    return m_times.back();
}

std::optional<qint64> medianPeriod(const std::vector<qint64> &times)
{
    return medianOf(times.begin(), times.end());
}

} // namespace pulse

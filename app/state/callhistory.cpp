// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/callhistory.h"

#include "app/state/resulttimes.h"
#include "app/state/seriescsv.h"

#include <QLocale>

#include <algorithm>
#include <utility>
#include <vector>

namespace pulse {
namespace {

constexpr qint64 keptTime = 6 * 3'600'000; // ms

} // namespace

void CallHistory::add(const FunctionReport &report)
{
    for (const Failure &failure : report.failures)
        add(failure.time, failure.duration, true);
    if (!report.status || report.status->lastCall == 0)
        return;
    const qint64 last = report.status->lastCall;
    if (last < std::exchange(m_last, last)) { // the clock was set back
        m_calls.erase(m_calls.upper_bound(last), m_calls.end());
        m_start.reset();
    }
    add(last, report.status->lastDuration, false);
    m_start = std::min(m_start.value_or(last), last);
    m_calls.erase(m_calls.begin(), m_calls.lower_bound(last - keptTime));
}

void CallHistory::add(qint64 time, double seconds, bool failed)
{
    Call &call = m_calls[time];
    call.duration = seconds * 1000;
    call.failed = call.failed || failed;
}

qint64 CallHistory::longestGap(TimeRange range) const
{
    constexpr qint64 periodsToGap = 3;
    std::vector<qint64> times;
    const auto end = m_calls.upper_bound(range.to);
    for (auto it = m_calls.lower_bound(range.from); it != end; ++it)
        times.push_back(it->first);
    return periodsToGap * medianPeriod(times).value_or(0);
}

QList<TimedValue> CallHistory::durations(TimeRange range, const Thinning &thinning) const
{
    auto begin = m_calls.lower_bound(range.from);
    auto end = m_calls.upper_bound(range.to);
    if (begin != m_calls.begin())
        --begin;
    if (end != m_calls.end())
        ++end;
    std::vector<qint64> times;
    std::vector<double> values;
    for (auto it = begin; it != end; ++it) {
        times.push_back(it->first);
        values.push_back(it->second.duration);
    }
    return decimate(times, values, thinning);
}

QList<TimedValue> CallHistory::failures(TimeRange range) const
{
    QList<TimedValue> result;
    const auto end = m_calls.upper_bound(range.to);
    for (auto it = m_calls.lower_bound(range.from); it != end; ++it) {
        if (it->second.failed)
            result.append({it->first, it->second.duration});
    }
    return result;
}

QByteArray CallHistory::csv(TimeRange range) const
{
    QByteArray csv = "time,duration (ms),failed\r\n";
    const auto end = m_calls.upper_bound(range.to);
    for (auto it = m_calls.lower_bound(range.from); it != end; ++it)
        csv += csvTime(it->first) + ',' + QByteArray::number(it->second.duration, 'g', QLocale::FloatingPointShortest) +
               (it->second.failed ? ",1\r\n" : ",0\r\n");
    return csv;
}

} // namespace pulse

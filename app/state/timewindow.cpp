// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/timewindow.h"

#include <algorithm>
#include <cmath>

namespace pulse {
namespace {

using namespace std::chrono_literals;

constexpr qint64 bucketsPerRange = 1000;
constexpr qint64 longestEmptyPart = 60'000; // ms right of the newest value; half the range if that is shorter

qint64 bucketOf(TimeWindow::Duration length)
{
    return std::max<qint64>(1, length.count() / bucketsPerRange);
}

qint64 roundedUp(qint64 time, qint64 step)
{
    return (time + step - 1) / step * step;
}

TimeWindow::Duration bounded(TimeWindow::Duration length)
{
    return std::clamp(length, TimeWindow::shortest, TimeWindow::longest);
}

} // namespace

const QList<TimeWindow::Duration> &TimeWindow::lengths()
{
    static const QList<Duration> all = {1min, 5min, 15min, 1h, 6h};
    return all;
}

const QList<TimeWindow::Duration> &TimeWindow::followed()
{
    static const QList<Duration> all = {30s, 1min, 2min, 5min};
    return all;
}

TimeWindow::TimeWindow(QObject *parent)
    : QObject(parent)
{
}

qint64 TimeWindow::bucket() const
{
    return bucketOf(m_state.length);
}

TimeWindow::Duration TimeWindow::liveLength(const State &state)
{
    if (state.chosenLength)
        return *state.chosenLength;
    const auto showsAllData = [next = state](Duration length) mutable {
        next.length = length;
        return !next.oldest || liveEnd(next) - length.count() <= *next.oldest;
    };
    const auto fitting = std::ranges::find_if(followed(), showsAllData);
    return fitting == followed().end() ? followed().back() : *fitting;
}

/// Rounds to a bucket, about a pixel, so that lines keep their shape while they move; upwards, so that the newest value
/// is visible.
qint64 TimeWindow::liveEnd(const State &state)
{
    const qint64 newest = state.newest.value_or(state.now);
    const qint64 mostVoid = std::min(longestEmptyPart, qint64(state.length.count()) / 2);
    return roundedUp(newest + std::clamp<qint64>(state.now - newest, 0, mostVoid), bucketOf(state.length));
}

TimeRange TimeWindow::rangeOf(const State &state)
{
    const qint64 to = state.end.value_or(liveEnd(state));
    return {to - state.length.count(), to};
}

/// A range outside the bounds, because old data were dropped, is kept, but cannot move further out.
qint64 TimeWindow::reachableEnd(const State &state, qint64 wanted)
{
    const qint64 current = rangeOf(state).to;
    const qint64 last = liveEnd(state);
    const qint64 first = std::min(last, state.oldest.value_or(last) + state.length.count() / 2);
    return std::clamp(wanted, std::min(first, current), std::max(last, current));
}

/// Returns whether a visible property changed.
bool TimeWindow::apply(const State &state)
{
    const bool differs = rangeOf(state) != rangeOf(m_state) || state.end.has_value() != m_state.end.has_value() ||
                         state.chosenLength != m_state.chosenLength;
    m_state = state;
    if (differs)
        Q_EMIT changed();
    return differs;
}

void TimeWindow::choose(const State &state)
{
    if (apply(state))
        Q_EMIT chosen();
}

void TimeWindow::advance(std::optional<qint64> oldest, std::optional<qint64> newest, qint64 now)
{
    State next = m_state;
    next.oldest = oldest;
    next.newest = newest;
    next.now = now;
    if (!next.end)
        next.length = liveLength(next);
    apply(next);
}

void TimeWindow::setLength(std::optional<Duration> length)
{
    State next = m_state;
    next.chosenLength = length;
    if (length)
        next.chosenLength = bounded(*length);
    else
        next.end.reset();
    next.length = liveLength(next);
    choose(next);
}

void TimeWindow::pause()
{
    State next = m_state;
    next.end = range().to;
    choose(next);
}

void TimeWindow::resume()
{
    State next = m_state;
    next.end.reset();
    next.length = liveLength(next);
    choose(next);
}

void TimeWindow::panBy(qint64 milliseconds)
{
    const qint64 current = range().to;
    const qint64 end = reachableEnd(m_state, current - milliseconds);
    if (end == current)
        return;
    State next = m_state;
    next.end = end;
    choose(next);
}

void TimeWindow::zoomTo(qint64 from, qint64 to)
{
    State next = m_state;
    next.length = bounded(Duration(to - from));
    next.end = reachableEnd(next, to + (next.length.count() - (to - from)) / 2);
    choose(next);
}

void TimeWindow::zoomBy(double factor, qint64 around)
{
    const TimeRange current = range();
    const auto wanted = static_cast<qint64>(std::llround(static_cast<double>(current.length()) * factor));
    const Duration length = bounded(Duration(wanted));
    if (length == m_state.length)
        return;
    const double share = static_cast<double>(around - current.from) / static_cast<double>(current.length());
    const qint64 from = around - std::llround(share * static_cast<double>(length.count()));
    zoomTo(from, from + length.count());
}

} // namespace pulse

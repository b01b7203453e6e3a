// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <chrono>
#include <utility>

namespace pulse {

/// Detects that a counter, which another process increases regularly, no longer changes. It adds up the time between
/// two readings, at most `longestStep` for each: while this process was stopped or the machine was suspended, the other
/// process could not count either.
class Heartbeat
{
public:
    static constexpr std::chrono::milliseconds longestStep{1000};

    /// With the limit 0 the counter is never overdue.
    explicit Heartbeat(std::chrono::milliseconds limit)
        : m_limit(limit)
    {
    }

    std::chrono::milliseconds limit() const noexcept { return m_limit; }
    void restart() { m_unchanged = {}; }

    /// Compares the counter with the last reading. Returns true if it has not changed for longer than the limit.
    bool isOverdue(quint64 count, std::chrono::milliseconds sinceLastReading)
    {
        m_unchanged = std::exchange(m_count, count) == count ? m_unchanged + std::min(sinceLastReading, longestStep)
                                                             : std::chrono::milliseconds(0);
        return m_limit.count() > 0 && m_unchanged > m_limit;
    }

private:
    std::chrono::milliseconds m_limit;
    std::chrono::milliseconds m_unchanged{0};
    quint64 m_count = 0;
};

} // namespace pulse

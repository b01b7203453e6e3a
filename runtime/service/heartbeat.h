// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <chrono>
#include <utility>

namespace pulse {

/// Notices that a counter, which another process increases regularly, stands still. It adds up the time between two
/// looks, of each at most `longestStep`: while this process was stopped or the machine suspended, the other could not
/// count either.
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
    void restart() { m_still = {}; }

    /// Looks at the counter; true if it has stood still for longer than the limit.
    bool isOverdue(quint64 beats, std::chrono::milliseconds sinceLastLook)
    {
        m_still = std::exchange(m_beats, beats) == beats ? m_still + std::min(sinceLastLook, longestStep)
                                                         : std::chrono::milliseconds(0);
        return m_limit.count() > 0 && m_still > m_limit;
    }

private:
    std::chrono::milliseconds m_limit;
    std::chrono::milliseconds m_still{0};
    quint64 m_beats = 0;
};

} // namespace pulse

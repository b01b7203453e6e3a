// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRandomGenerator>

#include <algorithm>
#include <chrono>

namespace pulse {

/// The pauses between attempts at something that keeps failing: each twice as long as the one before, up to a limit.
class Backoff
{
public:
    using Duration = std::chrono::milliseconds;

    constexpr Backoff(Duration shortest, Duration longest)
        : m_shortest(shortest)
        , m_longest(longest)
        , m_next(shortest)
    {
    }

    constexpr Duration next()
    {
        const Duration pause = m_next;
        m_next = std::min(m_next * 2, m_longest);
        return pause;
    }
    constexpr void reset() { m_next = m_shortest; }

private:
    Duration m_shortest;
    Duration m_longest;
    Duration m_next;
};

/// Half of the pause fixed, half random, so that clients of one server do not come back all at once.
inline Backoff::Duration spread(Backoff::Duration pause)
{
    const qint64 half = pause.count() / 2;
    return Backoff::Duration(half + QRandomGenerator::global()->bounded(half + 1));
}

} // namespace pulse

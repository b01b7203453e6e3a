// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>

#include <chrono>

namespace pulse {

/// How long to wait between attempts at something that should be up all the time, such as a connection or a process.
/// Each pause is twice as long as the one before, up to a limit; after something was up for long enough, the pauses
/// start again from the shortest. The caller owns the timer.
class RetryPolicy
{
public:
    using Duration = std::chrono::milliseconds;

    struct Limits
    {
        Duration shortest{}; ///< the first pause
        Duration longest{};  ///< no pause is longer
        Duration lasting{};  ///< being up for longer than this makes the next pause the shortest again
        bool isSpread =
            false; ///< half of each pause is random, so that clients of one server do not return all at once
    };

    explicit RetryPolicy(const Limits &limits);

    void markUp() { m_up.start(); }        ///< it is up from now on
    void markDown() { m_up.invalidate(); } ///< it was not up, or ended in a way that does not count
    void reset();                          ///< the next pause is the shortest

    /// Call it after each attempt: returns how long to wait before the next one.
    Duration nextPause();
    /// Call it instead if another attempt will probably fail, too; the pauses do not grow.
    Duration longestPause() const { return spread(m_limits.longest); }

private:
    Duration spread(Duration pause) const;

    Limits m_limits;
    Duration m_next;
    QElapsedTimer m_up; // invalid: it is down
};

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clockreading.h"

#include <deque>
#include <optional>

namespace pulse {

/// Computes the age of the newest record of a source, and the time on the source's clock, which is the clock of the
/// machine that computed the records. It never compares the time of a record with the wall clock of this machine,
/// because the two clocks may differ.
///
/// The age of a record that arrived live is the steady time since then. For an earlier record, the source reports the
/// age, by the clock of the server that stores it. Times of records are in ms since epoch by the source's clock; ages
/// and offsets are in ms.
class SourceClock
{
public:
    void add(qint64 time, bool isLive, const ClockReading &arrival) ///< calls one of the next two
    {
        isLive ? addLive(time, arrival) : addPast(time, arrival);
    }
    /// Adds a record that arrived when it was written.
    void addLive(qint64 time, const ClockReading &arrival);
    /// Adds the newest record of a history, or a missed record. setAge() sets its age, before or after this call.
    void addPast(qint64 time, const ClockReading &arrival);
    /// Sets how long ago the newest record was written; empty: unknown.
    void setAge(std::optional<qint64> age, const ClockReading &now);

    std::optional<qint64> newestTime() const { return m_newest; } ///< time of the record that arrived last
    std::optional<qint64> age(const ClockReading &now) const;     ///< age of that record; empty: unknown
    /// Returns the age, or while it is unknown the time since the record arrived.
    qint64 leastAge(const ClockReading &now) const;

    /// Returns the current time on the source's clock, from the median of the last live records, or if there are none,
    /// from the newest record and its age. Empty: unknown.
    std::optional<qint64> sourceTime(const ClockReading &now) const;
    /// Returns how far the source's clock is behind the wall clock of this machine: the median of (arrival - time) of
    /// the last 20 live records, so that a single delayed record does not count. Empty: none has arrived.
    std::optional<qint64> offset(const ClockReading &now) const;

private:
    std::optional<qint64> medianLead() const;

    std::optional<qint64> m_newest;
    std::optional<qint64> m_age;   // at m_since
    std::optional<qint64> m_since; // steady time at which the age became m_age, or unknown
    std::deque<qint64> m_leads;    // steady time minus source time, one for each live record
};

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/clockreading.h"

#include <deque>
#include <optional>

namespace pulse {

/// How old the newest record of a source is, and what the clock of the machine shows that computed it. No time of a
/// record is compared with the wall clock of this machine, because the two clocks may differ.
///
/// A record that arrives live is as old as the steady time since then. Of a record that was written before, the source
/// reports the age, by the clock of the server that keeps it. Times of records and offsets are in ms; the former since
/// epoch, by the source's clock.
class SourceClock
{
public:
    void add(qint64 time, bool isLive, const ClockReading &arrival) ///< one of the following
    {
        isLive ? addLive(time, arrival) : addPast(time, arrival);
    }
    /// A record that arrived as it was written.
    void addLive(qint64 time, const ClockReading &arrival);
    /// The newest record of a history, or one that was missed. Its age is what `setAge` says, before or after this.
    void addPast(qint64 time, const ClockReading &arrival);
    /// How long ago the newest record was written; nothing: that is not known.
    void setAge(std::optional<qint64> age, const ClockReading &now);

    std::optional<qint64> newestTime() const { return m_newest; } ///< of the record that arrived last
    std::optional<qint64> age(const ClockReading &now) const;     ///< of that record; nothing: not known
    /// The age; as long as it is not known, the time since when the record has been known.
    qint64 leastAge(const ClockReading &now) const;

    /// What the source's clock shows now: by the median of the last live records, without any by the newest record and
    /// its age. Nothing: not known.
    std::optional<qint64> sourceTime(const ClockReading &now) const;
    /// How far the source's clock is behind the wall clock of this machine: the median of (arrival - time) over the
    /// last 20 live records, so that one of them that was delayed does not count. Nothing: none has arrived.
    std::optional<qint64> offset(const ClockReading &now) const;

private:
    std::optional<qint64> medianLead() const;

    std::optional<qint64> m_newest;
    std::optional<qint64> m_age;   // at m_since
    std::optional<qint64> m_since; // steady time at which the age became m_age, or unknown
    std::deque<qint64> m_leads;    // of the steady clock over the source's, one for each live record
};

} // namespace pulse

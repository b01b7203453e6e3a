// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/record.h"

#include <deque>
#include <optional>

namespace pulse {

/// The newest records as they were written, in the order of time.
class RecordBuffer
{
public:
    /// `mostBytes`: of results and measurements; the newest record is kept in any case.
    explicit RecordBuffer(qsizetype mostBytes)
        : m_mostBytes(mostBytes)
    {
    }

    /// Replaces a record of the same time.
    void insert(const Record &record);
    void dropFrom(qint64 time);  ///< records of this time (ms since epoch) and later ones
    void dropUntil(qint64 time); ///< records of this time and earlier ones, except the newest record

    std::optional<Record> newest() const;
    std::optional<Record> nearest(qint64 time) const;

private:
    void dropFront();

    qsizetype m_mostBytes;
    std::deque<Record> m_records;
    qsizetype m_bytes = 0;
};

} // namespace pulse

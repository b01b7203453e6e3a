// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pulse {

constexpr qint64 latestTime = 253'402'300'799'999; ///< ms since epoch: the end of the year 9999; records are in between

/// One result of the function and the measurement it came from, as they were written: not checked yet.
struct Record
{
    qint64 time = 0;   ///< ms since epoch: when the result was computed; under a foreign runtime, when it was seen
    QByteArray output; ///< JSON
    QByteArray input;  ///< JSON; empty where it is not known
    bool isTimeKnown = true; ///< false: it was written before anybody followed its key, and `time` is when it was read

    bool operator==(const Record &) const = default;
};

} // namespace pulse

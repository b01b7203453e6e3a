// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pulse {

constexpr qint64 latestTime = 253'402'300'799'999; ///< ms since epoch: the end of the year 9999; no record is later

/// A result with its measurement and time, as they were written; not checked yet.
struct Record
{
    qint64 time =
        0; ///< ms since epoch: when the result was computed; under another project's runtime, when it was read
    QByteArray output;       ///< JSON
    QByteArray input;        ///< JSON; empty: unknown
    bool isTimeKnown = true; ///< false: it was written earlier at an unknown time, and `time` is when it was read

    bool operator==(const Record &) const = default;
};

} // namespace pulse

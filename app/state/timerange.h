// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace pulse {

/// A time range, ms since epoch.
struct TimeRange
{
    qint64 from = 0;
    qint64 to = 0;

    qint64 length() const { return to - from; }

    bool operator==(const TimeRange &) const = default;
};

} // namespace pulse

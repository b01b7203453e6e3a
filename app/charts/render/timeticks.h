// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace pulse {

struct TimeTick
{
    qint64 time = 0; ///< ms since epoch
    QString label;   ///< in the user's clock: "14:05"

    bool operator==(const TimeTick &) const = default;
};

/// Returns ticks at round times of the user's clock, at the shortest round step of 1 s or more that gives at most
/// `most` ticks (at least 1).
QList<TimeTick> timeTicks(qint64 from, qint64 to, int most);

} // namespace pulse

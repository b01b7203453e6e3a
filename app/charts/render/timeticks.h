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

/// Ticks at round times of the user's clock, at the shortest round step from a second on that gives no more than `most`
/// (at least 1) of them.
QList<TimeTick> timeTicks(qint64 from, qint64 to, int most);

} // namespace pulse

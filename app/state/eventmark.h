// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/watch/level.h"

#include <QString>

namespace pulse {

/// An event on a time axis.
struct EventMark
{
    qint64 time = 0; ///< ms since epoch
    Level level = Level::Normal;
    QString text;        ///< in the user's language
    QString family = {}; ///< of the series that crossed a limit; empty: the event concerns all series

    bool operator==(const EventMark &) const = default;
};

} // namespace pulse

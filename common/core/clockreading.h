// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace pulse {

/// What the clocks of this machine show at one moment.
struct ClockReading
{
    qint64 wall = 0;   ///< ms since epoch; people and time services set it
    qint64 steady = 0; ///< ms since some start; it is never set, and continues while the machine is suspended

    /// In a browser the steady clock may stand still while the machine is suspended.
    static ClockReading now();
};

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace pulse {

/// The clocks of this machine at one moment.
struct ClockReading
{
    qint64 wall = 0;   ///< ms since epoch; users and time services can change it
    qint64 steady = 0; ///< ms since some start; nothing changes it, and it continues while the machine is suspended

    /// In a browser the steady clock may stop while the machine is suspended.
    static ClockReading now();
};

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace pulse {

struct TimedValue
{
    qint64 time = 0; ///< ms since epoch
    double value = 0;

    bool operator==(const TimedValue &) const = default;
};

} // namespace pulse

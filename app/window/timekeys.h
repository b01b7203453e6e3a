// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pulse {

class Shortcuts;
class TimeWindow;

/// Adds keys that move and scale the time range. `time` has to outlive `keys`.
void addTimeKeys(Shortcuts &keys, TimeWindow &time);

} // namespace pulse

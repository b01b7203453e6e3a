// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pulse {

class Shortcuts;
class TimeWindow;

/// Keys that move and scale the time in sight. `time` has to outlive them.
void addTimeKeys(Shortcuts &keys, TimeWindow &time);

} // namespace pulse

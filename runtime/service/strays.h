// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

namespace pulse {

/// From now on processes whose parent has ended come to this one, however deep they were started: a function's daemons.
void adoptStrays();

/// Ends all processes below this one, and those that have ended already are buried. Only while no child is wanted.
void endStrays();

} // namespace pulse

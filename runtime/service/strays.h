// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

namespace pulse {

/// Makes this process the parent of all its descendants whose own parent has ended, such as daemons of a function.
void adoptStrays();

/// Kills all descendants of this process and reaps them. Call it only while no child has to continue.
void endStrays();

} // namespace pulse

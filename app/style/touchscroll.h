// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractScrollArea;

namespace pulse {

/// Lets a finger scroll an area, as people expect it on a touch screen; a mouse does what it did before.
void scrollByTouch(QAbstractScrollArea &area);

} // namespace pulse

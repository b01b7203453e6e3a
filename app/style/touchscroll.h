// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractScrollArea;

namespace pulse {

/// Lets a finger scroll an area, as usual on a touch screen; a mouse works as before.
void scrollByTouch(QAbstractScrollArea &area);

} // namespace pulse

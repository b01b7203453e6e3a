// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pulse {

/// Tells the desktop which program our windows belong to: the name of its .desktop file, by which an installed program
/// is known, and an icon for where it is not installed. After the QApplication, before the first window.
void setDesktopIdentity();

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pulse {

/// Sets the identity that the desktop shows for our windows: the name of the .desktop file, and an icon for programs
/// that are not installed. Call it after creating the QApplication and before the first window.
void setDesktopIdentity();

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pulse {

// Sizes that several widgets share, in px.
inline constexpr int gap = 8;              ///< between panels, tiles and controls
inline constexpr double controlRadius = 6; ///< of the corners of buttons and fields
inline constexpr int narrowPage = 700;     ///< a page below this width has one column
inline constexpr int lowestChart = 150;    ///< the least height of a chart on a page that fits into the window
inline constexpr int phoneChart = 220;     ///< the least height of a main chart on a phone, where pages scroll anyway
inline constexpr int touchTarget = 40;     ///< the least height of a control on a phone

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace pulse {

class PageStack;
class Shortcuts;
class TimeWindow;

/// Adds all keys of a window: they choose a page, move and scale the time range, and open help. `pages` and `time` have
/// to outlive `keys`.
void addWindowKeys(Shortcuts &keys, PageStack &pages, TimeWindow &time, const std::function<void()> &toggleFullScreen);

} // namespace pulse

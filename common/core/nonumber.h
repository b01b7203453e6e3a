// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>

namespace pulse {

/// A missing number in a list or column of numbers. It is not equal to itself: test with std::isnan().
inline constexpr double noNumber = std::numeric_limits<double>::quiet_NaN();

} // namespace pulse

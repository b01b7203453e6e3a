// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace pulse {

/// The values from which on a number needs attention (value >= threshold), in the unit of its family.
struct Thresholds
{
    std::optional<double> warning;
    std::optional<double> critical;

    bool operator==(const Thresholds &) const = default;
};

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace pulse {

/// From where on a value is remarkable, in the unit of its family. Reached from below: value >= threshold.
struct Thresholds
{
    std::optional<double> warning;
    std::optional<double> critical;

    bool operator==(const Thresholds &) const = default;
};

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/chartline.h"

#include <cmath>

namespace pulse {

std::optional<TimedValue> lastNumber(const ChartLine &line)
{
    for (auto it = line.values.crbegin(); it != line.values.crend(); ++it) {
        if (std::isfinite(it->value))
            return *it;
    }
    return {};
}

} // namespace pulse

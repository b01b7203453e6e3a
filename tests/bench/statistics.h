// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <vector>

namespace pulse::test {

/// Returns the value below which the fraction `q` of the values is; 0.5 for the median.
inline double quantile(std::vector<double> values, double q)
{
    const auto rank = std::min(values.size() - 1, static_cast<std::size_t>(q * static_cast<double>(values.size())));
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(rank));
    return values[rank];
}

} // namespace pulse::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/decimate.h"

#include <algorithm>
#include <limits>

namespace pulse {

QList<TimedValue> decimate(std::span<const qint64> times, std::span<const double> values, qint64 bucket)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    QList<TimedValue> result;
    if (times.empty())
        return result;
    const qint64 buckets = times.back() / bucket - times.front() / bucket + 1;
    result.reserve(std::min<qint64>(static_cast<qint64>(times.size()), 2 * buckets));
    for (std::size_t row = 0; row < times.size();) {
        const qint64 end = (times[row] / bucket + 1) * bucket;
        double low = infinity;
        double high = -infinity;
        std::size_t lowest = times.size(); // none
        std::size_t highest = times.size();
        for (; row < times.size() && times[row] < end; ++row) {
            const double value = values[row]; // what is no number is neither
            if (value <= low) {
                low = value;
                lowest = row;
            }
            if (value >= high) {
                high = value;
                highest = row;
            }
        }
        if (lowest == times.size())
            continue;
        const auto [first, second] = std::minmax(lowest, highest);
        result.append({times[first], values[first]});
        if (second != first)
            result.append({times[second], values[second]});
    }
    return result;
}

} // namespace pulse

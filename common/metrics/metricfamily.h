// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <compare>
#include <optional>

namespace pulse {

/// What a number in a result means.
enum class MetricFamily {
    CpuAverage, ///< a CPU's moving average, percent
    Egress,     ///< share of outgoing bytes in the network traffic, percent
    Cache,      ///< share of memory that caches content, percent
};

struct MetricMatch
{
    MetricFamily family = MetricFamily::CpuAverage;
    int cpu = -1; ///< for CpuAverage: which CPU

    auto operator<=>(const MetricMatch &) const = default;
};

/// The family that a name belongs to, in any of the spellings found in public functions
/// ("moving_average_cpu_percent-3", "avg-util-cpu3-60sec", "cpu_percent_ma.3", "percent-network-egress", …); nothing
/// for other names. Of a dotted name only the end counts. Averages over windows other than a minute belong to none.
std::optional<MetricMatch> matchMetric(const QString &name);

} // namespace pulse

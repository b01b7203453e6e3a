// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/metrics/percentages.h"

#include <algorithm>

namespace pulse {
namespace {

bool isShare(const Percentage &one)
{
    return one.metric.family != MetricFamily::CpuAverage;
}

QList<Percentage> recognised(const Sample &sample)
{
    QList<Percentage> result;
    for (const Reading &reading : sample.readings) {
        const std::optional<MetricMatch> metric = matchMetric(reading.name);
        const auto known = [&](const Percentage &one) { return one.metric == *metric; };
        if (metric && std::ranges::none_of(result, known))
            result.append({*metric, reading.value});
    }
    return result;
}

bool sharesAreFractions(const QList<Percentage> &percentages)
{
    const auto isFraction = [](const Percentage &one) {
        const bool possible = one.value >= 0 && one.value <= 1;
        return possible && (one.metric.family == MetricFamily::Egress || one.value > 0);
    };
    const auto shares = std::ranges::count_if(percentages, isShare);
    const auto fractions =
        std::ranges::count_if(percentages, [&](const Percentage &one) { return isShare(one) && isFraction(one); });
    return shares == 2 && fractions == 2;
}

} // namespace

QList<Percentage> percentagesOf(const Sample &sample)
{
    QList<Percentage> result = recognised(sample);
    if (!sharesAreFractions(result))
        return result;
    for (Percentage &one : result) {
        if (isShare(one))
            one.value *= 100;
    }
    return result;
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/metrics/metricfamily.h"
#include "common/metrics/sample.h"

namespace pulse {

/// A number of a known meaning, in percent.
struct Percentage
{
    MetricMatch metric;
    double value = 0; ///< percent, 0 to 100 if the function did its sums right

    bool operator==(const Percentage &) const = default;
};

/// The numbers of known meaning in a result. Where a metric comes under several spellings, the first one counts.
///
/// Some functions return the egress and cache shares as fractions (0.0216). They are taken for fractions where both are
/// there, both are at most 1 and the cache is above 0: less than 1 % of memory in caches is rarer than such functions.
QList<Percentage> percentagesOf(const Sample &sample);

} // namespace pulse

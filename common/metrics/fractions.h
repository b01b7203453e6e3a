// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/metrics/metricfamilies.h"

#include <QSet>

namespace pulse {

/// Count and sum of a set of values.
struct ValueSummary
{
    qint64 count = 0;
    qint64 outside = 0; ///< number of values outside 0 … 1
    double sum = 0;     ///< of the values, each limited to 0 … 100

    void add(double value);
    void remove(double value);
    ValueSummary &operator+=(const ValueSummary &other);

    bool operator==(const ValueSummary &) const = default;
};

/// Returns the groups of families (FractionRule) whose values are fractions of 1, judged by all available values per
/// family: all values of the group are within 0 … 1. If the group has a family that measures the same in percent, its
/// mean must be known and more than ten times the group's: an idle machine has CPU averages of 0.7 %, which must not
/// become 70 %.
QSet<QString> fractionGroups(const MetricFamilies &families, const QHash<QString, ValueSummary> &summaries);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/metrics/metricfamilies.h"

#include <QSet>

namespace pulse {

/// What is known of a number of values at a glance.
struct ValueSummary
{
    qint64 count = 0;
    qint64 outside = 0; ///< those not within 0 … 1
    double sum = 0;     ///< of the values within 0 … 100, others count as the nearer end

    void add(double value);
    void remove(double value);
    ValueSummary &operator+=(const ValueSummary &other);

    bool operator==(const ValueSummary &) const = default;
};

/// The groups of families (FractionRule) whose values are fractions of 1, judged by all values there are, by family:
/// those of a group all lie within 0 … 1. Where the group has a family that measures the same in percent, its mean has
/// to be known and more than ten times the group's: an idle machine has CPU averages of 0.7 %, which are no 70 %.
QSet<QString> fractionGroups(const MetricFamilies &families, const QHash<QString, ValueSummary> &summaries);

} // namespace pulse

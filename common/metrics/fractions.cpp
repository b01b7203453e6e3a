// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/metrics/fractions.h"

#include <algorithm>

namespace pulse {
namespace {

constexpr double clearlyLarger = 10;

/// Limits each value, since a sum with very large values would lose the small ones.
double asPercentage(double value)
{
    return std::clamp(value, 0.0, 100.0);
}

bool isOutside(double value)
{
    return value < 0 || value > 1;
}

bool measuredIsClearlyLarger(const ValueSummary &group, const ValueSummary &measured)
{
    const double mean = group.sum / static_cast<double>(group.count);
    return measured.count > 0 && measured.sum / static_cast<double>(measured.count) > clearlyLarger * mean;
}

} // namespace

void ValueSummary::add(double value)
{
    ++count;
    outside += isOutside(value) ? 1 : 0;
    sum += asPercentage(value);
}

void ValueSummary::remove(double value)
{
    --count;
    outside -= isOutside(value) ? 1 : 0;
    sum -= asPercentage(value);
}

ValueSummary &ValueSummary::operator+=(const ValueSummary &other)
{
    count += other.count;
    outside += other.outside;
    sum += other.sum;
    return *this;
}

QSet<QString> fractionGroups(const MetricFamilies &families, const QHash<QString, ValueSummary> &summaries)
{
    QHash<QString, ValueSummary> groups;
    for (const MetricFamily &family : families.families()) {
        if (family.fractions)
            groups[family.fractions->group] += summaries.value(family.id);
    }
    QSet<QString> result;
    for (auto it = groups.cbegin(); it != groups.cend(); ++it) {
        if (it->count > 0 && it->outside == 0)
            result.insert(it.key());
    }
    for (const MetricFamily &family : families.families()) {
        if (!family.fractions || family.fractions->measured.isEmpty())
            continue;
        const QString group = family.fractions->group;
        if (!measuredIsClearlyLarger(groups.value(group), summaries.value(family.fractions->measured)))
            result.remove(group);
    }
    return result;
}

} // namespace pulse

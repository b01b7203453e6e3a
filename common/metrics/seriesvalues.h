// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/metrics/metricfamilies.h"
#include "common/metrics/sample.h"

namespace pulse {

/// A number of a result or of its measurement, and what it means.
struct SeriesValue
{
    SeriesKey key;
    QString name;               ///< dotted, as the function or the collector called it
    double value = 0;           ///< as it was written: a fraction or a counter stays what it is
    QList<double> history = {}; ///< the values before it, oldest first; NaN where there was none

    bool operator==(const SeriesValue &) const = default;
};

/// The numbers of a result, then those of its measurement that a family knows. Where a series comes under several
/// spellings, or in both, the first one counts. A list is the history of one number where a family knows its name, and
/// a number "name.0", "name.1", … for each of its values elsewhere.
QList<SeriesValue> seriesValues(const MetricFamilies &families, const Sample &output, const Sample &input);

} // namespace pulse

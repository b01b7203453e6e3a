// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/metrics/metricfamilies.h"
#include "common/metrics/sample.h"

namespace pulse {

/// A number of a result or of its measurement, with its meaning.
struct SeriesValue
{
    SeriesKey key;
    QString name;               ///< dotted, as in the result or the measurement
    double value = 0;           ///< as written: fractions and counters are not converted
    QList<double> history = {}; ///< its previous values, oldest first; NaN for a missing one

    bool operator==(const SeriesValue &) const = default;
};

/// Returns the numbers of a result, then those numbers of its measurement that match a family. If a series occurs under
/// several names or in both, the first one counts. A list is the history of one number if its name matches a family,
/// else a number "name.0", "name.1", … for each of its values.
QList<SeriesValue> seriesValues(const MetricFamilies &families, const Sample &output, const Sample &input);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/watch/thresholdwatch.h"

#include <QList>

#include <map>
#include <optional>

namespace pulse {

class SampleStore;

/// Finds the crossings of thresholds in a store, each result once: of all results at first, later of new ones. A store
/// that is filled again with the same results has no new ones.
class StoreWatch
{
public:
    bool hasStarted() const { return m_checkedUntil.has_value(); } ///< results have been checked
    /// Returns the crossings in the results that are newer than those of the previous call, oldest first.
    QList<ThresholdEvent> check(const SampleStore &store);

private:
    QList<ThresholdEvent> checkSeries(const SampleStore &store, const SeriesKey &key, qint64 from);

    std::map<SeriesKey, ThresholdWatch> m_series;
    std::optional<qint64> m_checkedUntil; // ms since epoch
};

} // namespace pulse

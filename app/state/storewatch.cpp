// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/storewatch.h"

#include "app/state/samplestore.h"

#include <algorithm>

namespace pulse {

QList<ThresholdEvent> StoreWatch::check(const SampleStore &store)
{
    const std::optional<qint64> newest = store.newestTime();
    if (!newest)
        return {};
    qint64 from = m_checkedUntil ? *m_checkedUntil + 1 : 0;
    if (*newest < from - store.longestGap())
        from = *newest; // the source's clock was set back
    if (*newest < from)
        return {};
    m_checkedUntil = newest;
    QList<ThresholdEvent> crossings;
    for (const MetricFamily &family : store.families().families()) {
        if (family.thresholds == Thresholds())
            continue;
        for (const SeriesKey &key : store.keys(family.id))
            crossings.append(checkSeries(store, key, from));
    }
    std::ranges::stable_sort(crossings, {}, &ThresholdEvent::time);
    return crossings;
}

QList<ThresholdEvent> StoreWatch::checkSeries(const SampleStore &store, const SeriesKey &key, qint64 from)
{
    auto at = m_series.find(key);
    if (at == m_series.end()) {
        const MetricFamily *family = store.families().family(key.family);
        const WatchedSeries series{key, store.title(key), store.unit(key), family ? family->thresholds : Thresholds()};
        at = m_series.try_emplace(key, series).first;
    }
    QList<ThresholdEvent> crossings;
    for (const TimedValue &value : store.values(key, {from, *m_checkedUntil}, {})) {
        if (value.time < from)
            continue; // the store returns the neighbours of the range, too
        if (const std::optional<ThresholdEvent> crossing = at->second.check(value.time, value.value))
            crossings.append(*crossing);
    }
    return crossings;
}

} // namespace pulse

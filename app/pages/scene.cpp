// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/scene.h"

#include "common/core/literals.h"

#include <algorithm>

namespace pulse {
namespace {

QList<ThresholdLine> thresholdLines(const SampleStore &store, const QString &family)
{
    const MetricFamily *found = store.families().family(family);
    QList<ThresholdLine> lines;
    if (found && found->thresholds.warning)
        lines.append({*found->thresholds.warning, false});
    if (found && found->thresholds.critical)
        lines.append({*found->thresholds.critical, true});
    return lines;
}

} // namespace

void showSeries(ChartPanel &panel, const Scene &scene, const QList<SeriesKey> &keys, int firstColor)
{
    QList<ChartLine> lines;
    QList<SeriesKey> shown;
    int color = firstColor;
    for (const SeriesKey &key : keys) {
        const int own = key.index >= 0 ? key.index : color++;
        const QList<TimedValue> values = scene.store.values(key, scene.range, scene.thinning);
        if (values.isEmpty())
            continue;
        lines.append({scene.store.title(key), own, values});
        shown.append(key);
    }
    LineChart &chart = panel.chart();
    chart.setDimmed(!scene.isCurrent);
    chart.setThresholds(thresholdLines(scene.store, keys.value(0).family));
    chart.setLines(lines, scene.thinning.longestStep());
    chart.setTimeRange(scene.range.from, scene.range.to);
    panel.setSeries(shown, scene.range);
}

QList<SeriesKey> mainCpuKeys(const SampleStore &store)
{
    const QString average = u"cpu_average"_s;
    const QList<SeriesKey> averages = ofWindow(store.keys(average), store.windows(average).value(0));
    return averages.isEmpty() ? store.keys(u"cpu_percent"_s) : averages;
}

QList<SeriesKey> ofWindow(const QList<SeriesKey> &keys, int window)
{
    QList<SeriesKey> result;
    std::ranges::copy_if(keys, std::back_inserter(result), [=](const SeriesKey &key) { return key.window == window; });
    return result;
}

} // namespace pulse

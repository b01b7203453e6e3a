// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/scene.h"

#include "common/core/literals.h"
#include "common/metrics/familyids.h"

#include <QSet>

#include <algorithm>

namespace pulse {
namespace {

constexpr qsizetype denseValues = 400; // of a line; more of them form a block of colour if a rate is unsteady
constexpr qint64 bucketsOfMean = 8;    // a few px

/// Returns the means of a dense rate; nothing for other series.
QList<TimedValue> meansOf(const Scene &scene, const SeriesKey &key, qsizetype values)
{
    if (values < denseValues || !scene.store.unit(key).endsWith("/s"_L1))
        return {};
    return scene.store.values(key, scene.range,
                              {scene.thinning.bucket * bucketsOfMean, scene.thinning.longestGap, true});
}

/// Returns the events of the series' families, and those that concern all series.
QList<EventMark> marksFor(const QList<SeriesKey> &keys, QList<EventMark> events)
{
    events.removeIf([&keys](const EventMark &event) {
        return !event.family.isEmpty() && std::ranges::find(keys, event.family, &SeriesKey::family) == keys.end();
    });
    return events;
}

/// Gives each of a few lines its own colour. CPUs keep the colour of their number unless another line has it.
void separateColors(QList<ChartLine> &lines)
{
    QSet<int> used;
    for (ChartLine &line : lines) {
        while (used.contains(line.color % lineColorCount))
            ++line.color;
        used.insert(line.color % lineColorCount);
    }
}

} // namespace

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

Scene sceneOf(const DashboardState &state)
{
    const TimeRange range = state.time().range();
    const Thinning thinning{state.time().bucket(), state.store().longestGap(range)};
    return {state.store(), range, thinning, state.now(), state.isCurrent(), state.events().marks()};
}

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
        const MetricFamily *family = scene.store.families().family(key.family);
        lines.append(
            {scene.store.title(key), own, values, meansOf(scene, key, values.size()), family && family->space});
        shown.append(key);
    }
    if (lines.size() <= mostColored)
        separateColors(lines);
    panel.setData({lines, thresholdLines(scene.store, keys.value(0).family), scene.range, scene.thinning.longestStep(),
                   !scene.isCurrent, scene.store.oldestTime(), marksFor(keys, scene.events)});
    panel.setSeries(shown, scene.range);
}

QList<SeriesKey> mainCpuKeys(const SampleStore &store)
{
    const QList<SeriesKey> averages =
        ofWindow(store.keys(FamilyId::cpuAverage), store.windows(FamilyId::cpuAverage).value(0));
    return averages.isEmpty() ? store.keys(FamilyId::cpuUsage) : averages;
}

QList<SeriesKey> ofWindow(const QList<SeriesKey> &keys, int window)
{
    QList<SeriesKey> result;
    std::ranges::copy_if(keys, std::back_inserter(result), [=](const SeriesKey &key) { return key.window == window; });
    return result;
}

} // namespace pulse

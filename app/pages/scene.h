// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/chartpanel.h"
#include "app/state/dashboardstate.h"

namespace pulse {

/// The data that all views of a window draw at one moment.
struct Scene
{
    const SampleStore &store;
    TimeRange range; ///< ms since epoch
    Thinning thinning;
    qint64 now = 0;               ///< ms since epoch
    bool isCurrent = true;        ///< false: the data are old and drawn dimmed
    QList<EventMark> events = {}; ///< newest first
};

Scene sceneOf(const DashboardState &state);

/// Lets a chart draw one line for each series with values in the scene's range, and the thresholds of their family. A
/// CPU has the colour of its number, other series the colours from `firstColor` on.
void showSeries(ChartPanel &panel, const Scene &scene, const QList<SeriesKey> &keys, int firstColor = 0);

QList<ThresholdLine> thresholdLines(const SampleStore &store, const QString &family);

/// Returns the CPUs' averages over the shortest time; if the function returns none, their measured usage.
QList<SeriesKey> mainCpuKeys(const SampleStore &store);

/// Returns the series whose averages have one length.
QList<SeriesKey> ofWindow(const QList<SeriesKey> &keys, int window);

} // namespace pulse

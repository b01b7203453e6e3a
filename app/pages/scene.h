// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/chartpanel.h"
#include "app/state/dashboardstate.h"

namespace pulse {

/// What all views of a window draw at one moment.
struct Scene
{
    const SampleStore &store;
    TimeRange range; ///< ms since epoch
    Thinning thinning;
    qint64 now = 0;        ///< ms since epoch
    bool isCurrent = true; ///< else the data are old and drawn dimmed
};

Scene sceneOf(const DashboardState &state);

/// Has a chart draw one line for each series that has values in the scene's time, and the thresholds of their family. A
/// CPU has the colour of its number, other series those from `firstColor` on.
void showSeries(ChartPanel &panel, const Scene &scene, const QList<SeriesKey> &keys, int firstColor = 0);

/// The CPUs' averages over the shortest window; where the function returns none, their usage as measured.
QList<SeriesKey> mainCpuKeys(const SampleStore &store);

/// Of several windows that averages go over: the series of one.
QList<SeriesKey> ofWindow(const QList<SeriesKey> &keys, int window);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/linechart.h"
#include "app/models/samplestore.h"
#include "app/models/timerange.h"

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

// Egress and cache keep a colour that no CPU of a small machine has.
constexpr int egressColor = 5;
constexpr int cacheColor = 7;

/// One line for each series that has values in the scene's time. A CPU has the colour of its number, other series those
/// from `firstColor` on.
QList<ChartLine> linesOf(const Scene &scene, const QList<SeriesKey> &keys, int firstColor = 0);

/// Has a chart draw lines in the scene's time, and the thresholds of the family that they belong to.
void showLines(LineChart &chart, const Scene &scene, const QList<ChartLine> &lines, const QString &family);

/// The CPUs' averages over the shortest window; where the function returns none, their usage as measured.
QList<SeriesKey> mainCpuKeys(const SampleStore &store);

/// Of several windows that averages go over: the series of one.
QList<SeriesKey> ofWindow(const QList<SeriesKey> &keys, int window);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/metrics/serieskey.h"
#include "common/metrics/thresholds.h"
#include "common/watch/level.h"

#include <QString>

#include <optional>

namespace pulse {

/// A series whose values are compared with thresholds.
struct WatchedSeries
{
    SeriesKey key;
    QString title;
    QString unit;
    Thresholds thresholds;

    bool operator==(const WatchedSeries &) const = default;
};

/// The change of a series from one level to another.
struct ThresholdEvent
{
    qint64 time = 0; ///< ms since epoch
    SeriesKey key;
    QString title;
    QString unit;
    double value = 0;
    std::optional<double> limit; ///< the threshold of `to`; empty for Normal
    Level from = Level::Normal;
    Level to = Level::Normal;

    bool operator==(const ThresholdEvent &) const = default;
};

/// Returns the level of a value after the level `before`. It rises when a threshold is reached, and falls when the
/// value is 2 % of the threshold below it, so that a value near the threshold does not alternate between levels.
Level levelOf(double value, const Thresholds &thresholds, Level before = Level::Normal);

/// Reports each crossing of a threshold of one series once. Before its first value, a series counts as Normal.
class ThresholdWatch
{
public:
    explicit ThresholdWatch(WatchedSeries series);

    /// Returns the crossing between the previous value and this one, if any. `time`: ms since epoch.
    std::optional<ThresholdEvent> check(qint64 time, double value);

private:
    WatchedSeries m_series;
    Level m_level = Level::Normal; // of the previous value
};

} // namespace pulse

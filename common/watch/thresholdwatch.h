// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/metrics/serieskey.h"
#include "common/metrics/thresholds.h"
#include "common/watch/level.h"

#include <QList>

#include <map>

namespace pulse {

/// The value of a series in the newest result.
struct WatchedValue
{
    SeriesKey key;
    QString title;
    QString unit;
    double value = 0;
    Thresholds thresholds;

    bool operator==(const WatchedValue &) const = default;
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

/// Reports each crossing of a threshold once. A series that the previous result did not have counts as Normal before.
class ThresholdWatch
{
public:
    /// Returns the crossings of a result, in the order of `values`: all its values, with or without thresholds.
    QList<ThresholdEvent> check(qint64 time, const QList<WatchedValue> &values);

private:
    std::map<SeriesKey, Level> m_levels; ///< of the last result, without Normal
};

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/metrics/serieskey.h"
#include "common/metrics/thresholds.h"
#include "common/watch/level.h"

#include <QList>

#include <map>

namespace pulse {

/// A series' value in the newest result.
struct WatchedValue
{
    SeriesKey key;
    QString title;
    QString unit;
    double value = 0;
    Thresholds thresholds;

    bool operator==(const WatchedValue &) const = default;
};

/// A series went from one level to another.
struct ThresholdEvent
{
    qint64 time = 0; ///< ms since epoch
    SeriesKey key;
    QString title;
    QString unit;
    double value = 0;
    std::optional<double> limit; ///< the threshold of `to`; nothing for Normal
    Level from = Level::Normal;
    Level to = Level::Normal;

    bool operator==(const ThresholdEvent &) const = default;
};

/// The level of a value after the level `before`. It rises as soon as a threshold is reached, and falls once the value
/// is 2 % of the threshold below it, so that a value at the border does not go back and forth.
Level levelOf(double value, const Thresholds &thresholds, Level before = Level::Normal);

/// Tells once of each crossing. A series is Normal when it is first seen, and again when it was away.
class ThresholdWatch
{
public:
    /// All values of a result, those without thresholds too; the crossings come in their order.
    QList<ThresholdEvent> check(qint64 time, const QList<WatchedValue> &values);

private:
    std::map<SeriesKey, Level> m_levels; ///< of the last result; those that are not Normal
};

} // namespace pulse

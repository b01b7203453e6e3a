// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/watch/thresholdwatch.h"

#include <cmath>

namespace pulse {
namespace {

constexpr double hysteresis = 0.02; // of the threshold

bool isAt(Level level, double value, const std::optional<double> &threshold, Level before)
{
    if (!threshold)
        return false;
    return before >= level ? value > *threshold - std::abs(*threshold) * hysteresis : value >= *threshold;
}

std::optional<double> limitOf(Level level, const Thresholds &thresholds)
{
    switch (level) {
    case Level::Critical:
        return thresholds.critical;
    case Level::Warning:
        return thresholds.warning;
    case Level::Normal:
        break;
    }
    return {};
}

} // namespace

Level levelOf(double value, const Thresholds &thresholds, Level before)
{
    if (isAt(Level::Critical, value, thresholds.critical, before))
        return Level::Critical;
    return isAt(Level::Warning, value, thresholds.warning, before) ? Level::Warning : Level::Normal;
}

QList<ThresholdEvent> ThresholdWatch::check(qint64 time, const QList<WatchedValue> &values)
{
    QList<ThresholdEvent> crossings;
    std::map<SeriesKey, Level> levels;
    for (const WatchedValue &watched : values) {
        const auto known = m_levels.find(watched.key);
        const Level from = known == m_levels.end() ? Level::Normal : known->second;
        const Level to = levelOf(watched.value, watched.thresholds, from);
        if (to != Level::Normal)
            levels[watched.key] = to;
        if (to != from)
            crossings.append({time, watched.key, watched.title, watched.unit, watched.value,
                              limitOf(to, watched.thresholds), from, to});
    }
    m_levels = std::move(levels);
    return crossings;
}

} // namespace pulse

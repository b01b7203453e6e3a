// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/watch/thresholdwatch.h"

#include <cmath>
#include <utility>

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

ThresholdWatch::ThresholdWatch(WatchedSeries series)
    : m_series(std::move(series))
{
}

std::optional<ThresholdEvent> ThresholdWatch::check(qint64 time, double value)
{
    const Level to = levelOf(value, m_series.thresholds, m_level);
    const Level from = std::exchange(m_level, to);
    if (to == from)
        return {};
    return ThresholdEvent{
        time, m_series.key, m_series.title, m_series.unit, value, limitOf(to, m_series.thresholds), from, to};
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/loadcolors.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pulse {
namespace {

const QColor busiest(0x2f6fe4);
constexpr QRgb warned = 0xfff0a81c;
constexpr QRgb critical = 0xffc9302c;

QColor between(const QColor &from, const QColor &to, double share)
{
    const auto mix = [share](int a, int b) { return a + static_cast<int>(std::lround((b - a) * share)); };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

double lowestOf(const QList<ThresholdLine> &thresholds, bool isCritical)
{
    double lowest = std::numeric_limits<double>::infinity();
    for (const ThresholdLine &threshold : thresholds) {
        if (threshold.critical == isCritical)
            lowest = std::min(lowest, threshold.value);
    }
    return lowest;
}

} // namespace

LoadColors::LoadColors(const QList<ThresholdLine> &thresholds, const Theme &theme)
    : m_warnedFrom(lowestOf(thresholds, false))
    , m_criticalFrom(lowestOf(thresholds, true))
{
    const double rampEnd = std::clamp(std::min(m_warnedFrom, m_criticalFrom), 1.0, 100.0);
    for (int i = 0; i <= steps; ++i) {
        const double share = std::min(1.0, 100.0 * i / steps / rampEnd);
        m_ramp[static_cast<std::size_t>(i)] = between(theme.grid, busiest, share).rgb();
    }
}

QRgb LoadColors::of(double percent) const
{
    if (percent >= m_criticalFrom)
        return critical;
    if (percent >= m_warnedFrom)
        return warned;
    return m_ramp[static_cast<std::size_t>(std::clamp(percent, 0.0, 100.0) * steps / 100)];
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/loadcolors.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pulse {
namespace {

const QColor busiest(0x2f6fe4);
const QColor warned(0xf0a81c);
const QColor critical(0xc9302c);

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
{
    const double criticalFrom = lowestOf(thresholds, true);
    const double warnedFrom = lowestOf(thresholds, false);
    const double rampEnd = std::clamp(std::min(warnedFrom, criticalFrom), 1.0, 100.0);
    for (int i = 0; i <= steps; ++i) {
        const double percent = 100.0 * i / steps;
        const QColor color = percent >= criticalFrom ? critical
                             : percent >= warnedFrom ? warned
                                                     : between(theme.grid, busiest, std::min(1.0, percent / rampEnd));
        m_colors[static_cast<std::size_t>(i)] = color.rgb();
    }
}

QRgb LoadColors::of(double percent) const
{
    return m_colors[static_cast<std::size_t>(std::clamp(percent, 0.0, 100.0) * steps / 100)];
}

} // namespace pulse

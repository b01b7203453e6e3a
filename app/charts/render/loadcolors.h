// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/chartline.h"
#include "app/style/theme.h"

#include <array>

namespace pulse {

/// The colours of percentages: from neutral to blue below the warning threshold, amber from it on, red from the
/// critical one on, as levelOf() rates a first value. They differ for colour-blind people, too: everybody distinguishes
/// blue from amber, and red is much darker than amber.
class LoadColors
{
public:
    LoadColors(const QList<ThresholdLine> &thresholds, const Theme &theme);

    QRgb of(double percent) const; ///< of any number

    bool operator==(const LoadColors &) const = default;

private:
    static constexpr int steps = 1000;

    double m_warnedFrom;
    double m_criticalFrom;
    std::array<QRgb, steps + 1> m_ramp{}; // without the thresholds
};

} // namespace pulse

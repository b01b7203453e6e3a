// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include <algorithm>

namespace pulse {

/// Maps times and values to positions in a chart. Lengths are in px of the widget.
struct Plot
{
    QRectF area;
    qint64 from = 0; ///< ms since epoch, at the left edge
    qint64 to = 1;   ///< at the right edge; after `from`
    double lowest = 0;
    double highest = 1;

    double x(qint64 time) const
    {
        return area.left() + area.width() * static_cast<double>(time - from) / static_cast<double>(to - from);
    }
    /// Values outside the scale are at its edge; on a scale without a range, all values are in its middle.
    double y(double value) const
    {
        const double range = highest - lowest;
        const double share = range > 0 ? (std::clamp(value, lowest, highest) - lowest) / range : 0.5;
        return area.bottom() - area.height() * share;
    }
    qint64 time(double x) const
    {
        return from + static_cast<qint64>(static_cast<double>(to - from) * (x - area.left()) / area.width());
    }

    bool operator==(const Plot &) const = default;
};

} // namespace pulse

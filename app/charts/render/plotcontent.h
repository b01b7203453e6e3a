// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/timedvalue.h"

#include <QColor>
#include <QList>
#include <QPen>

namespace pulse {

struct LineLook
{
    QPen pen;          ///< Qt::NoPen: not drawn
    bool thin = false; ///< one of many; these share one pen and are drawn below the others
};

/// A line; or a band, whose values are its lowest and highest ones in the order of time.
struct PlotLine
{
    QList<TimedValue> values;
    LineLook look;
    qint64 longestGap = 0; ///< ms; there is a gap between values further apart, and at NaN
};

/// The area between two lines with the same times.
struct PlotArea
{
    QList<TimedValue> upper;
    QList<TimedValue> lower; ///< empty: the value 0
    QColor color;
    qint64 longestGap = 0; ///< ms
};

/// What a chart shows in its plot: areas, then bands, then lines. In each list, the last one is on top.
struct PlotContent
{
    QList<PlotArea> areas;
    QList<PlotLine> bands;
    QList<PlotLine> lines;
};

} // namespace pulse

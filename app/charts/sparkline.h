// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/timedvalue.h"

#include <QColor>
#include <QList>
#include <QRectF>

class QPainter;

namespace pulse {

struct SparkScale
{
    qint64 from = 0, to = 0; ///< ms since epoch
    double lowest = 0, highest = 100;
    qint64 longestGap = 0; ///< ms; values further apart are not connected
};

/// A small line of 1.5 px without axes, over a light fill, with a dot at its last value.
void paintSparkline(QPainter &painter, const QRectF &rect, const QList<TimedValue> &values, const SparkScale &scale,
                    const QColor &color);

} // namespace pulse

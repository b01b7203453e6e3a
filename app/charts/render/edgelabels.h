// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/theme.h"

#include <QList>
#include <QRectF>

namespace pulse {

/// A line's name and newest value, at the right edge of a chart.
struct EdgeLabel
{
    QString name;
    QString value;
    double y = 0; ///< where the line ends
    QPen pen;     ///< of the line
};

constexpr double edgeLabelHeight = 15;

/// The room that they take on the right of the plot; a multiple of 8 px, so that the plot seldom changes its width.
double edgeLabelsWidth(const QList<EdgeLabel> &labels, const QFont &font);

/// With the painter's font, spread so that none covers another, within a widget of the given width. The first is the
/// uppermost.
void paintEdgeLabels(QPainter &painter, const QList<EdgeLabel> &labels, const QRectF &plot, double width,
                     const QColor &text, const QColor &dim);

} // namespace pulse

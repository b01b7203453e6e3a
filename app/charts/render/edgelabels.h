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
    double y = 0; ///< px: the end of the line
    QPen pen;     ///< of the line
};

constexpr double edgeLabelHeight = 15;

/// Returns the width (px) of the labels at the right of the plot; a multiple of 8, so that the plot's width seldom
/// changes.
double edgeLabelsWidth(const QList<EdgeLabel> &labels, const QFont &font);

/// Draws labels with the painter's font, without overlaps, in a widget of the given width (px). The first label is the
/// uppermost one.
void paintEdgeLabels(QPainter &painter, const QList<EdgeLabel> &labels, const QRectF &plot, double width,
                     const QColor &text, const QColor &dim);

} // namespace pulse

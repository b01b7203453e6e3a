// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/chartline.h"
#include "app/charts/render/plot.h"

#include <QColor>
#include <QPen>
#include <QPolygonF>

class QImage;
class QPainter;

namespace pulse {

struct LineLook
{
    QPen pen;          ///< of its style the dash pattern counts
    bool thin = false; ///< one of many; all of these have the same pen, and are drawn below the others
};

/// The values between two gaps, as points of the widget.
QList<QPolygonF> linePieces(const QList<TimedValue> &values, const Plot &plot, qint64 longestGap);

/// What of such a piece lies within the plot's time.
QPolygonF withinTime(const QPolygonF &piece, const Plot &plot);

/// Pixels of a picture of the widget, in the widget's own px.
QRectF widgetRect(const QRect &pixels, const QImage &picture);

/// Draws lines into an area (pixels) of a picture of the widget (Format_RGB32), the last one on top; what stands alone
/// as a dot.
void paintLines(QImage &picture, const QRect &area, const Plot &plot, const QList<ChartLine> &lines,
                const QList<LineLook> &looks, qint64 longestGap);

/// Fills what lies between each of the edges, as made by `stacked`, and the one before.
void paintAreas(QImage &picture, const QRect &area, const Plot &plot, const QList<ChartLine> &edges,
                const QList<QColor> &colors, qint64 longestGap);

/// The same as vectors: a path for each line, a polygon for each piece of an area.
void paintLines(QPainter &painter, const Plot &plot, const QList<ChartLine> &lines, const QList<LineLook> &looks,
                qint64 longestGap);
void paintAreas(QPainter &painter, const Plot &plot, const QList<ChartLine> &edges, const QList<QColor> &colors,
                qint64 longestGap);

} // namespace pulse

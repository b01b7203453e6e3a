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
    QPen pen;          ///< Qt::NoPen: not drawn
    bool thin = false; ///< one of many; these share one pen and are drawn below the others
};

/// Returns the pieces of a line between its gaps, as points of the widget.
QList<QPolygonF> linePieces(const QList<TimedValue> &values, const Plot &plot, qint64 longestGap);

/// Returns the part of a piece that is within the plot's time range.
QPolygonF withinTime(const QPolygonF &piece, const Plot &plot);

/// Converts pixels of a picture of the widget to px of the widget.
QRectF widgetRect(const QRect &pixels, const QImage &picture);

/// Draws lines into an area (pixels) of a picture of the widget (Format_RGB32), the last one on top; an isolated value
/// becomes a dot.
void paintLines(QImage &picture, const QRect &area, const Plot &plot, const QList<ChartLine> &lines,
                const QList<LineLook> &looks, qint64 longestGap);

/// Fills the area between each edge, as returned by `stacked`, and the previous one. An invalid colour leaves it empty.
void paintAreas(QImage &picture, const QRect &area, const Plot &plot, const QList<ChartLine> &edges,
                const QList<QColor> &colors, qint64 longestGap);

/// The same as vectors: a path for each line, a polygon for each piece of an area.
void paintLines(QPainter &painter, const Plot &plot, const QList<ChartLine> &lines, const QList<LineLook> &looks,
                qint64 longestGap);
void paintAreas(QPainter &painter, const Plot &plot, const QList<ChartLine> &edges, const QList<QColor> &colors,
                qint64 longestGap);

} // namespace pulse

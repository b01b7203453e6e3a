// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/plot.h"
#include "app/charts/render/plotcontent.h"

#include <QPolygonF>

#include <cmath>
#include <utility>

class QImage;
class QPainter;

namespace pulse {

constexpr double plotOverhang = 2; ///< px above and below the plot, for lines along its edges

/// Calls `take(piece)` with the values between two gaps, as points of the plot. `piece` is the buffer for them.
template <class Take>
void forEachPiece(const QList<TimedValue> &values, const Plot &plot, qint64 longestGap, QPolygonF &piece, Take take)
{
    const double perMillisecond = plot.area.width() / static_cast<double>(plot.to - plot.from);
    piece.clear();
    piece.reserve(values.size());
    const auto finish = [&] {
        if (!piece.isEmpty())
            take(std::as_const(piece));
        piece.clear();
    };
    qint64 before = 0;
    for (const TimedValue &one : values) {
        if (!std::isfinite(one.value) || one.time - before > longestGap)
            finish();
        if (!std::isfinite(one.value))
            continue;
        piece.append(
            QPointF(plot.area.left() + static_cast<double>(one.time - plot.from) * perMillisecond, plot.y(one.value)));
        before = one.time;
    }
    finish();
}

/// Returns the pieces of a line between its gaps, as points of the plot.
QList<QPolygonF> linePieces(const QList<TimedValue> &values, const Plot &plot, qint64 longestGap);

/// The edges of an area between two gaps, with the same x coordinates.
struct AreaPiece
{
    QPolygonF upper;
    QPolygonF lower;
};

QList<AreaPiece> areaPieces(const PlotArea &area, const Plot &plot);

/// Returns the part of a piece that is within the plot's time range.
QPolygonF withinTime(const QPolygonF &piece, const Plot &plot);

/// Converts pixels of a picture of the widget to px of the widget.
QRectF widgetRect(const QRect &pixels, const QImage &picture);

/// Returns the pixels of a picture of the widget that areas and lines may cover, among those of `within`.
QRect contentPixels(const QImage &picture, const QRect &within, const Plot &plot);

/// An isolated value, without neighbours to connect.
struct Dot
{
    QPointF at; ///< px of the widget
    QColor color;
};

void paintDots(QPainter &painter, const Plot &plot, const QList<Dot> &dots);

/// Paints a path for each line and a polygon for each piece of an area.
void paintVectors(QPainter &painter, const Plot &plot, const PlotContent &content);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/linelayer.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <iterator>

namespace pulse {
namespace {

constexpr double dotSize = 4;

void paintVectorLines(QPainter &painter, const Plot &plot, const QList<PlotLine> &lines, QList<Dot> &dots)
{
    painter.setBrush(Qt::NoBrush);
    for (const bool thin : {true, false}) {
        for (const PlotLine &line : lines) {
            if (line.look.thin != thin)
                continue;
            QPainterPath path;
            for (const QPolygonF &piece : linePieces(line.values, plot, line.longestGap)) {
                if (piece.size() == 1)
                    dots.append({piece.constFirst(), line.look.pen.color()});
                else
                    path.addPolygon(withinTime(piece, plot));
            }
            painter.strokePath(path, line.look.pen);
        }
    }
}

void paintVectorArea(QPainter &painter, const Plot &plot, const PlotArea &area)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(area.color);
    for (const AreaPiece &piece : areaPieces(area, plot)) {
        const QPolygonF lower = withinTime(piece.lower, plot);
        QPolygonF outline = withinTime(piece.upper, plot);
        std::copy(lower.crbegin(), lower.crend(), std::back_inserter(outline));
        painter.drawPolygon(outline);
    }
}

} // namespace

QList<QPolygonF> linePieces(const QList<TimedValue> &values, const Plot &plot, qint64 longestGap)
{
    QPolygonF buffer;
    QList<QPolygonF> pieces;
    forEachPiece(values, plot, longestGap, buffer, [&](const QPolygonF &piece) { pieces.append(piece); });
    return pieces;
}

QList<AreaPiece> areaPieces(const PlotArea &area, const Plot &plot)
{
    const QList<QPolygonF> upper = linePieces(area.upper, plot, area.longestGap);
    const QList<QPolygonF> lower = area.lower.isEmpty() ? upper : linePieces(area.lower, plot, area.longestGap);
    QList<AreaPiece> pieces;
    for (qsizetype i = 0; i < std::min(upper.size(), lower.size()); ++i)
        pieces.append({upper[i], lower[i]});
    if (area.lower.isEmpty()) {
        for (AreaPiece &piece : pieces)
            std::ranges::for_each(piece.lower, [&](QPointF &point) { point.setY(plot.y(0)); });
    }
    return pieces;
}

/// A piece runs from left to right, and its heights are already limited to the plot.
QPolygonF withinTime(const QPolygonF &piece, const Plot &plot)
{
    QPolygonF result;
    for (qsizetype i = 0; i < piece.size(); ++i) {
        const QPointF to = piece[i];
        const QPointF from = piece[std::max<qsizetype>(0, i - 1)];
        for (const double edge : {plot.area.left(), plot.area.right()}) {
            if (from.x() < edge && edge < to.x())
                result.append({edge, from.y() + (to.y() - from.y()) * (edge - from.x()) / (to.x() - from.x())});
        }
        if (to.x() >= plot.area.left() && to.x() <= plot.area.right())
            result.append(to);
    }
    return result;
}

QRectF widgetRect(const QRect &pixels, const QImage &picture)
{
    const double scale = picture.devicePixelRatio();
    return {QPointF(pixels.topLeft()) / scale, QSizeF(pixels.size()) / scale};
}

QRect contentPixels(const QImage &picture, const QRect &within, const Plot &plot)
{
    const double scale = picture.devicePixelRatio();
    const QRectF area = plot.area.adjusted(0, -plotOverhang, 0, plotOverhang);
    return QRectF(area.topLeft() * scale, area.size() * scale).toAlignedRect() & within;
}

void paintDots(QPainter &painter, const Plot &plot, const QList<Dot> &dots)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (const Dot &dot : dots) {
        painter.setBrush(dot.color);
        if (plot.area.adjusted(-1, -1, 1, 1).contains(dot.at))
            painter.drawEllipse(dot.at, dotSize / 2, dotSize / 2);
    }
}

void paintVectors(QPainter &painter, const Plot &plot, const PlotContent &content)
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (const PlotArea &area : content.areas)
        paintVectorArea(painter, plot, area);
    QList<Dot> dots;
    paintVectorLines(painter, plot, content.bands, dots);
    paintVectorLines(painter, plot, content.lines, dots);
    paintDots(painter, plot, dots);
}

} // namespace pulse

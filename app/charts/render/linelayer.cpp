// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/linelayer.h"

#include "app/charts/render/lineraster.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <utility>

namespace pulse {
namespace {

constexpr double overhang = 2; // px above and below the plot, for lines along its edges
constexpr double dotSize = 4;

/// The pixels of the picture that lines may cover, and the plot in their coordinates.
struct Canvas
{
    QRect pixels;
    Plot plot;
    double scale; // pixels per px of the widget

    Canvas(const QImage &picture, const QRect &within, const Plot &inWidget)
        : plot(inWidget)
        , scale(picture.devicePixelRatio())
    {
        const QRectF area(inWidget.area.topLeft() * scale, inWidget.area.size() * scale);
        pixels = area.adjusted(0, -overhang * scale, 0, overhang * scale).toAlignedRect() & within;
        plot.area = area.translated(-pixels.topLeft());
    }
};

/// An isolated value, without neighbours to connect.
struct Dot
{
    QPointF at;
    QColor color;
};

void paintDots(QPainter &painter, const QRectF &plot, const QList<Dot> &dots)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (const Dot &dot : dots) {
        painter.setBrush(dot.color);
        if (plot.adjusted(-1, -1, 1, 1).contains(dot.at))
            painter.drawEllipse(dot.at, dotSize / 2, dotSize / 2);
    }
}

/// Calls `take(piece)` with the values between two gaps, as points of the widget. `piece` is the buffer for them.
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

/// Calls `take(edge, upper, lower)` for each piece of the area between an edge and the previous one.
template <class Take>
void forEachArea(const Plot &plot, const QList<ChartLine> &edges, qint64 longestGap, Take take)
{
    QList<QPolygonF> below;
    for (qsizetype i = 0; i < edges.size(); ++i) {
        const QList<QPolygonF> pieces = linePieces(edges[i].values, plot, longestGap);
        for (qsizetype j = 0; j < pieces.size(); ++j) {
            QPolygonF lower = i > 0 ? below[j] : pieces[j];
            if (i == 0)
                std::ranges::for_each(lower, [&](QPointF &point) { point.setY(plot.y(0)); });
            take(i, pieces[j], lower);
        }
        below = pieces;
    }
}

} // namespace

QRectF widgetRect(const QRect &pixels, const QImage &picture)
{
    const double scale = picture.devicePixelRatio();
    return {QPointF(pixels.topLeft()) / scale, QSizeF(pixels.size()) / scale};
}

QList<QPolygonF> linePieces(const QList<TimedValue> &values, const Plot &plot, qint64 longestGap)
{
    QPolygonF buffer;
    QList<QPolygonF> pieces;
    forEachPiece(values, plot, longestGap, buffer, [&](const QPolygonF &piece) { pieces.append(piece); });
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

void paintLines(QImage &picture, const QRect &area, const Plot &plot, const QList<ChartLine> &lines,
                const QList<LineLook> &looks, qint64 longestGap)
{
    const Canvas canvas(picture, area, plot);
    if (canvas.pixels.isEmpty() || lines.isEmpty())
        return;
    LineRaster raster(picture, canvas.pixels);
    QList<Dot> dots;
    QPolygonF buffer;
    const auto each = [&](bool thin, auto add) {
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (looks[i].thin != thin || looks[i].pen.style() == Qt::NoPen)
                continue;
            const QPen &pen = looks[i].pen;
            forEachPiece(lines[i].values, canvas.plot, longestGap, buffer, [&](const QPolygonF &piece) {
                add(piece, static_cast<float>(pen.widthF() * canvas.scale));
                if (piece.size() == 1)
                    dots.append({piece.constFirst(), pen.color()});
            });
            if (!thin)
                raster.paint(pen.color());
        }
    };
    each(true, [&](const QPolygonF &piece, float width) { raster.addThinLine(piece, width); });
    const auto thin = std::ranges::find_if(looks, &LineLook::thin);
    if (thin != looks.end())
        raster.paintThin(thin->pen.color());
    each(false, [&](const QPolygonF &piece, float width) { raster.addLine(piece, width); });
    for (Dot &dot : dots)
        dot.at = (dot.at + canvas.pixels.topLeft()) / canvas.scale;
    QPainter painter(&picture);
    painter.setClipRect(widgetRect(canvas.pixels, picture));
    paintDots(painter, plot.area, dots);
}

void paintAreas(QImage &picture, const QRect &area, const Plot &plot, const QList<ChartLine> &edges,
                const QList<QColor> &colors, qint64 longestGap)
{
    const Canvas canvas(picture, area, plot);
    if (canvas.pixels.isEmpty())
        return;
    LineRaster raster(picture, canvas.pixels);
    forEachArea(canvas.plot, edges, longestGap, [&](qsizetype edge, const QPolygonF &upper, const QPolygonF &lower) {
        if (colors[edge].isValid())
            raster.fill(upper, lower, colors[edge]);
    });
}

void paintLines(QPainter &painter, const Plot &plot, const QList<ChartLine> &lines, const QList<LineLook> &looks,
                qint64 longestGap)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    QList<Dot> dots;
    QPolygonF buffer;
    for (const bool thin : {true, false}) {
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (looks[i].thin != thin || looks[i].pen.style() == Qt::NoPen)
                continue;
            QPainterPath path;
            forEachPiece(lines[i].values, plot, longestGap, buffer, [&](const QPolygonF &piece) {
                if (piece.size() == 1)
                    dots.append({piece.constFirst(), looks[i].pen.color()});
                else
                    path.addPolygon(withinTime(piece, plot));
            });
            painter.strokePath(path, looks[i].pen);
        }
    }
    paintDots(painter, plot.area, dots);
}

void paintAreas(QPainter &painter, const Plot &plot, const QList<ChartLine> &edges, const QList<QColor> &colors,
                qint64 longestGap)
{
    forEachArea(plot, edges, longestGap, [&](qsizetype edge, const QPolygonF &upper, const QPolygonF &lower) {
        if (!colors[edge].isValid())
            return;
        const QPolygonF end = withinTime(lower, plot);
        QPolygonF outline = withinTime(upper, plot);
        std::copy(end.crbegin(), end.crend(), std::back_inserter(outline));
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors[edge]);
        painter.drawPolygon(outline);
    });
}

} // namespace pulse

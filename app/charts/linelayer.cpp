// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/linelayer.h"

#include "app/charts/lineraster.h"

#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace pulse {
namespace {

constexpr double overhang = 2; // px above and below the plot, for lines along its edges
constexpr double dotSize = 4;

/// The pixels of the picture that lines may cover, and the plot as these see it.
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

Dashes dashesOf(const QPen &pen, const Canvas &canvas)
{
    if (pen.style() == Qt::SolidLine)
        return {};
    Dashes dashes{pen.dashPattern(), canvas.plot.x(0)};
    for (double &length : dashes.lengths)
        length *= pen.widthF() * canvas.scale;
    return dashes;
}

/// A value that stands alone.
struct Dot
{
    QPointF at; ///< pixels of the canvas
    QColor color;
};

void paintDots(QImage &picture, const Canvas &canvas, const QList<Dot> &dots)
{
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setClipRect(widgetRect(canvas.pixels, picture));
    for (const Dot &dot : dots) {
        painter.setBrush(dot.color);
        if (canvas.plot.area.adjusted(-1, -1, 1, 1).contains(dot.at))
            painter.drawEllipse((dot.at + canvas.pixels.topLeft()) / canvas.scale, dotSize / 2, dotSize / 2);
    }
}

/// Calls `take(piece)` with the values between two gaps, as points of the widget. `piece` is where they are put
/// together.
template <class Take>
void forEachPiece(const QList<TimedValue> &values, const Plot &plot, qint64 longestGap, QPolygonF &piece, Take take)
{
    const double perMillisecond = plot.area.width() / static_cast<double>(plot.to - plot.from);
    const double perUnit = plot.area.height() / (plot.highest - plot.lowest);
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
        const double inSight = std::clamp(one.value, plot.lowest, plot.highest);
        piece.append(QPointF(plot.area.left() + static_cast<double>(one.time - plot.from) * perMillisecond,
                             plot.area.bottom() - (inSight - plot.lowest) * perUnit));
        before = one.time;
    }
    finish();
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

void paintLines(QImage &picture, const QRect &area, const Plot &plot, const QList<ChartLine> &lines,
                const QList<LineLook> &looks, qint64 longestGap)
{
    const Canvas canvas(picture, area, plot);
    if (canvas.pixels.isEmpty())
        return;
    LineRaster raster(picture, canvas.pixels);
    QList<Dot> dots;
    QPolygonF buffer;
    const auto each = [&](bool thin, auto add) {
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (looks[i].thin != thin)
                continue;
            const QPen &pen = looks[i].pen;
            forEachPiece(lines[i].values, canvas.plot, longestGap, buffer, [&](const QPolygonF &piece) {
                add(piece, static_cast<float>(pen.widthF() * canvas.scale));
                if (piece.size() == 1)
                    dots.append({piece.constFirst(), pen.color()});
            });
            if (!thin)
                raster.paint(pen.color(), dashesOf(pen, canvas));
        }
    };
    each(true, [&](const QPolygonF &piece, float width) { raster.addThinLine(piece, width); });
    const auto thin = std::ranges::find_if(looks, &LineLook::thin);
    if (thin != looks.end())
        raster.paintThin(thin->pen.color());
    each(false, [&](const QPolygonF &piece, float width) { raster.addLine(piece, width); });
    paintDots(picture, canvas, dots);
}

void paintAreas(QImage &picture, const QRect &area, const Plot &plot, const QList<ChartLine> &edges,
                const QList<QColor> &colors, qint64 longestGap)
{
    const Canvas canvas(picture, area, plot);
    if (canvas.pixels.isEmpty())
        return;
    LineRaster raster(picture, canvas.pixels);
    QList<QPolygonF> below;
    for (qsizetype i = 0; i < edges.size(); ++i) {
        const QList<QPolygonF> pieces = linePieces(edges[i].values, canvas.plot, longestGap);
        for (qsizetype j = 0; j < pieces.size(); ++j) {
            QPolygonF lower = i > 0 ? below[j] : pieces[j];
            if (i == 0)
                std::ranges::for_each(lower, [&](QPointF &point) { point.setY(canvas.plot.y(0)); });
            raster.fill(pieces[j], lower, colors[i]);
        }
        below = pieces;
    }
}

} // namespace pulse

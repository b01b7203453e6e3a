// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/paintedrenderer.h"

#include "app/charts/render/linelayer.h"
#include "app/charts/render/lineraster.h"

#include <QImage>
#include <QPainter>

#include <algorithm>

namespace pulse {
namespace {

/// The pixels of the picture that are drawn, and the plot in their coordinates.
struct Canvas
{
    QRect pixels;
    Plot plot;
    double scale; // pixels per px of the widget

    Canvas(const QImage &picture, const QRect &within, const Plot &inWidget)
        : pixels(contentPixels(picture, within, inWidget))
        , plot(inWidget)
        , scale(picture.devicePixelRatio())
    {
        plot.area = QRectF(inWidget.area.topLeft() * scale - pixels.topLeft(), inWidget.area.size() * scale);
    }
};

void rasterLines(LineRaster &raster, const Canvas &canvas, const QList<PlotLine> &lines, QList<Dot> &dots)
{
    QPolygonF buffer;
    const auto each = [&](bool thin, auto add) {
        for (const PlotLine &line : lines) {
            if (line.look.thin != thin)
                continue;
            const QPen &pen = line.look.pen;
            forEachPiece(line.values, canvas.plot, line.longestGap, buffer, [&](const QPolygonF &piece) {
                add(piece, static_cast<float>(pen.widthF() * canvas.scale));
                if (piece.size() == 1)
                    dots.append({(piece.constFirst() + canvas.pixels.topLeft()) / canvas.scale, pen.color()});
            });
            if (!thin)
                raster.paint(pen.color());
        }
    };
    each(true, [&](const QPolygonF &piece, float width) { raster.addThinLine(piece, width); });
    const auto thin = std::ranges::find_if(lines, [](const PlotLine &line) { return line.look.thin; });
    if (thin != lines.end())
        raster.paintThin(thin->look.pen.color());
    each(false, [&](const QPolygonF &piece, float width) { raster.addLine(piece, width); });
}

} // namespace

void PaintedRenderer::paintGrid(QPainter &painter, const Plot &plot, const ValueAxis &axis, const Theme &theme)
{
    painter.setRenderHint(QPainter::Antialiasing, false); // sharp lines
    painter.setPen(QPen(theme.grid, 1));
    for (const ValueTick &tick : axis.ticks) {
        const double y = plot.y(tick.value);
        painter.drawLine(QPointF(plot.area.left(), y), QPointF(plot.area.right(), y));
    }
}

void PaintedRenderer::paintContent(QImage &picture, const QRect &area, const Plot &plot, const PlotContent &content)
{
    const Canvas canvas(picture, area, plot);
    if (canvas.pixels.isEmpty())
        return;
    LineRaster raster(picture, canvas.pixels);
    for (const PlotArea &one : content.areas) {
        for (const AreaPiece &piece : areaPieces(one, canvas.plot))
            raster.fill(piece.upper, piece.lower, one.color);
    }
    QList<Dot> dots;
    rasterLines(raster, canvas, content.bands, dots);
    rasterLines(raster, canvas, content.lines, dots);
    if (dots.isEmpty())
        return;
    QPainter painter(&picture);
    painter.setClipRect(widgetRect(canvas.pixels, picture));
    paintDots(painter, plot, dots);
}

} // namespace pulse

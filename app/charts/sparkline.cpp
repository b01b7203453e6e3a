// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/sparkline.h"

#include "app/charts/render/linelayer.h"
#include "app/charts/render/lineraster.h"
#include "app/style/vectors.h"

#include <QImage>
#include <QPainter>

namespace pulse {
namespace {

constexpr double lineWidth = 1.5;
constexpr double endRadius = 2.5;
constexpr float fillOpacity = 0.12F;

void paintPiece(LineRaster &raster, const QPolygonF &piece, double bottom, double width, const QColor &color)
{
    QPolygonF below = piece;
    for (QPointF &point : below)
        point.setY(bottom);
    QColor fill = color;
    fill.setAlphaF(fillOpacity);
    raster.fill(piece, below, fill);
    raster.addLine(piece, static_cast<float>(width));
    raster.paint(color);
}

QImage imageOf(const QList<QPolygonF> &pieces, const QRectF &rect, double ratio, const QColor &color)
{
    const QRect area = rect.toAlignedRect();
    QImage image(area.size() * ratio, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    image.setDevicePixelRatio(ratio);
    LineRaster raster(image, image.rect());
    for (const QPolygonF &piece : pieces)
        paintPiece(raster, piece, (rect.bottom() - area.top()) * ratio, lineWidth * ratio, color);
    return image;
}

/// Paints vectors.
void paintPiece(QPainter &painter, const QPolygonF &piece, double bottom, const QColor &color)
{
    if (piece.isEmpty())
        return;
    QPolygonF area = piece;
    area << QPointF(piece.constLast().x(), bottom) << QPointF(piece.constFirst().x(), bottom);
    QColor fill = color;
    fill.setAlphaF(fillOpacity);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(area);
    painter.setPen(QPen(color, lineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(piece);
}

} // namespace

void paintSparkline(QPainter &painter, const QRectF &rect, const QList<TimedValue> &values, const SparkScale &scale,
                    const QColor &color)
{
    const bool vectors = makesVectors(painter);
    const QPointF origin = vectors ? QPointF() : rect.toAlignedRect().topLeft();
    const double ratio = vectors ? 1 : painter.deviceTransform().m11();
    // Leaves room for the line's width and its dot.
    const QRectF inside = rect.adjusted(0, endRadius, -endRadius, -endRadius).translated(-origin);
    const Plot plot{
        {inside.topLeft() * ratio, inside.size() * ratio}, scale.from, scale.to, scale.lowest, scale.highest};
    const QList<QPolygonF> pieces = linePieces(values, plot, scale.longestGap);
    if (pieces.isEmpty() || rect.isEmpty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (vectors) {
        for (const QPolygonF &piece : pieces)
            paintPiece(painter, withinTime(piece, plot), rect.bottom(), color);
    } else {
        painter.drawImage(origin, imageOf(pieces, rect, ratio, color));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QPointF end = pieces.constLast().constLast() / ratio;
    if (inside.left() <= end.x()) // the last value may be older than the shown time
        painter.drawEllipse(end + origin, endRadius, endRadius);
    painter.restore();
}

} // namespace pulse

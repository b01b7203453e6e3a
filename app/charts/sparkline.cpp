// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/sparkline.h"

#include "app/charts/linelayer.h"
#include "app/charts/lineraster.h"

#include <QImage>
#include <QPainter>

namespace pulse {
namespace {

constexpr double lineWidth = 1.5;
constexpr double dotRadius = 2.5;
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

} // namespace

void paintSparkline(QPainter &painter, const QRectF &rect, const QList<TimedValue> &values, const SparkScale &scale,
                    const QColor &color)
{
    const QRect area = rect.toAlignedRect();
    const double ratio = painter.device()->devicePixelRatio();
    const QPointF origin = area.topLeft();
    QImage image(area.size() * ratio, QImage::Format_ARGB32_Premultiplied);
    // The line and its dot stay inside.
    const QRectF inside = rect.adjusted(0, dotRadius, -dotRadius, -dotRadius).translated(-origin);
    const Plot plot{
        {inside.topLeft() * ratio, inside.size() * ratio}, scale.from, scale.to, scale.lowest, scale.highest};
    const QList<QPolygonF> pieces = linePieces(values, plot, scale.longestGap);
    if (pieces.isEmpty() || image.isNull())
        return;
    image.fill(Qt::transparent);
    image.setDevicePixelRatio(ratio);
    LineRaster raster(image, image.rect());
    for (const QPolygonF &piece : pieces)
        paintPiece(raster, piece, (rect.bottom() - origin.y()) * ratio, lineWidth * ratio, color);
    painter.save();
    painter.drawImage(origin, image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(pieces.constLast().constLast() / ratio + origin, dotRadius, dotRadius);
    painter.restore();
}

} // namespace pulse

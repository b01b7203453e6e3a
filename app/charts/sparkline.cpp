// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/sparkline.h"

#include "app/charts/linelayer.h"

#include <QPainter>

namespace pulse {
namespace {

constexpr double lineWidth = 1.5;
constexpr double dotRadius = 2.5;
constexpr float fillOpacity = 0.12F;

void paintPiece(QPainter &painter, const QPolygonF &piece, double bottom, const QColor &color)
{
    QColor fill = color;
    fill.setAlphaF(fillOpacity);
    QPolygonF area = piece;
    area << QPointF(piece.constLast().x(), bottom) << QPointF(piece.constFirst().x(), bottom);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(area);
    painter.setPen(QPen(color, lineWidth, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
    painter.drawPolyline(piece);
}

} // namespace

void paintSparkline(QPainter &painter, const QRectF &rect, const QList<TimedValue> &values, const SparkScale &scale,
                    const QColor &color)
{
    // The line and its dot stay inside.
    const Plot plot{rect.adjusted(0, dotRadius, -dotRadius, -dotRadius), scale.from, scale.to, scale.lowest,
                    scale.highest};
    const QList<QPolygonF> pieces = linePieces(values, plot, scale.longestGap);
    if (pieces.isEmpty())
        return;
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const QPolygonF &piece : pieces)
        paintPiece(painter, piece, rect.bottom(), color);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(pieces.constLast().constLast(), dotRadius, dotRadius);
    painter.restore();
}

} // namespace pulse

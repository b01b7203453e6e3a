// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/edgelabels.h"

#include "app/charts/render/axistexts.h"
#include "app/charts/render/labellayout.h"
#include "app/style/tabulartext.h"
#include "common/core/literals.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace pulse {
namespace {

constexpr double connectorWidth = 20;
constexpr double connectorOpacity = 0.35;
constexpr double swatchWidth = 20; // one period of the longest dash pattern
constexpr double widthStep = 8;

} // namespace

double edgeLabelsWidth(const QList<EdgeLabel> &labels, const QFont &font)
{
    if (labels.isEmpty())
        return 0;
    const QFontMetricsF metrics(font);
    double name = 0;
    double value = tabularWidth(metrics, u"100.0"_s);
    for (const EdgeLabel &label : labels) {
        name = std::max(name, tabularWidth(metrics, label.name));
        value = std::max(value, tabularWidth(metrics, label.value));
    }
    return std::ceil((connectorWidth + swatchWidth + textGap + name + textGap + value) / widthStep) * widthStep;
}

void paintEdgeLabels(QPainter &painter, const QList<EdgeLabel> &labels, const QRectF &plot, double width,
                     const QColor &text, const QColor &dim)
{
    QList<double> wanted;
    for (const EdgeLabel &label : labels)
        wanted.append(label.y);
    const QList<double> places =
        spreadLabels(wanted, edgeLabelHeight, plot.top() - edgeLabelHeight / 2, plot.bottom() + edgeLabelHeight / 2);
    const QFontMetricsF metrics(painter.font());
    for (qsizetype i = 0; i < labels.size(); ++i) {
        const EdgeLabel &label = labels[i];
        const double x = plot.right() + connectorWidth;
        QColor connector = label.pen.color();
        connector.setAlphaF(static_cast<float>(connectorOpacity));
        painter.setPen(QPen(connector, 1));
        painter.drawLine(QPointF(plot.right() + 2, label.y), QPointF(x - 2, places[i]));
        painter.setPen(label.pen);
        painter.drawLine(QPointF(x, places[i]), QPointF(x + swatchWidth, places[i]));
        const double baseline = places[i] + metrics.capHeight() / 2;
        painter.setPen(text);
        drawTabular(painter, {x + swatchWidth + textGap, baseline}, label.name);
        painter.setPen(dim);
        drawTabular(painter, {width, baseline}, label.value, Qt::AlignRight);
    }
}

} // namespace pulse

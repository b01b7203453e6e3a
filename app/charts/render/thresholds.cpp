// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/thresholds.h"

#include "app/style/tabulartext.h"
#include "app/style/valueformat.h"
#include "common/core/literals.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace pulse {
namespace {

constexpr float groundOpacity = 0.8F; // of a label
constexpr double thresholdTextMargin = 4;

bool isInside(const ThresholdLine &threshold, const Plot &plot)
{
    return threshold.value > plot.lowest && threshold.value < plot.highest;
}

/// "80%": limits are round numbers.
QString limitText(double value, const QString &unit)
{
    if (unit != "%"_L1)
        return valueText(value, unit).joined();
    return ValueText{QLocale().toString(value, 'g', 4), unit}.joined();
}

} // namespace

QList<ThresholdLabel> thresholdLabels(const QList<ThresholdLine> &thresholds, const Plot &plot,
                                      const ThresholdTexts &texts, const QString &unit, const QFont &font)
{
    const double height = QFontMetricsF(font).height();
    QList<ThresholdLabel> labels;
    for (const ThresholdLine &threshold : thresholds) {
        if (!isInside(threshold, plot))
            continue;
        const QString text =
            (threshold.critical ? texts.critical : texts.warning).arg(limitText(threshold.value, unit));
        const QSizeF size(tabularWidth(font, text), height);
        const QPointF corner(plot.area.left() + thresholdTextMargin, plot.y(threshold.value) - size.height());
        const QRectF place(corner, size);
        const auto covers = [&](const ThresholdLabel &other) { return other.place.intersects(place); };
        if (place.right() < plot.area.right() && std::ranges::none_of(labels, covers))
            labels.append({text, place});
    }
    return labels;
}

void paintThresholds(QPainter &painter, const QList<ThresholdLine> &thresholds, const Plot &plot, const Theme &theme)
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const ThresholdLine &threshold : thresholds) {
        if (!isInside(threshold, plot))
            continue;
        painter.setPen(QPen(threshold.critical ? theme.bad : theme.warning, 1));
        const double y = plot.y(threshold.value);
        painter.drawLine(QPointF(plot.area.left(), y), QPointF(plot.area.right(), y));
    }
}

void paintLabels(QPainter &painter, const QList<ThresholdLabel> &labels, const Theme &theme)
{
    const double ascent = QFontMetricsF(painter.font()).ascent();
    QColor ground = theme.surface; // lines behind the text show through
    ground.setAlphaF(groundOpacity);
    painter.setPen(theme.dim);
    for (const ThresholdLabel &label : labels) {
        painter.fillRect(label.place, ground);
        drawTabular(painter, label.place.topLeft() + QPointF(0, ascent), label.text);
    }
}

} // namespace pulse

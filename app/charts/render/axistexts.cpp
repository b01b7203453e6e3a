// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/axistexts.h"

#include "app/style/tabulartext.h"
#include "app/style/valueformat.h"
#include "common/core/literals.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace pulse {
namespace {

constexpr double timeTextGap = 12; // px between the axis and its texts; the marks of events fit between them
constexpr double timeTextSpacing = 72;
constexpr double secondsTextSpacing = 120;    // px; they are longer, and distract more
constexpr qint64 stepWithoutSeconds = 60'000; // ms
constexpr float shadeOpacity = 0.08F;         // of the dim colour

} // namespace

double valueTextsWidth(const ValueAxis &axis, const QFont &font)
{
    double widest = tabularWidth(font, ValueText{u"100"_s, u"%"_s}.joined());
    for (const ValueTick &tick : axis.ticks)
        widest = std::max(widest, tabularWidth(font, tick.label));
    return std::ceil(widest + textGap);
}

void paintValueTexts(QPainter &painter, const Plot &plot, const ValueAxis &axis, const Theme &theme)
{
    const QFontMetricsF metrics(painter.font());
    painter.setPen(theme.dim);
    for (const ValueTick &tick : axis.ticks) {
        const QPointF end(plot.area.left() - textGap, plot.y(tick.value) + metrics.capHeight() / 2);
        drawTabular(painter, end, tick.label, Qt::AlignRight);
    }
}

QList<TimeTick> fittingTimeTicks(const Plot &plot, double width, const QFont &font)
{
    const auto spaced = [&](double spacing) {
        return timeTicks(plot.from, plot.to, std::max(1, static_cast<int>(plot.area.width() / spacing)));
    };
    QList<TimeTick> ticks = spaced(timeTextSpacing);
    if (ticks.size() > 1 && ticks[1].time - ticks[0].time < stepWithoutSeconds)
        ticks = spaced(secondsTextSpacing);
    ticks.removeIf([&](const TimeTick &tick) {
        const double half = tabularWidth(font, tick.label) / 2;
        return plot.x(tick.time) - half < plot.area.left() - textGap || plot.x(tick.time) + half > width;
    });
    return ticks;
}

void paintTimeTexts(QPainter &painter, const Plot &plot, const QList<TimeTick> &ticks, const Theme &theme)
{
    const QFontMetricsF metrics(painter.font());
    const double baseline = plot.area.bottom() + timeTextGap + metrics.capHeight();
    painter.setPen(theme.dim);
    for (const TimeTick &tick : ticks)
        drawTabular(painter, {plot.x(tick.time), baseline}, tick.label, Qt::AlignHCenter);
}

void paintShade(QPainter &painter, const QRectF &shaded, const QString &text, const Theme &theme)
{
    QColor color = theme.dim;
    color.setAlphaF(shadeOpacity);
    painter.fillRect(shaded, color);
    if (text.isEmpty() || tabularWidth(painter.font(), text) + 2 * textGap > shaded.width())
        return;
    QRectF place({}, QSizeF(tabularWidth(painter.font(), text), QFontMetricsF(painter.font()).height()));
    place.moveCenter(shaded.center());
    painter.fillRect(place.adjusted(-textGap / 2, 0, textGap / 2, 0), theme.faded(theme.dim, shadeOpacity));
    painter.setPen(theme.dim);
    painter.drawText(shaded, Qt::AlignCenter, text);
}

} // namespace pulse

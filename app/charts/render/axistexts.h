// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/plot.h"
#include "app/charts/render/timeticks.h"
#include "app/charts/render/valueaxis.h"
#include "app/style/theme.h"

namespace pulse {

constexpr double textGap = 8; ///< between texts and what they belong to, px

/// The room that the value axis's texts take on the left of the plot. Percentages always take the same, so that charts
/// above one another line up.
double valueTextsWidth(const ValueAxis &axis, const QFont &font);

/// With the painter's font.
void paintValueTexts(QPainter &painter, const Plot &plot, const ValueAxis &axis, const Theme &theme);

/// The ticks whose texts have room, in a widget of the given width.
QList<TimeTick> fittingTimeTicks(const Plot &plot, double width, const QFont &font);
void paintTimeTexts(QPainter &painter, const Plot &plot, const QList<TimeTick> &ticks, const Theme &theme);

} // namespace pulse

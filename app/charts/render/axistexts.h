// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/plot.h"
#include "app/charts/render/timeticks.h"
#include "app/charts/render/valueaxis.h"
#include "app/style/theme.h"

namespace pulse {

constexpr double textGap = 8; ///< px between texts and their axis

/// Returns the width (px) of the value axis's texts at the left of the plot. It is the same for all percentages, so
/// that charts above one another are aligned.
double valueTextsWidth(const ValueAxis &axis, const QFont &font);

/// Uses the painter's font.
void paintValueTexts(QPainter &painter, const Plot &plot, const ValueAxis &axis, const Theme &theme);

/// Returns the ticks whose texts fit into a widget of the given width (px).
QList<TimeTick> fittingTimeTicks(const Plot &plot, double width, const QFont &font);
void paintTimeTexts(QPainter &painter, const Plot &plot, const QList<TimeTick> &ticks, const Theme &theme);

/// Marks the part of a plot before the data, with a text in its middle if there is room.
void paintShade(QPainter &painter, const QRectF &shaded, const QString &text, const Theme &theme);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/chartline.h"
#include "app/charts/render/plot.h"
#include "app/style/theme.h"

namespace pulse {

/// How the lines of thresholds are labelled; %1: the value.
struct ThresholdTexts
{
    QString warning;
    QString critical;
};

/// The text at a threshold's line.
struct ThresholdLabel
{
    QString text;
    QRectF place; ///< px of the widget
};

/// Returns the labels above the lines within the plot, except those that would cover another one.
QList<ThresholdLabel> thresholdLabels(const QList<ThresholdLine> &thresholds, const Plot &plot,
                                      const ThresholdTexts &texts, const QString &unit, const QFont &font);

void paintThresholds(QPainter &painter, const QList<ThresholdLine> &thresholds, const Plot &plot, const Theme &theme);

/// Uses the painter's font.
void paintLabels(QPainter &painter, const QList<ThresholdLabel> &labels, const Theme &theme);

} // namespace pulse

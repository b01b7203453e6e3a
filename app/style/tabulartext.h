// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetricsF>
#include <QPainter>
#include <QString>

namespace pulse {

/// Text in which all digits are equally wide, so that a number that changes does not move what stands beside it. Many
/// fonts have such figures, but Qt can ask for them from 6.7 on only.
double tabularWidth(const QFontMetricsF &metrics, const QString &text);

/// With the painter's font and pen; `at` is where on the baseline the text begins, has its middle, or ends.
void drawTabular(QPainter &painter, QPointF at, const QString &text, Qt::AlignmentFlag align = Qt::AlignLeft);

/// The text, or its beginning with an ellipsis where it is wider than `width`.
QString elidedTabular(const QFontMetricsF &metrics, const QString &text, double width);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QPainter>
#include <QString>

namespace pulse {

/// Text in which all digits have the same width, so that a changing number does not move its neighbours. Many fonts
/// have such figures, but Qt can request them only since 6.7.
double tabularWidth(const QFont &font, const QString &text);

/// Draws with the painter's font and pen; `at` is the begin, middle or end of the text on the baseline.
void drawTabular(QPainter &painter, QPointF at, const QString &text, Qt::AlignmentFlag align = Qt::AlignLeft);

/// Returns the text; if it is wider than `width` (px), its beginning with an ellipsis, or with Qt::ElideMiddle its
/// beginning and its end with an ellipsis between them.
QString elidedTabular(const QFont &font, const QString &text, double width, Qt::TextElideMode mode = Qt::ElideRight);

} // namespace pulse

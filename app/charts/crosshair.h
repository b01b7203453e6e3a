// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/linechart.h"
#include "app/charts/render/plot.h"
#include "app/state/eventmark.h"

#include <QCoreApplication>

namespace pulse {

/// A line's value at the crosshair.
struct CrosshairRow
{
    QString label;
    QString text; ///< the value with its unit
    double value = 0;
    QColor color;
    bool thin = false; ///< without a dot: one of many lines, or not drawn
    QPointF point;     ///< px of the chart
};

/// A vertical line through a chart at the time of the nearest values, a dot on each line, and one list: the events,
/// then the values, largest first, as many as there is room for.
class Crosshair
{
    Q_DECLARE_TR_FUNCTIONS(Crosshair)

public:
    static constexpr qsizetype mostRows = 12;
    static constexpr qsizetype mostMarks = 3; ///< further ones are only counted

    /// `rows` may be in any order; the list stays inside `whole`.
    Crosshair(qint64 time, const QList<EventMark> &marks, QList<CrosshairRow> rows, const Plot &plot,
              const QRectF &whole, const QFont &font);

    QStringList texts() const; ///< time, events, "label value" for each, "and n more"
    QRectF listRect() const { return m_rect; }
    void paint(QPainter &painter, const Theme &theme) const;

private:
    QString moreText() const;
    double contentWidth() const;
    void place(const QRectF &whole);
    void paintMark(QPainter &painter, const EventMark &mark, double y, const Theme &theme) const;
    void paintRow(QPainter &painter, const CrosshairRow &row, double y, const Theme &theme) const;

    Plot m_plot;
    QFont m_font;
    double m_x;
    QString m_title;
    QList<EventMark> m_marks;   // with the number of further ones
    QList<CrosshairRow> m_rows; // all, largest first
    qsizetype m_shown = 0;
    QRectF m_rect;
};

/// Returns the time of the value nearest to `time`; nothing if none is within `longestGap` (ms).
std::optional<qint64> nearestTime(const QList<ChartLine> &lines, qint64 time, qint64 longestGap);

/// Returns the index of the number nearest to `time`; -1 if none is within `longestGap` (ms).
qsizetype nearestValue(const QList<TimedValue> &values, qint64 time, qint64 longestGap);

} // namespace pulse

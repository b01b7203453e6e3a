// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/chart.h"
#include "app/charts/render/plot.h"

#include <memory>

namespace pulse {

class ChartGestures;

/// A chart with a time axis. Dragging, the wheel and the rubber band only emit signals: the owner of the chart sets the
/// new time range. A click of the right button sends a QContextMenuEvent to the parent when it is released, since it
/// may become a rubber band. Events have marks below the axis; the crosshair's list has their texts.
class TimeChart : public Chart
{
    Q_OBJECT

public:
    explicit TimeChart(QWidget *parent);
    ~TimeChart() override;

    QList<ChartValue> values() const override;
    QString description() const override;
    QJsonObject report() const override;

    virtual QList<ChartLine> lines() const = 0;
    virtual std::pair<qint64, qint64> timeRange() const = 0; ///< ms since epoch
    QRectF plotArea() const { return plot().area; }
    /// The drawn marks: those in the time range; of marks that would overlap, the one with the highest level.
    QList<EventMark> shownMarks() const;
    QRectF markRect(qint64 time) const; ///< px of the widget

protected:
    virtual Plot plot() const = 0; ///< in px of the widget
    virtual QString unit() const = 0;
    virtual QString emptyText() const = 0;
    virtual void click(qint64 time, QPointF at); ///< emits `clicked`
    virtual bool isClickable(QPointF at) const;  ///< shown by the cursor; a mark is

    bool isPanning() const;
    static QString dataStartText(std::optional<qint64> start); ///< "no data before 18:15:00"; ms since epoch
    void setMarks(const QList<EventMark> &marks);
    /// Returns the marks at a time that the user points at, or at the time of the crosshair there (ms since epoch).
    QList<EventMark> marksAt(qint64 pointed, qint64 crosshair) const;
    void paintMarks(QPainter &painter) const;
    void paintBand(QPainter &painter) const; ///< the rubber band, if there is one
    bool event(QEvent *event) override;

private:
    void askForMenu(QPointF at);
    void showCursor(QPointF at);
    Plot sensitiveArea() const;
    std::optional<qint64> markAt(QPointF at) const;

    std::unique_ptr<ChartGestures> m_gestures;
    QList<EventMark> m_marks; // newest first
};

} // namespace pulse

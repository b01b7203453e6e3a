// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/chart.h"
#include "app/charts/render/plot.h"

#include <memory>

namespace pulse {

class ChartGestures;

/// A chart with a time axis. Dragging, the wheel and the rubber band only emit signals: the owner of the chart sets the
/// new time range. A click of the right button sends a QContextMenuEvent to the parent when it is released, since it
/// may become a rubber band.
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

protected:
    virtual Plot plot() const = 0; ///< in px of the widget
    virtual QString unit() const = 0;
    virtual QString emptyText() const = 0;
    virtual void click(qint64 time, QPointF at); ///< emits `clicked`

    bool isPanning() const;
    static QString dataStartText(std::optional<qint64> start); ///< "no data before 18:15:00"; ms since epoch
    void paintBand(QPainter &painter) const;                   ///< the rubber band, if there is one
    bool event(QEvent *event) override;

private:
    void askForMenu(QPointF at);

    std::unique_ptr<ChartGestures> m_gestures;
};

} // namespace pulse

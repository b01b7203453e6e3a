// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/chart.h"
#include "app/charts/render/chartrenderer.h"

#include <memory>
#include <optional>

namespace pulse {

class ChartGestures;
class ChartPicture;
class Crosshair;

/// Values over time. Up to sixteen lines are all drawn in their colours; of more, the hottest five, over the others
/// thin and grey. Where there are several lines, those in colour are named at the right edge, the hottest first, as
/// many as there is room for. Percentages from 0 to 100, unless `setScale` says otherwise.
///
/// Dragging, the wheel and the rubber band are only told of: whoever owns the chart sets the new time range. A click of
/// the right button is a QContextMenuEvent for the parent when it is released: until then it may become a rubber band.
///
/// Painted into an SVG file it is made of paths and texts.
class LineChart : public Chart
{
    Q_OBJECT

public:
    explicit LineChart(QWidget *parent = nullptr, ChartRenderer renderer = chartRenderers().constFirst());
    ~LineChart() override;

    void setData(const ChartData &content) override;
    void setScale(const ValueScale &scale) override;
    void setThresholds(const QList<ThresholdLine> &thresholds);
    /// A line breaks where its values are further apart than `longestGap` (ms), and at what is no number.
    void setLines(const QList<ChartLine> &lines, qint64 longestGap);
    void setTimeRange(qint64 from, qint64 to);              ///< ms since epoch
    void setCrosshair(std::optional<qint64> time) override; ///< with a list of the values then
    void setEmptyText(const QString &text) override;        ///< shown while there is nothing to draw
    void setDimmed(bool dimmed);                            ///< the data are not current

    QList<ChartValue> values() const override;
    QString description() const override;
    QJsonObject report() const override;

    /// What is drawn, in words; tests and the report read it.
    QList<ChartLine> lines() const; ///< as given, of many the hottest last; the last one is on top
    int coloredCount() const;
    int pieceCount() const; ///< of all lines, between their gaps
    QRectF plotArea() const;
    std::pair<qint64, qint64> timeRange() const;
    std::pair<double, double> limits() const; ///< of the value axis
    QStringList valueTexts() const;           ///< of the value axis, upwards
    QStringList timeTexts() const;
    QStringList edgeTexts() const;   ///< the lines' names and values at the right edge, downwards
    QStringList tooltipRows() const; ///< the crosshair's list: the time, then "label value", then "and n more"
    QRectF tooltipRect() const;      ///< empty while there is none

protected:
    void applyTheme() override;
    void retranslate() override;
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    ChartPicture &picture() const;
    ChartPicture &picture(double devicePixelRatio) const;
    void askForMenu(QPointF at);
    std::optional<Crosshair> crosshair() const;

    std::unique_ptr<ChartPicture> m_picture;
    std::unique_ptr<ChartGestures> m_gestures;
    std::optional<qint64> m_crosshair;
};

} // namespace pulse

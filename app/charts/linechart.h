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

/// Values over time. Up to sixteen lines are all drawn in their colours; of more, only the five with the highest newest
/// values, on top of the others, which are thin and grey. Several lines in colour have labels at the right edge, the
/// highest first, as many as there is room for. The scale is 0 to 100 percent unless `setScale` changes it.
///
/// Dragging, the wheel and the rubber band only emit signals: the owner of the chart sets the new time range. A click
/// of the right button sends a QContextMenuEvent to the parent when it is released, since it may become a rubber band.
///
/// Painted into an SVG file, it consists of paths and texts.
class LineChart : public Chart
{
    Q_OBJECT

public:
    explicit LineChart(QWidget *parent = nullptr, ChartRenderer renderer = chartRenderers().constFirst());
    ~LineChart() override;

    void setData(const ChartData &content) override;
    void setScale(const ValueScale &scale) override;
    void setThresholds(const QList<ThresholdLine> &thresholds);
    /// A line is interrupted between values further apart than `longestGap` (ms), and at NaN.
    void setLines(const QList<ChartLine> &lines, qint64 longestGap);
    void setTimeRange(qint64 from, qint64 to); ///< ms since epoch
    /// Shades the time before, since when no data exist (ms since epoch), and says so where there is room.
    void setDataStart(std::optional<qint64> time);
    void setCrosshair(std::optional<qint64> time) override; ///< also shows a list of the values at that time
    void setEmptyText(const QString &text) override;        ///< shown if there are no lines
    void setDimmed(bool dimmed);                            ///< the data are not current

    QList<ChartValue> values() const override;
    QString description() const override;
    QJsonObject report() const override;

    /// The following describe the drawn chart; tests and the report use them.
    QList<ChartLine> lines() const; ///< the last one is on top; of many, these are those with the highest newest values
    int coloredCount() const;
    int pieceCount() const; ///< of all lines; a gap separates two pieces
    QRectF plotArea() const;
    QRectF shadedArea() const; ///< without data; empty: the data fill the plot
    std::pair<qint64, qint64> timeRange() const;
    std::pair<double, double> limits() const; ///< of the value axis
    QStringList valueTexts() const;           ///< of the value axis, from the bottom up
    QStringList timeTexts() const;
    QStringList edgeTexts() const;   ///< the lines' names and values at the right edge, from the top down
    QStringList tooltipRows() const; ///< the crosshair's list: the time, then "label value", then "and n more"
    QRectF tooltipRect() const;      ///< empty: not shown

protected:
    void applyTheme() override;
    void retranslate() override;
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString dataStartText() const;
    ChartPicture &picture() const;
    ChartPicture &picture(double devicePixelRatio) const;
    void askForMenu(QPointF at);
    std::optional<Crosshair> crosshair() const;

    std::unique_ptr<ChartPicture> m_picture;
    std::unique_ptr<ChartGestures> m_gestures;
    std::optional<qint64> m_crosshair;
};

} // namespace pulse

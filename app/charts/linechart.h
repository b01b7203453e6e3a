// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/chartrenderer.h"
#include "app/charts/timechart.h"

namespace pulse {

class ChartPicture;
class Crosshair;

/// Values over time. Up to eight lines are all drawn in their colours; of more, only the five with the highest newest
/// values, on top of the others, which are thin and grey. The scale is 0 to 100 percent unless `setScale` changes it.
///
/// Painted into an SVG file, it consists of paths and texts.
class LineChart : public TimeChart
{
    Q_OBJECT

public:
    explicit LineChart(QWidget *parent = nullptr);
    ~LineChart() override;

    void setRenderer(ChartRenderer renderer); ///< by default, the first one of `chartRenderers`
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

    QList<LegendEntry> legend() const override;
    double axisWidth() const override;
    void setLeastAxisWidth(double width) override;

    /// The following describe the drawn chart; tests and the report use them.
    /// The last one is on top; of many, these are those with the highest newest values.
    QList<ChartLine> lines() const override;
    int coloredCount() const;
    int pieceCount() const;    ///< of all lines; a gap separates two pieces
    QRectF shadedArea() const; ///< without data; empty: the data fill the plot
    std::pair<qint64, qint64> timeRange() const override;
    std::pair<double, double> limits() const; ///< of the value axis
    QStringList valueTexts() const;           ///< of the value axis, from the bottom up
    QStringList timeTexts() const;
    QStringList thresholdTexts() const;
    QStringList tooltipRows() const; ///< the crosshair's list: the time, then "label value", then "and n more"
    QRectF tooltipRect() const;      ///< empty: not shown

protected:
    void applyTheme() override;
    void retranslate() override;
    Plot plot() const override;
    QString unit() const override;
    QString emptyText() const override;
    void paintEvent(QPaintEvent *event) override;

private:
    void setTexts();
    ChartPicture &picture() const;
    ChartPicture &picture(double devicePixelRatio) const;
    std::optional<Crosshair> crosshair() const;

    std::unique_ptr<ChartPicture> m_picture;
    std::optional<qint64> m_crosshair;
};

} // namespace pulse

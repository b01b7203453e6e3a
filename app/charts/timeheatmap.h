// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/heatraster.h"
#include "app/charts/timechart.h"

namespace pulse {

class Crosshair;

/// Percentages over time, one row for each line, the first one at the top (see HeatRaster, LoadColors). The row under
/// the mouse is labelled and the others are pale; the crosshair's list then shows its value only.
class TimeHeatMap : public TimeChart
{
    Q_OBJECT

public:
    explicit TimeHeatMap(QWidget *parent = nullptr);

    void setData(const ChartData &content) override;
    void setEmptyText(const QString &text) override; ///< shown if there are no lines
    void setCrosshair(std::optional<qint64> time) override;
    QList<LegendEntry> legend() const override;
    double axisWidth() const override;
    void setLeastAxisWidth(double width) override;

    QList<ChartLine> lines() const override { return m_content.lines; }
    std::pair<qint64, qint64> timeRange() const override { return {m_content.range.from, m_content.range.to}; }

    /// The following describe the drawn chart; tests use them.
    QRectF rowRect(qsizetype row) const;
    QStringList rowTexts() const; ///< the labels at the left, from the top down
    QStringList tooltipRows() const;
    const HeatRaster &raster() const { return m_raster; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The user clicked a row. `index`: the line's colour, which is the number of a CPU. If this is not connected, the
    /// chart emits `clicked`.
    void rowClicked(int index);

protected:
    Plot plot() const override;
    QString unit() const override;
    QString emptyText() const override { return m_emptyText; }
    void click(qint64 time, QPointF at) override;
    bool isClickable(QPointF at) const override;
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    LoadColors colors() const { return {m_content.thresholds, theme()}; }
    std::optional<qsizetype> rowAt(QPointF position) const;
    void point(std::optional<qsizetype> row);
    void measureLabels();
    void updateRaster();
    QList<qsizetype> labelledRows() const;
    std::optional<Crosshair> crosshair() const;
    QImage wholePicture(QSizeF size) const;
    void paintRows(QPainter &painter) const;
    void paintTexts(QPainter &painter) const;

    ChartData m_content;
    HeatRaster m_raster;
    QString m_emptyText;
    double m_widestLabel = 0; // px
    double m_leastAxisWidth = 0;
    std::optional<qint64> m_crosshair;
    std::optional<qsizetype> m_pointed; // the row under the mouse
};

} // namespace pulse

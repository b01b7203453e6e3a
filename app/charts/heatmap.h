// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/chart.h"
#include "app/charts/render/loadcolors.h"

#include <optional>

namespace pulse {

/// One cell of a heat map.
struct HeatCell
{
    int index = 0;    ///< what `cellClicked` reports
    QString label;    ///< "CPU 3"
    double value = 0; ///< percent

    bool operator==(const HeatCell &) const = default;
};

/// Percentages side by side, in the given order: one cell each, in LoadColors, with the number if it fits, and below
/// them the scale.
class HeatMap : public Chart
{
    Q_OBJECT

public:
    explicit HeatMap(QWidget *parent = nullptr);

    void setCells(const QList<HeatCell> &cells);
    void setThresholds(const QList<ThresholdLine> &thresholds); ///< for the colours
    void setEmptyText(const QString &text) override;            ///< shown while there are no cells
    void setDimmed(bool dimmed);                                ///< the data are not current

    /// Shows each line's newest value in a cell.
    void setData(const ChartData &content) override;
    QList<ChartValue> values() const override;
    QString description() const override;
    QJsonObject report() const override;

    const QList<HeatCell> &cells() const { return m_cells; }
    QList<QRect> cellRects() const;       ///< in the order of the cells
    QString cellText(qsizetype at) const; ///< the number in the cell; empty: it does not fit

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void cellClicked(int index); ///< cells have a pointing hand if this is connected

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    std::optional<qsizetype> cellAt(QPoint position) const;
    bool hasLegend() const;
    QColor colorOf(double value, const LoadColors &colors) const;
    std::optional<QFont> numberFont(QSize cell) const;
    QString numberText(qsizetype at) const;
    QString toolTipOf(qsizetype at) const;
    void paintCell(QPainter &painter, qsizetype at, const QRect &cell, const QColor &color) const;
    void paintTexts(QPainter &painter, qsizetype at, const QRect &cell, const QColor &color,
                    const QFont &numbers) const;
    void paintLegend(QPainter &painter, const LoadColors &colors) const;

    QList<HeatCell> m_cells;
    QList<ThresholdLine> m_thresholds;
    std::optional<qsizetype> m_hovered;
    QString m_emptyText;
    bool m_dimmed = false;
};

/// Returns black or white, depending on the better contrast to a cell's colour.
QColor heatTextColor(const QColor &cell);

/// Lays out `count` cells in an area of `size`: row by row, as square and as large as possible.
QList<QRect> heatLayout(qsizetype count, QSize size);

} // namespace pulse

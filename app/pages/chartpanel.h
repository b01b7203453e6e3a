// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/chart.h"
#include "app/pages/seriespanel.h"

namespace pulse {

class ChartLegend;

/// A chart with its title and its legend, which is above the chart, or below it in a narrow window.
class ChartPanel : public SeriesPanel
{
    Q_OBJECT

public:
    explicit ChartPanel(const QString &title, QWidget *parent = nullptr); ///< a line chart
    /// The chart becomes a child.
    ChartPanel(const QString &title, Chart *chart, QWidget *parent);

    Chart &chart() { return *m_chart; }
    ChartLegend &legend() { return *m_legend; }
    void setEmptyText(const QString &text); ///< see Chart
    virtual void setData(const ChartData &data);

protected:
    void setChart(Chart *chart);
    void resizeEvent(QResizeEvent *event) override;

private:
    QString m_emptyText;
    Chart *m_chart; // this and the following are children
    ChartLegend *m_legend;
    bool m_isLegendBelow = false;
};

} // namespace pulse

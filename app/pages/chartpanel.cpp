// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/chartpanel.h"

#include "app/charts/linechart.h"
#include "app/style/narrow.h"
#include "app/widgets/chartlegend.h"

#include <utility>

namespace pulse {

ChartPanel::ChartPanel(const QString &title, QWidget *parent)
    : ChartPanel(title, new LineChart, parent)
{
}

ChartPanel::ChartPanel(const QString &title, Chart *chart, QWidget *parent)
    : SeriesPanel(title, chart, parent)
    , m_chart(chart)
    , m_legend(new ChartLegend(this))
{
    placeRow(m_legend, false);
}

void ChartPanel::setEmptyText(const QString &text)
{
    m_emptyText = text;
    m_chart->setEmptyText(text);
}

void ChartPanel::setData(const ChartData &data)
{
    m_chart->setData(data);
    const QList<LegendEntry> entries = m_chart->legend();
    m_legend->setEntries(entries);
    m_legend->setVisible(!entries.isEmpty());
}

void ChartPanel::setChart(Chart *chart)
{
    m_chart = chart;
    chart->setEmptyText(m_emptyText);
    replaceContent(chart);
}

void ChartPanel::resizeEvent(QResizeEvent *event)
{
    SeriesPanel::resizeEvent(event);
    const bool isBelow = isNarrow(*this);
    if (std::exchange(m_isLegendBelow, isBelow) != isBelow)
        placeRow(m_legend, isBelow);
}

} // namespace pulse

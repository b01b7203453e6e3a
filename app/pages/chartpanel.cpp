// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/chartpanel.h"

#include "app/charts/linechart.h"

namespace pulse {

ChartPanel::ChartPanel(const QString &title, QWidget *parent)
    : ChartPanel(title, new LineChart, parent)
{
}

ChartPanel::ChartPanel(const QString &title, Chart *chart, QWidget *parent)
    : SeriesPanel(title, chart, parent)
    , m_chart(chart)
{
}

} // namespace pulse

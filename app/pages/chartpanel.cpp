// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/chartpanel.h"

namespace pulse {

ChartPanel::ChartPanel(const QString &title, const Theme &theme, QWidget *parent)
    : ChartPanel(title, new LineChart(theme), theme, parent)
{
}

ChartPanel::ChartPanel(const QString &title, LineChart *chart, const Theme &theme, QWidget *parent)
    : Panel(title, chart, theme, parent)
    , m_chart(chart)
{
}

void ChartPanel::setTheme(const Theme &theme)
{
    Panel::setTheme(theme);
    m_chart->setTheme(theme);
}

} // namespace pulse

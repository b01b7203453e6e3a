// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/chartlink.h"

namespace pulse {

ChartLink::ChartLink(TimeWindow &window, QObject *parent)
    : QObject(parent)
    , m_window(window)
{
}

void ChartLink::add(LineChart *chart)
{
    m_charts.append(chart);
    connect(chart, &LineChart::hovered, this, &ChartLink::showCrosshair);
    connect(chart, &LineChart::clicked, this, &ChartLink::momentChosen);
    connect(chart, &LineChart::panned, &m_window, &TimeWindow::panBy);
    connect(chart, &LineChart::zoomed, &m_window, &TimeWindow::zoomTo);
    connect(chart, &LineChart::liveWanted, &m_window, &TimeWindow::resume);
}

void ChartLink::showCrosshair(std::optional<qint64> time)
{
    m_charts.removeIf([](const QPointer<LineChart> &chart) { return chart.isNull(); });
    for (const QPointer<LineChart> &chart : std::as_const(m_charts))
        chart->setCrosshair(time);
}

} // namespace pulse

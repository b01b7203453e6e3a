// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/chartlink.h"

namespace pulse {

ChartLink::ChartLink(TimeWindow &window, QObject *parent)
    : QObject(parent)
    , m_window(window)
{
}

void ChartLink::add(Chart *chart)
{
    m_charts.append(chart);
    connect(chart, &Chart::hovered, this, &ChartLink::showCrosshair);
    connect(chart, &Chart::clicked, this, &ChartLink::momentChosen);
    connect(chart, &Chart::panned, &m_window, &TimeWindow::panBy);
    connect(chart, &Chart::zoomed, &m_window, &TimeWindow::zoomTo);
    connect(chart, &Chart::liveRequested, &m_window, &TimeWindow::resume);
}

void ChartLink::showMoment(std::optional<qint64> time)
{
    showCrosshair(time);
    Q_EMIT momentShown(time);
}

void ChartLink::showCrosshair(std::optional<qint64> time)
{
    m_charts.removeIf([](const QPointer<Chart> &chart) { return chart.isNull(); });
    for (const QPointer<Chart> &chart : std::as_const(m_charts))
        chart->setCrosshair(time);
}

} // namespace pulse

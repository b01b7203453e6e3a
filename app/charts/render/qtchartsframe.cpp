// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/qtchartsframe.h"

#include <QChart>
#include <QGraphicsLayout>
#include <QValueAxis>

namespace pulse {
namespace {

constexpr double rounding = 1e-9; // else the uppermost line might be missing

} // namespace

QtChartsFrame::QtChartsFrame()
    : m_chart(new QChart)
    , m_time(new QValueAxis)
    , m_values(new QValueAxis)
{
    m_scene.addItem(m_chart);
    m_chart->setBackgroundVisible(false);
    m_chart->legend()->hide();
    m_chart->setMargins({});
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->addAxis(m_time, Qt::AlignBottom);
    m_chart->addAxis(m_values, Qt::AlignLeft);
    for (QValueAxis *axis : {m_time, m_values}) {
        axis->setLabelsVisible(false); // they would be cut off or move
        axis->setLineVisible(false);
    }
    m_time->setGridLineVisible(false);
    m_values->setTickType(QValueAxis::TicksDynamic);
    m_values->setTickInterval(1);
}

void QtChartsFrame::paint(QPainter &painter, const Plot &plot, const ValueAxis &axis, const Theme &theme)
{
    const QRectF whole(QPointF(), QSizeF(plot.area.right() + 1, plot.area.bottom() + 1));
    m_time->setRange(static_cast<double>(plot.from), static_cast<double>(plot.to));
    // In steps, since each setter draws a grid: one with a new range and the old interval may have millions of lines.
    const double first = plot.y(axis.ticks.isEmpty() ? axis.lowest : axis.ticks.constFirst().value);
    m_values->setTickAnchor((plot.area.bottom() - first) / plot.area.height() / axis.step);
    m_values->setRange(0, 1 / axis.step + rounding);
    m_values->setGridLinePen(QPen(theme.grid, 1));
    m_chart->setGeometry(whole);
    m_chart->setPlotArea(plot.area);
    m_chart->layout()->invalidate(); // else the grid keeps its old plot area until events are processed
    m_chart->layout()->activate();
    m_scene.setSceneRect(whole);
    m_scene.render(&painter, whole, whole);
}

} // namespace pulse

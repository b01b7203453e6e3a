// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/chartframe.h"

#include <QGraphicsScene>

class QChart;
class QValueAxis;

namespace pulse {

/// Draws the grid with Qt Charts. Its scene has no view; the chart is drawn into the picture of the lines.
class QtChartsFrame : public ChartFrame
{
public:
    QtChartsFrame();

    void paint(QPainter &painter, const Plot &plot, const ValueAxis &axis, const Theme &theme) override;

private:
    QGraphicsScene m_scene;
    QChart *m_chart;    // owned by the scene
    QValueAxis *m_time; // both axes are owned by the chart
    QValueAxis *m_values;
};

} // namespace pulse

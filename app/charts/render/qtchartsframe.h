// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/chartframe.h"

#include <QGraphicsScene>

class QChart;
class QValueAxis;

namespace pulse {

/// The grid by Qt Charts. Its scene is shown in no view: the chart is drawn into the picture that the lines go into.
class QtChartsFrame : public ChartFrame
{
public:
    QtChartsFrame();

    void paint(QPainter &painter, const Plot &plot, const ValueAxis &axis, const Theme &theme) override;

private:
    QGraphicsScene m_scene;
    QChart *m_chart;    // the scene's
    QValueAxis *m_time; // this and the other: the chart's
    QValueAxis *m_values;
};

} // namespace pulse

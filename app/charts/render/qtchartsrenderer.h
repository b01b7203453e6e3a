// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/plotrenderer.h"

#include <QGraphicsScene>

class QAbstractSeries;
class QAreaSeries;
class QChart;
class QLineSeries;
class QValueAxis;

namespace pulse {

/// Draws with Qt Charts: the grid of a QValueAxis, a QAreaSeries for each piece of an area or band, and a QLineSeries
/// for each piece of a line. Its scene has no view; the chart is drawn into the picture of the widget.
///
/// Series are kept, but have points only while they are drawn, and only those in the area that is drawn. So new values
/// at the end of long lines take little time.
class QtChartsRenderer : public PlotRenderer
{
public:
    QtChartsRenderer();

    void paintGrid(QPainter &painter, const Plot &plot, const ValueAxis &axis, const Theme &theme) override;
    void paintContent(QImage &picture, const QRect &area, const Plot &plot, const PlotContent &content) override;

private:
    struct Slice;

    void setPlotArea(const QRectF &area);
    void drawAreas(const Slice &slice, const PlotContent &content);
    void drawLines(const Slice &slice, const PlotContent &content);
    void addSeries(QAbstractSeries *series);
    void addArea(const Slice &slice, const QPolygonF &upper, const QPolygonF &lower, const QColor &color);
    void addLine(const Slice &slice, const QPolygonF &points, const QPen &pen);
    void draw(const Slice &slice);

    QGraphicsScene m_scene;
    QChart *m_chart;    // owned by the scene
    QValueAxis *m_time; // both axes are owned by the chart
    QValueAxis *m_values;
    QList<QAreaSeries *> m_areas; // owned by the chart; the first ones have points
    QList<QLineSeries *> m_lines; // owned by the chart; the first ones have points
    qsizetype m_areasInUse = 0;
    qsizetype m_linesInUse = 0;
};

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/qtchartsrenderer.h"

#include "app/charts/render/linelayer.h"
#include "app/charts/render/seriespoints.h"

#include <QAreaSeries>
#include <QChart>
#include <QGraphicsLayout>
#include <QImage>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

namespace pulse {
namespace {

constexpr qsizetype mostSeries = 32; // of one kind; more pieces than that are drawn in several steps
constexpr double rounding = 1e-9;    // of the plot's height; else grid lines might be one pixel too high
constexpr double gridReach = 0.5;    // px around the plot: half of a grid line
constexpr double lineReach = 2;      // px that a line may cover beside its points

/// Returns a pen with round ends, since Qt Charts draws a line segment by segment: flat ends would leave gaps between
/// them. (It would draw a dashed line as one path, but with many points that takes a hundred times as long.)
QPen segmentPen(QPen pen)
{
    pen.setCapStyle(Qt::RoundCap);
    return pen;
}

/// The axes have shares of the plot as values, not times and numbers: Qt Charts draws nothing on a scale shorter than
/// 1e-12, and its arithmetic overflows on the longest ones.
Plot inShares(Plot plot)
{
    plot.area = QRectF(0, 1, 1, -1); // the value axis points upwards
    return plot;
}

} // namespace

/// The part of the picture that is drawn.
struct QtChartsRenderer::Slice
{
    QPainter &painter;
    QRectF area; // px of the widget
    Plot plot;
    Plot shares = inShares(plot);
    QSizeF pixel = {1 / (plot.area.width() * painter.device()->devicePixelRatioF()),
                    1 / (plot.area.height() * painter.device()->devicePixelRatioF())}; // in shares

    double share(double x) const { return (x - plot.area.left()) / plot.area.width(); }
    QPolygonF visible(const QPolygonF &line) const
    {
        return pointsBetween(line, share(area.left() - lineReach), share(area.right() + lineReach));
    }
    QPolygonF visiblePoints(const QPolygonF &piece) const { return visible(thinned(withinTime(piece, shares), pixel)); }
};

QtChartsRenderer::QtChartsRenderer()
    : m_chart(new QChart)
    , m_time(new QValueAxis)
    , m_values(new QValueAxis)
{
    m_scene.setItemIndexMethod(QGraphicsScene::NoIndex); // the few items change all the time
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
        axis->setGridLineVisible(false);
        axis->setRange(0, 1);
    }
    m_values->setTickType(QValueAxis::TicksDynamic);
    m_values->setTickInterval(1);
}

/// A series is clipped at the chart's plot area, which therefore includes the overhang.
void QtChartsRenderer::setPlotArea(const QRectF &area)
{
    const QRectF whole = area.adjusted(0, -plotOverhang, 0, plotOverhang);
    if (m_chart->plotArea() == whole)
        return;
    const double overhang = plotOverhang / area.height();
    m_values->setRange(-overhang, 1 + overhang);
    m_chart->setGeometry(QRectF(QPointF(), QSizeF(whole.right() + 1, whole.bottom() + 1)));
    m_chart->setPlotArea(whole);
}

void QtChartsRenderer::paintGrid(QPainter &painter, const Plot &plot, const ValueAxis &axis, const Theme &theme)
{
    setPlotArea(plot.area);
    const double first = plot.y(axis.ticks.isEmpty() ? axis.lowest : axis.ticks.constFirst().value);
    m_values->setTickAnchor((plot.area.bottom() - first) / plot.area.height() - rounding);
    m_values->setTickInterval(axis.step);
    m_values->setGridLinePen(QPen(theme.grid, 1));
    m_values->setGridLineVisible(true);
    m_chart->layout()->invalidate(); // else the grid keeps its old plot area until events are processed
    m_chart->layout()->activate();
    painter.setRenderHint(QPainter::Antialiasing, false);                    // sharp lines
    const QRectF visible = plot.area.adjusted(-gridReach, -gridReach, 1, 1); // without ticks in the overhang
    m_scene.render(&painter, visible, visible, Qt::IgnoreAspectRatio);
    m_values->setGridLineVisible(false);
}

void QtChartsRenderer::paintContent(QImage &picture, const QRect &area, const Plot &plot, const PlotContent &content)
{
    const QRect pixels = contentPixels(picture, area, plot);
    if (pixels.isEmpty())
        return;
    setPlotArea(plot.area);
    // Series replace the clipping of a painter, so the painter only gets the part of the picture that is drawn.
    QImage part(picture.scanLine(pixels.top()) + pixels.left() * std::ptrdiff_t(sizeof(QRgb)), pixels.width(),
                pixels.height(), picture.bytesPerLine(), picture.format());
    part.setDevicePixelRatio(picture.devicePixelRatio());
    QPainter painter(&part);
    painter.setRenderHint(QPainter::Antialiasing);
    const Slice slice{painter, widgetRect(pixels, picture), plot};
    painter.translate(-slice.area.topLeft());
    drawAreas(slice, content);
    drawLines(slice, content);
}

void QtChartsRenderer::drawAreas(const Slice &slice, const PlotContent &content)
{
    const Plot &shares = slice.shares;
    for (const PlotArea &area : content.areas) {
        for (const AreaPiece &piece : areaPieces(area, shares))
            addArea(slice, slice.visiblePoints(piece.upper), slice.visiblePoints(piece.lower), area.color);
    }
    for (const PlotLine &line : content.bands) {
        for (const QPolygonF &piece : linePieces(line.values, shares, line.longestGap)) {
            const AreaPiece band = bandOf(withinTime(piece, shares), slice.pixel);
            addArea(slice, slice.visible(band.upper), slice.visible(band.lower), line.look.pen.color());
        }
    }
    draw(slice);
}

void QtChartsRenderer::drawLines(const Slice &slice, const PlotContent &content)
{
    QList<Dot> dots;
    for (const PlotLine &line : content.lines) {
        for (const QPolygonF &piece : linePieces(line.values, slice.shares, line.longestGap)) {
            addLine(slice, slice.visiblePoints(piece), line.look.pen);
            if (piece.size() > 1)
                continue;
            const QPointF offset(piece.constFirst().x() * slice.plot.area.width(),
                                 -piece.constFirst().y() * slice.plot.area.height());
            dots.append({slice.plot.area.bottomLeft() + offset, line.look.pen.color()});
        }
    }
    draw(slice);
    paintDots(slice.painter, slice.plot, dots);
}

void QtChartsRenderer::addSeries(QAbstractSeries *series)
{
    m_chart->addSeries(series);
    series->attachAxis(m_time);
    series->attachAxis(m_values);
}

void QtChartsRenderer::addArea(const Slice &slice, const QPolygonF &upper, const QPolygonF &lower, const QColor &color)
{
    if (upper.size() < 2)
        return;
    if (m_areasInUse == mostSeries)
        draw(slice);
    if (m_areasInUse == m_areas.size()) {
        auto *area = new QAreaSeries;
        area->setUpperSeries(new QLineSeries(area));
        area->setLowerSeries(new QLineSeries(area));
        area->setPen(QPen(Qt::NoPen));
        addSeries(area);
        m_areas.append(area);
    }
    const QAreaSeries *area = m_areas[m_areasInUse];
    m_areas[m_areasInUse++]->setBrush(color);
    area->upperSeries()->replace(upper);
    area->lowerSeries()->replace(lower);
}

void QtChartsRenderer::addLine(const Slice &slice, const QPolygonF &points, const QPen &pen)
{
    if (points.size() < 2)
        return;
    if (m_linesInUse == mostSeries)
        draw(slice);
    if (m_linesInUse == m_lines.size()) {
        m_lines.append(new QLineSeries);
        addSeries(m_lines.constLast());
    }
    QLineSeries *line = m_lines[m_linesInUse++];
    line->setPen(segmentPen(pen));
    line->replace(points);
}

/// Draws the series that have points, and removes the points.
void QtChartsRenderer::draw(const Slice &slice)
{
    if (m_areasInUse + m_linesInUse == 0)
        return;
    m_scene.render(&slice.painter, slice.area, slice.area, Qt::IgnoreAspectRatio);
    while (m_areasInUse > 0) {
        const QAreaSeries *area = m_areas[--m_areasInUse];
        area->upperSeries()->replace(QList<QPointF>());
        area->lowerSeries()->replace(QList<QPointF>());
    }
    while (m_linesInUse > 0)
        m_lines[--m_linesInUse]->replace(QList<QPointF>());
}

} // namespace pulse

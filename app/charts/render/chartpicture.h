// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/chartline.h"
#include "app/charts/render/paintedrenderer.h"
#include "app/charts/render/plotcontent.h"
#include "app/charts/render/plotrenderer.h"
#include "app/charts/render/thresholds.h"
#include "app/charts/render/timeticks.h"
#include "app/charts/render/valueaxis.h"
#include "app/style/theme.h"

#include <QImage>

#include <memory>
#include <optional>

namespace pulse {

/// What a chart shows.
struct ChartContent
{
    Theme theme;
    ValueScale scale;
    QList<ThresholdLine> thresholds;
    QList<ChartLine> lines; ///< the last one is on top; of many, these are those with the highest newest values
    qint64 longestGap = 0;  ///< ms
    qint64 from = 0;        ///< ms since epoch
    qint64 to = 1;
    std::optional<qint64> dataStart; ///< ms since epoch: no data exist before
    QString dataStartText;           ///< shown before that time if there is room
    ThresholdTexts thresholdTexts;
    QString emptyText;
    bool dimmed = false;
};

/// The picture of a chart, without the crosshair. The background behind its lines (grid, value axis, thresholds) is a
/// picture of its own, since it seldom changes. If only the newest values changed, only their end of the picture is
/// drawn again.
///
/// Up to `mostColored` lines are drawn by the chosen renderer, more lines and vectors by the painted one.
class ChartPicture
{
public:
    ChartPicture();

    void setRenderer(ChartRenderer renderer); ///< by default, the first one of `chartRenderers`
    const ChartContent &content() const { return m_content; }
    /// Gives access for changes; the next picture is drawn completely.
    ChartContent &change();
    /// Returns false if the lines are the same as before. `longestGap`: ms.
    bool setLines(const QList<ChartLine> &lines, qint64 longestGap);
    void setTimeRange(qint64 from, qint64 to); ///< ms since epoch
    void setCanvas(QSize size, double devicePixelRatio, const QFont &font);

    const QImage &image();
    void paint(QPainter &painter); ///< as vectors
    const Plot &plot();
    QRectF shadedArea(); ///< of the plot: before the data; empty: the data fill it
    const ValueAxis &axis();
    QList<TimeTick> timeTicks();
    QList<ThresholdLabel> thresholdLabels(); ///< those that do not cover each other
    /// The highest first, or in the order of a stack.
    QList<LegendEntry> legend() const;
    double axisWidth(); ///< px that the value axis needs
    /// Returns false if the width (px) is the same as before.
    bool setLeastAxisWidth(double width);
    LineLook lookOf(qsizetype line) const; ///< of a line of the content
    qsizetype coloredCount() const;
    const QList<ChartLine> &drawnLines() const; ///< the content's lines, or the edges of a stack

private:
    bool isColored(qsizetype line) const;
    QColor shade(const QColor &color) const;
    Extent extent() const;
    void invalidate(qint64 from = wholeTime);
    void layOut();
    QRect staleArea() const;
    bool isBand(qsizetype line) const;
    PlotContent plotContent() const;
    PlotRenderer &currentRenderer();
    void paintBackground();
    void paintGround(QPainter &painter, PlotRenderer &grid);
    void paintArea(const QRect &area);
    void paintTexts(QPainter &painter);
    void paintGap(QPainter &painter); ///< the time before the data
    void paintEmptyText(QPainter &painter) const;

    std::unique_ptr<PlotRenderer> m_renderer; // of a few lines
    PaintedRenderer m_painted;
    ChartContent m_content;
    QList<ChartLine> m_edges; // of the areas of a stack
    QSize m_size;
    double m_devicePixelRatio = 1;
    QFont m_font;
    double m_leastAxisWidth = 0;

    bool m_isLaidOut = false;
    qint64 m_validUntil; // ms since epoch: the picture is right before this time
    ValueAxis m_axis;
    Plot m_plot;
    QImage m_background;
    ValueAxis m_paintedAxis; // of the background
    QRectF m_paintedArea;    // of the background
    bool m_isBackgroundPainted = false;
    QImage m_image; // of the size of the widget, as is the background
};

} // namespace pulse

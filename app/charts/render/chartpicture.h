// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/chartframe.h"
#include "app/charts/render/chartline.h"
#include "app/charts/render/chartrenderer.h"
#include "app/charts/render/edgelabels.h"
#include "app/charts/render/linelayer.h"
#include "app/charts/render/timeticks.h"
#include "app/charts/render/valueaxis.h"
#include "app/style/theme.h"

#include <QImage>

#include <limits>

namespace pulse {

/// What a chart shows.
struct ChartContent
{
    Theme theme;
    ValueScale scale;
    QList<ThresholdLine> thresholds;
    QList<ChartLine> lines; ///< of many the hottest last, so that they are on top
    qint64 longestGap = 0;
    qint64 from = 0; ///< ms since epoch
    qint64 to = 1;
    QString emptyText;
    bool dimmed = false;
};

/// The picture of a chart, without the crosshair. Behind its lines is another one, which seldom changes: grid, value
/// axis, thresholds. Where only the newest values are new, no more than their end of the picture is drawn anew.
class ChartPicture
{
public:
    explicit ChartPicture(ChartRenderer renderer);

    const ChartContent &content() const { return m_content; }
    /// For changes; the next picture is drawn anew.
    ChartContent &change();
    /// False: they are the same as before.
    bool setLines(const QList<ChartLine> &lines, qint64 longestGap);
    void setTimeRange(qint64 from, qint64 to);
    void setCanvas(QSize size, double devicePixelRatio, const QFont &font);

    const QImage &image();
    void paint(QPainter &painter); ///< the same as vectors
    const Plot &plot();
    const ValueAxis &axis();
    QList<EdgeLabel> edgeLabels();
    QList<TimeTick> timeTicks();
    LineLook lookOf(qsizetype line) const; ///< of one of the content's lines
    qsizetype coloredCount() const;
    const QList<ChartLine> &drawnLines() const; ///< the same, those of a stack where its edges lie

private:
    bool isColored(qsizetype line) const;
    QColor shade(const QColor &color) const;
    Extent extent() const;
    QList<double> heats() const;
    void putHottestLast();
    void invalidate(qint64 from = std::numeric_limits<qint64>::min());
    void layOut();
    QRect staleArea() const;
    QList<qsizetype> labelled() const;
    EdgeLabel edgeLabel(qsizetype line) const;
    QList<LineLook> looks() const;
    QList<QColor> areaColors() const;
    void paintBackground();
    void paintGround(QPainter &painter);
    void paintThresholds(QPainter &painter) const;
    void paintArea(const QRect &area);
    void paintTexts(QPainter &painter);
    void paintEmptyText(QPainter &painter) const;

    std::unique_ptr<ChartFrame> m_frame;
    ChartContent m_content;
    QList<ChartLine> m_edges; // of the areas, if stacked
    QSize m_size;
    double m_devicePixelRatio = 1;
    QFont m_font;

    bool m_laidOut = false;
    qint64 m_validUntil; // ms since epoch: what is painted before is right
    ValueAxis m_axis;
    Plot m_plot;
    QImage m_background;
    ValueAxis m_paintedAxis; // this and the next two: what the background was painted for
    QRectF m_paintedArea;
    bool m_backgroundKept = false;
    QImage m_image; // all of it in pixels of the widget's, as is the background
};

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/chartframe.h"
#include "app/charts/edgelabels.h"
#include "app/charts/linechart.h"
#include "app/charts/linelayer.h"
#include "app/charts/timeticks.h"

#include <QImage>

namespace pulse {

/// What a chart shows.
struct ChartContent
{
    Theme theme;
    ValueScale scale;
    QList<ThresholdLine> thresholds;
    QList<ChartLine> lines; ///< coolest first, so that the hottest are on top; stacked ones in the order of the stack
    qint64 longestGap = 0;
    qint64 from = 0; ///< ms since epoch
    qint64 to = 1;
    QString emptyText;
    bool dimmed = false;
};

/// The picture of a chart, without the crosshair. Behind its lines is another one, which seldom changes: grid, value
/// axis, thresholds.
class ChartPicture
{
public:
    explicit ChartPicture(ChartRenderer renderer);

    const ChartContent &content() const { return m_content; }
    /// For changes; the next picture is drawn anew.
    ChartContent &change();
    void setLines(const QList<ChartLine> &lines, qint64 longestGap);
    void setTimeRange(qint64 from, qint64 to);
    void setCanvas(QSize size, double devicePixelRatio, const QFont &font);

    const QImage &image();
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
    void layOut();
    QList<qsizetype> labelled() const;
    EdgeLabel edgeLabel(qsizetype line) const;
    void paintBackground();
    void paintThresholds(QPainter &painter) const;
    void paintAll();
    void paintTexts(QPainter &painter);
    void paintEmptyText(QPainter &painter) const;

    std::unique_ptr<ChartFrame> m_frame;
    ChartContent m_content;
    QList<ChartLine> m_edges; // of the areas, if stacked
    QSize m_size;
    double m_devicePixelRatio = 1;
    QFont m_font;

    bool m_laidOut = false;
    bool m_painted = false;
    ValueAxis m_axis;
    Plot m_plot;
    QImage m_background;
    ValueAxis m_backgroundAxis; // this and the next two: what the background was painted for
    QRectF m_backgroundArea;
    bool m_backgroundKept = false;
    QImage m_image;
};

} // namespace pulse

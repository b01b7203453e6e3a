// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/chartline.h"
#include "app/charts/render/chartrenderer.h"
#include "app/charts/render/valueaxis.h"
#include "app/style/theme.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace pulse {

class ChartGestures;
class ChartPicture;
class Crosshair;

/// Values over time. Up to sixteen lines are all drawn in their colours; of more, the hottest five, over the others
/// thin and grey. Where there are several lines, those in colour are named at the right edge, the hottest first, as
/// many as there is room for. Percentages from 0 to 100, unless `setScale` says otherwise.
///
/// Dragging, the wheel and the rubber band are only told of: whoever owns the chart sets the new time range. A click of
/// the right button is a QContextMenuEvent for the parent when it is released: until then it may become a rubber band.
///
/// Painted into an SVG file it is made of paths and texts.
class LineChart : public QWidget
{
    Q_OBJECT

public:
    explicit LineChart(const Theme &theme, QWidget *parent = nullptr,
                       ChartRenderer renderer = chartRenderers().constFirst());
    ~LineChart() override;

    void setScale(const ValueScale &scale);
    void setThresholds(const QList<ThresholdLine> &thresholds);
    /// A line breaks where its values are further apart than `longestGap` (ms), and at what is no number.
    void setLines(const QList<ChartLine> &lines, qint64 longestGap);
    void setTimeRange(qint64 from, qint64 to);     ///< ms since epoch
    void setCrosshair(std::optional<qint64> time); ///< with a list of the values then
    void setEmptyText(const QString &text);        ///< shown while there is nothing to draw
    void setDimmed(bool dimmed);                   ///< the data are not current
    void setTheme(const Theme &theme);

    /// What is drawn, in words, for tests and for who cannot see it.
    QList<ChartLine> lines() const; ///< as given, of many the hottest last; the last one is on top
    int coloredCount() const;
    int pieceCount() const; ///< of all lines, between their gaps
    QRectF plotArea() const;
    std::pair<qint64, qint64> timeRange() const;
    std::pair<double, double> limits() const; ///< of the value axis
    QStringList valueTexts() const;           ///< of the value axis, upwards
    QStringList timeTexts() const;
    QStringList edgeTexts() const;   ///< the lines' names and values at the right edge, downwards
    QStringList tooltipRows() const; ///< the crosshair's list: the time, then "label value", then "and n more"
    QRectF tooltipRect() const;      ///< empty while there is none

Q_SIGNALS:
    void hovered(std::optional<qint64> time); ///< what is under the mouse; nothing when it leaves
    void clicked(qint64 time);                ///< and not dragged
    void panned(qint64 milliseconds);         ///< dragged so far; towards the past if positive
    void zoomed(qint64 from, qint64 to);      ///< by the wheel, or a rubber band: right button, or Shift
    void liveWanted();                        ///< double click

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    ChartPicture &picture() const;
    ChartPicture &picture(double devicePixelRatio) const;
    void askForMenu(QPointF at);
    std::optional<Crosshair> crosshair() const;

    std::unique_ptr<ChartPicture> m_picture;
    std::unique_ptr<ChartGestures> m_gestures;
    std::optional<qint64> m_crosshair;
};

} // namespace pulse

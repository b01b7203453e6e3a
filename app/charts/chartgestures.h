// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/plot.h"

#include <QObject>
#include <QPointF>

#include <optional>

class QMouseEvent;
class QTouchEvent;
class QWheelEvent;
class QWidget;

namespace pulse {

/// Translates gestures of mouse and fingers over a chart's plot into times (ms since epoch).
class ChartGestures : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void press(const QMouseEvent &event, const Plot &plot);
    void move(const QMouseEvent &event, const Plot &plot);
    void release(const QMouseEvent &event, const Plot &plot);
    void pressTwice(const QMouseEvent &event);
    void wheel(const QWheelEvent &event, const Plot &plot);
    /// One finger acts as a mouse with its left button; two zoom. `chart`: the widget that contains the plot.
    void touch(const QTouchEvent &event, const QWidget &chart, const Plot &plot);
    void leave();

    bool isPanning() const { return m_kind == Kind::Pan && m_moved; }
    std::optional<QRectF> band() const { return m_band; } ///< the rubber band, while the user draws it

Q_SIGNALS:
    void hovered(std::optional<qint64> time); // the first five: see Chart
    void clicked(qint64 time, QPointF at);    ///< `at`: px of the chart
    void panned(qint64 milliseconds);
    void zoomed(qint64 from, qint64 to);
    void liveRequested();
    void menuRequested(QPointF at); ///< a click of the right button; px of the chart
    void bandChanged();

private:
    enum class Kind { None, Pan, Band };

    void pinch(QPointF first, QPointF second, const Plot &plot);
    void zoomAround(QPointF middle, double factor, const Plot &plot);
    void setBand(const std::optional<QRectF> &band);

    Kind m_kind = Kind::None;
    bool m_moved = false; // the distance is long enough for a drag
    QPointF m_from;
    qint64 m_panned = 0;
    double m_spread = 0; // distance between two fingers; 0: not two
    std::optional<QRectF> m_band;
};

} // namespace pulse

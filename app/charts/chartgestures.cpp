// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/chartgestures.h"

#include <QApplication>
#include <QLineF>
#include <QMouseEvent>
#include <QTouchEvent>
#include <QWheelEvent>
#include <QWidget>

#include <cmath>
#include <utility>

namespace pulse {
namespace {

constexpr double zoomPerNotch = 0.8;
constexpr double notch = 120; // QWheelEvent::angleDelta
constexpr double mostNotches = 5;
constexpr qint64 shortestSpan = 1'000; // ms

} // namespace

void ChartGestures::press(const QMouseEvent &event, const Plot &plot)
{
    if (!plot.area.contains(event.position()))
        return;
    const bool left = event.button() == Qt::LeftButton;
    const bool band = event.button() == Qt::RightButton || (left && (event.modifiers() & Qt::ShiftModifier));
    m_kind = band ? Kind::Band : left ? Kind::Pan : Kind::None;
    m_moved = false;
    m_from = event.position();
    m_panned = 0;
}

void ChartGestures::move(const QMouseEvent &event, const Plot &plot)
{
    const QPointF at = event.position();
    if (m_kind == Kind::None) {
        Q_EMIT hovered(plot.area.contains(at) ? std::optional(plot.time(at.x())) : std::nullopt);
        return;
    }
    if (!m_moved && std::abs(at.x() - m_from.x()) < QApplication::startDragDistance())
        return;
    if (!std::exchange(m_moved, true))
        Q_EMIT hovered({});
    if (m_kind == Kind::Band) {
        const double x = std::clamp(at.x(), plot.area.left(), plot.area.right());
        setBand(QRectF(QPointF(m_from.x(), plot.area.top()), QPointF(x, plot.area.bottom())).normalized());
        return;
    }
    // Computed from the whole distance, so that rounding errors of steps do not add up.
    const qint64 total = plot.time(at.x()) - plot.time(m_from.x());
    if (const qint64 step = total - std::exchange(m_panned, total); step != 0)
        Q_EMIT panned(step);
}

void ChartGestures::release(const QMouseEvent &event, const Plot &plot)
{
    const Kind kind = std::exchange(m_kind, Kind::None);
    const std::optional<QRectF> band = m_band;
    setBand({});
    if (!m_moved && kind == Kind::Pan && event.button() == Qt::LeftButton)
        Q_EMIT clicked(plot.time(event.position().x()), event.position());
    if (!m_moved && kind == Kind::Band && event.button() == Qt::RightButton)
        Q_EMIT menuRequested(event.position());
    if (kind == Kind::Band && band && plot.time(band->right()) - plot.time(band->left()) >= shortestSpan)
        Q_EMIT zoomed(plot.time(band->left()), plot.time(band->right()));
}

void ChartGestures::pressTwice(const QMouseEvent &event)
{
    m_kind = Kind::None; // its release is not a click
    if (event.button() == Qt::LeftButton)
        Q_EMIT liveRequested();
}

void ChartGestures::wheel(const QWheelEvent &event, const Plot &plot)
{
    const double notches = std::clamp(event.angleDelta().y() / notch, -mostNotches, mostNotches);
    if (notches != 0 && plot.area.contains(event.position()))
        zoomAround(event.position(), std::pow(zoomPerNotch, notches), plot);
}

void ChartGestures::touch(const QTouchEvent &event, const QWidget &chart, const Plot &plot)
{
    const QList<QEventPoint> &points = event.points();
    if (event.type() == QEvent::TouchCancel || points.isEmpty()) {
        m_kind = Kind::None;
        m_spread = 0;
        return;
    }
    const auto at = [&chart](const QEventPoint &point) { return chart.mapFromGlobal(point.globalPosition()); };
    if (points.size() > 1)
        return pinch(at(points[0]), at(points[1]), plot);
    const QEventPoint &point = points.constFirst();
    const auto mouse = [&](QEvent::Type type) {
        return QMouseEvent(type, at(point), point.globalPosition(), Qt::LeftButton, Qt::LeftButton, {});
    };
    if (point.state() == QEventPoint::Pressed)
        press(mouse(QEvent::MouseButtonPress), plot);
    else if (point.state() == QEventPoint::Released)
        release(mouse(QEvent::MouseButtonRelease), plot);
    else if (const QPointF way = at(point) - m_from; !m_moved && std::abs(way.y()) > std::abs(way.x()) &&
                                                     std::abs(way.y()) >= QApplication::startDragDistance())
        m_kind = Kind::None; // it scrolls the area that contains the chart
    else if (m_kind != Kind::None)
        move(mouse(QEvent::MouseMove), plot);
    m_spread = 0;
}

void ChartGestures::pinch(QPointF first, QPointF second, const Plot &plot)
{
    m_kind = Kind::None; // the gesture of one finger has ended
    setBand({});
    const double spread = std::max(1.0, QLineF(first, second).length());
    const double before = std::exchange(m_spread, spread);
    const QPointF middle = (first + second) / 2;
    if (before > 0 && before != spread && plot.area.contains(middle))
        zoomAround(middle, before / spread, plot);
}

/// Multiplies the length of the visible range by `factor`; the time in the middle keeps its place.
void ChartGestures::zoomAround(QPointF middle, double factor, const Plot &plot)
{
    const qint64 fixed = plot.time(middle.x());
    const double length = static_cast<double>(plot.to - plot.from);
    const double bounded = std::max(factor, static_cast<double>(shortestSpan) / length);
    const auto moved = [=](qint64 time) {
        return fixed + static_cast<qint64>(std::llround(static_cast<double>(time - fixed) * bounded));
    };
    Q_EMIT zoomed(moved(plot.from), moved(plot.to));
}

void ChartGestures::leave()
{
    Q_EMIT hovered({});
}

void ChartGestures::setBand(const std::optional<QRectF> &band)
{
    if (std::exchange(m_band, band) != band)
        Q_EMIT bandChanged();
}

} // namespace pulse

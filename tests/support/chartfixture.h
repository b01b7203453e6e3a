// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/linechart.h"
#include "common/core/literals.h"
#include "tests/support/pictures.h"

#include <QApplication>
#include <QTest>
#include <QTouchEvent>

#include <memory>

Q_DECLARE_METATYPE(pulse::ChartLine)
Q_DECLARE_METATYPE(pulse::ChartRenderer)
Q_DECLARE_METATYPE(pulse::ValueScale)

namespace pulse::test {

// Times in ms. A chart shows the five minutes until `chartEnd`.
constexpr qint64 chartEnd = 1'764'079'207'000;
constexpr qint64 minute = 60'000;
constexpr qint64 gap = 15'000;

/// Adds a row of test data for each renderer that this build has.
inline void addRendererRows()
{
    QTest::addColumn<ChartRenderer>("renderer");
    for (const ChartRenderer renderer : chartRenderers())
        QTest::newRow(renderer == ChartRenderer::Painted ? "painted" : "Qt Charts") << renderer;
}

/// Returns a line with the same value each 5 s over five minutes.
inline ChartLine line(const QString &label, int color, double value)
{
    ChartLine result{label, color, {}};
    for (qint64 time = chartEnd - 5 * minute; time <= chartEnd; time += 5000)
        result.values.append({time, value});
    return result;
}

/// Returns lines of CPUs, each higher than the previous one.
inline QList<ChartLine> cpus(int count)
{
    QList<ChartLine> lines;
    for (int i = 0; i < count; ++i)
        lines.append(line(u"CPU %1"_s.arg(i), i, 10 + 80.0 * i / count));
    return lines;
}

/// A chart of the five minutes until `chartEnd`, with a mouse and a touch screen.
struct DrawnChart : LineChart
{
    explicit DrawnChart(ChartRenderer renderer = chartRenderers().constFirst(), QSize size = {600, 240})
    {
        setRenderer(renderer);
        resize(size);
        setTimeRange(chartEnd - 5 * minute, chartEnd);
    }

    QImage picture() { return grab().toImage().convertToFormat(QImage::Format_RGB32); }
    /// Returns a point of the plot at these shares of its width and height.
    QPoint at(double share, double height = 0.5) const
    {
        const QRectF area = plotArea();
        return QPointF(area.left() + area.width() * share, area.top() + area.height() * height).toPoint();
    }
    void move(QPoint to, Qt::MouseButtons buttons = Qt::NoButton)
    {
        QMouseEvent event(QEvent::MouseMove, to, mapToGlobal(to), Qt::NoButton, buttons, Qt::NoModifier);
        QApplication::sendEvent(this, &event);
    }
    /// Sends an event with one finger for each pair; the position is a share of the plot's width.
    void touch(QEvent::Type type, const QList<std::pair<QEventPoint::State, double>> &fingers, double height = 0.5)
    {
        static const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
        QList<QEventPoint> points;
        for (const auto &[state, share] : fingers)
            points.append(QEventPoint(static_cast<int>(points.size()), state, {}, mapToGlobal(at(share, height))));
        QTouchEvent event(type, screen.get(), Qt::NoModifier, points);
        QApplication::sendEvent(this, &event);
    }
};

} // namespace pulse::test

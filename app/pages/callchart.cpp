// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/callchart.h"

#include "app/charts/render/plot.h"
#include "common/core/literals.h"

#include <QJsonObject>
#include <QPainter>

namespace pulse {
namespace {

constexpr double markRadius = 5;

} // namespace

CallChart::CallChart(QWidget *parent)
    : LineChart(parent)
{
    setScale({.unit = u"ms"_s});
}

void CallChart::setFailures(const QList<TimedValue> &failures)
{
    if (m_failures == failures)
        return;
    m_failures = failures;
    update();
}

QString CallChart::description() const
{
    const QString lines = LineChart::description();
    return m_failures.isEmpty() ? lines
                                : tr("%1; %n failed calls", nullptr, static_cast<int>(m_failures.size())).arg(lines);
}

QJsonObject CallChart::report() const
{
    QJsonObject report = LineChart::report();
    report.insert(u"failures"_s, static_cast<qint64>(m_failures.size()));
    return report;
}

void CallChart::paintEvent(QPaintEvent *event)
{
    LineChart::paintEvent(event);
    const auto [from, to] = timeRange();
    const auto [lowest, highest] = limits();
    const Plot plot{plotArea(), from, to, lowest, highest};
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme().surface, 1)); // separates marks that overlap
    painter.setBrush(theme().bad);
    for (const TimedValue &failure : m_failures) {
        const QPointF middle(plot.x(failure.time), plot.y(failure.value));
        painter.drawPolygon(QPolygonF({middle - QPointF(0, markRadius), middle + QPointF(markRadius, 0),
                                       middle + QPointF(0, markRadius), middle - QPointF(markRadius, 0)}));
    }
}

} // namespace pulse

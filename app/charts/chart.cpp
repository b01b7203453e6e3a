// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/chart.h"

#include "common/core/literals.h"

#include <QAccessibleWidget>

#include <algorithm>
#include <cmath>

namespace pulse {
namespace {

class AccessibleChart : public QAccessibleWidget
{
public:
    explicit AccessibleChart(Chart *chart)
        : QAccessibleWidget(chart, QAccessible::Chart)
        , m_chart(chart)
    {
    }

    QString text(QAccessible::Text kind) const override
    {
        if (kind == QAccessible::Description)
            return m_chart->description();
        if (kind != QAccessible::Value)
            return QAccessibleWidget::text(kind);
        QStringList values;
        for (const ChartValue &value : m_chart->values())
            values.append(value.label.isEmpty() ? value.text : u"%1: %2"_s.arg(value.label, value.text));
        return values.join('\n'_L1);
    }

private:
    Chart *m_chart;
};

QAccessibleInterface *makeAccessible(const QString &, QObject *object)
{
    auto *chart = qobject_cast<Chart *>(object);
    return chart ? new AccessibleChart(chart) : nullptr;
}

} // namespace

Chart::Chart(QWidget *parent)
    : Adaptive(parent)
{
    QAccessible::installFactory(makeAccessible); // does nothing for a known factory
}

void alignAxes(const QList<Chart *> &charts)
{
    constexpr double step = 8; // px; so that the plots seldom change their width
    double widest = 0;
    for (const Chart *chart : charts)
        widest = std::max(widest, chart->axisWidth());
    for (Chart *chart : charts)
        chart->setLeastAxisWidth(std::ceil(widest / step) * step);
}

} // namespace pulse

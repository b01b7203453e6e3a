// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/chart.h"

#include "common/core/literals.h"

#include <QAccessibleWidget>

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

} // namespace pulse

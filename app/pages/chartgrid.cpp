// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/chartgrid.h"

#include "app/charts/chartkinds.h"
#include "app/style/sizes.h"
#include "common/core/literals.h"

#include <QGridLayout>

#include <algorithm>

namespace pulse {
namespace {

constexpr int narrowestColumn = 300;
constexpr int lowestPanel = 176;

const QString otherPage = u"other"_s;

QList<GridChart> otherCharts(const SampleStore &store)
{
    QList<GridChart> result;
    for (const SeriesKey &key : store.keys(QString())) {
        ChartDefinition chart;
        chart.id = otherPage + '.'_L1 + key.name;
        chart.page = otherPage;
        chart.title = store.title(key);
        result.append({chart, {key}});
    }
    return result;
}

ValueScale scaleOf(const ChartDefinition &chart)
{
    ValueScale scale;
    scale.unit = chart.unit;
    scale.lowest = chart.lowest;
    scale.highest = chart.highest;
    scale.stacked = chart.stacked;
    return scale;
}

} // namespace

QList<GridChart> chartsOfPage(const SampleStore &store, const QString &page)
{
    if (page == otherPage)
        return otherCharts(store);
    QList<GridChart> result;
    for (const ChartDefinition &chart : store.families().charts()) {
        if (chart.page != page)
            continue;
        const QList<SeriesKey> keys = store.chartKeys(chart.id);
        if (keys.isEmpty())
            continue;
        result.append({chart, keys});
        result.last().chart.title = MetricFamilies::title(chart);
    }
    return result;
}

ChartGrid::ChartGrid(ChartLink &link, QWidget *parent)
    : QWidget(parent)
    , m_link(link)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(gap);
}

void ChartGrid::setTallest(int height)
{
    m_tallest = height;
}

void ChartGrid::show(const Scene &scene, const QList<GridChart> &charts, const QList<Chart *> &above)
{
    QStringList order;
    QList<Chart *> shown = above;
    for (const GridChart &one : charts) {
        order.append(one.chart.id);
        ChartPanel *panel = panelFor(one);
        showSeries(*panel, scene, one.keys, one.chart.color);
        shown.append(&panel->chart());
    }
    if (std::exchange(m_order, order) != order)
        layOut();
    alignAxes(shown);
}

ChartPanel *ChartGrid::panelFor(const GridChart &one)
{
    ChartPanel *&panel = m_byId[one.chart.id];
    if (!panel) {
        panel = new ChartPanel({}, makeChart(one.chart.kind), this);
        panel->setMinimumHeight(lowestPanel);
        panel->setMaximumHeight(m_tallest);
        panel->chart().setScale(scaleOf(one.chart));
        m_link.add(&panel->chart());
    }
    panel->setTitle(one.chart.title);
    return panel;
}

void ChartGrid::layOut()
{
    for (auto it = m_byId.begin(); it != m_byId.end();) {
        if (m_order.contains(it->first)) {
            ++it;
            continue;
        }
        delete it->second;
        it = m_byId.erase(it);
    }
    m_panels.clear();
    for (const QString &id : std::as_const(m_order))
        m_panels.append(m_byId.at(id));
    m_columns = fittingColumns();
    const int rows = (static_cast<int>(m_panels.size()) + m_columns - 1) / m_columns;
    setMaximumHeight(static_cast<int>(std::min<qint64>(QWIDGETSIZE_MAX, qint64(rows) * (m_tallest + gap))));
    for (ChartPanel *panel : std::as_const(m_panels))
        m_layout->removeWidget(panel);
    for (int i = 0; i < m_panels.size(); ++i) {
        m_layout->addWidget(m_panels[i], i / m_columns, i % m_columns);
        m_panels[i]->show();
    }
    for (int column = 0; column < m_layout->columnCount(); ++column)
        m_layout->setColumnStretch(column, column < m_columns ? 1 : 0);
}

int ChartGrid::fittingColumns() const
{
    return std::clamp((width() + gap) / (narrowestColumn + gap), 1, std::max(1, static_cast<int>(m_panels.size())));
}

void ChartGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (fittingColumns() != m_columns)
        layOut();
}

} // namespace pulse

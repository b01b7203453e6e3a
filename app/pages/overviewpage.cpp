// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/overviewpage.h"

#include "app/pages/cpuspage.h"
#include "app/style/sizes.h"
#include "app/widgets/chartlegend.h"
#include "app/widgets/scrollcolumn.h"
#include "common/core/literals.h"
#include "common/metrics/windowtext.h"

#include <QGridLayout>
#include <QScrollBar>
#include <QVBoxLayout>

#include <utility>

namespace pulse {
namespace {

constexpr int lowestMain = 250; // px of the row of CPUs, also on a page that scrolls

QList<HeatCell> cellsOf(const SampleStore &store, const QList<SeriesKey> &keys)
{
    QList<HeatCell> cells;
    for (const SeriesKey &key : keys) {
        if (const std::optional<double> value = store.newest(key))
            cells.append({key.index, store.title(key), *value});
    }
    return cells;
}

} // namespace

OverviewPage::OverviewPage(DashboardState &state, ChartLink &link, QWidget *parent)
    : Page(parent)
    , m_tiles(new TileRow(this))
    , m_cpus(new CpuPanel(link, this))
    , m_heatMap(new HeatMap)
    , m_now(new SeriesPanel({}, m_heatMap, this))
    , m_shares(new ChartGrid(link, this))
    , m_events(new EventList(state.events(), this))
    , m_otherTitle(new ElidingLabel(TextSize::Normal, QFont::DemiBold, this))
    , m_other(new ChartGrid(link, this))
{
    auto *content = new QWidget;
    m_grid = new QGridLayout(content);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(gap);
    m_scroll = new ScrollColumn(content, this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);

    OverviewPage::retranslate();
    m_now->setMinimumHeight(lowestChart);
    connect(m_tiles, &TileRow::allNumbersRequested, this,
            [this] { m_scroll->verticalScrollBar()->setValue(m_otherTitle->y()); });
    connect(m_cpus, &CpuPanel::cpuChosen, this, [this](int cpu) { Q_EMIT pageRequested(CpusPage::id(), cpu); });
    connect(&m_cpus->legend(), &ChartLegend::allRequested, this, [this] { Q_EMIT pageRequested(CpusPage::id()); });
    connect(m_heatMap, &HeatMap::cellClicked, this, [this](int cpu) { Q_EMIT pageRequested(CpusPage::id(), cpu); });
    connect(m_events, &EventList::momentRequested, this, &Page::momentRequested);
    connect(&link, &ChartLink::momentShown, m_events, &EventList::select);
    arrange({.isNarrow = false, .hasShares = true});
}

void OverviewPage::retranslate()
{
    m_cpus->setTitle(tr("CPU average"));
    m_cpus->setEmptyText(tr("The results contain no CPU averages"));
    m_now->setTitle(tr("CPUs now"));
    m_heatMap->setEmptyText(tr("No CPUs"));
    m_otherTitle->setText(tr("Other numbers in the results"));
}

void OverviewPage::showState(const DashboardState &state)
{
    const Scene scene = sceneOf(state);
    m_tiles->show(scene);
    showCpus(scene);
    m_events->showRange(state.time());
    const QList<GridChart> shares = chartsOfPage(scene.store, id());
    m_shares->show(scene, shares, {&m_cpus->chart()});
    showOther(scene);
    arrange({m_arrangement.isNarrow, !shares.isEmpty()});
}

void OverviewPage::showCpus(const Scene &scene)
{
    const QList<SeriesKey> keys = mainCpuKeys(scene.store);
    const int window = keys.isEmpty() ? 0 : keys.constFirst().window;
    const bool measured = !keys.isEmpty() && window == 0;
    m_cpus->setTitle(window > 0 ? tr("CPU average over %1").arg(windowText(window))
                     : measured ? tr("CPU usage, as measured")
                                : tr("CPU average"));
    showSeries(*m_cpus, scene, keys);
    m_heatMap->setDimmed(!scene.isCurrent);
    m_heatMap->setThresholds(thresholdLines(scene.store, keys.value(0).family));
    m_heatMap->setCells(cellsOf(scene.store, keys));
    const qint64 newest = scene.store.newestTime().value_or(0);
    m_now->setSeries(keys, {newest, newest});
}

void OverviewPage::showOther(const Scene &scene)
{
    const QList<GridChart> other = chartsOfPage(scene.store, u"other"_s);
    m_other->show(scene, other);
    m_other->setVisible(!other.isEmpty());
    m_otherTitle->setVisible(!other.isEmpty());
}

void OverviewPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange({width() < narrowPage, m_arrangement.hasShares});
}

/// Three columns, or one column in a narrow window. The CPUs use the place of missing shares.
void OverviewPage::arrange(Arrangement arrangement)
{
    if (std::exchange(m_arrangement, arrangement) == arrangement && m_grid->count() > 0)
        return;
    m_shares->setVisible(arrangement.hasShares);
    m_events->setMinimumHeight(arrangement.isNarrow ? phoneChart : lowestChart);
    const QList<QWidget *> widgets{m_tiles, m_cpus, m_now, m_shares, m_events, m_otherTitle, m_other};
    for (QWidget *widget : widgets)
        m_grid->removeWidget(widget);
    for (int row = 0; row < widgets.size(); ++row)
        m_grid->setRowStretch(row, 0);
    if (arrangement.isNarrow) {
        for (int row = 0; row < widgets.size(); ++row)
            m_grid->addWidget(widgets[row], row, 0, 1, 3);
    } else {
        m_grid->addWidget(m_tiles, 0, 0, 1, 3);
        m_grid->addWidget(m_cpus, 1, 0, arrangement.hasShares ? 1 : 2, 2);
        m_grid->addWidget(m_now, 1, 2);
        if (arrangement.hasShares)
            m_grid->addWidget(m_shares, 2, 0, 1, 2);
        m_grid->addWidget(m_events, 2, 2);
        m_grid->addWidget(m_otherTitle, 3, 0, 1, 3);
        m_grid->addWidget(m_other, 4, 0, 1, 3);
        m_grid->setRowStretch(1, 3);
        m_grid->setRowStretch(2, 2);
    }
    m_grid->setRowMinimumHeight(1, arrangement.isNarrow ? 0 : lowestMain);
    for (int column = 0; column < 3; ++column)
        m_grid->setColumnStretch(column, 1);
}

QString OverviewPage::title() const
{
    return tr("Overview");
}

QList<Sheet::Row> OverviewPage::help() const
{
    return {
        {tr("Tiles"),
         tr("The newest values, and how they changed. First the numbers that only your function returns; "
            "if there are more than six, a click on +n shows all. Egress is the share "
            "of the bytes sent in all network traffic, cache the share of memory that holds the contents of "
            "files.")},
        {tr("Other numbers"),
         tr("Numbers that the function returns under unknown names, each in its own chart, at the end "
            "of the page. A table of families gives them titles and units (--families).")},
        {tr("CPU average"),
         tr("The moving average of each CPU, as computed by the function. Up to eight CPUs are lines; more are rows of "
            "a heat map, the more blue the busier: point at a row to see its values, and click it to see that CPU "
            "alone. From 80% on, a CPU is amber (warning), from 95% on red (critical).")},
        {tr("CPUs now"), tr("The newest average of each CPU, in the same colours. Click one to see it alone.")},
        {tr("Events"),
         tr("Values that crossed a limit, failures of the function, and lost connections in the time that "
            "the charts show, with marks below their time axes. Click an event or a mark to see the result "
            "of that time.")},
        {tr("Pale colours"), tr("The values are old, since no new ones are arriving.")},
        timeHelp(),
    };
}

} // namespace pulse

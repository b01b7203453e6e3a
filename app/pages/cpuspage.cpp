// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/cpuspage.h"

#include "app/pages/historydelegate.h"
#include "app/style/controlstyle.h"
#include "app/style/sizes.h"
#include "app/widgets/carddelegate.h"
#include "app/widgets/itemview.h"
#include "app/widgets/scrollcolumn.h"
#include "app/widgets/surface.h"
#include "common/core/literals.h"
#include "common/metrics/familyids.h"
#include "common/metrics/windowtext.h"

#include <QBoxLayout>
#include <QHeaderView>

#include <algorithm>

namespace pulse {
namespace {

constexpr int numberWidth = 84;
constexpr int valueWidth = 92;

} // namespace

CpusPage::CpusPage(DashboardState &state, ChartLink &link, QWidget *parent)
    : Page(parent)
    , m_model(state.store())
    , m_usage(new CpuPanel(link, this))
    , m_average(new CpuPanel(link, this))
    , m_charts(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_list(new Surface(this))
    , m_tools(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_filter(new QLineEdit(m_list))
    , m_count(new ElidingLabel(TextSize::Normal, QFont::Normal, m_list))
    , m_windowChoice(new SegmentedControl(m_list))
    , m_table(new ItemView(ItemView::Form::Table, m_list))
    , m_delegate(new HistoryDelegate(this))
    , m_cards(new CardDelegate(
          CardDelegate::Main::Title, [this](const QModelIndex &row) { return cardOf(row); }, this))
{
    m_proxy.setSourceModel(&m_model);
    for (CpuPanel *panel : {m_usage, m_average})
        connect(panel, &CpuPanel::cpuChosen, this, &CpusPage::reveal);
    m_filter->setClearButtonEnabled(true);
    connect(m_filter, &QLineEdit::textChanged, this, &CpusPage::setFilter);
    connect(m_windowChoice, &SegmentedControl::chosen, this, [this](int index) {
        m_window = m_windows.value(index);
        Q_EMIT changed();
    });
    setUpTable();
    setUpLayout();
    m_count->setTone(Tone::Dim);
    CpusPage::applyTheme();
    CpusPage::retranslate();
}

void CpusPage::retranslate()
{
    m_usage->setTitle(tr("CPU usage, as measured"));
    m_usage->setEmptyText(tr("The measurements contain no CPU usage"));
    m_average->setEmptyText(tr("The results contain no CPU averages"));
    m_filter->setPlaceholderText(tr("Filter: 0-7, 12 or >50"));
    m_filter->setAccessibleName(tr("Filter CPUs by number or load"));
    m_table->setAccessibleName(tr("CPUs"));
    markFilter(m_isFilterValid);
    constexpr int edges = 48; // px beside the text, with the button that clears it
    m_filter->setMinimumWidth(m_filter->fontMetrics().horizontalAdvance(m_filter->placeholderText()) + edges);
    nameWindows();
}

void CpusPage::applyTheme()
{
    applyControlStyle(*m_filter);
}

void CpusPage::setUpTable()
{
    m_table->setModel(&m_proxy);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(CpuModel::Number, Qt::AscendingOrder);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setItemDelegateForColumn(CpuModel::UsageHistory, m_delegate);
    m_table->setItemDelegateForColumn(CpuModel::AverageHistory, m_delegate);
    QHeaderView *header = m_table->header();
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(CpuModel::UsageHistory, QHeaderView::Stretch);
    header->setSectionResizeMode(CpuModel::AverageHistory, QHeaderView::Stretch);
    header->resizeSection(CpuModel::Number, numberWidth);
    header->resizeSection(CpuModel::Usage, valueWidth);
    header->resizeSection(CpuModel::Average, valueWidth);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CpusPage::changed);
}

void CpusPage::setUpLayout()
{
    m_charts->setSpacing(gap);
    m_charts->addWidget(m_usage, 1);
    m_charts->addWidget(m_average, 1);
    auto *choices = new QHBoxLayout;
    choices->setSpacing(gap);
    choices->addWidget(m_count);
    choices->addStretch(1);
    choices->addWidget(m_windowChoice);
    m_tools->setSpacing(gap);
    m_tools->addWidget(m_filter);
    m_tools->addLayout(choices, 1);
    auto *list = new QVBoxLayout(m_list);
    list->setContentsMargins(12, 12, 12, 12);
    list->setSpacing(gap);
    list->addLayout(m_tools);
    list->addWidget(m_table, 1);
    m_list->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum); // the charts use the place of missing rows

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gap);
    column->addLayout(m_charts, 2);
    column->addWidget(m_list, 3);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new ScrollColumn(content, this));
}

/// Cards are in the order of the CPUs, are as high as all of them, and a tap on one more adds it to the charts.
void CpusPage::setCards(bool cards)
{
    m_charts->setDirection(cards ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_tools->setDirection(cards ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_windowChoice->setFilling(cards);
    if (m_table->isHeaderHidden() == cards)
        return;
    if (cards)
        m_table->sortByColumn(CpuModel::Number, Qt::AscendingOrder);
    m_table->setHeaderHidden(cards);
    for (int column = CpuModel::Number + 1; column < CpuModel::ColumnCount; ++column)
        m_table->setColumnHidden(column, cards);
    m_table->header()->setSectionResizeMode(CpuModel::Number, cards ? QHeaderView::Stretch : QHeaderView::Fixed);
    if (!cards)
        m_table->header()->resizeSection(CpuModel::Number, numberWidth);
    m_table->setItemDelegateForColumn(CpuModel::Number, cards ? m_cards : nullptr);
    m_table->setSelectionMode(cards ? QAbstractItemView::MultiSelection : QAbstractItemView::ExtendedSelection);
    m_table->updateGeometry();
    fitTable();
}

/// The table has no more place than its rows need. Cards do not scroll by themselves, since the page does.
void CpusPage::fitTable()
{
    const bool cards = m_table->isHeaderHidden();
    m_table->setHintedRows(std::max(1, cards ? m_proxy.rowCount() : m_model.rowCount()));
    m_table->setMinimumHeight(cards ? m_table->sizeHint().height() : 0);
}

/// A card has the average, or the usage if there is no average.
Card CpusPage::cardOf(const QModelIndex &row) const
{
    const auto inColumn = [&row](CpuModel::Column column) { return row.siblingAtColumn(column); };
    const bool hasAverage = inColumn(CpuModel::Average).data(SortRole).isValid();
    const QModelIndex history = inColumn(hasAverage ? CpuModel::AverageHistory : CpuModel::UsageHistory);
    const TimeRange range = m_model.range();
    return {.title = tr("CPU %1").arg(row.data().toString()),
            .text = tr("usage %1").arg(inColumn(CpuModel::Usage).data().toString()),
            .history = CardHistory{history.data(CpuModel::HistoryRole).value<QList<TimedValue>>(),
                                   {range.from, range.to, 0, 100, m_model.thinning().longestStep()},
                                   lineColor(row.data(CpuModel::CpuRole).toInt())},
            .value = inColumn(hasAverage ? CpuModel::Average : CpuModel::Usage).data().toString()};
}

void CpusPage::showState(const DashboardState &state)
{
    const Scene scene = sceneOf(state);
    chooseWindows(scene.store);
    const QList<int> selected = selectedCpus();
    m_model.refresh(m_window, scene.range, scene.thinning.longestGap);
    m_delegate->setTime(scene.range, m_model.thinning().longestStep());
    select(m_cpuToSelect ? QList{*std::exchange(m_cpuToSelect, std::nullopt)} : selected);
    const QList<int> cpus = shownCpus();
    showSeries(*m_usage, scene, keysOf(cpus, FamilyId::cpuUsage, 0));
    showSeries(*m_average, scene, keysOf(cpus, FamilyId::cpuAverage, m_window));
    fitTable();
    alignAxes({&m_usage->chart(), &m_average->chart()});
    showCount();
}

void CpusPage::chooseWindows(const SampleStore &store)
{
    const QList<int> windows = store.windows(FamilyId::cpuAverage);
    if (std::exchange(m_windows, windows) != windows) {
        m_windowChoice->setVisible(windows.size() > 1);
        if (!windows.contains(m_window))
            m_window = windows.value(0);
        nameWindows();
        m_windowChoice->setCurrent(static_cast<int>(windows.indexOf(m_window)));
    }
    m_average->setTitle(m_window > 0 ? tr("CPU average over %1").arg(windowText(m_window)) : tr("CPU average"));
}

void CpusPage::nameWindows()
{
    QStringList names;
    for (const int window : std::as_const(m_windows))
        names.append(windowText(window));
    m_windowChoice->setSegments(names);
}

QList<SeriesKey> CpusPage::keysOf(const QList<int> &cpus, const QString &family, int window)
{
    QList<SeriesKey> keys;
    for (const int cpu : cpus)
        keys.append({family, QString(), cpu, window});
    return keys;
}

QList<int> CpusPage::selectedCpus() const
{
    QList<int> cpus;
    for (const QModelIndex &row : m_table->selectionModel()->selectedRows())
        cpus.append(row.data(CpuModel::CpuRole).toInt());
    return cpus;
}

/// Returns the selected CPUs, or all listed ones if none is selected.
QList<int> CpusPage::shownCpus() const
{
    QList<int> cpus = selectedCpus();
    for (int row = 0; cpus.size() <= row && row < m_proxy.rowCount() && !m_table->selectionModel()->hasSelection();
         ++row)
        cpus.append(m_proxy.index(row, CpuModel::Number).data(CpuModel::CpuRole).toInt());
    std::ranges::sort(cpus);
    return cpus;
}

void CpusPage::select(const QList<int> &cpus)
{
    if (cpus == selectedCpus())
        return;
    QItemSelection selection;
    for (int row = 0; row < m_proxy.rowCount(); ++row) {
        const QModelIndex index = m_proxy.index(row, CpuModel::Number);
        if (cpus.contains(index.data(CpuModel::CpuRole).toInt()))
            selection.select(index, index);
    }
    m_table->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (!selection.isEmpty())
        m_table->scrollTo(selection.constFirst().topLeft());
}

void CpusPage::reveal(std::optional<int> cpu)
{
    if (!cpu)
        return;
    m_filter->clear();
    m_cpuToSelect = cpu;
    Q_EMIT changed();
}

void CpusPage::setFilter(const QString &text)
{
    m_isFilterValid = m_proxy.setFilterText(text);
    markFilter(m_isFilterValid);
    Q_EMIT changed();
}

void CpusPage::markFilter(bool isValid)
{
    markWrong(*m_filter, !isValid);
    m_filter->setToolTip(isValid ? QString() : tr("Numbers (0-7, 12) or limits of the load (>50, <5)"));
}

void CpusPage::showCount()
{
    const int listed = m_proxy.rowCount();
    const int all = m_model.rowCount();
    const qsizetype selected = m_table->selectionModel()->selectedRows().size();
    QString text = listed == all ? tr("%n CPUs", nullptr, all) : tr("%1 of %n CPUs", nullptr, all).arg(listed);
    if (selected > 0)
        text += tr(", %n selected", nullptr, static_cast<int>(selected));
    m_count->setText(text);
}

void CpusPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    setCards(width() < narrowPage);
}

QString CpusPage::title() const
{
    return tr("CPUs");
}

QList<Sheet::Row> CpusPage::help() const
{
    return {
        {tr("Left"), tr("The measured usage of each CPU: the share of time in which it was busy.")},
        {tr("Right"), tr("Its moving average, as computed by the function; if there are several, choose the length "
                         "of time.")},
        {tr("Table"),
         tr("A row for each CPU. Click a column header to sort by it, or a row to see only that CPU; select "
            "more rows with Ctrl or Shift. In a narrow window, each CPU has a card; tap cards to see only their "
            "CPUs.")},
        {tr("Filter"), tr("By number (0-7, 12) or by load (>50, <5). Charts and table show the CPUs that match.")},
        timeHelp(),
    };
}

} // namespace pulse

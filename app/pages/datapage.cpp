// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/datapage.h"

#include "app/state/clocktime.h"
#include "app/style/controlstyle.h"
#include "app/style/sizes.h"
#include "app/widgets/pushbutton.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace pulse {
namespace {

using namespace std::chrono_literals;

constexpr auto confirmationTime = 1500ms; // how long the button shows "Copied"
constexpr int widestSearch = 360;
const QList<double> columnShares = {0.45, 0.3};

/// A text that is not JSON is one value.
JsonNode valueOf(const QByteArray &json)
{
    if (Result<JsonNode> value = parseJson(json))
        return *std::move(value);
    JsonNode text;
    text.kind = JsonNode::Kind::Text;
    text.text = QString::fromUtf8(json);
    return text;
}

} // namespace

DataPage::DataPage(QWidget *parent)
    : Page(parent)
    , m_search(new QLineEdit(this))
    , m_tools(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_form(new SegmentedControl(this))
    , m_copy(new PushButton(this))
    , m_age(new ElidingLabel(TextSize::Small, QFont::Normal, this))
    , m_remark(new ElidingLabel(TextSize::Small, QFont::Normal, this))
    , m_stack(new QStackedWidget(this))
    , m_table(new ItemView(ItemView::Form::Table, m_stack))
    , m_cards(new CardDelegate(
          CardDelegate::Main::Text, [this](const QModelIndex &row) { return cardOf(row); }, m_table))
    , m_trees(new RecordView(m_stack))
    , m_empty(new EmptyPage(m_stack))
{
    m_rows.setSourceModel(&m_readings);
    m_table->setModel(&m_rows);
    m_table->setShares(columnShares);
    m_table->setTextElideMode(Qt::ElideMiddle); // names often differ at their end
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->header()->setSortIndicatorClearable(true);
    m_table->header()->setSortIndicator(-1, Qt::AscendingOrder); // initially in the function's order
    m_table->setSortingEnabled(true);
    setUpLayout();
    setUpCopying();
    connect(m_search, &QLineEdit::textChanged, this, &DataPage::search);
    connect(m_form, &SegmentedControl::chosen, this, [this](int form) { setForm(static_cast<Form>(form)); });
    m_age->setTone(Tone::Dim);
    m_remark->setTone(Tone::Dim);
    DataPage::applyTheme();
    DataPage::retranslate();
    showRecord({});
}

DataPage::DataPage(DashboardState &, ChartLink &, QWidget *parent)
    : DataPage(parent)
{
}

void DataPage::retranslate()
{
    m_table->setAccessibleName(tr("All values"));
    m_empty->setText(tr("No result yet"), {});
    m_search->setPlaceholderText(tr("Search names and values"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_form->setSegments({tr("Table"), tr("Tree")});
    m_copy->setText(tr("Copy"));
    m_copyResult->setText(tr("Result as JSON"));
    m_copyInput->setText(tr("Measurement as JSON"));
    m_copySelection->setText(tr("Selection as JSON"));
    showCount();
    showAge();
}

void DataPage::applyTheme()
{
    applyControlStyle(*this);
}

void DataPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintSurface(painter, rect(), theme());
}

void DataPage::showState(const DashboardState &state)
{
    showRecord(state.store().newestRecord());
    showAge(state.freshness());
}

void DataPage::setUpLayout()
{
    m_search->setClearButtonEnabled(true);
    auto *choices = new QHBoxLayout;
    choices->setSpacing(8);
    choices->addStretch(1);
    choices->addWidget(m_form);
    choices->addWidget(m_copy);
    m_tools->setSpacing(8);
    m_tools->addWidget(m_search, 3);
    m_tools->addLayout(choices, 1);
    auto *facts = new QHBoxLayout;
    facts->setContentsMargins(8, 0, 8, 0);
    facts->setSpacing(16);
    facts->addWidget(m_age);
    facts->addStretch(1);
    facts->addWidget(m_remark);
    for (QWidget *page :
         {static_cast<QWidget *>(m_table), static_cast<QWidget *>(m_trees), static_cast<QWidget *>(m_empty)})
        m_stack->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addLayout(m_tools);
    layout->addLayout(facts);
    layout->addWidget(m_stack, 1);
}

void DataPage::setUpCopying()
{
    auto *menu = new QMenu(m_copy);
    m_copyResult = menu->addAction(QString(), this, [this] { copy(m_record->output); });
    m_copyInput = menu->addAction(QString(), this, [this] { copy(m_record->input); });
    m_copySelection = menu->addAction(QString(), this, &DataPage::copySelection);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        applyControlStyle(*menu);
        m_copyInput->setEnabled(!m_record->input.isEmpty());
    });
    m_copy->setMenu(menu);
    auto *shortcut = new QShortcut(QKeySequence::Copy, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, &DataPage::copySelection);
}

void DataPage::showRecord(const std::optional<Record> &newest)
{
    if (m_record && m_record == newest)
        return;
    m_record = newest;
    m_isShown = false;
    if (isVisible() || !m_record)
        showNow();
}

void DataPage::setForm(Form form)
{
    m_form->setCurrent(form);
    m_isShown = false;
    showNow();
}

void DataPage::showEvent(QShowEvent *event)
{
    showNow();
    Page::showEvent(event);
}

void DataPage::resizeEvent(QResizeEvent *event)
{
    setCards(width() < narrowPage);
    Page::resizeEvent(event);
}

/// Cards are in the original order, under the headings of their groups.
void DataPage::setCards(bool cards)
{
    m_tools->setDirection(cards ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_search->setMaximumWidth(cards ? QWIDGETSIZE_MAX : widestSearch);
    if (m_table->isHeaderHidden() == cards)
        return;
    if (cards)
        m_table->header()->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setHeaderHidden(cards);
    m_table->setColumnHidden(ReadingsModel::Value, cards);
    m_table->setColumnHidden(ReadingsModel::Origin, cards);
    m_table->setUniformRowHeights(!cards);
    m_table->setItemDelegateForColumn(ReadingsModel::Name, cards ? m_cards : nullptr);
    m_table->setShares(cards ? QList<double>{1} : columnShares);
}

Card DataPage::cardOf(const QModelIndex &row) const
{
    const QModelIndex value = row.siblingAtColumn(ReadingsModel::Value);
    const QModelIndex previous = row.siblingAtRow(row.row() - 1);
    const QString name = row.data().toString();
    const QString group = groupOf(row);
    const QString exact = value.data(Qt::ToolTipRole).toString();
    return {.heading = previous.isValid() && groupOf(previous) == group ? QString() : group,
            .title = name,
            .text = value.data().toString(),
            .toolTip = name + '\n'_L1 + (exact.isEmpty() ? value.data().toString() : exact)};
}

QString DataPage::groupOf(const QModelIndex &row) const
{
    return m_readings.isMeasured(m_rows.mapToSource(row).row()) ? tr("Measurement") : tr("Result");
}

void DataPage::showNow()
{
    m_copy->setEnabled(m_record.has_value());
    if (m_record && !m_isShown) {
        if (m_form->current() == Table)
            showTable();
        else
            m_trees->showRecord(*m_record);
    }
    m_isShown = true;
    showCount();
    m_stack->setCurrentIndex(m_record ? m_form->current() : m_stack->indexOf(m_empty));
    showAge();
}

void DataPage::showTable()
{
    const JsonNode output = valueOf(m_record->output);
    const JsonNode input = m_record->input.isEmpty() ? JsonNode() : valueOf(m_record->input);
    m_readings.show(&output, m_record->input.isEmpty() ? nullptr : &input);
}

void DataPage::showCount()
{
    const bool isTable = m_record && m_form->current() == Table;
    if (!isTable)
        return m_remark->setText({});
    m_remark->setText(m_rows.rowCount() < m_readings.rowCount()
                          ? tr("%1 of %n values", nullptr, m_readings.rowCount()).arg(m_rows.rowCount())
                          : tr("%n values", nullptr, m_readings.rowCount()));
}

void DataPage::showAge()
{
    if (!isVisible() || !m_record) {
        m_age->setText({});
        return;
    }
    const QString time = clockTime(m_record->time);
    m_age->setText(m_freshness.age ? tr("Result from %1, %2").arg(time, StatusText::ago(*m_freshness.age))
                                   : tr("Result from %1").arg(time));
}

void DataPage::showAge(const Freshness &freshness)
{
    m_freshness = freshness;
    showAge();
}

void DataPage::search(const QString &text)
{
    m_rows.setSearchText(text);
    m_trees->setSearchText(text);
    showCount();
}

/// Copies the result if nothing is selected.
void DataPage::copySelection()
{
    if (!m_record)
        return;
    if (m_form->current() == Tree)
        return copy(m_trees->selection().value_or(m_record->output));
    QList<int> rows;
    for (const QModelIndex &row : m_table->selectionModel()->selectedRows())
        rows.append(m_rows.mapToSource(row).row());
    std::ranges::sort(rows);
    copy(rows.isEmpty() ? m_record->output : m_readings.json(rows));
}

void DataPage::copy(const QByteArray &json)
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(json));
    m_copy->setText(tr("Copied"));
    QTimer::singleShot(confirmationTime, m_copy, [this] { m_copy->setText(tr("Copy")); });
}

QString DataPage::title() const
{
    return tr("Data");
}

QList<Sheet::Row> DataPage::help() const
{
    return {
        {tr("Table"), tr("All values of the newest result and its measurement. "
                         "Type to search names and values. Numbers have up to six digits; the tooltip and "
                         "copies have them all.")},
        {tr("Tree"), tr("Both as JSON, in the original order.")},
        {tr("Copy"), tr("Copies the result, the measurement or the selection as JSON.")},
    };
}

} // namespace pulse

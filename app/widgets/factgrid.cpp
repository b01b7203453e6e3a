// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/factgrid.h"

#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace pulse {
namespace {

constexpr int padding = 12;
constexpr int sidePadding = 20; // px; aligns texts with those in a panel's table
constexpr int factGap = 16;
constexpr int narrowestColumn = 136;

} // namespace

FactGrid::FactGrid(QWidget *parent)
    : Surface(parent)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(sidePadding, padding, sidePadding, padding);
    m_layout->setHorizontalSpacing(factGap);
    m_layout->setVerticalSpacing(factGap);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

FactGrid::Cell FactGrid::makeCell()
{
    auto *widget = new QWidget(this);
    const Cell cell = {widget, new ElidingLabel(TextSize::Small, QFont::Normal, widget),
                       new ElidingLabel(TextSize::Large, QFont::Medium, widget),
                       new ElidingLabel(TextSize::Small, QFont::Normal, widget)};
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    for (ElidingLabel *label : {cell.label, cell.value, cell.detail})
        layout->addWidget(label);
    cell.label->setTone(Tone::Dim);
    cell.detail->setTone(Tone::Dim);
    widget->setMinimumWidth(1); // for columns of equal width; long texts end in an ellipsis instead of moving others
    return cell;
}

void FactGrid::show(const QList<Fact> &facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    const bool isNew = m_cells.isEmpty();
    while (m_cells.size() < facts.size())
        m_cells.append(makeCell());
    for (qsizetype i = 0; i < facts.size(); ++i) {
        m_cells[i].label->setText(facts[i].label);
        m_cells[i].value->setText(facts[i].value);
        m_cells[i].value->setTone(facts[i].tone);
        m_cells[i].detail->setText(facts[i].detail);
    }
    if (isNew)
        arrange();
}

/// Returns the number of columns that gives rows of about the same length.
int FactGrid::columns() const
{
    const auto addColumns = [](int sum, const Fact &fact) { return sum + fact.columns; };
    const int cells = std::accumulate(m_facts.begin(), m_facts.end(), 0, addColumns);
    const int fitting = std::max(2, (width() - 2 * sidePadding + factGap) / (narrowestColumn + factGap));
    const int rows = (cells + fitting - 1) / fitting;
    return rows == 0 ? fitting : (cells + rows - 1) / rows;
}

void FactGrid::arrange()
{
    const int previous = m_layout->columnCount();
    const int columns = this->columns();
    int row = 0;
    int column = 0;
    for (qsizetype i = 0; i < m_facts.size(); ++i) {
        const int span = std::min(m_facts[i].columns, columns);
        if (column + span > columns) {
            ++row;
            column = 0;
        }
        m_layout->addWidget(m_cells[i].widget, row, column, 1, span);
        column += span;
    }
    for (int i = 0; i < std::max(previous, columns); ++i) // equal width; unused columns have none
        m_layout->setColumnStretch(i, i < columns ? 1 : 0);
}

void FactGrid::resizeEvent(QResizeEvent *event)
{
    Surface::resizeEvent(event);
    arrange();
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/sortedrows.h"

#include "app/state/itemroles.h"
#include "app/state/naturalorder.h"

namespace pulse {

SortedRows::SortedRows(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(SortRole);
}

void SortedRows::setSearchText(const QString &text)
{
    if (m_searchText == text)
        return;
    m_searchText = text;
    invalidateRowsFilter();
}

bool SortedRows::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_searchText.isEmpty())
        return true;
    for (int column = 0; column < sourceModel()->columnCount(parent); ++column) {
        const QModelIndex cell = sourceModel()->index(row, column, parent);
        const auto contains = [&](int role) {
            return cell.data(role).toString().contains(m_searchText, Qt::CaseInsensitive);
        };
        if (contains(Qt::DisplayRole) || contains(Qt::ToolTipRole))
            return true;
    }
    return false;
}

bool SortedRows::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant a = left.data(sortRole());
    const QVariant b = right.data(sortRole());
    const bool aIsText = a.typeId() == QMetaType::QString;
    const bool bIsText = b.typeId() == QMetaType::QString;
    if (aIsText != bIsText)
        return bIsText;
    return aIsText ? naturallyBefore(a.toString(), b.toString()) : a.toDouble() < b.toDouble();
}

} // namespace pulse

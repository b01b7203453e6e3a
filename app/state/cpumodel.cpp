// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/cpumodel.h"

#include "common/core/literals.h"
#include "common/metrics/familyids.h"
#include "common/metrics/percenttext.h"

#include <QLocale>

#include <algorithm>
#include <set>

namespace pulse {
namespace {

constexpr qint64 historyBuckets = 100; // a history is a small picture

QVariant percentOrDash(std::optional<double> value)
{
    return value ? withPercentSign(percentText(*value)) : u"–"_s;
}

QVariant toVariant(std::optional<double> value)
{
    return value ? QVariant(*value) : QVariant();
}

/// Values are aligned at the right; a CPU's number is a name, not a value.
int cpuAlignment(int column)
{
    const bool isValue = column == CpuModel::Usage || column == CpuModel::Average;
    return static_cast<int>(Qt::AlignVCenter | (isValue ? Qt::AlignRight : Qt::AlignLeft));
}

} // namespace

CpuModel::CpuModel(const SampleStore &store, QObject *parent)
    : QAbstractTableModel(parent)
    , m_store(store)
{
}

void CpuModel::refresh(int window, TimeRange range, qint64 longestGap)
{
    m_window = window;
    m_range = range;
    m_longestGap = longestGap;
    QList<Row> rows = readRows();
    const auto sameCpu = [](const Row &a, const Row &b) { return a.cpu == b.cpu; };
    if (std::ranges::equal(rows, m_rows, sameCpu)) {
        m_rows = std::move(rows);
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_rows.size()) - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

Thinning CpuModel::thinning() const
{
    return {std::max<qint64>(1, m_range.length() / historyBuckets), m_longestGap};
}

QList<CpuModel::Row> CpuModel::readRows() const
{
    std::set<int> cpus;
    for (const SeriesKey &key : m_store.keys(FamilyId::cpuUsage))
        cpus.insert(key.index);
    for (const SeriesKey &key : m_store.keys(FamilyId::cpuAverage))
        cpus.insert(key.index);
    QList<Row> rows;
    for (const int cpu : cpus)
        rows.append({cpu, m_store.newest(usageKey(cpu)), m_store.newest(averageKey(cpu))});
    return rows;
}

SeriesKey CpuModel::usageKey(int cpu) const
{
    return {FamilyId::cpuUsage, QString(), cpu, 0};
}

SeriesKey CpuModel::averageKey(int cpu) const
{
    return {FamilyId::cpuAverage, QString(), cpu, m_window};
}

int CpuModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CpuModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CpuModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    const bool isHistory = index.column() == UsageHistory || index.column() == AverageHistory;
    switch (role) {
    case Qt::DisplayRole:
        return display(row, index.column());
    case Qt::TextAlignmentRole:
        return cpuAlignment(index.column());
    case HistoryRole:
        return isHistory ? history(index.column() == UsageHistory ? usageKey(row.cpu) : averageKey(row.cpu))
                         : QVariant();
    case SortRole:
        return sortValue(row, index.column());
    case CpuRole:
        return row.cpu;
    case Qt::AccessibleDescriptionRole: // for a view that shows nothing but the column of the number
        return index.column() == Number
                   ? tr("usage %1, average %2")
                         .arg(percentOrDash(row.usage).toString(), percentOrDash(row.average).toString())
                   : QVariant();
    default:
        return {};
    }
}

QVariant CpuModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return cpuAlignment(section);
    if (role != Qt::DisplayRole)
        return {};
    const QStringList titles{tr("CPU"), tr("Usage"), tr("Usage over time"), tr("Average"), tr("Average over time")};
    return titles.at(section);
}

QVariant CpuModel::history(const SeriesKey &key) const
{
    return QVariant::fromValue(m_store.values(key, m_range, thinning()));
}

QVariant CpuModel::display(const Row &row, int column) const
{
    switch (column) {
    case Number:
        return QLocale().toString(row.cpu);
    case Usage:
        return percentOrDash(row.usage);
    case Average:
        return percentOrDash(row.average);
    default:
        return {};
    }
}

/// A history is sorted by its newest value.
QVariant CpuModel::sortValue(const Row &row, int column) const
{
    switch (column) {
    case Number:
        return row.cpu;
    case Usage:
    case UsageHistory:
        return toVariant(row.usage);
    default:
        return toVariant(row.average);
    }
}

CpuProxy::CpuProxy(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(SortRole);
    setDynamicSortFilter(true);
}

bool CpuProxy::setFilterText(const QString &text)
{
    const std::optional<CpuFilter> filter = CpuFilter::parse(text);
    if (!filter)
        return false;
    m_filter = *filter;
    invalidateFilter();
    return true;
}

bool CpuProxy::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex usage = sourceModel()->index(row, CpuModel::Usage, parent);
    const QModelIndex average = sourceModel()->index(row, CpuModel::Average, parent);
    QVariant load = average.data(SortRole);
    if (!load.isValid())
        load = usage.data(SortRole);
    return m_filter.accepts(usage.data(CpuModel::CpuRole).toInt(),
                            load.isValid() ? std::optional(load.toDouble()) : std::nullopt);
}

bool CpuProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant a = left.data(SortRole);
    const QVariant b = right.data(SortRole);
    if (a.isValid() != b.isValid())
        return sortOrder() == Qt::AscendingOrder ? a.isValid() : b.isValid();
    const double difference = a.toDouble() - b.toDouble();
    if (difference != 0)
        return difference < 0;
    return left.data(CpuModel::CpuRole).toInt() < right.data(CpuModel::CpuRole).toInt();
}

} // namespace pulse

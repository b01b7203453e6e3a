// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/cpufilter.h"
#include "app/state/itemroles.h"
#include "app/state/samplestore.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

namespace pulse {

/// One row per CPU: its measured usage and its moving average, each as a number and as a history.
class CpuModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Usage, UsageHistory, Average, AverageHistory, ColumnCount };
    /// Besides SortRole (itemroles.h), an int or a double; invalid where there is no value.
    enum Role {
        HistoryRole = SortRole + 1, ///< QList<TimedValue>, read from the store when it is asked for
        CpuRole,                    ///< int
    };

    /// `store` has to outlive this.
    explicit CpuModel(const SampleStore &store, QObject *parent = nullptr);

    /// Looks at the store again. Averages are those over `window` seconds.
    void refresh(int window, TimeRange range, qint64 longestGap);

    TimeRange range() const { return m_range; }
    /// Of the histories.
    Thinning thinning() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        int cpu = 0;
        std::optional<double> usage;   // percent
        std::optional<double> average; // percent
    };

    QList<Row> readRows() const;
    SeriesKey usageKey(int cpu) const;
    SeriesKey averageKey(int cpu) const;
    QVariant history(const SeriesKey &key) const;
    QVariant display(const Row &row, int column) const;
    QVariant sortValue(const Row &row, int column) const;

    const SampleStore &m_store;
    int m_window = 0;
    TimeRange m_range;
    qint64 m_longestGap = 0; // ms
    QList<Row> m_rows;       // by number
};

/// The CPUs that a filter lets through, sorted; those without a value come last in either order.
class CpuProxy : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit CpuProxy(QObject *parent = nullptr);

    /// False: the text is no filter, and the one before stays.
    bool setFilterText(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    CpuFilter m_filter;
};

} // namespace pulse

Q_DECLARE_METATYPE(QList<pulse::TimedValue>)

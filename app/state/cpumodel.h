// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/cpufilter.h"
#include "app/state/itemroles.h"
#include "app/state/samplestore.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

namespace pulse {

/// A table of CPUs: measured usage and moving average, each as a number and as a history.
class CpuModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Usage, UsageHistory, Average, AverageHistory, ColumnCount };
    /// SortRole (itemroles.h) is an int or a double; invalid if there is no value.
    enum Role {
        HistoryRole = SortRole + 1, ///< QList<TimedValue>, read from the store when it is requested
        CpuRole,                    ///< int
    };

    /// `store` has to outlive the model.
    explicit CpuModel(const SampleStore &store, QObject *parent = nullptr);

    /// Reads the store again. `window` (s): the length of the averages.
    void refresh(int window, TimeRange range, qint64 longestGap);

    TimeRange range() const { return m_range; }
    /// The time range of the histories.
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

/// The CPUs that match a filter, sorted; those without a value are last in either order.
class CpuProxy : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit CpuProxy(QObject *parent = nullptr);

    /// Returns false, and keeps the previous filter, if the text is not a filter.
    bool setFilterText(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    CpuFilter m_filter;
};

} // namespace pulse

Q_DECLARE_METATYPE(QList<pulse::TimedValue>)

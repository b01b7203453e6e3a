// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/metrics/fractions.h"
#include "common/metrics/serieskey.h"

#include <map>
#include <span>
#include <vector>

namespace pulse {

/// Orders series by family, window, name (naturally) and index.
struct SeriesOrder
{
    bool operator()(const SeriesKey &a, const SeriesKey &b) const;
};

/// Columns of numbers over one axis of times. Rows are in the order of time, and times are unique; NaN: the column has
/// no value. Each column is contiguous in memory; rows that were dropped at the front are freed from time to time.
class SeriesTable
{
public:
    class Column
    {
    public:
        const ValueSummary &summary() const { return m_summary; }

    private:
        friend class SeriesTable;
        std::vector<double> m_values; // dropped rows that are not freed yet, then the table's rows
        ValueSummary m_summary;
    };
    using Columns = std::map<SeriesKey, Column, SeriesOrder>;

    std::size_t rows() const { return m_times.size() - m_first; }
    std::span<const qint64> times() const { return std::span(m_times).subspan(m_first); } ///< ms since epoch
    const Columns &columns() const { return m_columns; }
    const Column *column(const SeriesKey &key) const; ///< nullptr: unknown
    std::span<const double> values(const Column &column) const { return std::span(column.m_values).subspan(m_first); }

    std::size_t lowerBound(qint64 time) const; ///< the first row not before `time`
    std::size_t upperBound(qint64 time) const; ///< the first row after `time`
    /// Returns the row for `time`, and inserts it if it does not exist.
    std::size_t insertRow(qint64 time);
    Column *findColumn(const SeriesKey &key); ///< nullptr: there is none
    Column &insertColumn(const SeriesKey &key);
    void put(Column &column, std::size_t row, double value);

    void clearRow(std::size_t row);
    void dropFront(std::size_t rows);
    void dropBack(std::size_t rows);
    /// Removes columns without values.
    void dropEmptyColumns();

private:
    void makeRoom();

    std::size_t m_first = 0; // rows before it are dropped
    std::vector<qint64> m_times;
    Columns m_columns;
};

} // namespace pulse

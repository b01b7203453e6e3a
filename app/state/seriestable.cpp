// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/seriestable.h"

#include "app/state/naturalorder.h"
#include "common/core/nonumber.h"

#include <algorithm>
#include <cmath>

namespace pulse {
namespace {

constexpr std::size_t reserveShare = 8; // one eighth is reserved; std::vector would double
constexpr std::size_t leastReserve = 64;

} // namespace

bool SeriesOrder::operator()(const SeriesKey &a, const SeriesKey &b) const
{
    if (const int family = a.family.compare(b.family); family != 0)
        return family < 0;
    if (a.window != b.window)
        return a.window < b.window;
    if (a.name == b.name)
        return a.index < b.index;
    return naturallyBefore(a.name, b.name);
}

const SeriesTable::Column *SeriesTable::column(const SeriesKey &key) const
{
    const auto at = m_columns.find(key);
    return at == m_columns.end() ? nullptr : &at->second;
}

std::size_t SeriesTable::lowerBound(qint64 time) const
{
    const auto all = times();
    return static_cast<std::size_t>(std::ranges::lower_bound(all, time) - all.begin());
}

std::size_t SeriesTable::upperBound(qint64 time) const
{
    const auto all = times();
    return static_cast<std::size_t>(std::ranges::upper_bound(all, time) - all.begin());
}

std::size_t SeriesTable::insertRow(qint64 time)
{
    const std::size_t row = lowerBound(time);
    if (row < rows() && times()[row] == time)
        return row;
    makeRoom();
    const auto at = static_cast<std::ptrdiff_t>(m_first + row);
    m_times.insert(m_times.begin() + at, time);
    for (auto &[key, column] : m_columns)
        column.m_values.insert(column.m_values.begin() + at, noNumber);
    return row;
}

/// Frees dropped rows at the front if there are enough of them, else reserves a little more memory than needed.
void SeriesTable::makeRoom()
{
    if (m_times.size() < m_times.capacity())
        return;
    const std::size_t reserve = std::max(leastReserve, rows() / reserveShare);
    if (m_first >= reserve) {
        const auto dropped = static_cast<std::ptrdiff_t>(m_first);
        m_times.erase(m_times.begin(), m_times.begin() + dropped);
        for (auto &[key, column] : m_columns)
            column.m_values.erase(column.m_values.begin(), column.m_values.begin() + dropped);
        m_first = 0;
        return;
    }
    m_times.reserve(m_times.size() + reserve);
    for (auto &[key, column] : m_columns)
        column.m_values.reserve(m_times.capacity());
}

SeriesTable::Column *SeriesTable::findColumn(const SeriesKey &key)
{
    const auto at = m_columns.find(key);
    return at == m_columns.end() ? nullptr : &at->second;
}

SeriesTable::Column &SeriesTable::insertColumn(const SeriesKey &key)
{
    const auto [at, isNew] = m_columns.try_emplace(key);
    if (isNew) {
        at->second.m_values.reserve(m_times.capacity());
        at->second.m_values.resize(m_times.size(), noNumber);
    }
    return at->second;
}

void SeriesTable::put(Column &column, std::size_t row, double value)
{
    double &place = column.m_values[m_first + row];
    if (!std::isnan(place))
        column.m_summary.remove(place);
    place = value;
    if (!std::isnan(value))
        column.m_summary.add(value);
}

void SeriesTable::clearRow(std::size_t row)
{
    for (auto &[key, column] : m_columns)
        put(column, row, noNumber);
}

void SeriesTable::dropFront(std::size_t rows)
{
    for (std::size_t row = 0; row < rows; ++row)
        clearRow(row);
    m_first += rows;
}

void SeriesTable::dropBack(std::size_t rows)
{
    const std::size_t kept = this->rows() - rows;
    for (std::size_t row = kept; row < this->rows(); ++row)
        clearRow(row);
    m_times.resize(m_first + kept);
    for (auto &[key, column] : m_columns)
        column.m_values.resize(m_first + kept);
}

void SeriesTable::dropEmptyColumns()
{
    std::erase_if(m_columns, [](const auto &entry) { return entry.second.summary().count == 0; });
}

} // namespace pulse

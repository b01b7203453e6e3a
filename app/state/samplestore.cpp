// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/samplestore.h"

#include "common/core/nonumber.h"
#include "common/metrics/samplecodec.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>

namespace pulse {
namespace {

using Column = SeriesTable::Column;

constexpr qint64 unknownPeriod = 5'000; // ms, the runtime's
constexpr int mostLate = 2;             // results in a row

std::optional<double> numberOf(double value)
{
    return std::isnan(value) ? std::nullopt : std::optional(value);
}

Sample measurementOf(const Record &record)
{
    Result<Sample> sample = decodeSample(record.time, record.input);
    return sample ? *std::move(sample) : Sample{};
}

/// Returns the last row before `row` that has a value.
std::optional<std::size_t> rowBefore(std::span<const double> values, std::size_t row)
{
    while (row > 0) {
        if (!std::isnan(values[--row]))
            return row;
    }
    return {};
}

std::size_t longestHistory(const QList<SeriesValue> &values)
{
    qsizetype longest = 0;
    for (const SeriesValue &value : values)
        longest = std::max(longest, value.history.size());
    return static_cast<std::size_t>(longest);
}

/// The mean of several columns per row, of those that have a value there.
class Means
{
public:
    explicit Means(std::size_t rows)
        : m_sums(rows, 0)
        , m_counts(rows, 0)
    {
    }

    void add(const std::vector<double> &values)
    {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const bool isNumber = !std::isnan(values[i]);
            m_sums[i] += isNumber ? values[i] : 0;
            m_counts[i] += isNumber ? 1 : 0;
        }
    }

    std::vector<double> means() &&
    {
        constexpr double largest = std::numeric_limits<double>::max(); // a larger sum is limited to this
        for (std::size_t i = 0; i < m_sums.size(); ++i)
            m_sums[i] = m_counts[i] > 0 ? std::clamp(m_sums[i] / m_counts[i], -largest, largest) : noNumber;
        return std::move(m_sums);
    }

private:
    std::vector<double> m_sums;
    std::vector<int> m_counts;
};

} // namespace

SampleStore::SampleStore(MetricFamilies families, const Limits &limits)
    : m_families(std::move(families))
    , m_limits(limits)
    , m_results(unknownPeriod)
    , m_records(limits.bytes)
{
}

Result<void> SampleStore::append(const Record &record, std::optional<qint64> now)
{
    const Result<Sample> output = decodeSample(record.time, record.output);
    if (!output)
        return output.error();
    const std::optional<Record> held = std::exchange(m_heldBack, {});
    if (!isFar(record.time, now)) {
        if (wasSetBack(record.time))
            dropFrom(record.time);
    } else if (held && isConfirmed(*held, record.time)) {
        dropFrom(std::min(held->time, record.time));
        if (const Result<Sample> sample = decodeSample(held->time, held->output))
            insert(*held, *sample);
    } else {
        m_heldBack = record;
        return {};
    }
    insert(record, *output);
    return {};
}

void SampleStore::insert(const Record &record, const Sample &output)
{
    if (m_droppedUntil && record.time <= *m_droppedUntil)
        return; // older than what the store has room for
    const QList<SeriesValue> values = seriesValues(m_families, output, measurementOf(record));
    m_results.insert(record.time);
    m_records.insert(record);
    addValues(record.time, values);
    fillIn(record.time, values);
    dropOldest();
    m_fractions.reset();
}

Result<void> SampleStore::replace(const QList<Record> &records)
{
    std::vector<qint64> times;
    std::ranges::transform(records, std::back_inserter(times), &Record::time);
    clear(medianPeriod(times).value_or(unknownPeriod));
    Result<void> newest;
    for (const Record &record : records)
        newest = append(record);
    return newest;
}

bool SampleStore::isFar(qint64 time, std::optional<qint64> now) const
{
    const qint64 far = std::max(m_limits.span, longestGap());
    const auto isNear = [time, far](qint64 known) { return std::abs(time - known) <= far; };
    return !isEmpty() && !isNear(m_results.newest()) && !(now && isNear(*now));
}

/// Two results in a row confirm each other's time if the times are close, or if both are later than the newest result
/// and ascend, as those of rare results do.
bool SampleStore::isConfirmed(const Record &held, qint64 time) const
{
    const bool isAscending = held.time > m_results.newest() && time > held.time;
    return isAscending || std::abs(time - held.time) <= m_limits.span;
}

/// One or two results far behind the newest are late; more show that the clock was set back.
bool SampleStore::wasSetBack(qint64 time)
{
    const bool isLate = !isEmpty() && time < m_results.newest();
    const bool isBehind = isLate && time < m_results.newest() - longestGap();
    m_lateResults = isBehind ? m_lateResults + 1 : 0;
    return m_lateResults > mostLate;
}

/// Drops everything of this time and later.
void SampleStore::dropFrom(qint64 time)
{
    m_table.dropBack(m_table.rows() - m_table.lowerBound(time));
    m_table.dropEmptyColumns();
    m_unknownSeries = static_cast<std::size_t>(keys({}).size());
    m_results.dropFrom(time);
    m_records.dropFrom(time);
    if (m_droppedUntil && time <= *m_droppedUntil)
        m_droppedUntil.reset();
    m_lateResults = 0;
}

void SampleStore::clear(qint64 assumedPeriod)
{
    m_table = {};
    m_unknownSeries = 0;
    m_lateResults = 0;
    m_heldBack.reset();
    m_results = ResultTimes(assumedPeriod);
    m_droppedUntil.reset();
    m_records = RecordBuffer(m_limits.bytes);
    m_fractions.reset();
}

/// Returns nullptr if there are too many series already.
Column *SampleStore::columnFor(const SeriesKey &key)
{
    if (Column *known = m_table.findColumn(key))
        return known;
    const bool isUnknown = key.family.isEmpty();
    if (m_table.columns().size() >= m_limits.series || (isUnknown && m_unknownSeries >= m_limits.unknownSeries))
        return nullptr;
    m_unknownSeries += isUnknown ? 1 : 0;
    return &m_table.insertColumn(key);
}

void SampleStore::addValues(qint64 time, const QList<SeriesValue> &values)
{
    const std::size_t row = m_table.insertRow(time);
    m_table.clearRow(row);
    m_ignored = 0;
    for (const SeriesValue &value : values) {
        if (Column *column = columnFor(value.key))
            m_table.put(*column, row, value.value);
        else
            ++m_ignored;
    }
}

void SampleStore::fillIn(qint64 time, const QList<SeriesValue> &values)
{
    const qint64 period = std::max<qint64>(1, m_results.period());
    const std::size_t longest = std::min(longestHistory(values), m_limits.rows);
    const qint64 oldest = std::max(m_results.newest() - m_limits.span, m_droppedUntil.value_or(0) + 1);
    for (std::size_t back = 1; back <= longest; ++back) {
        const qint64 at = time - static_cast<qint64>(back) * period;
        if (at < oldest)
            return;
        for (const SeriesValue &value : values) {
            const qsizetype i = value.history.size() - static_cast<qsizetype>(back);
            Column *column = i >= 0 && !std::isnan(value.history[i]) ? columnFor(value.key) : nullptr;
            if (column)
                fillIn(*column, at, period, value.history[i]);
        }
    }
}

/// Stores the value if the series has none within half a period, in an existing row or a new one.
void SampleStore::fillIn(Column &column, qint64 time, qint64 period, double value)
{
    const std::size_t begin = m_table.upperBound(time - (period + 1) / 2);
    const std::size_t end = m_table.lowerBound(time + (period + 1) / 2);
    const auto known = m_table.values(column).subspan(begin, std::max(begin, end) - begin);
    if (!std::ranges::all_of(known, [](double one) { return std::isnan(one); }))
        return;
    const std::size_t row = begin < end ? begin : m_table.insertRow(time);
    m_table.put(column, row, value);
}

void SampleStore::dropOldest()
{
    const std::size_t series = std::max<std::size_t>(1, m_table.columns().size());
    const std::size_t room = std::max<std::size_t>(1, std::min(m_limits.rows, m_limits.values / series));
    const std::size_t surplus = m_table.rows() > room ? m_table.rows() - room : 0;
    const std::size_t drop = std::max(surplus, m_table.lowerBound(m_results.newestConfirmed() - m_limits.span));
    if (drop == 0)
        return;
    m_droppedUntil = m_table.times()[drop - 1];
    m_table.dropFront(drop);
    m_table.dropEmptyColumns();
    m_unknownSeries = static_cast<std::size_t>(keys({}).size());
    m_results.dropUntil(*m_droppedUntil);
    m_records.dropUntil(*m_droppedUntil);
}

std::optional<qint64> SampleStore::newestTime() const
{
    if (isEmpty())
        return {};
    return m_results.newest();
}

std::optional<qint64> SampleStore::oldestTime() const
{
    if (m_table.rows() == 0)
        return {};
    return m_table.times().front();
}

QList<SeriesKey> SampleStore::keys(const QString &family) const
{
    const auto &columns = m_table.columns();
    QList<SeriesKey> result;
    auto at = columns.lower_bound({family, {}, std::numeric_limits<int>::min(), std::numeric_limits<int>::min()});
    for (; at != columns.end() && at->first.family == family; ++at)
        result.append(at->first);
    return result;
}

QList<SeriesKey> SampleStore::chartKeys(const QString &chart) const
{
    QList<SeriesKey> result;
    for (const MetricFamily &family : m_families.families()) {
        if (family.chart == chart)
            result.append(keys(family.id));
    }
    return result;
}

QList<int> SampleStore::windows(const QString &family) const
{
    QList<int> result;
    for (const SeriesKey &key : keys(family)) {
        if (result.isEmpty() || result.last() != key.window)
            result.append(key.window);
    }
    return result;
}

/// Returns the rows of a range, and on either side those up to the nearest row in which a column has a value.
SampleStore::Rows SampleStore::rowsFor(const QList<const Column *> &columns, TimeRange range) const
{
    const auto holdsValue = [&](std::size_t row) {
        return std::ranges::any_of(columns, [&](const Column *one) { return !std::isnan(m_table.values(*one)[row]); });
    };
    Rows rows{m_table.lowerBound(range.from), m_table.upperBound(range.to)};
    rows.end = std::max(rows.begin, rows.end);
    for (bool isFound = false; rows.begin > 0 && !isFound;)
        isFound = holdsValue(--rows.begin);
    for (bool isFound = false; rows.end < m_table.rows() && !isFound;)
        isFound = holdsValue(rows.end++);
    return rows;
}

double SampleStore::factor(const MetricFamily *family) const
{
    if (!family || !family->fractions)
        return 1;
    if (!m_fractions) {
        QHash<QString, ValueSummary> summaries;
        for (const auto &[key, column] : m_table.columns())
            summaries[key.family] += column.summary();
        m_fractions = fractionGroups(m_families, summaries);
    }
    return m_fractions->contains(family->fractions->group) ? 100 : 1;
}

std::vector<double> SampleStore::readable(const SeriesKey &key, const Column &column, Rows rows) const
{
    const auto all = m_table.values(column);
    const auto part = all.subspan(rows.begin, rows.end - rows.begin);
    std::vector<double> result(part.begin(), part.end());
    const MetricFamily *family = m_families.family(key.family);
    if (const double by = factor(family); by != 1)
        std::ranges::for_each(result, [by](double &value) { value *= by; });
    if (!family || !family->counter)
        return result;
    std::optional<std::size_t> before = rowBefore(all, rows.begin);
    for (std::size_t row = rows.begin; row < rows.end; ++row) {
        if (std::isnan(all[row]))
            continue;
        const double grown = before ? all[row] - all[*before] : -1;
        const double seconds = before ? static_cast<double>(m_table.times()[row] - m_table.times()[*before]) / 1000 : 1;
        result[row - rows.begin] = grown < 0 ? noNumber : grown / seconds; // a counter that falls was reset
        before = row;
    }
    return result;
}

std::optional<double> SampleStore::readableAt(const SeriesKey &key, std::size_t row) const
{
    const Column *column = m_table.column(key);
    if (!column)
        return {};
    return numberOf(readable(key, *column, {row, row + 1}).front());
}

QList<TimedValue> SampleStore::values(const SeriesKey &key, TimeRange range, const Thinning &thinning) const
{
    const Column *column = m_table.column(key);
    if (!column)
        return {};
    const Rows rows = rowsFor({column}, range);
    return connectedTo(range, decimate(timesOf(rows), readable(key, *column, rows), thinning));
}

QList<TimedValue> SampleStore::meanValues(const QList<SeriesKey> &keys, TimeRange range, const Thinning &thinning) const
{
    QList<const Column *> columns;
    for (const SeriesKey &key : keys)
        columns.append(m_table.column(key));
    columns.removeAll(nullptr);
    const Rows rows = rowsFor(columns, range);
    Means means(rows.end - rows.begin);
    for (const SeriesKey &key : keys) {
        if (const Column *column = m_table.column(key))
            means.add(readable(key, *column, rows));
    }
    return connectedTo(range, decimate(timesOf(rows), std::move(means).means(), thinning));
}

std::span<const qint64> SampleStore::timesOf(Rows rows) const
{
    return m_table.times().subspan(rows.begin, rows.end - rows.begin);
}

std::optional<double> SampleStore::newest(const SeriesKey &key) const
{
    if (isEmpty())
        return {};
    return readableAt(key, m_table.lowerBound(m_results.newest()));
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/samplestore.h"

#include "common/metrics/samplecodec.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <limits>
#include <utility>

namespace pulse {
namespace {

using Column = SeriesTable::Column;

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t periodsLookedAt = 20;
constexpr qint64 unknownPeriod = 5'000; // ms, the runtime's
constexpr qint64 periodsToGap = 3;
constexpr int mostLate = 2;           // results in a row
constexpr std::size_t fewAhead = 20;  // results after which a clock is taken to be set ahead for good
constexpr qint64 shortestGap = 3'000; // ms; results in quick succession need not be regular

std::optional<double> numberOf(double value)
{
    return std::isnan(value) ? std::nullopt : std::optional(value);
}

qsizetype sizeOf(const Record &record)
{
    return record.output.size() + record.input.size();
}

Sample measurementOf(const Record &record)
{
    Result<Sample> sample = decodeSample(record.time, record.input);
    return sample ? *std::move(sample) : Sample{};
}

/// The last row before `row` that holds a value.
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

/// Between times; that one of the periods which `longer` of them exceed, as far as this is less than half of them.
template <class Iterator>
std::optional<qint64> periodOf(Iterator begin, Iterator end, std::size_t longer)
{
    if (begin == end || std::next(begin) == end)
        return {};
    std::vector<qint64> periods(static_cast<std::size_t>(end - begin) - 1);
    std::transform(std::next(begin), end, begin, periods.begin(), std::minus());
    const std::size_t median = (periods.size() - 1) / 2;
    const std::size_t place = std::max(median, periods.size() - std::min(periods.size(), longer + 1));
    const auto at = periods.begin() + static_cast<std::ptrdiff_t>(place);
    std::ranges::nth_element(periods, at);
    return *at;
}

template <class Iterator>
std::optional<qint64> medianPeriod(Iterator begin, Iterator end)
{
    return periodOf(begin, end, static_cast<std::size_t>(end - begin));
}

/// Mean values of several columns, of those that have a value.
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
            const bool isThere = !std::isnan(values[i]);
            m_sums[i] += isThere ? values[i] : 0;
            m_counts[i] += isThere ? 1 : 0;
        }
    }

    std::vector<double> take()
    {
        constexpr double largest = std::numeric_limits<double>::max(); // to which sums of such numbers are cut
        for (std::size_t i = 0; i < m_sums.size(); ++i)
            m_sums[i] = m_counts[i] > 0 ? std::clamp(m_sums[i] / m_counts[i], -largest, largest) : none;
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
    , m_assumedPeriod(unknownPeriod)
{
}

Result<void> SampleStore::append(const Record &record, std::optional<qint64> now)
{
    const Result<Sample> output = decodeSample(record.time, record.output);
    if (!output)
        return output.error();
    const std::optional<Record> held = std::exchange(m_held, {});
    if (!isFar(record.time, now)) {
        if (wasSetBack(record.time))
            dropFrom(record.time);
    } else if (held && isConfirmed(*held, record.time)) {
        dropFrom(std::min(held->time, record.time));
        if (const Result<Sample> sample = decodeSample(held->time, held->output))
            insert(*held, *sample);
    } else {
        m_held = record;
        return {};
    }
    insert(record, *output);
    return {};
}

void SampleStore::insert(const Record &record, const Sample &output)
{
    if (m_before && record.time <= *m_before)
        return; // there is no room for what is that old
    const QList<SeriesValue> values = seriesValues(m_families, output, measurementOf(record));
    addResultTime(record.time);
    keepRecord(record);
    addValues(record.time, values);
    fillIn(record.time, values);
    dropOldest();
    m_fractions.reset();
}

Result<void> SampleStore::replace(const QList<Record> &records)
{
    clear();
    std::vector<qint64> times;
    std::ranges::transform(records, std::back_inserter(times), &Record::time);
    m_assumedPeriod = medianPeriod(times.begin(), times.end()).value_or(unknownPeriod);
    Result<void> newest;
    for (const Record &record : records)
        newest = append(record);
    return newest;
}

bool SampleStore::isFar(qint64 time, std::optional<qint64> now) const
{
    const qint64 far = std::max(m_limits.span, longestGap());
    const auto isNear = [time, far](qint64 known) { return std::abs(time - known) <= far; };
    return !isEmpty() && !isNear(m_results.back()) && !(now && isNear(*now));
}

/// The times of two results in a row are the clock's if they are near each other, or if both are ahead and ascend, as
/// those of rare results are.
bool SampleStore::isConfirmed(const Record &held, qint64 time) const
{
    const bool isAscending = held.time > m_results.back() && time > held.time;
    return isAscending || std::abs(time - held.time) <= m_limits.span;
}

/// One or two results far behind the newest are late; more are what a clock writes that was set back.
bool SampleStore::wasSetBack(qint64 time)
{
    const bool isLate = !isEmpty() && time < m_results.back();
    const bool isBehind = isLate && time < m_results.back() - longestGap();
    m_behind = isBehind ? m_behind + 1 : 0;
    return m_behind > mostLate;
}

/// Drops what has this time or a later one.
void SampleStore::dropFrom(qint64 time)
{
    m_table.dropBack(m_table.rows() - m_table.lowerBound(time));
    m_table.dropEmptyColumns();
    m_unknownSeries = static_cast<std::size_t>(keys({}).size());
    m_results.erase(std::ranges::lower_bound(m_results, time), m_results.end());
    while (!m_records.empty() && m_records.back().time >= time) {
        m_bytes -= sizeOf(m_records.back());
        m_records.pop_back();
    }
    if (m_before && time <= *m_before)
        m_before.reset();
    m_behind = 0;
}

void SampleStore::clear()
{
    *this = SampleStore(std::move(m_families), m_limits);
}

void SampleStore::keepRecord(const Record &record)
{
    auto at = std::ranges::lower_bound(m_records, record.time, {}, &Record::time);
    if (at != m_records.end() && at->time == record.time) {
        m_bytes -= sizeOf(*at);
        *at = record;
    } else {
        m_records.insert(at, record);
    }
    m_bytes += sizeOf(record);
    while (m_records.size() > 1 && m_bytes > m_limits.bytes) {
        m_bytes -= sizeOf(m_records.front());
        m_records.pop_front();
    }
}

void SampleStore::addResultTime(qint64 time)
{
    const auto at = std::ranges::lower_bound(m_results, time);
    if (at == m_results.end() || *at != time)
        m_results.insert(at, time);
}

/// Nullptr: there are too many series already.
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
    for (const SeriesValue &value : values) {
        if (Column *column = columnFor(value.key))
            m_table.put(*column, row, value.value);
    }
}

void SampleStore::fillIn(qint64 time, const QList<SeriesValue> &values)
{
    const qint64 period = std::max<qint64>(1, usualPeriod().value_or(m_assumedPeriod));
    const std::size_t longest = std::min(longestHistory(values), m_limits.rows);
    const qint64 oldest = std::max(m_results.back() - m_limits.span, m_before.value_or(0) + 1);
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

/// Where the series has no value within half a period: in a row that is there, or in a new one.
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
    const std::size_t drop = std::max(surplus, m_table.lowerBound(confirmedTime() - m_limits.span));
    if (drop == 0)
        return;
    m_before = m_table.times()[drop - 1];
    m_table.dropFront(drop);
    m_table.dropEmptyColumns();
    m_unknownSeries = static_cast<std::size_t>(keys({}).size());
    while (!m_results.empty() && m_results.front() <= *m_before)
        m_results.pop_front();
    while (m_records.size() > 1 && m_records.front().time <= *m_before) {
        m_bytes -= sizeOf(m_records.front());
        m_records.pop_front();
    }
}

/// The time of the newest result, unless it is one of the few after a gap: a clock that is ahead for a moment must not
/// make everything before the gap too old.
qint64 SampleStore::confirmedTime() const
{
    const qint64 gap = longestGap();
    const std::size_t first = m_results.size() - std::min(m_results.size(), fewAhead);
    for (std::size_t i = m_results.size() - 1; i > first; --i) {
        if (m_results[i] - m_results[i - 1] > gap)
            return m_results[i - 1];
    }
    return m_results.back();
}

std::optional<qint64> SampleStore::newestTime() const
{
    if (m_results.empty())
        return {};
    return m_results.back();
}

std::optional<qint64> SampleStore::oldestTime() const
{
    if (m_table.rows() == 0)
        return {};
    return m_table.times().front();
}

std::optional<qint64> SampleStore::usualPeriod() const
{
    const std::size_t count = std::min(m_results.size(), periodsLookedAt + 1);
    return medianPeriod(m_results.end() - static_cast<std::ptrdiff_t>(count), m_results.end());
}

qint64 SampleStore::longestGap() const
{
    return std::max(shortestGap, periodsToGap * usualPeriod().value_or(m_assumedPeriod));
}

qint64 SampleStore::longestGap(TimeRange range) const
{
    constexpr std::ptrdiff_t enough = periodsLookedAt;
    constexpr std::size_t fewGaps = 5;
    constexpr std::size_t gapShare = 50; // one of so many periods may be a gap
    auto begin = std::ranges::lower_bound(m_results, range.from);
    auto end = std::ranges::upper_bound(begin, m_results.end(), range.to);
    if (end - begin <= enough) { // too few to tell a pace from a gap
        begin -= std::min(enough, begin - m_results.begin());
        end += std::min(enough, m_results.end() - end);
    }
    const std::size_t gaps = std::max(fewGaps, static_cast<std::size_t>(end - begin) / gapShare);
    return std::max(longestGap(), periodsToGap * periodOf(begin, end, gaps).value_or(0));
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

/// The rows of a stretch of time, and on either side those up to the nearest one where a column holds a value.
SampleStore::Rows SampleStore::rowsFor(const QList<const Column *> &columns, TimeRange range) const
{
    const auto holdsValue = [&](std::size_t row) {
        return std::ranges::any_of(columns, [&](const Column *one) { return !std::isnan(m_table.values(*one)[row]); });
    };
    Rows rows{m_table.lowerBound(range.from), m_table.upperBound(range.to)};
    rows.end = std::max(rows.begin, rows.end);
    while (rows.begin > 0 && !holdsValue(--rows.begin)) {
    }
    while (rows.end < m_table.rows() && !holdsValue(rows.end++)) {
    }
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
        result[row - rows.begin] = grown < 0 ? none : grown / seconds; // a counter that falls began anew
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
    return decimate(timesOf(rows), readable(key, *column, rows), thinning);
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
    return decimate(timesOf(rows), means.take(), thinning);
}

std::span<const qint64> SampleStore::timesOf(Rows rows) const
{
    return m_table.times().subspan(rows.begin, rows.end - rows.begin);
}

std::optional<double> SampleStore::newest(const SeriesKey &key) const
{
    if (isEmpty())
        return {};
    return readableAt(key, m_table.lowerBound(m_results.back()));
}

std::optional<Record> SampleStore::newestRecord() const
{
    if (m_records.empty())
        return {};
    return m_records.back();
}

std::optional<Record> SampleStore::recordAt(qint64 time) const
{
    const auto after = std::ranges::lower_bound(m_records, time, {}, &Record::time);
    if (after == m_records.begin())
        return m_records.empty() ? std::nullopt : std::optional(*after);
    const auto before = std::prev(after);
    return after != m_records.end() && after->time - time < time - before->time ? *after : *before;
}

} // namespace pulse

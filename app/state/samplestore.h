// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/decimate.h"
#include "app/state/seriestable.h"
#include "app/state/timerange.h"
#include "common/metrics/seriesvalues.h"
#include "common/results/record.h"

#include <deque>
#include <optional>

namespace pulse {

/// How much a store keeps; the oldest makes room for the newest.
struct StoreLimits
{
    qint64 span = 6 * 3'600'000;        ///< ms
    std::size_t rows = 21'600;          ///< times: 6 h at one a second
    std::size_t values = 5'600'000;     ///< times by series: 45 MB, 56 MB with what is kept in reserve
    std::size_t series = 2048;          ///< further ones are left out
    std::size_t unknownSeries = 128;    ///< of them numbers of no known meaning
    qsizetype bytes = 32 * 1024 * 1024; ///< of records as they were written; the newest one is kept in any case
};

/// The results of the recent past and their measurements, as one series per number (see MetricFamilies), and as they
/// were written. A result that comes late is put where it belongs, one for a time that is known replaces it. Several in
/// a row that are far behind the newest show that the source's clock was set back: what is after them is dropped. A
/// result that is further than the store's span from the newest one, and from what the source's clock should show, is
/// held back until the next result confirms that the clock was set. Where a result holds the history of a number, the
/// times before it are filled in as far as nothing is known of them.
///
/// Values are read in the units of their charts: counters as rates per second (none where the counter fell, which is a
/// restart), fractions as percent where all that is known says that they are fractions (see fractions.h).
///
/// Times are ms since epoch.
class SampleStore
{
public:
    using Limits = StoreLimits;

    explicit SampleStore(MetricFamilies families = MetricFamilies::standard(), const Limits &limits = {});

    /// Error: why the result cannot be read, one sentence; nothing is changed then. A measurement that cannot be read
    /// is left out. `now`: what the source's clock should show; nothing: not known.
    Result<void> append(const Record &record, std::optional<qint64> now = {});
    /// `records`: oldest first. Those that cannot be read are left out. Error: that of the newest record.
    Result<void> replace(const QList<Record> &records);

    /// Whether the newest record was one of that time and is held back: nothing of it can be read until the next one
    /// confirms its time.
    bool isHeldBack(qint64 time) const { return m_held && m_held->time == time; }

    const MetricFamilies &families() const { return m_families; }

    bool isEmpty() const { return m_results.empty(); }
    std::size_t size() const { return m_results.size(); } ///< results
    std::optional<qint64> newestTime() const;             ///< of a result
    std::optional<qint64> oldestTime() const;             ///< of any value
    std::optional<qint64> usualPeriod() const;            ///< ms between results: the median of the last ones
    /// Values further apart than this (ms) do not belong together: three times the usual period, 3 s at least.
    qint64 longestGap() const;
    /// The same within a stretch of time. Where the pace changes in it, the slower one counts, unless there are but a
    /// few periods of that length: these are gaps.
    qint64 longestGap(TimeRange range) const;

    /// The series of a family that have values, in the order of window, name (naturally) and index. The family "" has
    /// the numbers of no known meaning.
    QList<SeriesKey> keys(const QString &family) const;
    /// Those of all families of a chart, in the table's order.
    QList<SeriesKey> chartKeys(const QString &chart) const;
    /// Over how many seconds the averages of a family go, ascending; 0 where they are none.
    QList<int> windows(const QString &family) const;
    QString title(const SeriesKey &key) const { return m_families.title(key); }
    QString unit(const SeriesKey &key) const { return m_families.unit(key); }

    /// What a chart needs to draw a stretch of time: the values in between and the nearest one on either
    /// side, so that lines reach the edges; thinned out as decimate.h says.
    QList<TimedValue> values(const SeriesKey &key, TimeRange range, const Thinning &thinning) const;
    /// The same of the mean over those of `keys` that have a value at a time.
    QList<TimedValue> meanValues(const QList<SeriesKey> &keys, TimeRange range, const Thinning &thinning) const;
    /// In the newest result; nothing where it does not hold this number.
    std::optional<double> newest(const SeriesKey &key) const;

    std::optional<Record> newestRecord() const;
    std::optional<Record> recordAt(qint64 time) const; ///< the nearest one that is kept

private:
    struct Rows
    {
        std::size_t begin;
        std::size_t end;
    };

    bool isFar(qint64 time, std::optional<qint64> now) const;
    bool isConfirmed(const Record &held, qint64 time) const;
    void insert(const Record &record, const Sample &output);
    bool wasSetBack(qint64 time);
    void dropFrom(qint64 time);
    void clear();
    void keepRecord(const Record &record);
    void addResultTime(qint64 time);
    SeriesTable::Column *columnFor(const SeriesKey &key);
    void addValues(qint64 time, const QList<SeriesValue> &values);
    void fillIn(qint64 time, const QList<SeriesValue> &values);
    void fillIn(SeriesTable::Column &column, qint64 time, qint64 period, double value);
    void dropOldest();
    qint64 confirmedTime() const;

    Rows rowsFor(const QList<const SeriesTable::Column *> &columns, TimeRange range) const;
    std::span<const qint64> timesOf(Rows rows) const;
    std::vector<double> readable(const SeriesKey &key, const SeriesTable::Column &column, Rows rows) const;
    std::optional<double> readableAt(const SeriesKey &key, std::size_t row) const;
    double factor(const MetricFamily *family) const;

    MetricFamilies m_families;
    Limits m_limits;
    qint64 m_assumedPeriod; // ms; until there are two results
    SeriesTable m_table;
    std::size_t m_unknownSeries = 0;
    int m_behind = 0;               // results in a row that are far behind the newest
    std::optional<Record> m_held;   // held back
    std::deque<qint64> m_results;   // times of results; the table has those of filled in histories, too
    std::optional<qint64> m_before; // what lies there was dropped
    std::deque<Record> m_records;   // the newest ones, in the order of time
    qsizetype m_bytes = 0;          // of them
    mutable std::optional<QSet<QString>> m_fractions; // groups; judged when asked for
};

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/decimate.h"
#include "app/state/recordbuffer.h"
#include "app/state/resulttimes.h"
#include "app/state/seriestable.h"
#include "app/state/timerange.h"
#include "common/metrics/seriesvalues.h"

#include <optional>
#include <span>

namespace pulse {

/// How much a store keeps; the oldest makes room for the newest.
struct StoreLimits
{
    qint64 span = 6 * 3'600'000;        ///< ms
    std::size_t rows = 21'600;          ///< times: 6 h at one a second
    std::size_t values = 5'600'000;     ///< times multiplied by series: 45 MB, 56 MB with the reserve
    std::size_t series = 2048;          ///< further ones are ignored
    std::size_t unknownSeries = 128;    ///< series without a family, which count as series, too
    qsizetype bytes = 32 * 1024 * 1024; ///< of records as they were written; the newest one is kept in any case
};

/// The results of the recent past and their measurements, as one series per number (see MetricFamilies), and as they
/// were written. A late result is inserted at its time; a result replaces one of the same time. Several results in a
/// row that are far behind the newest show that the source's clock was set back: later ones are dropped. A result that
/// is further than the store's span from the newest one, and from the expected time of the source's clock, is held back
/// until the next result confirms that the clock was set. If a result contains the history of a number, values are
/// added at earlier times for which none are known.
///
/// Values are read in the units of their charts: counters as rates per second (none where the counter fell, since it
/// was reset), fractions as percent if all known values show that they are fractions (see fractions.h).
///
/// Times are ms since epoch.
class SampleStore
{
public:
    using Limits = StoreLimits;

    explicit SampleStore(MetricFamilies families = MetricFamilies::standard(), const Limits &limits = {});

    /// Error: why the result cannot be read, one sentence; the store is unchanged then. A measurement that cannot be
    /// read is ignored. `now`: the expected time of the source's clock; nothing: unknown.
    Result<void> append(const Record &record, std::optional<qint64> now = {});
    /// `records`: oldest first; those that cannot be read are ignored. Error: that of the newest record.
    Result<void> replace(const QList<Record> &records);

    /// Whether the newest record is of that time and is held back: it cannot be read until the next one confirms its
    /// time.
    bool isHeldBack(qint64 time) const { return m_heldBack && m_heldBack->time == time; }

    const MetricFamilies &families() const { return m_families; }

    bool isEmpty() const { return m_results.isEmpty(); }
    std::size_t size() const { return m_results.size(); } ///< results
    std::size_t countAfter(qint64 time) const { return m_results.countAfter(time); }
    std::optional<qint64> newestTime() const;                                     ///< of a result
    std::optional<qint64> oldestTime() const;                                     ///< of any value
    std::optional<qint64> usualPeriod() const { return m_results.usualPeriod(); } ///< see ResultTimes, as the next two
    qint64 longestGap() const { return m_results.longestGap(); }
    qint64 longestGap(TimeRange range) const { return m_results.longestGap(range); }

    /// The series of a family that have values, in the order of window, name (naturally) and index. The family "" has
    /// the series without a family.
    QList<SeriesKey> keys(const QString &family) const;
    /// The series of all families of a chart, in the table's order.
    QList<SeriesKey> chartKeys(const QString &chart) const;
    /// The lengths (s) over which the values of a family are averaged, ascending; 0: values that are not averages.
    QList<int> windows(const QString &family) const;
    QString title(const SeriesKey &key) const { return m_families.title(key); }
    QString unit(const SeriesKey &key) const { return m_families.unit(key); }

    /// The values that a chart needs to draw a range: those in it and the nearest one on either side if a line leads to
    /// it, so that lines reach the edges; reduced as decimate.h describes.
    QList<TimedValue> values(const SeriesKey &key, TimeRange range, const Thinning &thinning) const;
    /// The same for the mean, at each time, of those `keys` that have a value.
    QList<TimedValue> meanValues(const QList<SeriesKey> &keys, TimeRange range, const Thinning &thinning) const;
    /// The value in the newest result; nothing if it does not contain this number.
    std::optional<double> newest(const SeriesKey &key) const;

    int ignoredNumbers() const { return m_ignored; } ///< of the last stored result, over the limits
    std::optional<Record> newestRecord() const { return m_records.newest(); }
    std::optional<Record> recordAt(qint64 time) const { return m_records.nearest(time); } ///< the nearest stored one

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
    void clear(qint64 assumedPeriod);
    SeriesTable::Column *columnFor(const SeriesKey &key);
    void addValues(qint64 time, const QList<SeriesValue> &values);
    void fillIn(qint64 time, const QList<SeriesValue> &values);
    void fillIn(SeriesTable::Column &column, qint64 time, qint64 period, double value);
    void dropOldest();

    Rows rowsFor(const QList<const SeriesTable::Column *> &columns, TimeRange range) const;
    std::span<const qint64> timesOf(Rows rows) const;
    std::vector<double> readable(const SeriesKey &key, const SeriesTable::Column &column, Rows rows) const;
    std::optional<double> readableAt(const SeriesKey &key, std::size_t row) const;
    double factor(const MetricFamily *family) const;

    MetricFamilies m_families;
    Limits m_limits;
    SeriesTable m_table;
    std::size_t m_unknownSeries = 0;
    int m_ignored = 0;
    int m_lateResults = 0;                // results in a row that are far behind the newest
    std::optional<Record> m_heldBack;     // waits for the next result to confirm its time
    ResultTimes m_results;                // the table has also the times of numbers' histories
    std::optional<qint64> m_droppedUntil; // values of this time and earlier were dropped
    RecordBuffer m_records;
    mutable std::optional<QSet<QString>> m_fractions; // groups; determined when they are needed
};

} // namespace pulse

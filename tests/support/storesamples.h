// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/samplestore.h"
#include "tests/support/samples.h"
#include "tests/support/serieskeys.h"

#include <QTest>

namespace pulse::test {

/// The end of a range in ms that has no end.
constexpr qint64 forever = 10'000'000;

/// The values of a series.
using Values = QList<TimedValue>;

/// Returns the key of the average of a CPU over one minute.
inline SeriesKey cpu(int index)
{
    return key("cpu_average", index, 60);
}

/// The key of the share of the outgoing traffic.
inline const SeriesKey egress = key("egress");

/// Appends a record that must be accepted.
inline void append(SampleStore &store, const Record &record)
{
    const Result<void> appended = store.append(record);
    QVERIFY2(appended, qPrintable(appended ? QString() : appended.error().message));
}

/// Appends one result a second, from second `from` to `to`.
inline void appendSeconds(SampleStore &store, qint64 from, qint64 to)
{
    for (qint64 second = from; second <= to; ++second)
        append(store, cpusAt(second * 1000, {1}));
}

/// Returns all values of a series.
inline Values all(const SampleStore &store, const SeriesKey &series)
{
    return store.values(series, {0, forever}, {});
}

/// Returns the values without their times.
inline QList<double> numbers(const Values &values)
{
    QList<double> result;
    for (const TimedValue &one : values)
        result << one.value;
    return result;
}

/// Returns an empty store with these limits.
inline SampleStore storeOf(const SampleStore::Limits &limits)
{
    return SampleStore(MetricFamilies::standard(), limits);
}

} // namespace pulse::test

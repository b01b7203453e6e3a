// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/samplestore.h"

namespace pulse {

/// Returns series of a store in a time range as CSV (RFC 4180, UTF-8): the first row has their names and units, the
/// others are one per time, oldest first, with the time in UTC (ISO 8601, to the millisecond) in the first field. Units
/// are those of the charts; a field is empty if a series has no value. An apostrophe precedes a name that spreadsheets
/// would interpret as a formula.
QByteArray seriesCsv(const SampleStore &store, TimeRange range, const QList<SeriesKey> &keys);
/// The same for all series.
QByteArray seriesCsv(const SampleStore &store, TimeRange range);

QByteArray csvTime(qint64 time); ///< the first field of a row; `time`: ms since epoch

} // namespace pulse

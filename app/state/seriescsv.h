// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/samplestore.h"

namespace pulse {

/// Series of a store in a stretch of time, as CSV (RFC 4180, UTF-8): the first row names them with their units,
/// then comes one row per time, oldest first, with the time in UTC (ISO 8601, to the millisecond) in its first field.
/// Units are those of the charts; a field is empty where a series has no value. A name that spreadsheets
/// would take for a formula has an apostrophe before it.
QByteArray seriesCsv(const SampleStore &store, TimeRange range, const QList<SeriesKey> &keys);
/// The same of all series.
QByteArray seriesCsv(const SampleStore &store, TimeRange range);

} // namespace pulse

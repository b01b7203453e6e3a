// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/samplestore.h"

#include <QList>

namespace pulse {

/// What a chart needs of a column to draw the time from `from` to `to` (ms since epoch): the values in between and the
/// nearest one on either side, so that lines reach the edges. Of several values within one `bucket` (ms) only the
/// lowest and the highest remain, in the order of time; peaks stay. Buckets lie at multiples of `bucket`, so a line
/// keeps its shape while the time moves on.
QList<TimedValue> decimate(const Column &column, qint64 from, qint64 to, qint64 bucket);

} // namespace pulse

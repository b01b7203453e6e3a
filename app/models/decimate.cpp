// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/decimate.h"

#include <algorithm>
#include <iterator>

namespace pulse {
namespace {

using Iterator = Column::const_iterator;

void addExtremes(const Iterator &begin, const Iterator &end, QList<TimedValue> &result)
{
    auto [lowest, highest] =
        std::minmax_element(begin, end, [](const TimedValue &a, const TimedValue &b) { return a.value < b.value; });
    if (highest < lowest)
        std::swap(lowest, highest);
    result.append(*lowest);
    if (highest != lowest)
        result.append(*highest);
}

} // namespace

QList<TimedValue> decimate(const Column &column, qint64 from, qint64 to, qint64 bucket)
{
    Iterator begin = std::ranges::lower_bound(column, from, {}, &TimedValue::time);
    Iterator end = std::ranges::upper_bound(column, to, {}, &TimedValue::time);
    if (begin != column.begin())
        --begin;
    if (end != column.end())
        ++end;

    QList<TimedValue> result;
    while (begin != end) {
        const qint64 current = begin->time / bucket;
        const Iterator next =
            std::find_if(begin, end, [&](const TimedValue &value) { return value.time / bucket != current; });
        addExtremes(begin, next, result);
        begin = next;
    }
    return result;
}

} // namespace pulse

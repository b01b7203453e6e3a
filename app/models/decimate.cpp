// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/decimate.h"

#include <cmath>
#include <optional>

namespace pulse {
namespace {

/// The lowest and the highest value of the bucket that is being read.
class Bucket
{
public:
    void take(TimedValue entry)
    {
        if (!m_lowest) {
            m_lowest = m_highest = entry;
        } else if (entry.value < m_lowest->value) {
            m_lowest = entry;
        } else if (entry.value >= m_highest->value) {
            m_highest = entry;
        }
    }

    void moveTo(QList<TimedValue> &result)
    {
        if (!m_lowest)
            return;
        const bool lowestIsFirst = m_lowest->time <= m_highest->time;
        result.append(lowestIsFirst ? *m_lowest : *m_highest);
        if (m_lowest != m_highest)
            result.append(lowestIsFirst ? *m_highest : *m_lowest);
        m_lowest.reset();
    }

private:
    std::optional<TimedValue> m_lowest;
    std::optional<TimedValue> m_highest;
};

} // namespace

QList<TimedValue> decimate(std::span<const qint64> times, std::span<const double> values, qint64 bucket)
{
    QList<TimedValue> result;
    Bucket current;
    qint64 end = 0; // of the bucket
    for (std::size_t i = 0; i < times.size(); ++i) {
        if (std::isnan(values[i]))
            continue;
        if (times[i] >= end) {
            current.moveTo(result);
            end = (times[i] / bucket + 1) * bucket;
        }
        current.take({times[i], values[i]});
    }
    current.moveTo(result);
    return result;
}

} // namespace pulse

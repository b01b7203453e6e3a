// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/recordbuffer.h"

#include <algorithm>
#include <iterator>

namespace pulse {
namespace {

qsizetype sizeOf(const Record &record)
{
    return record.output.size() + record.input.size();
}

} // namespace

void RecordBuffer::insert(const Record &record)
{
    auto at = std::ranges::lower_bound(m_records, record.time, {}, &Record::time);
    if (at != m_records.end() && at->time == record.time) {
        m_bytes -= sizeOf(*at);
        *at = record;
    } else {
        m_records.insert(at, record);
    }
    m_bytes += sizeOf(record);
    while (m_records.size() > 1 && m_bytes > m_mostBytes)
        dropFront();
}

void RecordBuffer::dropFront()
{
    m_bytes -= sizeOf(m_records.front());
    m_records.pop_front();
}

void RecordBuffer::dropFrom(qint64 time)
{
    while (!m_records.empty() && m_records.back().time >= time) {
        m_bytes -= sizeOf(m_records.back());
        m_records.pop_back();
    }
}

void RecordBuffer::dropUntil(qint64 time)
{
    while (m_records.size() > 1 && m_records.front().time <= time)
        dropFront();
}

std::optional<Record> RecordBuffer::newest() const
{
    if (m_records.empty())
        return {};
    return m_records.back();
}

std::optional<Record> RecordBuffer::nearest(qint64 time) const
{
    const auto after = std::ranges::lower_bound(m_records, time, {}, &Record::time);
    if (after == m_records.begin())
        return m_records.empty() ? std::nullopt : std::optional(*after);
    const auto before = std::prev(after);
    return after != m_records.end() && after->time - time < time - before->time ? *after : *before;
}

} // namespace pulse

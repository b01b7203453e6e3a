// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redisstream.h"

#include <limits>

namespace pulse {
namespace {

std::optional<StreamEntry> entryOf(const RedisReply &reply)
{
    if (!reply.isArray() || reply.elements.size() != 2 || !reply.elements[1].isArray())
        return {};
    const std::optional<StreamId> id = StreamId::parse(reply.elements[0].bytes);
    if (!id)
        return {};
    StreamEntry entry{*id, {}};
    for (const RedisReply &field : reply.elements[1].elements)
        entry.fields << field.bytes;
    return entry;
}

} // namespace

std::optional<StreamId> StreamId::parse(const QByteArray &text)
{
    const qsizetype dash = text.indexOf('-');
    bool okMilliseconds = false;
    bool okSequence = false;
    const StreamId id{text.left(dash).toULongLong(&okMilliseconds), text.mid(dash + 1).toULongLong(&okSequence)};
    if (dash < 1 || !okMilliseconds || !okSequence)
        return {};
    return id;
}

QByteArray StreamId::toBytes() const
{
    return QByteArray::number(milliseconds) + '-' + QByteArray::number(sequence);
}

StreamId StreamId::previous() const
{
    if (sequence > 0)
        return {milliseconds, sequence - 1};
    return milliseconds > 0 ? StreamId{milliseconds - 1, std::numeric_limits<quint64>::max()} : *this;
}

std::optional<QByteArray> StreamEntry::value(const QByteArray &name) const
{
    for (qsizetype i = 0; i + 1 < fields.size(); i += 2) {
        if (fields[i] == name)
            return fields[i + 1];
    }
    return {};
}

std::vector<StreamEntry> entriesOf(const RedisReply &range)
{
    std::vector<StreamEntry> entries;
    for (const RedisReply &element : range.elements) {
        if (std::optional<StreamEntry> entry = entryOf(element))
            entries.push_back(std::move(*entry));
    }
    return entries;
}

std::vector<StreamEntry> entriesOfRead(const RedisReply &read)
{
    if (read.elements.empty() || read.elements[0].elements.size() != 2)
        return {};
    return entriesOf(read.elements[0].elements[1]);
}

} // namespace pulse

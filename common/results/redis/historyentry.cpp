// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/redis/historyentry.h"

#include <algorithm>

namespace pulse {
namespace {

constexpr qint64 idsAhead = 1000; // ms that an id may be ahead of the server's TIME

/// Returns when an entry was written, by the server's clock.
qint64 timeOf(StreamId id)
{
    return static_cast<qint64>(std::min(id.milliseconds, quint64(latestTime)));
}

} // namespace

Record toRecord(const StreamEntry &entry)
{
    bool ok = false;
    const qint64 field = entry.value("t").value_or(QByteArray()).toLongLong(&ok);
    const qint64 time = ok && field >= 0 && field <= latestTime ? field : timeOf(entry.id);
    return {time, entry.value("d").value_or(QByteArray()), entry.value("i").value_or(QByteArray())};
}

StreamId newestOf(const RedisResult &range)
{
    const std::vector<StreamEntry> entries = range ? entriesOf(*range) : std::vector<StreamEntry>();
    return entries.empty() ? StreamId{} : entries.front().id;
}

bool isRefusal(RedisError::Kind kind)
{
    return kind == RedisError::Kind::NoPermission || kind == RedisError::Kind::NotSupported;
}

std::optional<qint64> serverTimeOf(const RedisResult &reply)
{
    if (!reply || reply->elements.size() != 2)
        return {};
    bool hasSeconds = false;
    bool hasMicroseconds = false;
    const qint64 seconds = reply->elements[0].bytes.toLongLong(&hasSeconds);
    const qint64 microseconds = reply->elements[1].bytes.toLongLong(&hasMicroseconds);
    return hasSeconds && hasMicroseconds ? std::optional(seconds * 1000 + microseconds / 1000) : std::nullopt;
}

std::optional<qint64> ageOf(StreamId id, qint64 now)
{
    const qint64 age = now - timeOf(id);
    return age < -idsAhead ? std::nullopt : std::optional(std::max<qint64>(0, age));
}

} // namespace pulse

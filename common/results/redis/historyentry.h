// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisreply.h"
#include "common/redis/redisstream.h"
#include "common/results/record.h"

#include <optional>

namespace pulse {

/// Returns the record in an entry of the stream K:history, whose fields OutputFollower describes.
Record toRecord(const StreamEntry &entry);

/// Returns the id of the first entry in a reply to XREVRANGE; 0-0 for an error and for an empty stream.
StreamId newestOf(const RedisResult &range);

/// Returns whether the server refuses to read the stream, whatever is in it.
bool isRefusal(RedisError::Kind kind);

/// Returns the server's clock in a reply to TIME, in ms since epoch; nothing for any other reply.
std::optional<qint64> serverTimeOf(const RedisResult &reply);

/// Returns how long ago an entry was written, in ms, at the server's time `now`. Nothing: the id is more than a second
/// in the future, so it was not made from the server's clock, or the clock was set back.
std::optional<qint64> ageOf(StreamId id, qint64 now);

} // namespace pulse

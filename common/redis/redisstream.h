// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisreply.h"

#include <QByteArrayList>

#include <optional>
#include <vector>

namespace pulse {

/// The id of a stream entry: `<ms since epoch>-<counter>`, ordered like the stream.
struct StreamId
{
    quint64 milliseconds = 0;
    quint64 sequence = 0;

    static std::optional<StreamId> parse(const QByteArray &text);
    QByteArray toBytes() const;
    StreamId previous() const; ///< the greatest id below this one; 0-0 for 0-0
    auto operator<=>(const StreamId &) const = default;
};

/// One entry of a Redis stream.
struct StreamEntry
{
    StreamId id;
    QByteArrayList fields; ///< name, value, name, value, …

    /// The value of a field, or nothing.
    std::optional<QByteArray> value(const QByteArray &name) const;
    bool operator==(const StreamEntry &) const = default;
};

/// Returns the entries of a reply to XRANGE or XREVRANGE; malformed entries are skipped.
std::vector<StreamEntry> entriesOf(const RedisReply &range);

/// Returns the entries of a reply to XREAD of one stream; empty after a timeout.
std::vector<StreamEntry> entriesOfRead(const RedisReply &read);

} // namespace pulse

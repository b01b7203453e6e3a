// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisreply.h"

#include <QByteArrayList>

#include <optional>
#include <vector>

namespace pulse {

/// The id of a stream entry: `<ms since epoch>-<counter>`, in the order of the stream.
struct StreamId
{
    quint64 milliseconds = 0;
    quint64 sequence = 0;

    static std::optional<StreamId> parse(const QByteArray &text);
    QByteArray toBytes() const;
    StreamId previous() const; ///< the greatest id below this one; of 0-0 itself
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

/// The entries in an answer to XRANGE or XREVRANGE; entries without a valid shape are left out.
std::vector<StreamEntry> entriesOf(const RedisReply &range);

/// The entries in an answer to XREAD of one stream; none where it timed out.
std::vector<StreamEntry> entriesOfRead(const RedisReply &read);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisreply.h"

#include <utility>
#include <vector>

/// Values of replies, to compare with parsed ones.
namespace pulse::test::replies {

inline RedisReply nil()
{
    return {};
}

inline RedisReply status(const QByteArray &bytes)
{
    return {RedisReply::Type::Status, 0, bytes, {}};
}

inline RedisReply string(const QByteArray &bytes)
{
    return {RedisReply::Type::String, 0, bytes, {}};
}

inline RedisReply integer(qint64 value)
{
    return {RedisReply::Type::Integer, value, {}, {}};
}

inline RedisReply array(std::vector<RedisReply> elements)
{
    return {RedisReply::Type::Array, 0, {}, std::move(elements)};
}

} // namespace pulse::test::replies

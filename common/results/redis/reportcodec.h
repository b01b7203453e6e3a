// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisreply.h"
#include "common/results/functionstatus.h"

#include <QByteArrayList>

namespace pulse {

// Texts are cut when they are read (boundedtext.h), since any program may have written them.

/// Name, value, name, value, …, for HSET of K:status.
QByteArrayList encodeStatus(const FunctionStatus &status);

/// From the answer to HGETALL of K:status. Nothing: there is no such key. Fields that are absent or no numbers are 0.
std::optional<FunctionStatus> decodeStatus(const RedisReply &hash);

/// Name, value, name, value, …, for XADD to K:errors.
QByteArrayList encodeFailure(const Failure &failure);

/// From the answer to XREVRANGE of K:errors, in its order.
QList<Failure> decodeFailures(const RedisReply &range);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisreply.h"
#include "common/results/functionstatus.h"

namespace pulse {

// Texts are cut (boundedtext.h), since anybody may have written them.

/// From the answer to HGETALL of K:status. Nothing: there is no such key. Fields that are absent or no numbers are 0.
std::optional<FunctionStatus> decodeStatus(const RedisReply &hash);

/// From the answer to XREVRANGE of K:errors, in its order.
QList<FunctionFailure> decodeFailures(const RedisReply &range);

} // namespace pulse

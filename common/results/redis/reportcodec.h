// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisreply.h"
#include "common/results/functionstatus.h"

#include <QByteArrayList>

namespace pulse {

// Texts are cut when they are read (boundedtext.h), since any program may have written them.

/// Returns name, value, name, value, … for HSET of K:status.
QByteArrayList encodeStatus(const FunctionStatus &status);

/// Decodes the reply to HGETALL of K:status. Nothing: there is no such key. Missing and invalid numbers are 0.
std::optional<FunctionStatus> decodeStatus(const RedisReply &hash);

/// Decodes the reply to HGETALL of I:machine. Nothing: there is no such key. Missing and invalid values are empty.
std::optional<Machine> decodeMachine(const RedisReply &hash);

/// Returns name, value, name, value, … for XADD to K:errors.
QByteArrayList encodeFailure(const Failure &failure);

/// Decodes the reply to XREVRANGE of K:errors, in its order.
QList<Failure> decodeFailures(const RedisReply &range);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisreply.h"
#include "common/results/problem.h"

namespace pulse {

/// Returns why a key cannot be read. `server`: its name in texts; `wrongType`: the kind if the key has another type.
Problem problemOf(const RedisError &error, const QString &server, const QString &key, Problem::Kind wrongType);

} // namespace pulse

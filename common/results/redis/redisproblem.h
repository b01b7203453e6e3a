// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisreply.h"
#include "common/results/problem.h"

namespace pulse {

/// What keeps a key from being read. `server`: for people; `wrongType`: the kind if the key holds another type.
Problem problemOf(const RedisError &error, const QString &server, const QString &key, Problem::Kind wrongType);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisurl.h"

namespace pulse {

/// The settings for the Redis server of a service: REDIS_URL, or REDIS_HOST, REDIS_PORT, REDIS_USER and REDIS_PASSWORD.
QList<Setting> redisServerSettings();

/// Other names of REDIS_INPUT_KEY and REDIS_OUTPUT_KEY in deployments of the original runtime.
QStringList inputKeyAliases();
QStringList outputKeyAliases();

/// Reads these settings; an error is reported in settings.error(), without the password.
RedisUrl readRedisServer(Settings &settings);

} // namespace pulse

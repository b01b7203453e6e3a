// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisurl.h"

namespace pulse {

/// The settings by which services are told their Redis server: REDIS_URL; or REDIS_HOST,
/// REDIS_PORT, REDIS_USER and REDIS_PASSWORD.
QList<Setting> redisServerSettings();

/// Other names of REDIS_INPUT_KEY and REDIS_OUTPUT_KEY in deployments of the original runtime.
QStringList inputKeyAliases();
QStringList outputKeyAliases();

/// The server that they name. Where they name none, settings.error() says why, without the password.
RedisUrl readRedisServer(Settings &settings);

} // namespace pulse

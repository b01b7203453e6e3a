// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisurl.h"

namespace pulse {

/// Returns why a text is not the URL of a Redis server, in the language of the window.
QString redisUrlText(const RedisUrlError &error);

} // namespace pulse

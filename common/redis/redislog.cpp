// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redislog.h"

namespace pulse {

Q_LOGGING_CATEGORY(redisLog, "redis", QtInfoMsg)

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisreply.h"

namespace pulse {

/// Trying again will not help; somebody has to change a setting or a permission.
bool needsAPerson(RedisError::Kind kind);

/// What to do about an error on reading `key`, and in brackets what the server said. No full stop at its end.
/// `wrongType`: what to do where the key holds another type.
QString refusalSentence(const RedisError &error, const QString &key, const QString &wrongType);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisclient.h"

#include <optional>

namespace pulse::test {

class RedisServer;

/// Opens the client and waits until it is ready, for at most `waitTimeout`.
bool opens(RedisClient &client);

/// Sends a command and waits for its reply; empty if none arrives within `waitTimeout`.
std::optional<RedisResult> answerOf(RedisClient &client, const RedisCommand &command);

/// Returns the reply to a command; an error of kind Timeout if none arrives within `waitTimeout`.
RedisResult replyTo(RedisClient &client, const RedisCommand &command);

/// Returns how often the server has executed a command, whose name is in lower case.
int callsOf(const RedisServer &server, const QByteArray &command);

/// Returns the options with the name and the password ("pw") of a user.
RedisOptions asUser(RedisOptions options, const QString &user);

} // namespace pulse::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisprotocol.h"
#include "common/redis/redisreply.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QPointer>

#include <chrono>
#include <deque>
#include <functional>

namespace pulse {

/// A command of RedisClient that is not answered yet.
struct PendingCommand
{
    using Handler = std::function<void(const RedisResult &)>;

    PendingCommand(const RedisCommand &command, std::chrono::milliseconds deadline, QObject *context, Handler handler);

    QPointer<QObject> context;
    Handler handler; ///< called only while `context` exists
    QDeadlineTimer deadline;
    QByteArray name;  ///< of the command; empty if it cannot be a suspect
    QByteArray bytes; ///< until it is sent; if it has no name, until it is answered
};

using PendingCommands = std::deque<PendingCommand>; ///< in the order in which they were given

/// Calls all handlers after the end of a connection: of sent commands with the `error` that ended it if it concerns
/// them and otherwise with ConnectionLost, since it is not known whether the server executed them; of unsent ones with
/// `notSent`. A handler may destroy everything that the commands belong to.
void failAll(const PendingCommands &sent, const PendingCommands &unsent, const RedisError &error,
             const RedisError &notSent);

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/pendingcommand.h"

#include "common/redis/commandsupport.h"

#include <utility>

namespace pulse {

using Kind = RedisError::Kind;

PendingCommand::PendingCommand(const RedisCommand &command, std::chrono::milliseconds deadline, QObject *context,
                               Handler handler)
    : context(context)
    , handler(std::move(handler))
    , deadline(deadline)
    , name(CommandSupport::nameOf(command))
    , bytes(formatCommand(command))
{
}

void failAll(const PendingCommands &sent, const PendingCommands &unsent, const RedisError &error,
             const RedisError &notSent)
{
    const RedisError unknown{Kind::ConnectionLost, error.message, {}};
    const bool ofAll = error.kind == Kind::NotConnected || error.kind == Kind::ConnectionLost;
    bool first = true;
    for (const PendingCommand &one : sent) {
        const bool ofThis = error.kind == Kind::Timeout ? one.deadline.hasExpired() : std::exchange(first, false);
        if (one.context)
            one.handler(ofAll || ofThis ? error : unknown);
    }
    for (const PendingCommand &one : unsent) {
        if (one.context)
            one.handler(notSent);
    }
}

} // namespace pulse

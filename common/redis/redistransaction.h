// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/commandsupport.h"
#include "common/redis/redisreply.h"

#include <functional>
#include <optional>

namespace pulse {

/// Combines the replies to MULTI, the commands and EXEC into the result of one transaction.
class RedisTransaction
{
public:
    using Handler = std::function<void(const RedisResult &)>;

    explicit RedisTransaction(Handler handler);

    /// Returns a command that the transaction needs and the server does not support; empty: it can be tried.
    static QByteArray unsupportedIn(const QList<RedisCommand> &commands, const CommandSupport &support);

    void handleMulti(const RedisResult &reply) { m_isMultiRefused = !reply; }
    void handleCommand(const RedisResult &reply);
    void handleExec(const RedisResult &reply) const { m_handler(result(reply)); }
    void fail(const RedisError &error) const { m_handler(error); }

private:
    RedisResult result(const RedisResult &exec) const;

    Handler m_handler;
    bool m_isMultiRefused = false;
    std::optional<RedisError> m_refusal; // of the first command that was not queued
    RedisReply m_replies;                // to the commands themselves, if MULTI was refused
};

} // namespace pulse

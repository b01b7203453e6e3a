// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/commandsupport.h"

#include <functional>
#include <optional>

namespace pulse {

/// The commands that a connection begins with: login, choice of the database, a check that the server answers, and the
/// client's names.
struct RedisHandshake
{
    struct Step
    {
        RedisCommand command;
        /// Returns the error for which the connection has to end; nothing: the handshake continues.
        std::function<std::optional<RedisError>(const RedisResult &)> check;
        bool completes = false; ///< the connection can be used after the reply; the steps behind it are optional
    };

    QList<Step> steps;                 ///< to be sent in this order
    std::optional<RedisError> refusal; ///< why the connection cannot be used, whatever the server replies

    /// `clientName`: for CLIENT SETNAME; empty: none.
    static RedisHandshake make(const RedisUrl &url, const QString &clientName, const CommandSupport &support);
};

} // namespace pulse

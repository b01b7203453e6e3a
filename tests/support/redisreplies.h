// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisclient.h"

#include <QStringList>

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

/// Returns the options with another URL.
RedisOptions withUrl(RedisOptions options, const RedisUrl &url);

/// Returns the options with a name and a password.
RedisOptions withLogin(RedisOptions options, const QString &user, const QString &password);

/// Returns whether a reply arrived that is an error of that kind.
bool failsWith(const std::optional<RedisResult> &answer, RedisError::Kind kind);

/// Counts how often each of `count` handlers was called, and with which kind of error (empty: with a reply).
struct Tally
{
    explicit Tally(qsizetype count)
        : calls(count)
        , kinds(count)
    {
    }

    RedisClient::Handler handler(qsizetype index)
    {
        return [this, index](const RedisResult &reply) {
            ++calls[index];
            ++sum;
            kinds[index] = reply ? QString() : kindName(reply.error().kind);
        };
    }

    QList<int> calls;
    QStringList kinds;
    qsizetype sum = 0;
};

} // namespace pulse::test

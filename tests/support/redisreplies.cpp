// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/redisreplies.h"

#include "common/core/literals.h"
#include "tests/support/redisserver.h"
#include "tests/support/timeouts.h"

#include <QTest>

namespace pulse::test {

bool opens(RedisClient &client)
{
    client.open();
    return QTest::qWaitFor([&client] { return client.isReady(); }, waitTimeout);
}

std::optional<RedisResult> answerOf(RedisClient &client, const RedisCommand &command)
{
    std::optional<RedisResult> answer;
    QObject context;
    client.send(command, &context, [&answer](const RedisResult &reply) { answer = reply; });
    [[maybe_unused]] const bool isInTime = QTest::qWaitFor([&answer] { return answer.has_value(); }, waitTimeout);
    return answer;
}

RedisResult replyTo(RedisClient &client, const RedisCommand &command)
{
    const RedisError late{RedisError::Kind::Timeout, u"no reply in the test's time"_s};
    return answerOf(client, command).value_or(RedisResult(late));
}

int callsOf(const RedisServer &server, const QByteArray &command)
{
    const QByteArray stats = server.call({"INFO", "commandstats"})->bytes;
    const QByteArray start = "cmdstat_" + command + ":calls=";
    const qsizetype at = stats.indexOf(start);
    return at < 0 ? 0 : stats.mid(at + start.size()).split(',').constFirst().toInt();
}

RedisOptions asUser(RedisOptions options, const QString &user)
{
    options.url.user = user;
    options.url.password = u"pw"_s;
    return options;
}

RedisOptions withUrl(RedisOptions options, const RedisUrl &url)
{
    options.url = url;
    return options;
}

RedisOptions withLogin(RedisOptions options, const QString &user, const QString &password)
{
    options.url.user = user;
    options.url.password = password;
    return options;
}

bool failsWith(const std::optional<RedisResult> &answer, RedisError::Kind kind)
{
    return answer && !*answer && answer->error().kind == kind;
}

} // namespace pulse::test

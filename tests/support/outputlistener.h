// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/outputkeys.h"
#include "common/results/redis/outputfollower.h"
#include "tests/support/redisreplies.h"
#include "tests/support/redisserver.h"

#include <QTest>

#include <chrono>
#include <optional>
#include <vector>

namespace pulse::test {

inline const QByteArray key = "out"; ///< the followed output

/// Collects what a follower emitted.
struct Listener
{
    explicit Listener(const OutputFollower &follower)
    {
        QObject::connect(&follower, &OutputFollower::stateChanged, &follower,
                         [this](OutputFollower::State state) { states << state; });
        QObject::connect(&follower, &OutputFollower::problem, &follower,
                         [this](const RedisError &error) { problems << error.kind; });
        QObject::connect(&follower, &OutputFollower::history, &follower,
                         [this](const QList<Record> &all) { histories.push_back(all); });
        QObject::connect(&follower, &OutputFollower::record, &follower, [this](const Record &one, bool isLive) {
            outputs.push_back(one);
            live << isLive;
        });
        QObject::connect(&follower, &OutputFollower::aged, &follower,
                         [this](std::optional<qint64> age) { ages.push_back(age); });
    }

    QByteArrayList values() const { return valuesOf(outputs); }
    static QByteArrayList valuesOf(const QList<Record> &some)
    {
        QByteArrayList result;
        for (const Record &one : some)
            result << one.output;
        return result;
    }

    QList<OutputFollower::State> states;
    QList<RedisError::Kind> problems;
    QList<QList<Record>> histories;
    QList<Record> outputs;
    QList<bool> live; // for each of them
    std::vector<std::optional<qint64>> ages;
};

/// Returns options for `key` on the server.
inline OutputFollower::Options optionsFor(const RedisServer &server,
                                          std::chrono::milliseconds pollPeriod = std::chrono::minutes(1))
{
    return {server.options(), key, 4320, pollPeriod};
}

inline OutputFollower::Options withUser(OutputFollower::Options options, const QString &user)
{
    options.redis = asUser(options.redis, user);
    return options;
}

/// Writes the results `first`…`last` like the runtime of Pulseboard: K and the stream at once. `t` is the number, too.
inline void writeResults(const RedisServer &server, int first, int last, int padding = 0)
{
    const QByteArray script = "for i = ARGV[1], ARGV[2] do local v = i .. string.rep(' ', ARGV[3]) "
                              "redis.call('SET', KEYS[1], v) redis.call('XADD', KEYS[2], '*', 't', i, 'd', v) end";
    const RedisResult written = server.call({"EVAL", script, "2", key, historyKey(key), QByteArray::number(first),
                                             QByteArray::number(last), QByteArray::number(padding)});
    QVERIFY(written);
}

/// Writes a result like a foreign runtime.
inline void writePlain(const RedisServer &server, const QByteArray &value)
{
    QVERIFY(server.call({"SET", key, value}));
}

/// Returns the records of `writeResults`.
inline QList<Record> results(int first, int last)
{
    QList<Record> outputs;
    for (int i = first; i <= last; ++i)
        outputs.append({i, QByteArray::number(i), {}});
    return outputs;
}

/// Returns the ids of the connections whose line in CLIENT LIST contains `text`.
inline QByteArrayList connectionsWith(const RedisServer &server, const QByteArray &text)
{
    QByteArrayList ids;
    for (const QByteArray &line : server.call({"CLIENT", "LIST"})->bytes.split('\n')) {
        if (line.contains(text))
            ids << line.mid(3).split(' ').first();
    }
    return ids;
}

/// Returns whether exactly one connection waits for new entries of the stream.
inline bool isReading(const RedisServer &server)
{
    return connectionsWith(server, "cmd=xread").size() == 1;
}

} // namespace pulse::test

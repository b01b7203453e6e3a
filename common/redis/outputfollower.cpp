// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/outputfollower.h"

#include "common/redis/outputkeys.h"

#include <QDateTime>

#include <algorithm>

namespace pulse {
namespace {

using namespace std::chrono_literals;

constexpr auto blockFor = 5s;    // then the plain key is looked at, too
constexpr auto blockMargin = 5s; // for the answer to a blocking command

Output toOutput(const StreamEntry &entry)
{
    bool ok = false;
    const qint64 time = entry.value("t").value_or(QByteArray()).toLongLong(&ok);
    return {ok ? time : static_cast<qint64>(entry.id.milliseconds), entry.value("d").value_or(QByteArray())};
}

QByteArray keyspaceChannel(const OutputFollower::Options &options)
{
    return "__keyspace@" + QByteArray::number(options.redis.url.database) + "__:" + options.key;
}

} // namespace

OutputFollower::OutputFollower(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_client(m_options.redis)
    , m_blocking(m_options.redis)
    , m_subscriber(m_options.redis)
{
    connect(&m_client, &RedisClient::ready, this, &OutputFollower::start);
    connect(&m_client, &RedisClient::lost, this, [this](const RedisError &error) {
        m_poll.stop();
        setState(State::Connecting);
        fail(error);
    });
    connect(&m_blocking, &RedisClient::ready, this, &OutputFollower::followStream);

    m_subscriber.track(m_options.key);
    m_subscriber.subscribe(keyspaceChannel(m_options));
    connect(&m_subscriber, &RedisSubscriber::ready, this, &OutputFollower::readKey);
    connect(&m_subscriber, &RedisSubscriber::invalidated, this, &OutputFollower::readKey);
    connect(&m_subscriber, &RedisSubscriber::message, this, &OutputFollower::readKey);

    m_poll.setInterval(m_options.pollPeriod);
    connect(&m_poll, &QTimer::timeout, this, &OutputFollower::readKey);
}

void OutputFollower::open()
{
    m_client.open();
}

void OutputFollower::start()
{
    m_lastProblem.reset();
    readHistory();
}

void OutputFollower::readHistory()
{
    const QByteArray count = QByteArray::number(m_lastId ? 1 : m_options.historyLength);
    m_client.send({"XREVRANGE", historyKey(m_options.key), "+", "-", "COUNT", count}, this,
                  [this](const RedisResult &reply) { takeHistory(reply); });
}

void OutputFollower::takeHistory(const RedisResult &reply)
{
    std::vector<StreamEntry> entries;
    if (reply)
        entries = entriesOf(*reply);
    else if (reply.error().kind == RedisError::Kind::ReplyTooLarge && m_options.historyLength > 1) {
        m_options.historyLength /= 4; // large results: as much of the past as the limit allows
        readHistory();
        return;
    } // any other error: the stream is of another type or not for us, so K alone is followed

    if (m_lastId) { // back after a lost connection
        resume(entries.empty() ? StreamId{} : entries.front().id);
        return;
    }
    if (entries.empty()) {
        m_poll.start();
        m_subscriber.open();
        readKey();
        return;
    }
    std::vector<Output> outputs;
    outputs.reserve(entries.size());
    std::transform(entries.rbegin(), entries.rend(), std::back_inserter(outputs), toOutput);
    m_lastId = entries.front().id;
    m_lastValue = outputs.back().json;
    m_poll.stop();
    m_subscriber.close();
    setState(State::Live);
    Q_EMIT history(outputs);
    if (m_blocking.isReady())
        followStream();
    else
        m_blocking.open();
}

void OutputFollower::resume(StreamId newest)
{
    if (newest < *m_lastId) { // another stream than the one we knew: a new server, or an emptied one
        m_lastId.reset();
        readHistory();
        return;
    }
    setState(State::Live);
    if (m_blocking.isReady())
        followStream();
}

void OutputFollower::followStream()
{
    if (!m_lastId)
        return;
    const QByteArray block = QByteArray::number(std::chrono::milliseconds(blockFor).count());
    m_blocking.send(
        {"XREAD", "BLOCK", block, "COUNT", "100", "STREAMS", historyKey(m_options.key), m_lastId->toBytes()},
        blockFor + blockMargin, this, [this](const RedisResult &reply) { takeStream(reply); });
}

void OutputFollower::takeStream(const RedisResult &reply)
{
    if (!reply) {
        if (m_blocking.isReady()) // the server refuses; not a lost connection
            fail(reply.error());
        return;
    }
    const std::vector<StreamEntry> entries = entriesOfRead(*reply);
    for (const StreamEntry &entry : entries) {
        m_lastId = entry.id;
        const Output result = toOutput(entry);
        m_lastValue = result.json;
        Q_EMIT output(result);
    }
    if (entries.empty())
        readKey(); // nothing new in the stream: has somebody else written K?
    followStream();
}

void OutputFollower::readKey()
{
    m_client.send({"GET", m_options.key}, this, [this](const RedisResult &reply) { takeKey(reply); });
}

void OutputFollower::takeKey(const RedisResult &reply)
{
    if (!reply) {
        if (m_client.isReady())
            fail(reply.error());
        return;
    }
    if (reply->isNil()) {
        if (!m_lastId)
            setState(State::Waiting);
        return;
    }
    if (m_lastValue == reply->bytes)
        return;
    if (!m_lastId && m_state == State::Waiting) {
        // The first value ever: it may have come with a history.
        m_state = State::Connecting;
        readHistory();
        return;
    }
    m_lastValue = reply->bytes;
    setState(State::Live);
    Q_EMIT output({QDateTime::currentMSecsSinceEpoch(), reply->bytes});
}

void OutputFollower::fail(const RedisError &error)
{
    if (error.kind == RedisError::Kind::NotConnected || m_lastProblem == error)
        return;
    m_lastProblem = error;
    Q_EMIT problem(error);
}

void OutputFollower::setState(State state)
{
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged(state);
}

} // namespace pulse

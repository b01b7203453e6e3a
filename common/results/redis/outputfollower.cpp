// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/redis/outputfollower.h"

#include "common/core/literals.h"
#include "common/core/logging.h"
#include "common/redis/redislog.h"
#include "common/results/outputkeys.h"
#include "common/results/redis/historyentry.h"

#include <QDateTime>

#include <algorithm>

namespace pulse {
namespace {

using namespace std::chrono_literals;
using Kind = RedisError::Kind;

constexpr auto blockFor = 5s;    // then K is read, too
constexpr auto blockMargin = 5s; // for the reply to a blocking command

} // namespace

OutputFollower::OutputFollower(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_client(m_options.redis)
    , m_blocking(m_options.redis)
    , m_watcher(m_options.redis, m_options.key)
    , m_reader(m_client, m_options.key, m_options.historyLength, m_options.maximumInputBytes)
{
    connect(&m_client, &RedisClient::ready, this, &OutputFollower::start);
    connect(&m_client, &RedisClient::lost, this, &OutputFollower::stop);
    connect(&m_blocking, &RedisClient::ready, this, [this] {
        if (m_state == State::Live)
            settle(State::Live);
        followStream();
    });
    connect(&m_blocking, &RedisClient::lost, this, [this](const RedisError &error) {
        // In these cases it reconnects within a moment, or m_client reports the problem.
        if (error.kind != Kind::ConnectionLost && error.kind != Kind::NotSupported)
            fail(error);
        readKey(); // shows whether the server still answers
    });

    connect(&m_watcher, &KeyWatcher::changed, this, &OutputFollower::readKey);
    m_poll.setInterval(m_options.pollPeriod);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        readKey();
        retryStream();
        followStream(); // if an error stopped it
    });
}

void OutputFollower::open()
{
    m_client.open();
}

void OutputFollower::start()
{
    m_lastProblem.reset();
    m_hasReadKey = false;
    const bool wasRefused = std::exchange(m_isStreamRefused, false);
    if (m_lastId)
        readNewest([this, wasRefused](const RedisResult &newest) { resume(wasRefused, newest); });
    else
        readHistory();
}

void OutputFollower::stop(const RedisError &error)
{
    m_poll.stop();
    m_blocking.close();
    m_watcher.close();
    if (error.kind == Kind::NotSupported)
        return; // it reconnects within a moment, without that command
    if (m_state != State::Connecting)
        m_lastProblem.reset();
    setState(State::Connecting);
    fail(error);
}

void OutputFollower::readHistory()
{
    m_blocking.close();
    m_isStartingOver = m_isStartingOver || m_lastId;
    m_lastId.reset();
    m_missedUntil = {};
    m_reader.read(this, [this](const std::optional<RedisError> &refusal) {
        if (refusal)
            refuseStream(*refusal);
        readAge(m_reader.newest(), [this] { finishHistory(); });
    });
}

/// Emits the age of the newest entry in the stream. Sends TIME only if there is an entry, since proxies that do not
/// support streams close the connection after commands like TIME.
void OutputFollower::readAge(StreamId newest, std::function<void()> proceed)
{
    if (newest == StreamId{}) {
        proceed();
        return;
    }
    m_client.send({"TIME"}, this, [this, newest, proceed = std::move(proceed)](const RedisResult &reply) {
        if (!m_client.isReady())
            return; // `start` begins again
        const std::optional<qint64> now = serverTimeOf(reply);
        const std::optional<qint64> age = now ? ageOf(newest, *now) : std::nullopt;
        if (!age)
            qCInfo(redisLog).noquote() << "The age of the results is unknown until the next one arrives:"
                                       << (now     ? u"the ids of their stream are ahead of the server's clock"_s
                                           : reply ? u"the reply to TIME is not a time"_s
                                                   : reply.error().message);
        if (age || newest != m_lastId) // otherwise the age since its arrival is known
            Q_EMIT aged(age);
        proceed();
    });
}

void OutputFollower::finishHistory()
{
    const bool startedOver = std::exchange(m_isStartingOver, false);
    m_lastId = m_reader.newest();
    m_lastValue.reset();
    const QList<Record> records = m_reader.takeRecords();
    if (records.isEmpty()) {
        followKey();
    } else {
        m_lastValue = records.constLast().output;
        leaveKey();
        settle(State::Live);
    }
    if (!m_isStreamRefused)
        m_blocking.open();
    readKey();
    if (startedOver || !records.isEmpty())
        Q_EMIT history(records);
}

void OutputFollower::readNewest(RedisClient::Handler handler)
{
    m_client.send({"XREVRANGE", historyKey(m_options.key), "+", "-", "COUNT", "1"}, this, std::move(handler));
}

void OutputFollower::resume(bool wasRefused, const RedisResult &newest)
{
    if (!m_client.isReady())
        return; // lost again
    const bool isUnknown = !newest && newest.error().kind == Kind::ReplyTooLarge;
    const bool isRefused = !newest && isRefusal(newest.error().kind);
    const bool isOtherStream =
        !isUnknown && !isRefused && newestOf(newest) < *m_lastId; // a new server, or an emptied one
    const bool isNowAllowed = wasRefused && newestOf(newest) > *m_lastId;
    if (isOtherStream || isNowAllowed) {
        readHistory();
        return;
    }
    if (isRefused)
        refuseStream(newest.error());
    const StreamId end = newestOf(newest);
    const bool isOfStream = !m_followsKey || end > *m_lastId; // the newest result
    readAge(isOfStream ? end : StreamId{}, [this, end] { resumeFrom(end); });
}

void OutputFollower::resumeFrom(StreamId newest)
{
    m_missedUntil = newest;
    if (!m_isStreamRefused)
        m_blocking.open();
    if (m_followsKey)
        followKey();
    else
        settle(State::Live);
    readKey();
}

void OutputFollower::followStream()
{
    if (m_isReadingStream || !m_lastId || !m_blocking.isReady())
        return;
    m_isReadingStream = true;
    const QByteArray block = QByteArray::number(std::chrono::milliseconds(blockFor).count());
    const QByteArray from = m_skipsToNext ? QByteArrayLiteral("$") : m_lastId->toBytes();
    m_blocking.send(
        {"XREAD", "BLOCK", block, "COUNT", QByteArray::number(m_readCount), "STREAMS", historyKey(m_options.key), from},
        blockFor + blockMargin, this, [this](const RedisResult &reply) {
            m_isReadingStream = false;
            handleStream(reply);
        });
}

void OutputFollower::handleStream(const RedisResult &reply)
{
    if (!m_blocking.isReady())
        return; // lost or closed; reading continues from m_lastId
    if (!reply) {
        handleStreamError(reply.error());
        return;
    }
    m_streamRefusal.reset();
    const std::vector<StreamEntry> entries = entriesOfRead(*reply);
    if (entries.empty()) {
        readKey(); // nothing new in the stream, but another runtime may have written K
        followStream();
        return;
    }
    m_skipsToNext = false;
    m_lastId = entries.back().id;
    m_lastValue = toRecord(entries.back()).output;
    leaveKey();
    settle(State::Live);
    followStream();
    for (const StreamEntry &entry : entries)
        Q_EMIT record(toRecord(entry), entry.id > m_missedUntil);
}

void OutputFollower::handleStreamError(const RedisError &error)
{
    if (isRefusal(error.kind)) {
        refuseStream(error);
    } else if (error.kind == Kind::ReplyTooLarge) {
        m_skipsToNext = m_readCount == 1;
        m_readCount = std::max(1, m_readCount / 4);
        if (m_skipsToNext)
            fail(error);
        followStream();
    } else {
        followKey(); // m_poll tries the stream again
    }
}

void OutputFollower::refuseStream(const RedisError &error)
{
    if (std::exchange(m_streamRefusal, error) != error)
        qCWarning(redisLog).noquote() << historyKey(m_options.key) << "cannot be read, so only" << m_options.key
                                      << "is followed:" << error.message;
    m_isStreamRefused = true;
    m_blocking.close();
    followKey();
}

/// Tries the stream again when the commands that were not supported may be sent again.
void OutputFollower::retryStream()
{
    const bool isUnsupported = m_isStreamRefused && m_streamRefusal->kind == Kind::NotSupported;
    if (!isUnsupported || !m_client.supports("XREVRANGE") || !m_client.supports("XREAD"))
        return;
    m_isStreamRefused = false;
    readNewest([this](const RedisResult &newest) { resume(true, newest); });
}

void OutputFollower::followKey()
{
    m_followsKey = true;
    if (!m_poll.isActive())
        m_poll.start();
    m_watcher.open();
}

void OutputFollower::leaveKey()
{
    m_followsKey = false;
    m_poll.stop();
    m_watcher.close();
}

// Reads once at a time; if K changes meanwhile, it is read again afterwards.
void OutputFollower::readKey()
{
    if (!m_lastId || !m_client.isReady())
        return;
    if (m_isReadingKey) {
        m_isKeyReadAgain = true;
        return;
    }
    m_isReadingKey = true;
    m_client.send({"GET", m_options.key}, this,
                  [this, known = *m_lastId](const RedisResult &reply) { handleKey(known, reply); });
}

void OutputFollower::handleKey(StreamId known, const RedisResult &reply)
{
    if (!reply) {
        handleKeyError(reply.error());
        finishKey();
        return;
    }
    const std::optional<QByteArray> value = reply->isNil() ? std::optional<QByteArray>() : reply->bytes;
    if (m_isStreamRefused || value == m_lastValue) {
        handleValue(value);
        finishKey();
        return;
    }
    readNewest([this, known, value](const RedisResult &newest) {
        compareKey(known, value, newest);
        finishKey();
    });
}

void OutputFollower::handleKeyError(const RedisError &error)
{
    if (!m_client.isReady() || !m_followsKey)
        return;
    if (error.kind == Kind::WrongType) {
        m_lastValue.reset();
        m_hasReadKey = true;
    }
    setState(State::Waiting);
    fail(error);
}

// Our runtime writes K and the stream in one transaction. So if the stream, read after K, still ends with the entry
// from before K was read, it does not contain the value, and another runtime wrote K. Otherwise XREAD will return the
// value.
void OutputFollower::compareKey(StreamId known, const std::optional<QByteArray> &value, const RedisResult &newest)
{
    if (!m_client.isReady() || m_lastId != known || (!newest && newest.error().kind == Kind::ReplyTooLarge))
        return;
    const StreamId end = newestOf(newest);
    if (end < known)
        readHistory(); // the stream was emptied
    else if (end == known)
        handleValue(value);
}

void OutputFollower::handleValue(const std::optional<QByteArray> &value)
{
    const bool isNew = std::exchange(m_lastValue, value) != value;
    if (isNew && value)
        followKey();
    if (m_followsKey)
        settle(value ? State::Live : State::Waiting);
    const bool isLive = std::exchange(m_hasReadKey, true);
    if (!isNew || !value)
        return;
    if (!isLive)
        Q_EMIT aged({});
    Q_EMIT record({QDateTime::currentMSecsSinceEpoch(), *value, {}, isLive}, isLive);
}

void OutputFollower::finishKey()
{
    m_isReadingKey = false;
    if (std::exchange(m_isKeyReadAgain, false))
        readKey();
}

void OutputFollower::fail(const RedisError &error)
{
    if (error.kind == Kind::NotConnected || m_lastProblem == error)
        return;
    m_lastProblem = error;
    Q_EMIT problem(error);
}

/// Emits the state after a recovery, too, even if it is the same as before the problem.
void OutputFollower::settle(State state)
{
    const bool recovered = std::exchange(m_lastProblem, std::nullopt).has_value();
    if (std::exchange(m_state, state) != state || recovered)
        Q_EMIT stateChanged(state);
}

void OutputFollower::setState(State state)
{
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged(state);
}

} // namespace pulse

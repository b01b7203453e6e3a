// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/redis/outputfollower.h"

#include "common/core/literals.h"
#include "common/core/logging.h"
#include "common/results/outputkeys.h"

#include <QDateTime>

#include <algorithm>

namespace pulse {
namespace {

Q_LOGGING_CATEGORY(log, "redis")

using namespace std::chrono_literals;
using Kind = RedisError::Kind;

constexpr auto blockFor = 5s;     // then the plain key is looked at, too
constexpr auto blockMargin = 5s;  // for the answer to a blocking command
constexpr qint64 idsAhead = 1000; // ms of a stream's id over the server's TIME that may be

/// When an entry was written, by the server's clock.
qint64 timeOf(StreamId id)
{
    return static_cast<qint64>(std::min(id.milliseconds, quint64(latestTime)));
}

/// The answer to TIME: seconds and microseconds.
std::optional<qint64> millisecondsOf(const RedisResult &time)
{
    if (!time || time->elements.size() != 2)
        return {};
    bool hasSeconds = false;
    bool hasMicroseconds = false;
    const qint64 seconds = time->elements[0].bytes.toLongLong(&hasSeconds);
    const qint64 microseconds = time->elements[1].bytes.toLongLong(&hasMicroseconds);
    return hasSeconds && hasMicroseconds ? std::optional(seconds * 1000 + microseconds / 1000) : std::nullopt;
}

/// How long ago an entry was written, at the server's TIME; nothing: its id is of the future, so it was not made from
/// the server's clock, or that was set back.
std::optional<qint64> ageOf(StreamId id, qint64 now)
{
    const qint64 age = now - timeOf(id);
    return age < -idsAhead ? std::nullopt : std::optional(std::max<qint64>(0, age));
}

Record toRecord(const StreamEntry &entry)
{
    bool ok = false;
    const qint64 told = entry.value("t").value_or(QByteArray()).toLongLong(&ok);
    const qint64 time = ok && told >= 0 && told <= latestTime ? told : timeOf(entry.id);
    return {time, entry.value("d").value_or(QByteArray()), entry.value("i").value_or(QByteArray())};
}

/// The stream cannot be used, whatever is in it.
bool isRefusal(Kind kind)
{
    return kind == Kind::NoPermission || kind == Kind::NotSupported;
}

StreamId newestOf(const RedisResult &range)
{
    const std::vector<StreamEntry> entries = range ? entriesOf(*range) : std::vector<StreamEntry>();
    return entries.empty() ? StreamId{} : entries.front().id;
}

} // namespace

OutputFollower::OutputFollower(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_client(m_options.redis)
    , m_blocking(m_options.redis)
    , m_watcher(m_options.redis, m_options.key)
{
    connect(&m_client, &RedisClient::ready, this, &OutputFollower::start);
    connect(&m_client, &RedisClient::lost, this, &OutputFollower::stop);
    connect(&m_blocking, &RedisClient::ready, this, [this] {
        if (m_state == State::Live)
            settle(State::Live);
        followStream();
    });
    connect(&m_blocking, &RedisClient::lost, this, [this](const RedisError &error) {
        if (error.kind != Kind::ConnectionLost &&
            error.kind != Kind::NotSupported) // else it is back in a moment, or m_client will say what is wrong
            fail(error);
        readKey(); // tells whether the server is still there
    });

    connect(&m_watcher, &KeyWatcher::changed, this, &OutputFollower::readKey);
    m_poll.setInterval(m_options.pollPeriod);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        readKey();
        retryStream();
        followStream(); // where an error stopped it
    });
}

void OutputFollower::open()
{
    m_client.open();
}

void OutputFollower::start()
{
    m_lastProblem.reset();
    m_keySeen = false;
    const bool wasRefused = std::exchange(m_streamRefused, false);
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
        return; // back in a moment, without that command
    if (m_state != State::Connecting)
        m_lastProblem.reset();
    setState(State::Connecting);
    fail(error);
}

void OutputFollower::readHistory()
{
    m_blocking.close();
    m_startingOver = m_startingOver || m_lastId;
    m_lastId.reset();
    m_newest = {};
    m_missedUntil = {};
    m_page.clear();
    m_inputBytes = 0;
    readPage("+");
}

void OutputFollower::readPage(const QByteArray &end)
{
    const qsizetype missing = m_options.historyLength - m_page.size();
    const qsizetype count = std::clamp<qsizetype>(missing, 1, m_pageLength);
    m_client.send({"XREVRANGE", historyKey(m_options.key), end, "-", "COUNT", QByteArray::number(count)}, this,
                  [this, end, count](const RedisResult &reply) { takePage(end, count, reply); });
}

void OutputFollower::takePage(const QByteArray &end, qsizetype asked, const RedisResult &reply)
{
    if (!m_client.isReady())
        return; // `start` begins again
    if (!reply && reply.error().kind == Kind::ReplyTooLarge && m_pageLength > 1) {
        m_pageLength = std::max<qsizetype>(1, m_pageLength / 4);
        readPage(end);
        return;
    }
    if (!reply && isRefusal(reply.error().kind))
        refuseStream(reply.error());
    // Any other error: the stream is of another type, or an entry is over the limit; what is known so far has to do.
    const std::vector<StreamEntry> entries = reply ? entriesOf(*reply) : std::vector<StreamEntry>();
    if (m_page.isEmpty())
        m_newest = newestOf(reply);
    for (const StreamEntry &entry : entries)
        addToPage(entry);
    const bool more = static_cast<qsizetype>(entries.size()) == asked && m_page.size() < m_options.historyLength;
    if (more)
        readPage(entries.back().id.previous().toBytes());
    else
        readAge(m_newest, [this] { finishHistory(); });
}

/// Memory is bounded: the newest inputs are kept, and from the first one that does not fit on, none.
void OutputFollower::addToPage(const StreamEntry &entry)
{
    m_page.append(toRecord(entry));
    QByteArray &input = m_page.last().input;
    m_inputBytes += input.size();
    if (m_inputBytes > m_options.maximumInputBytes)
        input = {};
}

/// Emits how old the newest entry of the stream is. TIME is asked only for an entry: proxies that know no streams close
/// the connection on commands like that.
void OutputFollower::readAge(StreamId newest, std::function<void()> proceed)
{
    if (newest == StreamId{}) {
        proceed();
        return;
    }
    m_client.send({"TIME"}, this, [this, newest, proceed = std::move(proceed)](const RedisResult &reply) {
        if (!m_client.isReady())
            return; // `start` begins again
        const std::optional<qint64> now = millisecondsOf(reply);
        const std::optional<qint64> age = now ? ageOf(newest, *now) : std::nullopt;
        if (!age)
            qCInfo(log).noquote() << "How old the results are is not known before the next one arrives:"
                                  << (now     ? u"their stream is ahead of the server's clock"_s
                                      : reply ? u"TIME gives no time"_s
                                              : reply.error().message);
        if (age || newest != m_lastId) // else the age since it arrived is known
            Q_EMIT aged(age);
        proceed();
    });
}

void OutputFollower::finishHistory()
{
    const bool startedOver = std::exchange(m_startingOver, false);
    m_lastId = m_newest;
    m_lastValue.reset();
    QList<Record> records = std::exchange(m_page, {});
    std::ranges::reverse(records);
    if (records.isEmpty()) {
        followKey();
    } else {
        m_lastValue = records.constLast().output;
        leaveKey();
        settle(State::Live);
    }
    if (!m_streamRefused)
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
    const bool unknown = !newest && newest.error().kind == Kind::ReplyTooLarge;
    const bool isRefused = !newest && isRefusal(newest.error().kind);
    const bool otherStream = !unknown && !isRefused && newestOf(newest) < *m_lastId; // a new server, or an emptied one
    const bool nowAllowed = wasRefused && newestOf(newest) > *m_lastId;
    if (otherStream || nowAllowed) {
        readHistory();
        return;
    }
    if (isRefused)
        refuseStream(newest.error());
    const StreamId end = newestOf(newest);
    const bool isOfStream = !m_keyFollowed || end > *m_lastId; // the newest result
    readAge(isOfStream ? end : StreamId{}, [this, end] { resumeFrom(end); });
}

void OutputFollower::resumeFrom(StreamId newest)
{
    m_missedUntil = newest;
    if (!m_streamRefused)
        m_blocking.open();
    if (m_keyFollowed)
        followKey();
    else
        settle(State::Live);
    readKey();
}

void OutputFollower::followStream()
{
    if (m_streamPending || !m_lastId || !m_blocking.isReady())
        return;
    m_streamPending = true;
    const QByteArray block = QByteArray::number(std::chrono::milliseconds(blockFor).count());
    const QByteArray from = m_skipToNext ? QByteArrayLiteral("$") : m_lastId->toBytes();
    m_blocking.send(
        {"XREAD", "BLOCK", block, "COUNT", QByteArray::number(m_readCount), "STREAMS", historyKey(m_options.key), from},
        blockFor + blockMargin, this, [this](const RedisResult &reply) {
            m_streamPending = false;
            takeStream(reply);
        });
}

void OutputFollower::takeStream(const RedisResult &reply)
{
    if (!m_blocking.isReady())
        return; // lost or closed; it goes on from m_lastId
    if (!reply) {
        takeStreamError(reply.error());
        return;
    }
    m_streamRefusal.reset();
    const std::vector<StreamEntry> entries = entriesOfRead(*reply);
    if (entries.empty()) {
        readKey(); // nothing new in the stream: has somebody else written K?
        followStream();
        return;
    }
    m_skipToNext = false;
    m_lastId = entries.back().id;
    m_lastValue = toRecord(entries.back()).output;
    leaveKey();
    settle(State::Live);
    followStream();
    for (const StreamEntry &entry : entries)
        Q_EMIT record(toRecord(entry), entry.id > m_missedUntil);
}

void OutputFollower::takeStreamError(const RedisError &error)
{
    if (isRefusal(error.kind)) {
        refuseStream(error);
    } else if (error.kind == Kind::ReplyTooLarge) {
        m_skipToNext = m_readCount == 1;
        m_readCount = std::max(1, m_readCount / 4);
        if (m_skipToNext)
            fail(error);
        followStream();
    } else {
        followKey(); // its timer tries the stream again
    }
}

void OutputFollower::refuseStream(const RedisError &error)
{
    if (std::exchange(m_streamRefusal, error) != error)
        qCWarning(log).noquote() << historyKey(m_options.key) << "cannot be read, so only" << m_options.key
                                 << "is followed:" << error.message;
    m_streamRefused = true;
    m_blocking.close();
    followKey();
}

/// A command that is not supported may be tried again after some time.
void OutputFollower::retryStream()
{
    const bool isUnsupported = m_streamRefused && m_streamRefusal->kind == Kind::NotSupported;
    if (!isUnsupported || !m_client.supports("XREVRANGE") || !m_client.supports("XREAD"))
        return;
    m_streamRefused = false;
    readNewest([this](const RedisResult &newest) { resume(true, newest); });
}

void OutputFollower::followKey()
{
    m_keyFollowed = true;
    if (!m_poll.isActive())
        m_poll.start();
    m_watcher.open();
}

void OutputFollower::leaveKey()
{
    m_keyFollowed = false;
    m_poll.stop();
    m_watcher.close();
}

// One reading at a time; what asks meanwhile gets another one after it.
void OutputFollower::readKey()
{
    if (!m_lastId || !m_client.isReady())
        return;
    if (m_keyPending) {
        m_keyAgain = true;
        return;
    }
    m_keyPending = true;
    m_client.send({"GET", m_options.key}, this,
                  [this, known = *m_lastId](const RedisResult &reply) { takeKey(known, reply); });
}

void OutputFollower::takeKey(StreamId known, const RedisResult &reply)
{
    if (!reply) {
        takeKeyError(reply.error());
        finishKey();
        return;
    }
    const std::optional<QByteArray> value = reply->isNil() ? std::optional<QByteArray>() : reply->bytes;
    if (m_streamRefused || value == m_lastValue) {
        takeValue(value);
        finishKey();
        return;
    }
    readNewest([this, known, value](const RedisResult &newest) {
        compareKey(known, value, newest);
        finishKey();
    });
}

void OutputFollower::takeKeyError(const RedisError &error)
{
    if (!m_client.isReady() || !m_keyFollowed)
        return;
    if (error.kind == Kind::WrongType) {
        m_lastValue.reset();
        m_keySeen = true;
    }
    setState(State::Waiting);
    fail(error);
}

// Our runtime writes K and the stream in one transaction. So where the stream, read after K, still ends where it did
// before K was read, the value is not in it and somebody else wrote K; otherwise it is left to XREAD.
void OutputFollower::compareKey(StreamId known, const std::optional<QByteArray> &value, const RedisResult &newest)
{
    if (!m_client.isReady() || m_lastId != known || (!newest && newest.error().kind == Kind::ReplyTooLarge))
        return;
    const StreamId end = newestOf(newest);
    if (end < known)
        readHistory(); // the stream was emptied
    else if (end == known)
        takeValue(value);
}

void OutputFollower::takeValue(const std::optional<QByteArray> &value)
{
    const bool isNew = std::exchange(m_lastValue, value) != value;
    if (isNew && value)
        followKey();
    if (m_keyFollowed)
        settle(value ? State::Live : State::Waiting);
    const bool isLive = std::exchange(m_keySeen, true);
    if (!isNew || !value)
        return;
    if (!isLive)
        Q_EMIT aged({});
    Q_EMIT record({QDateTime::currentMSecsSinceEpoch(), *value, {}, isLive}, isLive);
}

void OutputFollower::finishKey()
{
    m_keyPending = false;
    if (std::exchange(m_keyAgain, false))
        readKey();
}

void OutputFollower::fail(const RedisError &error)
{
    if (error.kind == Kind::NotConnected || m_lastProblem == error)
        return;
    m_lastProblem = error;
    Q_EMIT problem(error);
}

/// All is well again: a problem that was told is over, even where the state is the same as before.
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

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/keywatcher.h"
#include "common/redis/redisclient.h"
#include "common/redis/redisstream.h"
#include "common/results/record.h"
#include "common/results/redis/historyreader.h"

#include <QTimer>

#include <functional>
#include <optional>

namespace pulse {

/// Follows an output key K: emits the existing history first, then each new result when it is written.
///
/// Our runtime writes the stream `K:history` (fields `t` ms since epoch, `d` the result as JSON, `i` the measurement,
/// which may be missing). It is read with XREVRANGE and then followed with XREAD BLOCK from the last id, so a reconnect
/// neither loses nor repeats a result. Other runtimes write only K. Then K is read whenever the server reports a change
/// (CLIENT TRACKING, keyspace notifications), and in any case every `pollPeriod`, since a server may support neither.
/// The follower changes between stream and key when it finds that the other one has newer results. In slots, destroy it
/// with `deleteLater`.
class OutputFollower : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Connecting, ///< not connected yet, or disconnected; see the last `problem`
        Waiting,    ///< connected; the key has no result yet
        Live,       ///< connected; results arrive
    };
    Q_ENUM(State)

    struct Options
    {
        RedisOptions redis;
        QByteArray key;
        int historyLength = 4320;                       ///< maximum number of entries to read from the history
        std::chrono::milliseconds pollPeriod{1000};     ///< of K
        qsizetype maximumInputBytes = 32 * 1024 * 1024; ///< in the history; older entries have no input
    };

    explicit OutputFollower(Options options, QObject *parent = nullptr);

    void open();
    State state() const noexcept { return m_state; }
    const Options &options() const noexcept { return m_options; }

Q_SIGNALS:
    void stateChanged(pulse::OutputFollower::State state);
    /// Results cannot be read: no connection, no permission, a key of another type, … Emitted once per problem;
    /// `stateChanged` or `record` is emitted when it is over.
    void problem(const pulse::RedisError &error);
    /// All known records, oldest first; they replace those of earlier signals. Empty if the server lost the data.
    void history(const QList<pulse::Record> &records);
    /// `isLive` is false if it was written without a connection, or before the key was read for the first time.
    void record(const pulse::Record &record, bool isLive = true);
    /// How long ago the newest result was written, in ms: the server's TIME minus the time in its stream id. Nothing:
    /// unknown, because there is no stream, TIME is refused, or the id is ahead of TIME. Emitted before each history
    /// and before results that are not live.
    void aged(std::optional<qint64> age);

private:
    void start();
    void stop(const RedisError &error);

    void readHistory();
    void readAge(StreamId newest, std::function<void()> proceed);
    void finishHistory();
    void readNewest(RedisClient::Handler handler);
    void resume(bool wasRefused, const RedisResult &newest);
    void resumeFrom(StreamId newest);

    void followStream();
    void handleStream(const RedisResult &reply);
    void handleStreamError(const RedisError &error);
    void refuseStream(const RedisError &error);
    void retryStream();

    void followKey();
    void leaveKey();
    void readKey();
    void handleKey(StreamId known, const RedisResult &reply);
    void handleKeyError(const RedisError &error);
    void compareKey(StreamId known, const std::optional<QByteArray> &value, const RedisResult &newest);
    void handleValue(const std::optional<QByteArray> &value);
    void finishKey();

    void fail(const RedisError &error);
    void settle(State state);
    void setState(State state);

    Options m_options;
    RedisClient m_client;   // XREVRANGE, GET
    RedisClient m_blocking; // XREAD BLOCK; open while m_lastId is known
    KeyWatcher m_watcher;
    QTimer m_poll;
    State m_state = State::Connecting;
    std::optional<RedisError> m_lastProblem;

    HistoryReader m_reader;
    bool m_isStartingOver = false; // the next history replaces the records emitted so far

    std::optional<StreamId> m_lastId;          // of the stream, 0-0 if it is empty; nothing until the history is read
    StreamId m_missedUntil;                    // entries up to this one were written while disconnected
    int m_readCount = 100;                     // COUNT of XREAD
    bool m_isStreamRefused = false;            // on this connection
    std::optional<RedisError> m_streamRefusal; // the last error
    bool m_isReadingStream = false;            // XREAD is under way
    bool m_skipsToNext = false;                // the next entry is over the limit, so reading continues behind it

    std::optional<QByteArray> m_lastValue; // of K
    bool m_hasReadKey = false;             // on this connection, so a later change is detected when it happens
    bool m_followsKey = false;             // another runtime writes K without the stream
    bool m_isReadingKey = false;           // GET is under way
    bool m_isKeyReadAgain = false;         // readKey() was called since the GET was sent
};

} // namespace pulse

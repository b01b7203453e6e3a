// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/keywatcher.h"
#include "common/redis/redisclient.h"
#include "common/redis/redisstream.h"
#include "common/results/record.h"

#include <QTimer>

#include <functional>
#include <optional>

namespace pulse {

/// Follows an output key: first the history that there is, then each new result as it is written.
///
/// Our runtime keeps the stream `K:history` (fields `t` ms since epoch, `d` the result as JSON, `i` the measurement it
/// came from, which may be absent); it is read with XREVRANGE and then followed with XREAD BLOCK from the last id, so
/// nothing is lost over a reconnect and nothing comes twice. A foreign runtime writes K alone: then K is read again
/// whenever the server says that it changed (CLIENT TRACKING, keyspace notifications), and at `pollPeriod` in any case,
/// as a safety net and for servers that allow neither. Either may take over from the other at any time. In slots,
/// destroy it with `deleteLater`.
class OutputFollower : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Connecting, ///< not connected yet, or lost; see the last `problem`
        Waiting,    ///< connected; there is no result under the key yet
        Live,       ///< connected; results arrive
    };
    Q_ENUM(State)

    struct Options
    {
        RedisOptions redis;
        QByteArray key;
        int historyLength = 4320;                       ///< newest entries to read at first
        std::chrono::milliseconds pollPeriod{1000};     ///< of the plain key
        qsizetype maximumInputBytes = 32 * 1024 * 1024; ///< in the history, in sum; older entries come without input
    };

    explicit OutputFollower(Options options, QObject *parent = nullptr);

    void open();
    State state() const noexcept { return m_state; }
    const Options &options() const noexcept { return m_options; }

Q_SIGNALS:
    void stateChanged(pulse::OutputFollower::State state);
    /// What keeps results from coming: no connection, no permission, a key of another type, … Said once each time;
    /// `stateChanged` or `record` reports that it is over.
    void problem(const pulse::RedisError &error);
    /// All that is known, oldest first; it replaces whatever was known before. Empty where the server lost it.
    void history(const QList<pulse::Record> &records);
    /// Not live: it was written while there was no connection, or before the key was read for the first time.
    void record(const pulse::Record &record, bool isLive = true);
    /// How long ago the newest result was written, ms: the server's TIME minus the milliseconds in its stream id;
    /// nothing: that is not known, because there is no stream, TIME is refused or the id is ahead of it. Emitted before
    /// each history and before results that are not live.
    void aged(std::optional<qint64> age);

private:
    void start();
    void stop(const RedisError &error);

    void readHistory();
    void readPage(const QByteArray &end);
    void takePage(const QByteArray &end, qsizetype asked, const RedisResult &reply);
    void addToPage(const StreamEntry &entry);
    void readAge(StreamId newest, std::function<void()> proceed);
    void finishHistory();
    void readNewest(RedisClient::Handler handler);
    void resume(bool wasRefused, const RedisResult &newest);
    void resumeFrom(StreamId newest);

    void followStream();
    void takeStream(const RedisResult &reply);
    void takeStreamError(const RedisError &error);
    void refuseStream(const RedisError &error);
    void retryStream();

    void followKey();
    void leaveKey();
    void readKey();
    void takeKey(StreamId known, const RedisResult &reply);
    void takeKeyError(const RedisError &error);
    void compareKey(StreamId known, const std::optional<QByteArray> &value, const RedisResult &newest);
    void takeValue(const std::optional<QByteArray> &value);
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

    QList<Record> m_page;        // of the history so far, newest first
    StreamId m_newest;           // of m_page
    qsizetype m_inputBytes = 0;  // of m_page, dropped ones included
    bool m_startingOver = false; // what was told before is void
    qsizetype m_pageLength = 500;

    std::optional<StreamId> m_lastId;          // of the stream, 0-0 where it is empty; none until its history was read
    StreamId m_missedUntil;                    // entries up to this one were written before they could be read
    int m_readCount = 100;                     // entries to ask XREAD for
    bool m_streamRefused = false;              // on this connection
    std::optional<RedisError> m_streamRefusal; // the last one
    bool m_streamPending = false;              // an XREAD is under way
    bool m_skipToNext = false;                 // the next entry is over the limit, so the reading goes on behind it

    std::optional<QByteArray> m_lastValue; // of K
    bool m_keySeen = false;                // K was read on this connection, so a change of it is seen as it happens
    bool m_keyFollowed = false;            // K is written by somebody who leaves the stream alone
    bool m_keyPending = false;             // K is being read
    bool m_keyAgain = false;               // and has changed since
};

} // namespace pulse

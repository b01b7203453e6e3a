// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisreply.h"

#include <QByteArrayList>
#include <QByteArrayView>

#include <memory>

struct redisReader;

namespace pulse {

/// A command and its arguments; binary safe.
using RedisCommand = QByteArrayList;

/// The command in RESP2, as sent to the server. Formatted by hiredis.
QByteArray formatCommand(const RedisCommand &command);

/// Walks over a RESP2 byte stream without storing any of it: finds where each top-level reply ends, and refuses sizes
/// over the limit as soon as their header is seen, hence before anything is allocated for them.
class RedisFrameScanner
{
public:
    enum class Event {
        NeedMore,  ///< all bytes were walked over; the reply goes on
        ReplyEnd,  ///< the byte before the new position was the last one of a reply
        Malformed, ///< not RESP2; nothing more can be made of the stream
    };

    explicit RedisFrameScanner(qint64 maximumBytes);

    /// Walks on from `position`, which it moves.
    Event walk(QByteArrayView data, qsizetype &position);
    /// Whether the reply that was walked over last, complete or not, is over the limit.
    bool isTooLarge() const noexcept { return m_tooLarge; }

private:
    Event skip(QByteArrayView data, qsizetype &position);
    Event walkHeader(QByteArrayView data, qsizetype &position);
    Event headerEnd();
    Event elementEnd();
    void account(qint64 bytes);

    static constexpr qsizetype maximumLine = 64 * 1024;
    static constexpr std::size_t maximumDepth = 7; // hiredis 0.14 takes seven nested arrays

    qint64 m_maximumBytes;
    qint64 m_replyBytes = 0;    // cost of the current reply so far
    bool m_tooLarge = false;    // the current reply
    bool m_replyEnded = false;  // the next byte starts another reply
    qint64 m_skip = 0;          // bytes left of a bulk string and its CRLF
    QByteArray m_line;          // the current header line
    std::vector<qint64> m_open; // elements left in each open array
};

/// Turns a RESP2 byte stream into replies. Incremental; the parsing itself is hiredis's.
class RedisParser
{
public:
    explicit RedisParser(qint64 maximumReplyBytes);
    ~RedisParser();

    /// Appends each reply that is complete now: a value, the server's error, or ReplyTooLarge.
    /// Failure: the stream is broken and must be closed; `reset` starts anew.
    Result<void, RedisError> feed(QByteArrayView data, std::vector<RedisResult> &replies);
    void reset();

private:
    Result<void, RedisError> pass(QByteArrayView data);
    Result<void, RedisError> take(std::vector<RedisResult> &replies);

    struct ReaderDeleter
    {
        void operator()(redisReader *reader) const;
    };
    static std::unique_ptr<redisReader, ReaderDeleter> makeReader();

    qint64 m_maximumReplyBytes;
    RedisFrameScanner m_scanner;
    std::unique_ptr<redisReader, ReaderDeleter> m_reader;
};

} // namespace pulse

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

/// Formats a command in RESP2, with hiredis.
QByteArray formatCommand(const RedisCommand &command);

/// Scans a RESP2 byte stream without storing it: finds the end of each top-level reply, and rejects sizes over the
/// limit when their header arrives, before anything is allocated for them.
class RedisFrameScanner
{
public:
    enum class Event {
        NeedMore,  ///< all bytes were scanned; the reply continues
        ReplyEnd,  ///< the byte before the new position was the last one of a reply
        Malformed, ///< not RESP2; the stream cannot be used any more
    };

    explicit RedisFrameScanner(qint64 maximumBytes);

    /// Scans on from `position`, and advances it.
    Event walk(QByteArrayView data, qsizetype &position);
    /// Returns whether the last scanned reply, complete or not, is over the limit.
    bool isTooLarge() const noexcept { return m_tooLarge; }

private:
    Event skip(QByteArrayView data, qsizetype &position);
    Event walkHeader(QByteArrayView data, qsizetype &position);
    Event headerEnd();
    Event elementEnd();
    void account(qint64 bytes);

    static constexpr qsizetype maximumLine = 64 * 1024;
    static constexpr std::size_t maximumDepth = 7; // hiredis 0.14 supports seven nested arrays

    qint64 m_maximumBytes;
    qint64 m_replyBytes = 0;    // size of the current reply so far
    bool m_tooLarge = false;    // of the current reply
    bool m_replyEnded = false;  // the next byte starts another reply
    qint64 m_skip = 0;          // remaining bytes of a bulk string and its CRLF
    QByteArray m_line;          // the current header line
    std::vector<qint64> m_open; // remaining elements of each open array
};

/// Turns a RESP2 byte stream into replies, incrementally; hiredis does the parsing.
class RedisParser
{
public:
    explicit RedisParser(qint64 maximumReplyBytes);
    ~RedisParser();

    /// Appends each reply that is complete: a value, the server's error, or ReplyTooLarge. Error: the stream is broken,
    /// and the connection must be closed; `reset` prepares for a new one.
    Result<void, RedisError> feed(QByteArrayView data, std::vector<RedisResult> &replies);
    void reset();

private:
    Result<void, RedisError> pass(QByteArrayView data);
    Result<void, RedisError> extractReply(std::vector<RedisResult> &replies);

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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redisprotocol.h"

#include <QVarLengthArray>

#include <hiredis/hiredis.h>

#include <algorithm>
#include <limits>

namespace pulse {
namespace {

struct ReplyDeleter
{
    void operator()(redisReply *reply) const { freeReplyObject(reply); }
};

RedisReply toReply(const redisReply &reply)
{
    const auto bytes = [&reply] { return QByteArray(reply.str, static_cast<qsizetype>(reply.len)); };
    RedisReply result;
    switch (reply.type) {
    case REDIS_REPLY_STATUS:
        result.type = RedisReply::Type::Status;
        result.bytes = bytes();
        break;
    case REDIS_REPLY_ERROR:
        result.type = RedisReply::Type::Error;
        result.bytes = bytes();
        break;
    case REDIS_REPLY_STRING:
        result.type = RedisReply::Type::String;
        result.bytes = bytes();
        break;
    case REDIS_REPLY_INTEGER:
        result.type = RedisReply::Type::Integer;
        result.integer = reply.integer;
        break;
    case REDIS_REPLY_ARRAY:
        result.type = RedisReply::Type::Array;
        result.elements.reserve(reply.elements);
        for (std::size_t i = 0; i < reply.elements; ++i)
            result.elements.push_back(toReply(*reply.element[i]));
        break;
    default: // REDIS_REPLY_NIL; RESP3 types are never asked for
        break;
    }
    return result;
}

RedisError brokenStream(const QString &what)
{
    return {RedisError::Kind::Protocol, QStringLiteral("The peer does not answer as a Redis server: %1").arg(what)};
}

RedisError replyTooLarge(qint64 limit)
{
    return {RedisError::Kind::ReplyTooLarge,
            QStringLiteral("The reply is larger than the limit of %1 bytes and was passed over").arg(limit)};
}

} // namespace

QByteArray formatCommand(const RedisCommand &command)
{
    QVarLengthArray<const char *, 16> arguments;
    QVarLengthArray<std::size_t, 16> lengths;
    for (const QByteArray &argument : command) {
        arguments.append(argument.constData());
        lengths.append(static_cast<std::size_t>(argument.size()));
    }
    char *formatted = nullptr;
    const auto length =
        redisFormatCommandArgv(&formatted, static_cast<int>(command.size()), arguments.data(), lengths.constData());
    if (length < 0)
        return {};
    QByteArray result(formatted, static_cast<qsizetype>(length));
    redisFreeCommand(formatted);
    return result;
}

RedisFrameScanner::RedisFrameScanner(qint64 maximumBytes)
    : m_maximumBytes(maximumBytes)
{
}

RedisFrameScanner::Event RedisFrameScanner::walk(QByteArrayView data, qsizetype &position)
{
    while (position < data.size()) {
        if (m_skip > 0) {
            const qint64 step = std::min<qint64>(m_skip, data.size() - position);
            position += step;
            m_skip -= step;
            if (m_skip > 0)
                continue;
            if (const Event event = elementEnd(); event != Event::NeedMore)
                return event;
            continue;
        }
        const qsizetype end = data.indexOf('\n', position);
        const qsizetype next = end < 0 ? data.size() : end + 1;
        m_line += data.sliced(position, next - position);
        position = next;
        if (m_line.size() > maximumLine)
            return Event::Malformed;
        if (end < 0)
            continue;
        if (const Event event = headerEnd(); event != Event::NeedMore)
            return event;
    }
    return Event::NeedMore;
}

RedisFrameScanner::Event RedisFrameScanner::headerEnd()
{
    const QByteArray line = std::exchange(m_line, {});
    if (line.size() < 3 || !line.endsWith("\r\n"))
        return Event::Malformed;
    const char type = line.front();
    if (type == '+' || type == '-' || type == ':') {
        const Event over = account(line.size());
        const Event end = elementEnd();
        return end == Event::NeedMore ? over : end;
    }
    if (type != '$' && type != '*')
        return Event::Malformed;

    bool ok = false;
    const qint64 length = line.sliced(1, line.size() - 3).toLongLong(&ok);
    if (!ok || length < -1 || length > std::numeric_limits<qint64>::max() / 1024)
        return Event::Malformed;
    if (length == -1 || (type == '*' && length == 0))
        return elementEnd();
    if (type == '$') {
        m_skip = length + 2;
        return account(length);
    }
    if (m_open.size() == maximumDepth)
        return Event::Malformed;
    m_open.push_back(length);
    return account(length * static_cast<qint64>(sizeof(redisReply)));
}

RedisFrameScanner::Event RedisFrameScanner::account(qint64 bytes)
{
    m_replyBytes += bytes;
    if (m_replyBytes <= m_maximumBytes || m_tooLarge)
        return Event::NeedMore;
    m_tooLarge = true;
    return Event::TooLarge;
}

RedisFrameScanner::Event RedisFrameScanner::elementEnd()
{
    while (!m_open.empty()) {
        if (--m_open.back() > 0)
            return Event::NeedMore;
        m_open.pop_back();
    }
    m_replyBytes = 0;
    m_tooLarge = false;
    return Event::ReplyEnd;
}

void RedisParser::ReaderDeleter::operator()(redisReader *reader) const
{
    redisReaderFree(reader);
}

std::unique_ptr<redisReader, RedisParser::ReaderDeleter> RedisParser::makeReader()
{
    return std::unique_ptr<redisReader, ReaderDeleter>(redisReaderCreate());
}

RedisParser::RedisParser(qint64 maximumReplyBytes)
    : m_maximumReplyBytes(maximumReplyBytes)
    , m_scanner(maximumReplyBytes)
    , m_reader(makeReader())
{
}

RedisParser::~RedisParser() = default;

void RedisParser::reset()
{
    m_scanner = RedisFrameScanner(m_maximumReplyBytes);
    m_reader = makeReader();
    m_skipping = false;
}

Result<void, RedisError> RedisParser::feed(QByteArrayView data, std::vector<RedisResult> &replies)
{
    qsizetype start = 0; // of what the reader has not seen yet
    qsizetype position = 0;
    while (position < data.size()) {
        switch (m_scanner.walk(data, position)) {
        case RedisFrameScanner::Event::Malformed:
            return brokenStream(QStringLiteral("malformed reply"));
        case RedisFrameScanner::Event::TooLarge:
            m_skipping = true;
            break;
        case RedisFrameScanner::Event::NeedMore:
            break;
        case RedisFrameScanner::Event::ReplyEnd:
            if (std::exchange(m_skipping, false)) {
                m_reader = makeReader(); // forget the part of the reply that it had seen
                replies.emplace_back(replyTooLarge(m_maximumReplyBytes));
            } else {
                if (const auto passed = pass(data.sliced(start, position - start)); !passed)
                    return passed.error();
                if (const auto taken = take(replies); !taken)
                    return taken.error();
            }
            start = position;
            break;
        }
    }
    return m_skipping ? Result<void, RedisError>() : pass(data.sliced(start));
}

Result<void, RedisError> RedisParser::pass(QByteArrayView data)
{
    if (redisReaderFeed(m_reader.get(), data.data(), static_cast<std::size_t>(data.size())) == REDIS_OK)
        return {};
    return brokenStream(QString::fromUtf8(m_reader->errstr));
}

Result<void, RedisError> RedisParser::take(std::vector<RedisResult> &replies)
{
    void *raw = nullptr;
    if (redisReaderGetReply(m_reader.get(), &raw) != REDIS_OK)
        return brokenStream(QString::fromUtf8(m_reader->errstr));
    const std::unique_ptr<redisReply, ReplyDeleter> reply(static_cast<redisReply *>(raw));
    if (!reply)
        return brokenStream(QStringLiteral("a reply ended before its end"));
    RedisReply value = toReply(*reply);
    if (value.isError())
        replies.emplace_back(RedisError::fromServer(value.bytes));
    else
        replies.emplace_back(std::move(value));
    return {};
}

} // namespace pulse

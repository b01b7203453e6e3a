// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redisprotocol.h"

#include "common/core/literals.h"

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
    return {RedisError::Kind::Protocol, u"The peer does not answer as a Redis server: %1"_s.arg(what), what};
}

RedisError replyTooLarge(qint64 limit)
{
    return {RedisError::Kind::ReplyTooLarge,
            u"The reply is larger than the limit of %1 bytes and was ignored"_s.arg(limit), QString::number(limit)};
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
    if (std::exchange(m_replyEnded, false)) {
        m_replyBytes = 0;
        m_tooLarge = false;
    }
    while (position < data.size()) {
        const Event event = m_skip > 0 ? skip(data, position) : walkHeader(data, position);
        if (event != Event::NeedMore)
            return event;
    }
    return Event::NeedMore;
}

RedisFrameScanner::Event RedisFrameScanner::skip(QByteArrayView data, qsizetype &position)
{
    constexpr qint64 lineEnd = 2; // hiredis 0.14 does not check it
    if (m_skip > lineEnd) {
        const qint64 step = std::min<qint64>(m_skip - lineEnd, data.size() - position);
        position += step;
        m_skip -= step;
        return Event::NeedMore;
    }
    if (data[position++] != (m_skip-- == lineEnd ? '\r' : '\n'))
        return Event::Malformed;
    return m_skip > 0 ? Event::NeedMore : elementEnd();
}

RedisFrameScanner::Event RedisFrameScanner::walkHeader(QByteArrayView data, qsizetype &position)
{
    const qsizetype end = data.indexOf('\n', position);
    const qsizetype next = end < 0 ? data.size() : end + 1;
    if (m_line.size() + next - position > maximumLine)
        return Event::Malformed;
    m_line += data.sliced(position, next - position);
    position = next;
    return end < 0 ? Event::NeedMore : headerEnd();
}

RedisFrameScanner::Event RedisFrameScanner::headerEnd()
{
    const QByteArray line = std::exchange(m_line, {});
    if (line.size() < 3 || !line.endsWith("\r\n"))
        return Event::Malformed;
    const char type = line.front();
    if (type == '+' || type == '-' || type == ':') {
        account(line.size());
        return elementEnd();
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
        account(length);
        return Event::NeedMore;
    }
    if (m_open.size() == maximumDepth)
        return Event::Malformed;
    m_open.push_back(length);
    account(length * static_cast<qint64>(sizeof(redisReply)));
    return Event::NeedMore;
}

void RedisFrameScanner::account(qint64 bytes)
{
    if (m_tooLarge)
        return;
    m_replyBytes += bytes;
    m_tooLarge = m_replyBytes > m_maximumBytes;
}

RedisFrameScanner::Event RedisFrameScanner::elementEnd()
{
    while (!m_open.empty()) {
        if (--m_open.back() > 0)
            return Event::NeedMore;
        m_open.pop_back();
    }
    m_replyEnded = true;
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
}

Result<void, RedisError> RedisParser::feed(QByteArrayView data, std::vector<RedisResult> &replies)
{
    qsizetype start = 0; // of the bytes that the reader has not received yet
    qsizetype position = 0;
    while (position < data.size()) {
        const RedisFrameScanner::Event event = m_scanner.walk(data, position);
        if (event == RedisFrameScanner::Event::Malformed)
            return brokenStream(u"malformed reply"_s);
        const auto passed =
            m_scanner.isTooLarge() ? Result<void, RedisError>() : pass(data.sliced(start, position - start));
        if (!passed)
            return passed;
        start = position;
        if (event != RedisFrameScanner::Event::ReplyEnd)
            continue;
        if (const auto extracted = extractReply(replies); !extracted)
            return extracted;
    }
    return {};
}

Result<void, RedisError> RedisParser::pass(QByteArrayView data)
{
    if (redisReaderFeed(m_reader.get(), data.data(), static_cast<std::size_t>(data.size())) == REDIS_OK)
        return {};
    return brokenStream(QString::fromUtf8(m_reader->errstr));
}

Result<void, RedisError> RedisParser::extractReply(std::vector<RedisResult> &replies)
{
    if (m_scanner.isTooLarge()) {
        m_reader = makeReader(); // discards the beginning of the reply
        replies.emplace_back(replyTooLarge(m_maximumReplyBytes));
        return {};
    }
    void *raw = nullptr;
    if (redisReaderGetReply(m_reader.get(), &raw) != REDIS_OK)
        return brokenStream(QString::fromUtf8(m_reader->errstr));
    const std::unique_ptr<redisReply, ReplyDeleter> reply(static_cast<redisReply *>(raw));
    if (!reply)
        return brokenStream(u"a reply ended before its end"_s);
    RedisReply value = toReply(*reply);
    if (value.isError())
        replies.emplace_back(RedisError::fromServer(value.bytes));
    else
        replies.emplace_back(std::move(value));
    return {};
}

} // namespace pulse

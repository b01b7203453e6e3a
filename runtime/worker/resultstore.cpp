// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/resultstore.h"

#include "common/redis/outputkeys.h"

#include <QDateTime>

namespace pulse {

ResultStore::ResultStore(Options options, RedisClient &client, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_client(client)
{
    // Another server, or other permissions: worth another try.
    connect(&m_client, &RedisClient::ready, this, [this] {
        m_withHistory = m_options.historyLength > 0;
        m_withState = true;
    });
}

void ResultStore::putResult(const QByteArray &result, const QByteArray &input)
{
    m_pending.result = result;
    m_pending.input = input;
    m_pending.time = QDateTime::currentMSecsSinceEpoch();
    ++m_pending.number;
}

void ResultStore::putState(const QByteArray &state)
{
    m_pending.state = state;
    ++m_pending.number;
}

ResultStore::Writes ResultStore::writes() const
{
    Writes result;
    if (m_options.outputKey.isEmpty())
        return result;
    if (m_pending.result)
        result << Write{{"SET", m_options.outputKey, *m_pending.result}, {}};
    if (m_pending.result && m_withHistory)
        result << Write{historyCommand(), Companion::History};
    if (m_pending.state && m_withState)
        result << Write{{"SET", envKey(m_options.outputKey), *m_pending.state}, Companion::State};
    return result;
}

RedisCommand ResultStore::historyCommand() const
{
    RedisCommand command{"XADD",
                         historyKey(m_options.outputKey),
                         "MAXLEN",
                         "~",
                         QByteArray::number(m_options.historyLength),
                         "*",
                         "t",
                         QByteArray::number(m_pending.time),
                         "d",
                         *m_pending.result};
    if (m_options.historyInputs)
        command << "i" << m_pending.input;
    return command;
}

bool ResultStore::flush(const Handler &handler)
{
    const Writes pending = m_pending.number == m_writing ? Writes() : writes();
    if (pending.isEmpty())
        return false;
    m_writing = m_pending.number;
    if (pending.size() == 1)
        writeApart(pending, m_writing, handler);
    else
        writeTogether(pending, m_writing, handler);
    return true;
}

void ResultStore::writeTogether(const Writes &writes, quint64 number, const Handler &handler)
{
    QList<RedisCommand> commands;
    for (const Write &write : writes)
        commands << write.command;
    m_client.transaction(commands, this, [this, writes, number, handler](const RedisResult &reply) {
        if (!reply) {
            const RedisError::Kind kind = reply.error().kind;
            // One of the commands was refused, so nothing was written; the others may be allowed.
            if (kind == RedisError::Kind::NoPermission || kind == RedisError::Kind::Other)
                writeApart(writes, number, handler);
            else
                finish(number, reply.error(), handler);
            return;
        }
        std::optional<RedisError> failure;
        for (qsizetype i = 0; i < writes.size(); ++i) {
            if (const auto error = judge(writes[i], reply->elements.at(static_cast<std::size_t>(i)).error()))
                failure = error;
        }
        finish(number, failure, handler);
    });
}

/// One after the other, and the companions only of a result that is stored.
void ResultStore::writeApart(const Writes &writes, quint64 number, const Handler &handler)
{
    m_client.send(writes.constFirst().command, this, [this, writes, number, handler](const RedisResult &reply) {
        const auto failure = judge(writes.constFirst(), reply ? std::optional<RedisError>() : reply.error());
        if (failure || writes.size() == 1)
            finish(number, failure, handler);
        else
            writeApart(writes.mid(1), number, handler);
    });
}

/// What a reply says of the whole: a companion that is refused is left out from now on, and no failure.
std::optional<RedisError> ResultStore::judge(const Write &write, const std::optional<RedisError> &error)
{
    if (!write.companion)
        return error;
    if (!error) {
        Q_EMIT accepted(*write.companion);
        return {};
    }
    const RedisError::Kind kind = error->kind;
    if (kind != RedisError::Kind::NoPermission && kind != RedisError::Kind::WrongType &&
        kind != RedisError::Kind::Other)
        return error;
    isKept(*write.companion) = false;
    Q_EMIT refused(*write.companion, *error);
    return {};
}

void ResultStore::finish(quint64 number, const std::optional<RedisError> &error, const Handler &handler)
{
    if (m_writing == number)
        m_writing = 0;
    if (!error && m_pending.number == number) { // else something newer has taken its place
        m_pending.result.reset();
        m_pending.state.reset();
    }
    handler(error);
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/resultstore.h"

#include "common/results/outputkeys.h"

#include <QDateTime>

namespace pulse {
namespace {

/// Returns whether the server will refuse the command again.
bool isRefusal(RedisError::Kind kind)
{
    return kind == RedisError::Kind::NoPermission || kind == RedisError::Kind::WrongType ||
           kind == RedisError::Kind::NotSupported || kind == RedisError::Kind::Other;
}

} // namespace

ResultStore::ResultStore(Options options, RedisClient &client, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_client(client)
{
    // The server or the permissions may be others now, so everything is tried again.
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
    m_pending.resultNumber = ++m_resultNumber;
}

void ResultStore::putState(const QByteArray &state)
{
    m_pending.state = state;
    m_pending.stateNumber = ++m_stateNumber;
}

ResultStore::Writes ResultStore::writesOf(const Entry &entry) const
{
    Writes result;
    if (m_options.outputKey.isEmpty())
        return result;
    if (entry.result)
        result << Write{{"SET", m_options.outputKey, *entry.result}, {}};
    if (entry.result && m_withHistory && m_client.supports("XADD"))
        result << Write{historyCommand(entry), Companion::History};
    if (entry.state && m_withState)
        result << Write{{"SET", envKey(m_options.outputKey), *entry.state}, Companion::State};
    return result;
}

RedisCommand ResultStore::historyCommand(const Entry &entry) const
{
    RedisCommand command{"XADD",
                         historyKey(m_options.outputKey),
                         "MAXLEN",
                         "~",
                         QByteArray::number(m_options.historyLength),
                         "*",
                         "t",
                         QByteArray::number(entry.time),
                         "d",
                         *entry.result};
    if (m_options.historyInputs)
        command << "i" << entry.input;
    return command;
}

bool ResultStore::flush(const Handler &handler)
{
    const Entry entry = std::exchange(m_pending, {});
    const Writes writes = writesOf(entry);
    if (writes.isEmpty())
        return false;
    const Handler finish = [this, entry, handler](const std::optional<RedisError> &error) {
        if (error)
            restorePending(entry);
        handler(error);
    };
    if (writes.size() == 1)
        writeOneByOne(writes, finish);
    else
        writeTogether(writes, finish);
    return true;
}

/// Makes an entry pending again if it could not be stored and there is no newer one.
void ResultStore::restorePending(const Entry &entry)
{
    if (entry.result && entry.resultNumber == m_resultNumber) {
        m_pending.result = entry.result;
        m_pending.input = entry.input;
        m_pending.time = entry.time;
        m_pending.resultNumber = entry.resultNumber;
    }
    if (entry.state && entry.stateNumber == m_stateNumber) {
        m_pending.state = entry.state;
        m_pending.stateNumber = entry.stateNumber;
    }
}

void ResultStore::writeTogether(const Writes &writes, const Handler &handler)
{
    QList<RedisCommand> commands;
    for (const Write &write : writes)
        commands << write.command;
    m_client.transaction(commands, this, [this, writes, handler](const RedisResult &reply) {
        if (!reply) {
            // One of the commands was refused, so none was executed; the others may be permitted.
            if (isRefusal(reply.error().kind))
                writeOneByOne(writes, handler);
            else
                handler(reply.error());
            return;
        }
        std::optional<RedisError> failure;
        for (qsizetype i = 0; i < writes.size(); ++i) {
            if (const auto error = handleReply(writes[i], reply->elements.at(static_cast<std::size_t>(i)).error()))
                failure = error;
        }
        handler(failure);
    });
}

/// Writes one after the other; history and state only after the result is stored.
void ResultStore::writeOneByOne(const Writes &writes, const Handler &handler)
{
    m_client.send(writes.constFirst().command, this, [this, writes, handler](const RedisResult &reply) {
        const auto failure = handleReply(writes.constFirst(), reply ? std::optional<RedisError>() : reply.error());
        if (failure || writes.size() == 1)
            handler(failure);
        else
            writeOneByOne(writes.mid(1), handler);
    });
}

/// Returns the error that counts for the whole write. A refused companion is not an error; it is omitted from now on.
std::optional<RedisError> ResultStore::handleReply(const Write &write, const std::optional<RedisError> &error)
{
    if (!write.companion)
        return error;
    if (!error) {
        Q_EMIT accepted(*write.companion);
        return {};
    }
    if (!isRefusal(error->kind))
        return error;
    isEnabled(*write.companion) = error->kind == RedisError::Kind::NotSupported; // the client retries it
    Q_EMIT refused(*write.companion, *error);
    return {};
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/resultstore.h"

#include "common/results/outputkeys.h"

#include <QDateTime>

namespace pulse {
namespace {

/// It will be so the next time, too.
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
            takeBack(entry);
        handler(error);
    };
    if (writes.size() == 1)
        writeApart(writes, finish);
    else
        writeTogether(writes, finish);
    return true;
}

/// What could not be stored is pending again, unless there has been something newer.
void ResultStore::takeBack(const Entry &entry)
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
            // One of the commands was refused, so nothing was written; the others may be allowed.
            if (isRefusal(reply.error().kind))
                writeApart(writes, handler);
            else
                handler(reply.error());
            return;
        }
        std::optional<RedisError> failure;
        for (qsizetype i = 0; i < writes.size(); ++i) {
            if (const auto error = judge(writes[i], reply->elements.at(static_cast<std::size_t>(i)).error()))
                failure = error;
        }
        handler(failure);
    });
}

/// One after the other, and the companions only of a result that is stored.
void ResultStore::writeApart(const Writes &writes, const Handler &handler)
{
    m_client.send(writes.constFirst().command, this, [this, writes, handler](const RedisResult &reply) {
        const auto failure = judge(writes.constFirst(), reply ? std::optional<RedisError>() : reply.error());
        if (failure || writes.size() == 1)
            handler(failure);
        else
            writeApart(writes.mid(1), handler);
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
    if (!isRefusal(error->kind))
        return error;
    isKept(*write.companion) = error->kind == RedisError::Kind::NotSupported; // the client knows when to try again
    Q_EMIT refused(*write.companion, *error);
    return {};
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/resultstore.h"

#include "common/redis/outputkeys.h"

#include <QDateTime>

namespace pulse {

ResultStore::ResultStore(Options options, RedisClient &client, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_client(client)
    , m_withHistory(m_options.historyLength > 0)
{
    // Another server, or other permissions: worth another try.
    connect(&m_client, &RedisClient::ready, this, [this] { m_withHistory = m_options.historyLength > 0; });
}

void ResultStore::put(const QByteArray &result, const QByteArray &input)
{
    if (!m_options.outputKey.isEmpty())
        m_pending = Entry{result, input, QDateTime::currentMSecsSinceEpoch(), ++m_lastNumber};
}

void ResultStore::flush(const Handler &handler)
{
    if (!m_pending)
        handler({});
    else if (m_withHistory)
        writeBoth(handler);
    else
        writeResult(handler, {});
}

RedisCommand ResultStore::setCommand() const
{
    return {"SET", m_options.outputKey, m_pending->result};
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
                         QByteArray::number(m_pending->time),
                         "d",
                         m_pending->result};
    if (m_options.historyInputs)
        command << "i" << m_pending->input;
    return command;
}

void ResultStore::writeBoth(const Handler &handler)
{
    const quint64 number = m_pending->number;
    m_client.transaction({setCommand(), historyCommand()}, this, [this, handler, number](const RedisResult &reply) {
        if (!reply) {
            const RedisError::Kind kind = reply.error().kind;
            // A command that was refused (not one that got lost) may have been the history's, or MULTI itself: where
            // the result can be written alone, it was.
            if ((kind == RedisError::Kind::NoPermission || kind == RedisError::Kind::Other) && m_pending)
                writeResult(handler, reply.error());
            else
                handler(reply.error());
            return;
        }
        if (const std::optional<RedisError> error = firstError(*reply)) // SET takes any key, so it was XADD
            refuseHistory(*error);
        else
            Q_EMIT historyWritten();
        stored(number);
        handler({});
    });
}

void ResultStore::writeResult(const Handler &handler, const std::optional<RedisError> &historyError)
{
    const quint64 number = m_pending->number;
    m_client.send(setCommand(), this, [this, handler, historyError, number](const RedisResult &reply) {
        if (!reply) {
            handler(reply.error());
            return;
        }
        if (historyError)
            refuseHistory(*historyError);
        stored(number);
        handler({});
    });
}

void ResultStore::stored(quint64 number)
{
    if (m_pending && m_pending->number == number) // else a newer one has taken its place
        m_pending.reset();
}

void ResultStore::refuseHistory(const RedisError &error)
{
    m_withHistory = false;
    Q_EMIT historyRefused(error);
}

} // namespace pulse

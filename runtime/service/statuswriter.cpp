// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/statuswriter.h"

#include "common/core/logging.h"
#include "common/metrics/jsonrepair.h"
#include "common/results/outputkeys.h"
#include "common/results/redis/reportcodec.h"
#include "runtime/service/runtimelog.h"

#include <QJsonDocument>

namespace pulse {

StatusWriter::StatusWriter(const RedisOptions &options, QByteArray outputKey, QObject *parent)
    : QObject(parent)
    , m_client(options)
    , m_outputKey(std::move(outputKey))
{
    connect(&m_client, &RedisClient::ready, this, [this] {
        m_refused.clear();
        m_lastStatus.clear();
        m_unanswered = 0;
        sendFailures();
    });
}

void StatusWriter::open()
{
    if (!m_outputKey.isEmpty())
        m_client.open();
}

void StatusWriter::write(const FunctionStatus &status)
{
    if (m_outputKey.isEmpty() || !m_client.isReady())
        return;
    const RedisCommand command = RedisCommand{"HSET", statusKey(m_outputKey)} + encodeStatus(status);
    if (std::exchange(m_lastStatus, command) != command)
        send(command);
}

void StatusWriter::add(const Failure &failure, qsizetype mostKept)
{
    if (m_outputKey.isEmpty())
        return;
    if (m_unsent.size() == mostFailures)
        m_unsent.removeFirst();
    m_unsent << RedisCommand{"XADD", errorsKey(m_outputKey), "MAXLEN", QByteArray::number(mostKept), "*"} +
                    encodeFailure(failure);
    sendFailures();
}

/// Waits for the replies to the last ones: a function can fail faster than a slow server stores failures.
void StatusWriter::sendFailures()
{
    if (!m_client.isReady() || m_unanswered > 0)
        return;
    m_unanswered = m_unsent.size();
    for (const RedisCommand &command : std::exchange(m_unsent, {})) {
        send(command, [this] {
            if (--m_unanswered == 0)
                sendFailures();
        });
    }
}

void StatusWriter::readResult()
{
    if (m_outputKey.isEmpty() || !m_client.isReady())
        return;
    m_client.send({"GET", m_outputKey}, this, [this](const RedisResult &reply) {
        if (!reply)
            return;
        QJsonDocument document;
        parseLeniently(reply->bytes, [&document](QByteArrayView text) {
            document = QJsonDocument::fromJson(text.toByteArray());
            return !document.isNull();
        });
        m_result = document.object();
    });
}

void StatusWriter::send(const RedisCommand &command, const std::function<void()> &onAnswered)
{
    const QByteArray &key = command.at(1);
    if (m_refused.contains(key)) {
        onAnswered();
        return;
    }
    m_client.send(command, this, [this, key, onAnswered](const RedisResult &reply) {
        onAnswered();
        if (reply)
            m_refusals.remove(key);
        else if (m_client.isReady() && !m_refused.contains(key))
            refuse(key, reply.error());
    });
}

void StatusWriter::refuse(const QByteArray &key, const RedisError &error)
{
    using Kind = RedisError::Kind;
    if (error.kind == Kind::NoPermission || error.kind == Kind::WrongType)
        m_refused.insert(key); // until the next connection: the server's permissions or data have to change first
    else
        m_lastStatus.clear(); // so that it is written again: the next attempt may succeed
    if (std::exchange(m_refusals[key], error.message) != error.message)
        qCWarning(runtimeLog).noquote() << key << "is not stored, because the server refuses it:" << error.message;
}

} // namespace pulse

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/redis/inputreader.h"

#include "common/results/redis/redisproblem.h"

namespace pulse {

InputReader::InputReader(RedisClient &client, QByteArray key, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_key(std::move(key))
{
    connect(&m_client, &RedisClient::ready, this, &InputReader::proceed);
    connect(&m_client, &RedisClient::lost, this, &InputReader::proceed);
}

void InputReader::take(const Record &record, bool isLive)
{
    m_waiting.append({record, isLive});
    if (!isToBeRead(record))
        proceed();
    else // after all records of this turn of the event loop
        QMetaObject::invokeMethod(this, &InputReader::proceed, Qt::QueuedConnection);
}

void InputReader::clear()
{
    m_waiting.clear();
    m_asked.reset();
}

bool InputReader::isToBeRead(const Record &record) const
{
    return !m_key.isEmpty() && record.input.isEmpty();
}

void InputReader::proceed()
{
    if (m_isReading || m_waiting.isEmpty())
        return;
    if (isToBeRead(m_waiting.constLast().record) && m_client.state() == RedisClient::State::Connecting)
        return; // `ready` or `lost` follows soon
    const QList<Waiting> waiting = std::exchange(m_waiting, {});
    const Waiting &newest = waiting.constLast();
    for (qsizetype i = 0; i + 1 < waiting.size(); ++i)
        Q_EMIT record(waiting[i].record, waiting[i].isLive);
    if (isToBeRead(newest.record)) {
        readFor(newest);
        return;
    }
    setProblem({});
    Q_EMIT record(newest.record, newest.isLive);
}

void InputReader::readFor(const Waiting &newest)
{
    m_asked = newest;
    m_isReading = true;
    m_client.send({"GET", m_key}, this, [this](const RedisResult &reply) { handleReply(reply); });
}

void InputReader::handleReply(const RedisResult &reply)
{
    m_isReading = false;
    if (!reply)
        handleError(reply.error());
    else
        setProblem(reply->isNil() ? Problem(Problem::Kind::NoInputKey, {QString::fromUtf8(m_key)}) : Problem());
    if (std::optional<Waiting> asked = std::exchange(m_asked, std::nullopt)) {
        asked->record.input = reply ? reply->bytes : QByteArray();
        Q_EMIT record(asked->record, asked->isLive);
    }
    proceed();
}

void InputReader::handleError(const RedisError &error)
{
    const Problem problem = problemOf(error, {}, QString::fromUtf8(m_key), Problem::Kind::NotMeasurement);
    if (problem.needsPerson())
        setProblem(problem);
}

void InputReader::setProblem(const Problem &problem)
{
    if (std::exchange(m_problem, problem) != problem)
        Q_EMIT problemChanged(problem);
}

} // namespace pulse

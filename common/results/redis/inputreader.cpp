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
    else // what arrived together is told in one turn of the event loop
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
    if (m_reading || m_waiting.isEmpty())
        return;
    if (isToBeRead(m_waiting.constLast().record) && m_client.state() == RedisClient::State::Connecting)
        return; // that ends soon, one way or the other
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
    m_reading = true;
    m_client.send({"GET", m_key}, this, [this](const RedisResult &reply) { takeReply(reply); });
}

void InputReader::takeReply(const RedisResult &reply)
{
    m_reading = false;
    if (!reply)
        takeError(reply.error());
    else
        setProblem(reply->isNil() ? Problem(Problem::Kind::NoInputKey, {QString::fromUtf8(m_key)}) : Problem());
    if (std::optional<Waiting> asked = std::exchange(m_asked, std::nullopt)) {
        asked->record.input = reply ? reply->bytes : QByteArray();
        Q_EMIT record(asked->record, asked->isLive);
    }
    proceed();
}

void InputReader::takeError(const RedisError &error)
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/redis/reportfollower.h"

#include "common/results/outputkeys.h"
#include "common/results/redis/historyentry.h"
#include "common/results/redis/redisproblem.h"
#include "common/results/redis/reportcodec.h"

namespace pulse {
namespace {

constexpr int pageSize = 10; // entries that are in memory before their texts are cut

Problem statusProblemOf(const RedisError &error, const QByteArray &key)
{
    return problemOf(error, {}, QString::fromUtf8(key), Problem::Kind::NotStatus);
}

} // namespace

ReportFollower::ReportFollower(RedisClient &client, QByteArray outputKey, QByteArray inputKey,
                               std::chrono::milliseconds period, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_outputKey(std::move(outputKey))
    , m_inputKey(std::move(inputKey))
{
    m_timer.setInterval(period);
    connect(&m_timer, &QTimer::timeout, this, &ReportFollower::read);
    connect(&m_client, &RedisClient::ready, this, &ReportFollower::start);
    connect(&m_client, &RedisClient::lost, &m_timer, &QTimer::stop);
}

void ReportFollower::start()
{
    m_timer.start();
    read();
}

void ReportFollower::read()
{
    if (std::exchange(m_isReading, true))
        return;
    m_client.send({"HGETALL", statusKey(m_outputKey)}, this, [this](const RedisResult &reply) {
        handleStatus(reply);
        readMachine(); // the status names the input key
        readFailures("+", 1, [this](const RedisResult &newest) { handleNewestFailure(newest); });
    });
}

void ReportFollower::handleStatus(const RedisResult &reply)
{
    const Problem problem = reply ? Problem() : statusProblemOf(reply.error(), statusKey(m_outputKey));
    if (!reply && !problem.needsPerson())
        return;
    m_next.status = reply ? decodeStatus(*reply) : std::optional<FunctionStatus>();
    m_statusProblem = problem;
}

/// Returns the key of the measurements that the function gets; empty: not known. A server or a gateway can have several
/// functions with measurements of their own, so the runtime's report has priority over the settings.
QByteArray ReportFollower::measuredKey() const
{
    const QString reported = m_next.status ? m_next.status->inputKey : QString();
    return reported.isEmpty() ? m_inputKey : reported.toUtf8();
}

void ReportFollower::readMachine()
{
    const QByteArray inputKey = measuredKey();
    if (inputKey.isEmpty()) {
        m_next.machine.reset();
        return;
    }
    const QByteArray key = machineKey(inputKey);
    m_client.send({"HGETALL", key}, this, [this, key](const RedisResult &reply) { handleMachine(reply, key); });
}

/// A key that may not be read is no problem to show: results and failures are complete without it.
void ReportFollower::handleMachine(const RedisResult &reply, const QByteArray &key)
{
    if (reply)
        m_next.machine = decodeMachine(*reply);
    else if (statusProblemOf(reply.error(), key).needsPerson())
        m_next.machine.reset();
}

void ReportFollower::readFailures(const QByteArray &newest, int count, RedisClient::Handler handler)
{
    m_client.send({"XREVRANGE", errorsKey(m_outputKey), newest, "-", "COUNT", QByteArray::number(count)}, this,
                  std::move(handler));
}

void ReportFollower::readPage(const QByteArray &newest)
{
    readFailures(newest, pageSize, [this](const RedisResult &reply) { handlePage(reply); });
}

/// Tracebacks are long: all of them are read only when there is a new one.
void ReportFollower::handleNewestFailure(const RedisResult &reply)
{
    if (!reply)
        handleFailuresError(reply.error());
    else if (newestOf(reply) == m_newestFailure && m_failuresProblem.isNone())
        finish();
    else {
        m_newestRead = newestOf(reply);
        m_failures.clear();
        m_failureText = 0;
        readPage("+");
    }
}

void ReportFollower::handlePage(const RedisResult &reply)
{
    if (!reply) {
        handleFailuresError(reply.error());
        return;
    }
    const std::vector<StreamEntry> entries = entriesOf(*reply);
    bool isFull = false;
    for (const Failure &failure : decodeFailures(*reply)) {
        m_failureText += failure.textSize();
        isFull = isFull || m_failures.size() == mostFailures || m_failureText > mostFailureText;
        if (!isFull)
            m_failures << failure;
    }
    if (!isFull && m_failures.size() < mostFailures && entries.size() == pageSize) {
        readPage(entries.back().id.previous().toBytes());
        return;
    }
    m_newestFailure = m_newestRead;
    m_next.failures = std::exchange(m_failures, {});
    m_failuresProblem = {};
    finish();
}

void ReportFollower::handleFailuresError(const RedisError &error)
{
    const Problem problem = statusProblemOf(error, errorsKey(m_outputKey));
    if (problem.needsPerson()) {
        m_newestFailure = {};
        m_next.failures.clear();
        m_failuresProblem = problem;
    }
    finish();
}

void ReportFollower::finish()
{
    m_isReading = false;
    m_next.problem = m_statusProblem.isNone() ? m_failuresProblem : m_statusProblem;
    if (m_next == m_report)
        return;
    m_report = m_next;
    Q_EMIT changed(m_report);
}

} // namespace pulse

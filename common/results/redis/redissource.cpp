// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/redis/redissource.h"

#include "common/results/redis/redisproblem.h"

#include <algorithm>
#include <chrono>

namespace pulse {
namespace {

using namespace std::chrono_literals;

constexpr auto searchPeriod = 10s;
constexpr auto longestSearch = 2s;

} // namespace

RedisSource::RedisSource(OutputFollower::Options options, const QByteArray &inputKey, QObject *parent)
    : ResultSource(parent)
    , m_client(options.redis)
    , m_inputs(m_client, inputKey)
    , m_report(m_client, options.key, inputKey)
    , m_follower(std::move(options))
    , m_scan(m_client)
{
    const OutputFollower::Options &used = m_follower.options();
    m_status.where = used.redis.url.display();
    m_status.key = QString::fromUtf8(used.key);
    connect(&m_follower, &OutputFollower::stateChanged, this, &RedisSource::handleState);
    connect(&m_follower, &OutputFollower::problem, this, &RedisSource::handleProblem);
    connect(&m_follower, &OutputFollower::history, this, &RedisSource::handleHistory);
    connect(&m_follower, &OutputFollower::record, this, &RedisSource::handleRecord);
    connect(&m_follower, &OutputFollower::aged, this, &RedisSource::aged);
    connect(&m_inputs, &InputReader::record, this, &RedisSource::record);
    connect(&m_inputs, &InputReader::problemChanged, this, &RedisSource::setInputProblem);
    connect(&m_report, &ReportFollower::changed, this, &RedisSource::reportChanged);
    connect(&m_scan, &KeyScan::found, this, &RedisSource::handleKeys);
    connect(&m_scan, &KeyScan::failed, this, &RedisSource::handleRefusedSearch);
    connect(&m_client, &RedisClient::ready, this, &RedisSource::searchKeys);
    connect(&m_nextSearch, &QTimer::timeout, this, &RedisSource::searchKeys);
    m_nextSearch.setInterval(searchPeriod);
}

void RedisSource::suggestKeys()
{
    m_canSearch = true;
}

void RedisSource::open()
{
    m_client.open();
    m_follower.open();
}

void RedisSource::handleState(OutputFollower::State state)
{
    switch (state) {
    case OutputFollower::State::Connecting:
        setStatus(
            SourceStatus::Kind::Lost); // this is not the initial state, so the connection was lost; the reason follows
        break;
    case OutputFollower::State::Waiting:
        setStatus(SourceStatus::Kind::Waiting);
        break;
    case OutputFollower::State::Live:
        setStatus(SourceStatus::Kind::Live);
        break;
    }
}

void RedisSource::handleProblem(const RedisError &error)
{
    const Problem problem = problemOf(error, m_status.where, m_status.key, Problem::Kind::NotResults);
    setStatus(problem.needsPerson() ? SourceStatus::Kind::Refused : SourceStatus::Kind::Lost, problem);
}

void RedisSource::handleHistory(const QList<Record> &records)
{
    m_inputs.clear(); // the history includes the waiting records
    Q_EMIT history(records);
}

void RedisSource::handleRecord(const Record &record, bool isLive)
{
    setStatus(SourceStatus::Kind::Live);
    m_inputs.take(record, isLive);
}

void RedisSource::setStatus(SourceStatus::Kind kind, const Problem &problem)
{
    const SourceStatus before = m_status;
    m_status.kind = kind;
    m_status.problem = problem;
    if (!lacksResults())
        m_status.resultKeys.reset();
    if (m_status != before)
        Q_EMIT statusChanged(m_status);
    if (lacksResults())
        searchKeys();
    else
        m_nextSearch.stop();
}

void RedisSource::setInputProblem(const Problem &problem)
{
    m_status.inputProblem = problem;
    Q_EMIT statusChanged(m_status);
}

/// Returns whether the server answers, but the key does not exist, or has another type.
bool RedisSource::lacksResults() const
{
    return m_status.kind == SourceStatus::Kind::Waiting || m_status.problem.kind == Problem::Kind::NotResults;
}

void RedisSource::searchKeys()
{
    if (!m_canSearch || m_isSearching || !lacksResults() || !m_client.isReady())
        return;
    m_nextSearch.start();
    m_isSearching = true;
    m_scan.start(longestSearch);
}

void RedisSource::handleKeys(const QByteArrayList &keys)
{
    m_isSearching = false;
    if (!lacksResults())
        return;
    QStringList found;
    for (const QByteArray &key : keys)
        found.append(QString::fromUtf8(key));
    found.removeAll(m_status.key);
    std::ranges::sort(found);
    if (m_status.resultKeys == found)
        return;
    m_status.resultKeys = found;
    Q_EMIT statusChanged(m_status);
}

/// Without the permission to list keys, no keys are suggested, and the server is not asked again.
void RedisSource::handleRefusedSearch(const RedisError &error)
{
    m_isSearching = false;
    if (error.kind != RedisError::Kind::NoPermission && error.kind != RedisError::Kind::NotSupported)
        return;
    m_canSearch = false;
    m_nextSearch.stop();
    handleKeys({});
}

} // namespace pulse

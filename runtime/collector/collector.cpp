// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/collector.h"

#include "common/results/fieldtables.h"
#include "common/results/outputkeys.h"
#include "runtime/collector/collectorlog.h"
#include "runtime/collector/hostmachine.h"

#include <algorithm>

namespace pulse {
namespace {

using namespace std::chrono_literals;
using Kind = RedisError::Kind;

/// Returns whether RedisClient reports this error with `lost` as well.
bool isOfConnection(Kind kind)
{
    return kind == Kind::NotConnected || kind == Kind::ConnectionLost || kind == Kind::Timeout ||
           kind == Kind::Protocol;
}

} // namespace

std::chrono::milliseconds firstPause(std::chrono::milliseconds period)
{
    return std::min(period, std::chrono::milliseconds(1s));
}

Collector::Collector(const CollectorOptions &options, QObject *parent)
    : QObject(parent)
    , m_redis(options.redis)
    , m_key(options.key)
    , m_period(options.period)
    , m_reader(options.root)
    , m_hostName(options.hostName)
    , m_measurer(m_reader, options.interface)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Collector::measure);
    connect(&m_redis, &RedisClient::ready, this, &Collector::onReady);
    connect(&m_redis, &RedisClient::lost, this, &Collector::onLost);
}

void Collector::start()
{
    m_redis.open();
    m_gapLog.update(m_measurer.measure(std::chrono::system_clock::now()).gaps);
    QTimer::singleShot(firstPause(m_period), Qt::PreciseTimer, this, [this] {
        m_timer.start(m_period);
        measure();
    });
}

void Collector::measure()
{
    const Measurement measurement = m_measurer.measure(std::chrono::system_clock::now());
    m_gapLog.update(measurement.gaps);
    if (!m_knowsEarlierCounters) {
        readEarlierCounters();
        return;
    }
    if (const QByteArray state = m_measurer.counterState(); m_keepsCounters && !state.isEmpty())
        m_redis.send({"SET", countersKey(m_key), state}, this, [this](const RedisResult &reply) {
            if (!reply && reply.error().kind == Kind::NoPermission)
                onCountersRefused(reply.error());
        });
    m_redis.send({"SET", m_key, measurement.json}, this, [this](const RedisResult &reply) { onWritten(reply); });
    describeMachine();
}

void Collector::readEarlierCounters()
{
    m_redis.send({"GET", countersKey(m_key)}, this, [this](const RedisResult &reply) {
        const bool isPassing = !reply && (isOfConnection(reply.error().kind) || reply.error().kind == Kind::Loading);
        if (isPassing || std::exchange(m_knowsEarlierCounters, true))
            return;
        if (reply)
            m_measurer.continueCounters(reply->bytes);
        else if (reply.error().kind != Kind::Cluster) // in a cluster the measurements are refused, too, which is logged
            onCountersRefused(reply.error());
    });
}

void Collector::onCountersRefused(const RedisError &error)
{
    if (std::exchange(m_keepsCounters, false))
        qCWarning(collectorLog).noquote()
            << "The network counters may jump when the collector is started again, since it cannot use the key"
            << countersKey(m_key) << "of the server:" << error.message;
}

void Collector::describeMachine()
{
    if (!m_describesMachine || !m_redis.isReady())
        return;
    const QString name = m_hostName.isEmpty() ? readHostName(m_reader) : m_hostName;
    if (std::exchange(m_describedName, name) == name)
        return;
    const Machine machine = readMachine(m_reader, name);
    m_redis.send(RedisCommand{"HSET", machineKey(m_key)} + toRedis(machineFields(), machine), this,
                 [this](const RedisResult &reply) {
                     if (!reply)
                         onDescriptionRefused(reply.error());
                 });
}

void Collector::onDescriptionRefused(const RedisError &error)
{
    switch (error.kind) {
    case Kind::NoPermission:
    case Kind::WrongType:
        m_describesMachine = false;
        qCWarning(collectorLog).noquote()
            << "Dashboards cannot show the name of this machine, since the collector cannot use the key"
            << machineKey(m_key) << "of the server:" << error.message;
        break;
    case Kind::NotSupported: // which is logged by the client; it is tried again over the next connection
        break;
    default: // measurements are probably refused, too, which is logged
        m_describedName.clear();
    }
}

void Collector::onWritten(const RedisResult &reply)
{
    if (!reply && isOfConnection(reply.error().kind))
        return;
    const std::optional<Kind> refused = reply ? std::nullopt : std::optional(reply.error().kind);
    if (refused == m_refused)
        return;
    m_refused = refused;
    if (reply)
        qCInfo(collectorLog).noquote() << "Redis accepts measurements again";
    else
        qCWarning(collectorLog).noquote() << "Redis refuses measurements:" << reply.error().message;
}

void Collector::onReady()
{
    const bool wasConnected = std::exchange(m_wasConnected, true);
    if (!wasConnected || m_isLost)
        qCInfo(collectorLog).noquote().nospace()
            << (m_isLost ? "Connected again" : "Connected") << ": writing to the key " << m_key << " of "
            << m_redis.url().display() << " every " << std::chrono::duration<double>(m_period).count() << " s";
    m_isLost = false;
    m_describedName.clear(); // the server may have lost its data
    if (!m_knowsEarlierCounters)
        readEarlierCounters();
}

void Collector::onLost(const RedisError &error)
{
    if (error.kind == Kind::NotSupported)
        return; // the client reconnects immediately
    if (!std::exchange(m_isLost, true))
        qCWarning(collectorLog).noquote() << "No connection to Redis, measurements are dropped:" << error.message;
}

} // namespace pulse

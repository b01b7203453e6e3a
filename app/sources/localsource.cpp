// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sources/localsource.h"

#include <QLocale>

namespace pulse {

LocalSource::LocalSource(LocalMachine::Options options, QObject *parent)
    : MetricSource(parent)
    , m_machine(std::move(options))
{
    m_status.where = tr("this machine");
    connect(&m_machine, &LocalMachine::up, this, &LocalSource::follow);
    connect(&m_machine, &LocalMachine::down, this, &LocalSource::takeEnd);
}

void LocalSource::open()
{
    m_machine.start();
}

void LocalSource::follow(const LocalEndpoint &endpoint)
{
    OutputFollower::Options options;
    options.redis.url = endpoint.redis;
    options.redis.clientName = QStringLiteral("pulseboard");
    options.key = endpoint.outputKey;
    m_redis = std::make_unique<RedisSource>(std::move(options), endpoint.inputKey, m_status.where);
    connect(m_redis.get(), &RedisSource::statusChanged, this, &LocalSource::setStatus);
    connect(m_redis.get(), &RedisSource::history, this, &LocalSource::history);
    connect(m_redis.get(), &RedisSource::record, this, &LocalSource::record);
    connect(m_redis.get(), &RedisSource::reportChanged, this, &LocalSource::setReport);
    setStatus(m_redis->status());
    setReport(m_redis->report());
    m_redis->open();
}

void LocalSource::takeEnd(const QString &why, std::chrono::milliseconds pause)
{
    m_redis.reset();
    SourceStatus status = m_status;
    status.kind = SourceStatus::Kind::Lost;
    const double seconds = std::chrono::duration<double>(pause).count();
    status.sentence = tr("%1; starting it again in %2 s").arg(why, QLocale().toString(seconds, 'g', 3));
    setStatus(status);
}

void LocalSource::setStatus(const SourceStatus &status)
{
    if (m_status == status)
        return;
    m_status = status;
    Q_EMIT statusChanged(m_status);
}

void LocalSource::setReport(const FunctionReport &report)
{
    if (m_report == report)
        return;
    m_report = report;
    Q_EMIT reportChanged(m_report);
}

} // namespace pulse

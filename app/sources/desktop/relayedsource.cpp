// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sources/desktop/relayedsource.h"

namespace pulse {

void RelayedSource::tryAgain()
{
    if (m_source)
        m_source->open();
}

void RelayedSource::follow(std::unique_ptr<RedisSource> source)
{
    m_source = std::move(source);
    connect(m_source.get(), &RedisSource::statusChanged, this, &RelayedSource::setStatus);
    connect(m_source.get(), &RedisSource::history, this, &RelayedSource::history);
    connect(m_source.get(), &RedisSource::record, this, &RelayedSource::record);
    connect(m_source.get(), &RedisSource::aged, this, &RelayedSource::aged);
    connect(m_source.get(), &RedisSource::reportChanged, this, &RelayedSource::setReport);
    setStatus(m_source->status());
    setReport(m_source->report());
    m_source->open();
}

void RelayedSource::setStatus(SourceStatus status)
{
    status.where = where();
    if (m_status == status)
        return;
    m_status = status;
    Q_EMIT statusChanged(m_status);
}

void RelayedSource::setReport(const FunctionReport &report)
{
    if (m_report == report)
        return;
    m_report = report;
    Q_EMIT reportChanged(m_report);
}

} // namespace pulse

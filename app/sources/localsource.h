// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sources/localmachine.h"
#include "common/redis/redissource.h"

#include <memory>

namespace pulse {

/// Results of this machine: the whole chain runs as a child process, with a private Redis server.
class LocalSource : public MetricSource
{
    Q_OBJECT

public:
    explicit LocalSource(LocalMachine::Options options, QObject *parent = nullptr);

    void open() override;
    SourceStatus status() const override { return m_status; }
    FunctionReport report() const override { return m_report; }

private:
    void follow(const LocalEndpoint &endpoint);
    void takeEnd(const QString &why, std::chrono::milliseconds pause);
    void setStatus(const SourceStatus &status);
    void setReport(const FunctionReport &report);

    LocalMachine m_machine;
    std::unique_ptr<RedisSource> m_redis; // while the child is up
    SourceStatus m_status;
    FunctionReport m_report;
};

} // namespace pulse

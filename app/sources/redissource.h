// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sources/metricsource.h"
#include "common/redis/outputfollower.h"

namespace pulse {

/// Results from an output key in Redis.
class RedisSource : public MetricSource
{
    Q_OBJECT

public:
    /// `name`: what to call the server to people; empty: its URL without the password.
    explicit RedisSource(OutputFollower::Options options, const QString &name = {}, QObject *parent = nullptr);

    void open() override;
    SourceStatus status() const override { return m_status; }

private:
    void takeState(OutputFollower::State state);
    void takeProblem(const RedisError &error);
    void takeHistory(const std::vector<Output> &outputs);
    void takeOutput(const Output &output);
    void setStatus(SourceStatus::Kind kind, const QString &sentence = {});

    OutputFollower m_follower;
    SourceStatus m_status;
};

} // namespace pulse
